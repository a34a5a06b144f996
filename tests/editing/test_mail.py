"""What programs for mail do to a proposal is undone, or it is refused: never is another text taken for it."""

from __future__ import annotations

import base64
import email.policy
import html
import textwrap
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from utpe.editing.mail import carried
from utpe.reading.strict_yaml import read_yaml

YAML = """\
# yaml-language-server: $schema=../schemas/meetings.schema.json
# Collection: meetings
# Licence: CC-BY-4.0
# Named: Ana Pérez, de la Dirección de Relaciones Internacionales del Municipio de Alfa
id: toy-2027-prueba
title:
  es: 'Reunión: "prueba" de la ñandú con un título muy largo, para que un programa lo corte en dos'
  pt: Reunião de teste com um título muito longo - tanto, que um programa o corta em dois pedaços
unit_link:
  es: Actividad propia de la unidad, que se hace con mucha gente y con muchas ganas, y que se cuenta aquí con
    más detalle.
  pt: Atividade própria da unidade.
sources:
  - id: acta-nueva
"""
LETTER = f"Hola, les mando esto.\n\n{YAML}# End\n-- \nAna Pérez\n"
WANTED = read_yaml(YAML.encode()).value


def _with_type(kind: str, body: bytes, encoding: str = "8bit") -> bytes:
    told = f"Content-Type: {kind}\r\n" if kind else ""
    return (
        f"Subject: x\r\nMIME-Version: 1.0\r\n{told}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
    )


def _lines(change: Callable[[str], list[str]], body: str = LETTER) -> bytes:
    lines = [new for line in body.split("\n") for new in change(line)]
    return _with_type("text/plain; charset=utf-8", "\r\n".join(lines).encode())


def _wrapped(width: int, before: str = "") -> Callable[[str], list[str]]:
    return lambda line: [
        before + x
        for x in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [line]
    ]


def _page(document: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message.set_content(document, subtype="html")
    return message.as_bytes()


def _shown(line: str) -> str:
    return html.escape(line).replace("  ", "&nbsp; ") or "<br>"


def _attached(content: bytes, kind: str, name: str, **parameters: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message.set_content("Va adjunto.")
    main, sub = kind.split("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name, params=parameters)
    return message.as_bytes()


def _forwarded() -> bytes:
    inner, message = EmailMessage(policy=email.policy.SMTP), EmailMessage(policy=email.policy.SMTP)
    inner.set_content(LETTER)
    message.set_content("Les reenvío esto.")
    message.add_attachment(inner)
    return message.as_bytes()


LETTERS = {
    "UTF-8 without a word of it": _with_type("", LETTER.encode()),
    "UTF-8 as ASCII": _with_type("text/plain; charset=us-ascii", LETTER.encode()),
    "UTF-8 as Latin-1": _with_type("text/plain; charset=iso-8859-1", LETTER.encode()),
    "Latin-1": _with_type("text/plain; charset=iso-8859-1", LETTER.encode("latin-1")),
    "UTF-16": _with_type("text/plain; charset=utf-16", base64.encodebytes(LETTER.encode("utf-16")), "base64"),
    "a set that nobody knows": _with_type("text/plain; charset=x-none", LETTER.encode()),
    "a byte-order mark": b"\xef\xbb\xbf" + _with_type("text/plain; charset=utf-8", LETTER.encode()),
    "lines of 72": _lines(_wrapped(72)),
    "lines of 78": _lines(_wrapped(78)),
    "quoted lines of 72": _lines(_wrapped(72, "> ")),
    "an empty line after each": _lines(lambda line: [line, ""]),
    "HTML with indented lines": _page(
        "<html>\n  <body>\n    <p>"
        + "<br>\n      ".join(map(_shown, LETTER.split("\n")))
        + "</p></body></html>"
    ),
    "HTML with broken lines": _page(
        "".join(f"<div>{textwrap.fill(_shown(x), 60)}</div>\n" for x in LETTER.split("\n"))
    ),
    "HTML as it stands": _page(f"<pre>{html.escape(LETTER)}</pre>"),
    "HTML of paragraphs": _page(
        "<style>p {color: #red}</style>" + "\n".join(f"<p>{_shown(x)}</p>" for x in LETTER.split("\n"))
    ),
    "forwarded as an attachment": _forwarded(),
    "attached in Latin-1": _attached(YAML.encode("latin-1"), "text/yaml", "x.yaml", charset="iso-8859-1"),
    "attached as text": _attached(YAML.encode(), "text/plain", "x.yaml.txt", charset="utf-8"),
    "attached as anything": _attached(YAML.encode(), "application/octet-stream", "x.txt"),
}


@pytest.mark.parametrize("how", LETTERS)
def test_a_letter_says_what_was_sent(how: str) -> None:
    (text,) = carried(LETTERS[how])
    read = read_yaml(text)
    assert not read.troubles and read.value == WANTED
    assert "# Licence: CC-BY-4.0\n" in text.decode().replace("\r", "")


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "x-none", "punycode", "idna"])
def test_letters_that_are_no_text_are_not_guessed(charset: str) -> None:
    (text,) = carried(_with_type(f"text/plain; charset={charset}", LETTER.encode("latin-1")))
    assert [trouble.key for trouble in read_yaml(text).troubles] == ["yaml.not_utf8"]


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "raw-unicode-escape", "punycode", "utf-7", "unicode\x01escape"]
)
def test_no_set_makes_another_text_of_a_letter(charset: str) -> None:
    body = f"{YAML}note: '\\ud800 \\x41 +2AA-'\n".encode()
    (text,) = carried(_with_type(f"text/plain; charset={charset}", body))
    assert text == body


def test_curved_quotation_marks_of_windows_are_read() -> None:
    letter = LETTER.replace('"prueba"', "“prueba”").encode("cp1252")
    (text,) = carried(_with_type("text/plain; charset=iso-8859-1", letter))
    assert "“prueba”" in read_yaml(text).value["title"]["es"]


def test_a_signature_is_no_part_of_a_text() -> None:
    """Where the last line that the form wrote is missing, nobody knows what is."""
    (text,) = carried(_lines(lambda line: [] if line == "# End" else [line]))
    assert read_yaml(text).troubles


def test_other_texts_that_are_attached_are_no_proposals() -> None:
    assert carried(_attached(b"Acta", "text/plain", "acta.txt")) == []
