"""One link, against a server that misbehaves in every way that we know."""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from links_server import BadServer, reply

from utpe.links import request
from utpe.links.request import Limits, Manner, ask, is_private, split
from utpe.links.visit import Result, Status, Visit, seconds_of

QUICK = Limits(connect=0.4, read=0.4, total=0.8)
NOW = 1_000_000_000.0


class Turns:
    """Gives every turn at once and notes what was held."""

    def __init__(self) -> None:
        self.held: list[float] = []

    @contextmanager
    def turn(self, url: str) -> Any:
        yield

    def hold(self, url: str, seconds: float) -> None:
        self.held.append(seconds)


def _visit(url: str, *, allow: bool = True, turns: Turns | None = None) -> Result:
    manner = Manner("utpe-links (+https://utpe.example/)", QUICK, allow)
    return Visit(ask, turns or Turns(), manner, lambda: NOW).result(url)


def _known(result: Result) -> tuple[str, str, int]:
    return result.status.value, result.reason, result.code


OK = reply(200, "Content-Length: 0")


def _dribble(head: bytes) -> Callable[[socket.socket], None]:
    def run(inner: socket.socket) -> None:
        inner.sendall(head)
        for _ in range(100):
            inner.sendall(b"x")
            time.sleep(0.05)

    return run


def _hang(inner: socket.socket) -> None:
    inner.recv(1)


def _reset(inner: socket.socket) -> None:
    inner.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("answer", "known", "lines"),
    [
        (OK, ("ok", "ok", 200), ["HEAD"]),
        (reply(204), ("ok", "ok", 204), ["HEAD"]),
        (reply(404), ("broken", "code", 404), ["HEAD", "GET"]),
        (reply(410), ("broken", "code", 410), ["HEAD", "GET"]),
        (reply(401), ("refused", "code", 401), ["HEAD", "GET"]),
        (reply(403), ("refused", "code", 403), ["HEAD", "GET"]),
        (reply(999), ("odd", "code", 999), ["HEAD", "GET"]),
        (reply(418), ("odd", "code", 418), ["HEAD", "GET"]),
        (reply(300), ("odd", "code", 300), ["HEAD", "GET"]),
        (reply(302), ("odd", "no_location", 302), ["HEAD"]),
        (b"\x00\xff garbage\r\n\r\n", ("odd", "garbled", 0), ["HEAD", "GET"]),
        (b"HTTP/1.1 abc\r\n\r\n", ("odd", "garbled", 0), ["HEAD", "GET"]),
        (b"", ("unreachable", "reset", 0), ["HEAD", "GET"]),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", ("odd", "garbled", 0), ["HEAD", "GET"]),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 5_000 + b"\r\n", ("odd", "garbled", 0), ["HEAD", "GET"]),
        (_reset, ("unreachable", "reset", 0), ["HEAD", "GET"]),
        # The limit of each read ends the first, that of the link the second.
        (_hang, ("unreachable", "timeout", 0), ["HEAD", "GET"]),
        # Every byte comes in time, all together do not: only the limit of the whole ends this one.
        (_dribble(b"HTTP/1.1 200 OK\r\nX: "), ("unreachable", "timeout", 0), ["HEAD"]),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + OK, ("ok", "ok", 200), ["HEAD"]),
    ],
)
def test_what_a_server_answers_to_everything(
    server: BadServer, answer: Any, known: tuple[str, str, int], lines: list[str]
) -> None:
    begun = time.monotonic()
    assert _known(_visit(server.on("/a", answer))) == known
    assert time.monotonic() - begun < 1.5
    assert server.lines() == [f"{method} /a" for method in lines]


def _flood(inner: socket.socket) -> None:
    inner.sendall(reply(200))
    for _ in range(10_000):
        inner.sendall(b"x" * 100_000)


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, "Content-Length: 10", body=b"abc"),
        reply(200, "Transfer-Encoding: chunked", body=b"5\r\nab"),
        reply(200, "Content-Encoding: gzip", body=b"not gzip"),
        _flood,
        _dribble(reply(200)),
    ],
)
def test_no_body_is_waited_for(server: BadServer, answer: Any) -> None:
    url = server.on("GET /a", answer)
    server.on("HEAD /a", reply(405))
    begun = time.monotonic()
    assert _known(_visit(url)) == ("ok", "ok", 200)
    assert time.monotonic() - begun < 0.4


@pytest.mark.parametrize(
    "head", [reply(403), reply(404), reply(405), reply(501), _hang, _reset, b"junk\r\n\r\n"]
)
def test_get_decides_where_head_fails(server: BadServer, head: Any) -> None:
    url = server.on("GET /a", OK)
    server.on("HEAD /a", head)
    assert _known(_visit(url)) == ("ok", "ok", 200)


def test_a_head_that_works_is_believed(server: BadServer) -> None:
    url = server.on("GET /a", reply(404))
    server.on("HEAD /a", OK)
    assert _known(_visit(url)) == ("ok", "ok", 200)
    assert server.lines() == ["HEAD /a"]


@pytest.mark.parametrize(
    ("first", "held"),
    [
        (reply(500), [5.0]),
        (reply(503, "Retry-After: 7"), [7.0]),
        (reply(429, "Retry-After: Sun, 09 Sep 2001 01:46:52 GMT"), [12.0]),
        (reply(429, "Retry-After: soon"), [5.0]),
        (reply(429, "Retry-After: -3"), [5.0]),
    ],
)
def test_who_says_later_is_asked_once_more_later(server: BadServer, first: bytes, held: list[float]) -> None:
    turns = Turns()
    assert _known(_visit(server.on("/a", first, OK), turns=turns)) == ("ok", "ok", 200)
    assert turns.held == held and server.lines() == ["HEAD /a", "GET /a"]


def test_once_more_is_once(server: BadServer) -> None:
    assert _known(_visit(server.on("/a", reply(500)))) == ("odd", "code", 500)
    assert len(server.requests) == 2


@pytest.mark.parametrize("seconds", ["61", "9" * 5_000])
def test_nobody_waits_for_ever(server: BadServer, seconds: str) -> None:
    turns = Turns()
    url = server.on("/a", reply(429, f"Retry-After: {seconds}"))
    assert _known(_visit(url, turns=turns)) == ("refused", "code", 429)
    assert turns.held == [] and server.lines() == ["HEAD /a"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), (" 12 ", 12), ("", None), ("1.5", None), ("²", None), ("Sun, 09 Sep 2001 01:46:30 GMT", 0)],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert seconds_of(text, NOW) == seconds


def test_redirects(server: BadServer) -> None:
    server.on("/end", OK)
    server.on("/gone", reply(404))
    server.on("/", OK)

    def to(code: int, where: str) -> Result:
        return _visit(server.on(f"/{code}", reply(code, f"Location: {where}")))

    moved = to(301, "/end#part")
    assert _known(moved) == ("moved", "moved", 200) and moved.to == f"{server.url}/end"
    assert _known(to(308, "end")) == ("moved", "moved", 200)
    assert _known(to(302, "../end")) == ("ok", "ok", 200)
    assert _known(to(303, f"{server.url}/end")) == ("ok", "ok", 200)
    assert _known(to(307, f"//127.0.0.1:{server.port}/end")) == ("ok", "ok", 200)
    lost = to(301, "/gone")
    assert _known(lost) == ("broken", "code", 404) and lost.to == f"{server.url}/gone"
    assert _known(to(301, "/")) == ("odd", "home", 200)
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/", "javascript:1", "data:,x"):
        assert _known(to(301, target)) == ("odd", "scheme", 0)
    assert _known(to(301, "http://a:b@127.0.0.1/")) == ("odd", "credentials", 0)
    assert to(301, "http://[bad/").reason == "address"
    assert to(301, "http://127.0.0.1:99999/").reason == "address"


def test_a_lasting_address_is_that_before_the_first_passing_redirect(server: BadServer) -> None:
    server.on("/b", reply(302, "Location: /c"))
    server.on("/c", reply(301, "Location: /d"))
    server.on("/d", OK)
    assert _visit(server.on("/a", reply(301, "Location: /b"))).to == f"{server.url}/b"


def test_circles_and_endless_chains(server: BadServer) -> None:
    server.on("/b", reply(301, "Location: /a"))
    assert _known(_visit(server.on("/a", reply(302, "Location: /b")))) == ("odd", "loop", 301)
    for n in range(20):
        server.on(f"/n{n}", reply(301, f"Location: /n{n + 1}"))
    server.on("/n20", OK)
    assert _known(_visit(f"{server.url}/n0")) == ("odd", "redirects", 301)
    assert _known(_visit(f"{server.url}/n12")) == ("moved", "moved", 200)


def test_what_is_sent(server: BadServer) -> None:
    server.on("/%C3%B1/a%20b?x=%C3%A1&y=%20", OK)
    assert _known(_visit(f"{server.url}/ñ/a b?x=á&y=%20#part")) == ("ok", "ok", 200)
    raw = server.requests[0][1].decode()
    assert f"Host: 127.0.0.1:{server.port}\r\n" in raw
    assert "User-Agent: utpe-links (+https://utpe.example/)\r\n" in raw
    assert not any(name in raw for name in ("Cookie", "Authorization", "Referer"))
    # A Location may hold UTF-8 as it is, and line ends in it become no header.
    server.on("/%C3%B1", OK)
    assert _visit(server.on("/a", "HTTP/1.1 302 X\r\nLocation: /ñ\r\n\r\n".encode())).status is Status.OK
    assert split("http://españa.example/ñ").netloc == "xn--espaa-rta.example"
    assert split("https://example.org:443").netloc == "example.org"


def test_nobody_there(server: BadServer) -> None:
    server.close()
    assert _known(_visit(f"{server.url}/")) == ("unreachable", "connect", 0)
    assert _known(_visit("http://no.such.host.invalid/")) == ("unreachable", "dns", 0)


def test_a_certificate_that_nobody_vouches_for(certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = BadServer(lambda inner: context.wrap_socket(inner, server_side=True))
    try:
        assert _known(_visit(server.on("/a", OK))) == ("unreachable", "tls", 0)
        assert server.requests == []
    finally:
        server.close()


def test_a_certificate_that_is_good(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    trusting = ssl.create_default_context(cafile=certificate[0])
    monkeypatch.setattr(request.ssl, "create_default_context", lambda: trusting)
    server = BadServer(lambda inner: context.wrap_socket(inner, server_side=True))
    try:
        assert _known(_visit(server.on("/a", OK))) == ("ok", "ok", 200)
        slow = server.on("/slow", _dribble(b"HTTP/1.1 200 OK\r\nX: "))
        assert _known(_visit(slow)) == ("unreachable", "timeout", 0)
    finally:
        server.close()


def test_a_server_that_does_not_speak_tls(server: BadServer) -> None:
    assert _visit(f"https://127.0.0.1:{server.port}/").reason in ("tls", "timeout")


def test_what_is_inside_a_network_is_not_asked(server: BadServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _known(_visit(server.on("/a", OK), allow=False)) == ("odd", "private", 0)
    # A public name that leads inside is no way in either.
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr(request.socket, "getaddrinfo", lambda *_, **__: found)
    assert _known(_visit("http://public.example/a", allow=False)) == ("odd", "private", 0)
    assert server.requests == []


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.1", True),
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("8.8.8.8", False),
        ("2606:4700::1111", False),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[bad/", "http://a..b/", "http://" + "a" * 70 + "/", "http://h:x/", "https:///a"],
)
def test_an_address_that_is_none(url: str) -> None:
    assert _known(_visit(url)) == ("odd", "address", 0)
