# SPDX-License-Identifier: MIT
"""Why the system, or the reader of arguments, refused: their English in the words of the editor."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from typing import Any

from utpe.text.strings import Strings

# What `argparse` says (Lib/argparse.py), and the key of `causes` that says it.
_COMPLAINTS = (
    (r"argument (?P<name>[^:]+): invalid choice: '(?P<value>.*)' \(choose from (?P<choices>.*)\)", "choice"),
    (r"argument (?P<name>[^:]+): invalid \w+ value: '(?P<value>.*)'", "value"),
    (r"argument (?P<name>[^:]+): expected (?:at least )?(?:one|\d) arguments?", "no_value"),
    (r"the following arguments are required: (?P<names>.*)", "required"),
    (r"unrecognized arguments: (?P<names>.*)", "unknown"),
)


def cause(error: OSError, s: Strings) -> str:
    """Return why the system could not do something, in words; its own English where we have none."""
    key = f"causes.{errno.errorcode.get(error.errno or 0, '')}"
    return s(key) if key in s else error.strerror or str(error)


def in_words(values: Mapping[str, Any], s: Strings) -> dict[str, Any]:
    """Return what fills a sentence, each refusal of the system among it in words."""
    return {k: f"{cause(v, s)}: {v.filename}" if isinstance(v, OSError) else v for k, v in values.items()}


def complaint(message: str, s: Strings) -> str:
    """Return what `argparse` complains of in the language of `s`; as it is where we do not know it."""
    for pattern, key in _COMPLAINTS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            found = match.groupdict()
            if "choices" in found:
                found["choices"] = found["choices"].replace("'", "")
            return s(f"causes.{key}", **found)
    return message
