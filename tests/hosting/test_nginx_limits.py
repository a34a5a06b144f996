"""What nginx with our configuration does with who asks oddly: in parts, again, with bodies, slowly."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from security_txt_reader import read

pytestmark = pytest.mark.audit
FONT = "assets/fonts/archivo-latin-wght-normal.woff2"
# Fewer than the 512 connections that nginx has by itself, a few for those who wait for pages.
SLOW = 400


def _asked(
    url: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, Message, bytes]:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)) as connection:
        connection.request(method, f"/{path}", body, {n.replace("_", "-"): v for n, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("path", ["", "es/reuniones/", "api/v1/cities.json", "es/no-hay/"])
def test_nothing_is_taken_in(url: str, method: str, path: str) -> None:
    status, sent, _ = _asked(url, path, method, b"x" * 100)
    assert (status, sent.get_all("Allow")) == (405, ["GET, HEAD"])
    assert sent["Content-Security-Policy"] and sent["X-Content-Type-Options"] == "nosniff"


def test_a_body_that_nobody_reads_is_refused(url: str) -> None:
    assert _asked(url, "es/", "GET", b"x" * 2000)[0] == 413
    assert _asked(url, "es/", Cookie="x" * 9000)[0] == 400
    assert _asked(url, "x" * 9000)[0] == 414


def test_only_the_head_is_what_comes_with_the_page(url: str) -> None:
    for path in ("es/", "es/reuniones/list.json", FONT):
        (status, page, body), (_, head, nothing) = _asked(url, path), _asked(url, path, "HEAD")
        assert status == 200 and body and not nothing
        assert {n: v for n, v in head.items() if n != "Date"} == {
            n: v for n, v in page.items() if n != "Date"
        }


@pytest.mark.parametrize("path", ["es/", FONT, "data/utpe.xlsx"])
def test_what_did_not_change_is_not_sent_again(url: str, path: str) -> None:
    _, sent, _ = _asked(url, path)
    known = {"If_None_Match": sent["ETag"]}, {"If_Modified_Since": sent["Last-Modified"]}
    for condition in known:
        status, again, body = _asked(url, path, **condition)
        assert (status, body) == (304, b"") and again["ETag"] == sent["ETag"]
        assert again["Content-Security-Policy"] == sent["Content-Security-Policy"]
    for condition in ({"If_None_Match": '"x"'}, {"If_Modified_Since": "Thu, 01 Jan 2015 00:00:00 GMT"}):
        assert _asked(url, path, **condition)[0] == 200
    # The tag counts, whatever the day says (RFC 9110, 13.1.3).
    assert _asked(url, path, If_None_Match='"x"', If_Modified_Since=sent["Last-Modified"])[0] == 200


def test_parts_of_a_file_are_those_of_the_file(url: str, site: Path) -> None:
    whole = (site / FONT).read_bytes()
    size = len(whole)
    for said, start, end in (("0-0", 0, 1), ("10-19", 10, 20), ("100-", 100, size), ("-50", size - 50, size), (f"0-{size * 2}", 0, size)):  # fmt: skip
        status, sent, body = _asked(url, FONT, Range=f"bytes={said}")
        assert (status, body) == (206, whole[start:end]), said
        assert sent["Content-Range"] == f"bytes {start}-{end - 1}/{size}"
    status, sent, _ = _asked(url, FONT, Range=f"bytes={size}-")
    assert (status, sent["Content-Range"]) == (416, f"bytes */{size}")
    # What is no range, or one of another state of the file, is the whole (RFC 9110, 14.2).
    tag = _asked(url, FONT)[1]["ETag"]
    assert _asked(url, FONT, Range="lines=1-2")[::2] == (200, whole)
    assert _asked(url, FONT, Range="bytes=0-9", If_Range='"x"')[::2] == (200, whole)
    assert _asked(url, FONT, Range="bytes=0-9", If_Range=tag)[::2] == (206, whole[:10])


def test_many_parts_are_the_whole_file(url: str, site: Path) -> None:
    whole = (site / FONT).read_bytes()
    for count in (2, 4, 5, 500):
        said = ",".join(f"{n}-{n + 1}" for n in range(0, count * 10, 10))
        status, sent, body = _asked(url, FONT, Range=f"bytes={said}")
        assert status == (206 if count <= 4 else 200), count
        assert (sent.get_content_type() == "multipart/byteranges") == (count <= 4)
        assert count <= 4 or body == whole
    # Parts that overlap are bounded too: never more than they name of the file.
    assert len(_asked(url, FONT, Range="bytes=" + ",".join(["0-"] * 500))[2]) == len(whole)


def test_the_file_for_reports_is_served_as_the_rfc_says(url: str) -> None:
    status, sent, body = _asked(url, ".well-known/security.txt")
    assert (status, sent["Content-Type"]) == (200, "text/plain; charset=utf-8")
    fields = read(body.decode())
    assert fields["contact"][0] == "mailto:ana@example.org"
    for policy in fields["policy"]:
        status, sent, page = _asked(url, policy.removeprefix("https://example.org/"))
        assert status == 200 and b"ana@example.org" in page


@pytest.fixture
def dawdlers(url: str) -> Iterator[list[socket.socket]]:
    """Connections that began a request and do not end it."""
    place = urlsplit(url)
    with ExitStack() as stack:
        found = []
        for _ in range(SLOW):
            one = stack.enter_context(socket.create_connection((place.hostname, place.port), timeout=5))
            one.sendall(b"GET /es/ HTTP/1.1\r\nHost: x\r\nX-A: ")
            found.append(one)
        yield found


def test_slow_clients_keep_nobody_waiting_and_are_sent_away(url: str, dawdlers: list[socket.socket]) -> None:
    begun, gone, waits = time.monotonic(), set(), []
    while len(gone) < SLOW and time.monotonic() - begun < 30:
        for number, one in enumerate(dawdlers):
            if number in gone:
                continue
            try:
                one.sendall(b"a")
                one.settimeout(0.0)
                if one.recv(100) is not None:
                    gone.add(number)
            except BlockingIOError:
                pass
            except OSError:
                gone.add(number)
        asked = time.monotonic()
        assert _asked(url, "es/reuniones/")[0] == 200
        waits.append(time.monotonic() - asked)
        time.sleep(1)
    assert len(gone) == SLOW, f"{SLOW - len(gone)} still hold on after {time.monotonic() - begun:.0f} s"
    assert max(waits) < 2, waits


def test_who_takes_a_page_slowly_keeps_nobody_waiting(url: str) -> None:
    place = urlsplit(url)
    with ExitStack() as stack:
        for _ in range(SLOW // 2):
            one = stack.enter_context(socket.socket())
            # Next to nothing of the answer fits.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            one.connect((place.hostname, place.port))
            one.sendall(b"GET /data/utpe.xlsx HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(20):
            asked = time.monotonic()
            assert _asked(url, "es/reuniones/")[0] == 200
            assert time.monotonic() - asked < 2


def test_what_the_server_is_made_of_is_not_told(url: str) -> None:
    for path in ("es/", "es/no-hay/", "%zz"):
        _, sent, body = _asked(url, path)
        assert sent["Server"] == "nginx" and not re.search(rb"nginx/\d", body)
