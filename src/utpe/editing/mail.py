# SPDX-License-Identifier: MIT
"""The YAML that an e-mail carries: as an attachment, else in its text (RFC 5322, RFC 2045, RFC 3676).

What programs do to a text on its way is undone where the text itself tells that they did.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser

BEGINS = re.compile(r"^#[ \t]*yaml-language-server:", re.MULTILINE)
ENDS = re.compile(r"^#[ \t]*(?:End)[ \t]*$", re.MULTILINE)
"""The form closes what it puts into a letter with `# End`: programs add signatures below."""
NARROWEST = 60
"""Programs break lines at 72 to 78 columns, or a few less."""
_YAML_TYPES = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
_OWN_LINE = re.compile(r"#|[a-z_]+:(?:\s|$)")
"""A line of the record itself that has no indentation."""
_LATIN = ("iso-8859-1", "windows-1252")
_PYTHONS_OWN = ("unicode_escape", "raw_unicode_escape", "punycode", "idna")
"""No letter is written in them: they would make another text of it."""


def carried(raw: bytes) -> list[bytes]:
    """Return the YAML files of a message: those attached; if there are none, the one in its text.

    In UTF-8; what is in no known character set comes as it is.
    """
    message = email.message_from_bytes(raw.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.default)
    attached = list(_attached(message))
    if attached:
        return attached
    return [text for letter in _letters(message) if (text := _written(letter))][:1]


def _letters(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield a message, and those that it forwards as attachments."""
    yield message
    for part in message.walk():
        inner = part.get_content() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inner, EmailMessage):
            yield inner


def _attached(message: EmailMessage) -> Iterator[bytes]:
    for part in message.walk():
        name = (part.get_filename() or "").lower()
        is_yaml = name.endswith((".yaml", ".yml")) or part.get_content_type() in _YAML_TYPES
        if is_yaml or name.endswith(".txt"):
            text = _decoded(part)
            if text.strip() if is_yaml else BEGINS.search(text):
                yield _encoded(text)


def _decoded(part: MIMEPart) -> str:
    """Return the text of a part; bytes that are none in any set that it may be in stay as lone surrogates."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    told = part.get_content_charset("utf-8")
    # Many programs say Latin-1 whatever they send; where they are right they mean that of Windows.
    for charset in ("utf-8", "windows-1252") if told in _LATIN else (told, "utf-8"):
        try:
            if codecs.lookup(charset).name not in _PYTHONS_OWN:
                text = raw.decode(charset)
                # UTF-7 can name half a character.
                text.encode()
                return text
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8", "surrogateescape")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _written(message: EmailMessage) -> bytes:
    """Return what stands in the text of a message, without what programs for mail did to it."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return b""
    text = _decoded(body).replace("\r\n", "\n")
    if body.get_content_subtype() == "html":
        text = _text_of(text)
    elif body.get_param("format") == "flowed":
        text = _unflowed(text, deletes=body.get_param("delsp") == "yes")
    text = text.replace("\xa0", " ")
    quoted = re.compile(r"^(?:> ?)+(?=#[ \t]*yaml-language-server:)", re.MULTILINE).search(text)
    if quoted:
        text = re.sub(
            rf"^{re.escape(quoted[0])}|^{re.escape(quoted[0].rstrip())}$", "", text, flags=re.MULTILINE
        )
    begin = BEGINS.search(text)
    if not begin:
        return b""
    end = ENDS.search(text, begin.end())
    if end:
        return _encoded(_mended(text[begin.start() : end.start()].rstrip()) + "\n")
    return _encoded(text[begin.start() :].rstrip() + "\n")


def _mended(text: str) -> str:
    """Return a text that is wholly the form's with its own lines: not broken, nor each below an empty one."""
    lines = [line.rstrip() for line in text.split("\n")]
    if not any(lines[1::2]):
        lines = lines[::2]
    whole = lines[:1]
    for line in lines[1:]:
        is_broken = line and not line[0].isspace() and not _OWN_LINE.match(line)
        if is_broken and len(f"{whole[-1]} {line.split()[0]}") > NARROWEST:
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return "\n".join(whole)


def _unflowed(text: str, deletes: bool) -> str:
    """Join the lines that a space at the end flows together (RFC 3676, 4.1)."""
    lines = [""]
    for line in text.split("\n"):
        own = line.removeprefix(" ")
        if lines[-1].endswith(" ") and lines[-1] != "-- ":
            lines[-1] = (lines[-1][:-1] if deletes else lines[-1]) + own
        else:
            lines.append(own)
    return "\n".join(lines[1:])


class _Text(HTMLParser):
    """The text of a page, a line for each block. Its source may be broken anywhere but in `pre`."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.is_as_written = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.is_as_written |= tag == "pre"
        if tag in ("br", "div", "p", "li", "tr", "pre"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_as_written &= tag != "pre"

    def handle_data(self, data: str) -> None:
        if not self.is_as_written:
            data = re.sub(r"[ \t]*\n[ \t]*", " ", data.lstrip("\n ") if self._begins(data) else data)
        self.pieces.append(data)

    def _begins(self, data: str) -> bool:
        """True for the break between a tag and the first word of a line."""
        return data.startswith("\n") and self.pieces[-1:] == ["\n"]


def _text_of(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    return "".join(parser.pieces)
