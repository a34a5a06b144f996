"""A real server on 127.0.0.1 that misbehaves as told: each path gets bytes, or a function of the socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

Reply = bytes | Callable[[socket.socket], None]


class BadServer:
    """Answers `METHOD /path` (or `/path` for any method) with the replies given, the last one again and again."""

    def __init__(self, wrap: Callable[[socket.socket], socket.socket] | None = None) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[tuple[str, bytes, float]] = []
        self.wrap = wrap
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http{'s' if wrap else ''}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def on(self, line: str, *replies: Reply) -> str:
        self.replies[line] = list(replies)
        return self.url + line.rsplit(" ", maxsplit=1)[-1]

    def lines(self) -> list[str]:
        return [line for line, _, _ in self.requests]

    def _accept(self) -> None:
        while True:
            try:
                inner, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(inner,), daemon=True).start()

    def _serve(self, inner: socket.socket) -> None:
        try:
            inner = self.wrap(inner) if self.wrap else inner
            raw = b""
            while b"\r\n\r\n" not in raw:
                piece = inner.recv(65536)
                if not piece:
                    return
                raw += piece
            method, target, _ = raw.decode("latin-1").split(" ", 2)
            self.requests.append((f"{method} {target}", raw, time.monotonic()))
            replies = self.replies.get(f"{method} {target}") or self.replies[target]
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            if callable(reply):
                reply(inner)
            else:
                inner.sendall(reply)
        except OSError:
            pass
        finally:
            inner.close()

    def close(self) -> None:
        # Closing alone does not wake who waits in accept.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def reply(code: int, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {code} X", *headers, "", ""]).encode() + body
