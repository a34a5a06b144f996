# SPDX-License-Identifier: MIT
"""One HTTP request (RFC 9112): method and address in, status and headers out, in time; no body is read.

Built on `http.client`, with a socket of our own: the time limit of the standard one begins again with every
byte, and the address that is judged private or not has to be the one that is connected to
(docs/decisions/links.md).
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import time
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from utpe.immutable import immutable

DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,/:;=?@[]~"


class FailedError(Exception):
    """No answer: `reason` is a key of `links.reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@immutable
class Limits:
    """Seconds: to connect, between two pieces of an answer, and for all that is asked about one link."""

    connect: float = 10
    read: float = 10
    total: float = 30


@immutable
class Manner:
    """How we ask: the name we give, our limits, and whether addresses inside a network may be asked."""

    agent: str
    limits: Limits
    allow_private: bool = False


@immutable
class Answer:
    """What a server answered: status code, and two headers as they stand, empty where absent."""

    code: int
    location: str = ""
    retry_after: str = ""


def ask(method: str, url: str, manner: Manner, seconds: float) -> Answer:
    """Send one request and return the answer, within `seconds`. Raises FailedError."""
    parts = split(url)
    end = time.monotonic() + seconds
    connection = HTTPConnection(parts.hostname or "", parts.port)
    try:
        connection.sock = _connect(parts, manner, end)
        headers = {"Host": parts.netloc, "User-Agent": manner.agent, "Accept": "*/*", "Connection": "close"}
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        # Bytes that are not ASCII are UTF-8, if anything.
        location = (response.getheader("Location") or "").encode("latin-1", "replace")
        return Answer(
            response.status, location.decode("utf-8", "replace"), response.getheader("Retry-After") or ""
        )
    except TimeoutError:
        raise FailedError("timeout") from None
    except (RemoteDisconnected, OSError):
        raise FailedError("reset") from None
    except (HTTPException, ValueError):
        raise FailedError("garbled") from None
    finally:
        connection.close()


def split(url: str) -> SplitResult:
    """Return the parts of an address, all ASCII and without fragment (RFC 3987, 3.1). Raises FailedError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if ":" not in host:
            host = host.encode("idna").decode()
    except ValueError:
        raise FailedError("address") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise FailedError("scheme")
    if parts.username is not None or parts.password is not None:
        raise FailedError("credentials")
    if not host:
        raise FailedError("address")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{shown}:{port}"
    return SplitResult(parts.scheme, netloc, quote(parts.path, _SAFE), quote(parts.query, _SAFE), "")


def is_private(address: str) -> bool:
    """True for an IP address that is not of the public Internet: this machine, a local network, multicast."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or ip
    return not inner.is_global or inner.is_multicast


def _connect(parts: SplitResult, manner: Manner, end: float) -> Any:
    """Return a socket that is connected, through TLS where that was asked. Raises FailedError."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or DEFAULT_PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        raise FailedError("dns") from None
    if not manner.allow_private and any(is_private(str(entry[4][0])) for entry in found):
        raise FailedError("private")
    for family, kind, protocol, _, address in found:
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(min(manner.limits.connect, _left(end)))
            plain.connect(address)
        except OSError:
            plain.close()
            continue
        return _Watched(_secured(plain, host) if parts.scheme == "https" else plain, manner.limits.read, end)
    raise FailedError("connect")


def _secured(plain: socket.socket, host: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except TimeoutError:
        plain.close()
        raise FailedError("timeout") from None
    except (OSError, ValueError):
        plain.close()
        raise FailedError("tls") from None


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Watched:
    """The part of a socket that `http.client` uses, with an end that no byte puts off."""

    def __init__(self, inner: socket.socket, read_limit: float, end: float) -> None:
        self.inner, self.read_limit, self.end = inner, read_limit, end

    def sendall(self, data: bytes) -> None:
        self.inner.settimeout(min(self.read_limit, _left(self.end)))
        self.inner.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self))

    def close(self) -> None:
        self.inner.close()


class _Stream(io.RawIOBase):
    def __init__(self, watched: _Watched) -> None:
        self.watched = watched

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        watched = self.watched
        watched.inner.settimeout(min(watched.read_limit, _left(watched.end)))
        return watched.inner.recv_into(buffer)
