"""What the system and `argparse` say in English, said in the editor's language."""

from __future__ import annotations

import argparse
import errno
import os

import pytest

from utpe.text.causes import cause, complaint, in_words
from utpe.text.strings import strings


def test_a_refusal_of_the_system_is_said_in_words() -> None:
    assert (
        cause(OSError(errno.ENOSPC, "No space left on device"), strings("es")) == "no queda lugar en el disco"
    )
    assert cause(OSError(errno.EPIPE, os.strerror(errno.EPIPE)), strings("pt")) == os.strerror(errno.EPIPE)
    values = {"file": "x", "reason": PermissionError(errno.EACCES, "", "/a/b")}
    assert in_words(values, strings("pt")) == {"file": "x", "reason": "não há permissão: /a/b"}


class _Told(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        """Keep the message."""
        raise ValueError(message)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "fr"], "«fr» no sirve para --lang; se puede elegir entre es, pt."),
        (["--age", "x"], "«x» no sirve para --age."),
        (["--age"], "a --age le falta un valor."),
        ([], "falta year."),
        (["2014", "--no"], "no se conoce --no."),
    ],
)
def test_complaints_of_the_argparse_of_this_python_are_known(arguments: list[str], said: str) -> None:
    parser = _Told()
    parser.add_argument("year")
    parser.add_argument("--lang", choices=("es", "pt"))
    parser.add_argument("--age", type=int)
    with pytest.raises(ValueError, match=r"\w") as told:
        parser.parse_args(arguments)
    assert complaint(str(told.value), strings("es")) == said
    assert complaint("something else", strings("es")) == "something else"
