#!/bin/sh
# Runs a program with a Python that is new enough: $PYTHON, python3, or a numbered one.
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
  [ -n "$candidate" ] || continue
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    exec "$candidate" "$@"
  fi
done
echo "Falta Python 3.11 o posterior: instálelo y repita la orden. | Falta Python 3.11 ou mais novo: instale-o e repita o comando. | Python 3.11 or later is missing: install it and repeat." >&2
exit 2
