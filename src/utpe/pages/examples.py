# SPDX-License-Identifier: MIT
"""A record of a collection, commented field by field, for the guide of editors; from the string tables.

The examples stand in `strings/<language>/examples.yaml` and are themselves checked
(tests/text/test_examples.py).
"""

from __future__ import annotations

from utpe.text.strings import strings


def example(scheme: str, language: str) -> str:
    """Return a fenced YAML block with a commented record, e.g. of `meeting`."""
    return f"```yaml\n{strings(language)(f'examples.{scheme}').rstrip()}\n```"
