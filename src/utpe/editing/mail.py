# SPDX-License-Identifier: MIT
"""The YAML that an e-mail carries: as an attachment, else in its text (RFC 5322, RFC 2045, RFC 3676)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser

BEGINS = re.compile(r"^#[ \t]*yaml-language-server:", re.MULTILINE)
ENDS = re.compile(r"^#[ \t]*(?:End)[ \t]*$", re.MULTILINE)
"""The form closes what it puts into a letter with `# End`: programs add signatures below."""


def carried(raw: bytes) -> list[bytes]:
    """Return the YAML files of a message: those attached; if there are none, the one in its text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    attached = list(_attached(message))
    if attached:
        return attached
    written = _written(message)
    return [written] if written else []


def _attached(message: EmailMessage) -> Iterator[bytes]:
    for part in message.walk():
        name = (part.get_filename() or "").lower()
        if name.endswith((".yaml", ".yml")) or (
            part.get_content_type() in ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
        ):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                yield payload
        elif name.endswith(".eml") or part.get_content_type() == "message/rfc822":
            # `walk` goes into it by itself.
            continue


def _written(message: EmailMessage) -> bytes:
    """Return what stands in the text of a message, without what programs for mail did to it."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return b""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeDecodeError):
        # A character set that nobody knows.
        return b""
    if body.get_content_subtype() == "html":
        text = _text_of(text)
    elif body.get_param("format") == "flowed":
        text = _unflowed(text, deletes=body.get_param("delsp") == "yes")
    text = text.replace("\r\n", "\n").replace("\xa0", " ")
    quoted = re.compile(r"^(?:> ?)+(?=#[ \t]*yaml-language-server:)", re.MULTILINE).search(text)
    if quoted:
        text = re.sub(
            rf"^{re.escape(quoted[0])}|^{re.escape(quoted[0].rstrip())}$", "", text, flags=re.MULTILINE
        )
    begin = BEGINS.search(text)
    if not begin:
        return b""
    end = ENDS.search(text, begin.end())
    return text[begin.start() : end.start() if end else len(text)].rstrip().encode() + b"\n"


def _unflowed(text: str, deletes: bool) -> str:
    """Join the lines that a space at the end flows together (RFC 3676, 4.1)."""
    lines = [""]
    for line in text.replace("\r\n", "\n").split("\n"):
        own = line.removeprefix(" ")
        if lines[-1].endswith(" ") and lines[-1] != "-- ":
            lines[-1] = (lines[-1][:-1] if deletes else lines[-1]) + own
        else:
            lines.append(own)
    return "\n".join(lines[1:])


class _Text(HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("br", "div", "p", "li", "tr"):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.replace("\r\n", "\n").strip("\n"))


def _text_of(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return "".join(parser.pieces)
