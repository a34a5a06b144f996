"""Any bytes as a letter with a proposal: never an exception, and nothing comes out that did not go in."""

from __future__ import annotations

from conftest import TOY
from damaged_yaml import CHARACTERS, any_file
from fuzzing import bounded, examples
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from utpe.editing.mail import carried
from utpe.records.loader import batch_of

SCHEMA = "# yaml-language-server: $schema=../schemas/meetings.schema.json\n"
MEETINGS = (TOY / "data/meetings.yaml").read_bytes()
TYPES = (
    "text/plain", "text/html", "text/yaml", "application/yaml", "application/octet-stream", "multipart/mixed; boundary=b",
    "multipart/alternative; boundary=b", "multipart/mixed", "message/rfc822", "message/partial", "text", "", "/", "text/plain; format=flowed; delsp=yes",
)  # fmt: skip
CHARSETS = (
    "utf-8",
    "us-ascii",
    "iso-8859-1",
    "utf-16",
    "utf-7",
    "idna",
    "punycode",
    "hex",
    "rot13",
    "x",
    "unicode_escape",
    "undefined",
    "\x00",
    "''",
)
ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "gzip", "")
NAMES = ("x.yaml", "x.txt", "..\\..\\x.yml", "=?utf-8?q?x=2Eyaml?=", '"', "*0=x", "")
HTML = (
    "<pre>",
    "</pre>",
    "<br>",
    "<div>",
    "<p",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE [",
    "&#0;",
    "&#xd800;",
    "&amp",
    "<script>",
)


@st.composite
def parts(draw: DrawFn, depth: int = 0) -> bytes:
    """A part of a letter: a head that says what it is, or nearly, and a body."""
    kind, charset, way = (draw(st.sampled_from(x)) for x in (TYPES, CHARSETS, ENCODINGS))
    head = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n"
    if draw(st.booleans()):
        head += f"Content-Disposition: attachment; filename={draw(st.sampled_from(NAMES))}\r\n"
    head += draw(st.sampled_from(("", "", "Subject: =?x?y?z?=\r\n", "\x00: x\r\n", " x\r\n")))
    if depth < 3 and ("multipart" in kind or "message" in kind):
        inside = draw(st.lists(parts(depth + 1), max_size=2))
        body = b"".join(b"--b\r\n" + part + b"\r\n" for part in inside) + draw(
            st.sampled_from((b"--b--\r\n", b""))
        )
        return head.encode() + b"\r\n" + (body if "multipart" in kind else b"".join(inside))
    text = draw(any_file([MEETINGS]))[:20_000]
    before = draw(st.sampled_from(("", SCHEMA, f"> {SCHEMA}", f"> > Hola\n{SCHEMA}")))
    noise = "".join(draw(st.lists(st.sampled_from(HTML) | CHARACTERS, max_size=6)))
    return (
        (head + "\r\n" + noise + before).encode("utf-8", "surrogatepass")
        + text
        + draw(st.sampled_from((b"", b"# End\n-- \nAna")))
    )


@examples(25)
@example(f'Content-Type: text/plain; charset=unicode_escape\r\n\r\n{SCHEMA}id: "\\ud800"'.encode())
@example(f"Content-Type: text/plain; charset=utf-7\r\n\r\n{SCHEMA}id: +2AA-".encode())
@example(f"Content-Type: text/plain; charset=punycode\r\n\r\n{SCHEMA}{'a' * 99_000}".encode())
@given(st.binary(max_size=500) | parts())
def test_any_letter_is_read(raw: bytes) -> None:
    with bounded():
        for text in carried(raw):
            batch_of("meetings", "x.yaml", text, ("es", "pt"))
