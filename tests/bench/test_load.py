"""What bench/load.py counts: answers, the time of each, and whatever went wrong."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import load
import pytest


def _run(told: Coroutine[Any, Any, load.Load]) -> load.Load:
    """Wait for a coroutine, in a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, told).result()


async def _served(answers: list[bytes]) -> load.Load:
    """What two connections get in a moment from a server that gives these pieces for each request."""
    served = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.add(asyncio.current_task())
        while await reader.readline():
            while await reader.readline() != b"\r\n":
                pass
            for piece in answers:
                writer.write(piece)
                await asyncio.sleep(0.001)
            if not answers or b"Connection: close" in answers[0]:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        found = await load.loaded(f"http://127.0.0.1:{port}/", load.requests_for(["a", "b"], "br"), 2, 0.2)
        await asyncio.gather(*served)
        return found


def test_each_answer_is_counted_with_its_bytes_however_it_comes_in_pieces() -> None:
    pieces = [b"HTTP/1.1 200 OK\r\nContent-", b"Length: 10\r\n\r\n01234", b"56789"]
    found = _run(_served(pieces))
    assert found.errors == 0 and len(found.times) > 4
    assert found.bytes == len(found.times) * sum(map(len, pieces))
    assert found.percentile(0.5) >= 2 and found.rate == pytest.approx(len(found.times) / found.seconds)


def test_what_is_no_page_is_an_error() -> None:
    found = _run(_served([b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"]))
    assert found.errors == len(found.times) > 0


def test_who_hangs_up_is_an_error() -> None:
    assert _run(_served([])).errors == 2


def test_a_connection_that_the_server_ends_as_it_said_is_followed_by_another() -> None:
    found = _run(_served([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]))
    assert found.errors == 0 and len(found.times) > 4


def test_nobody_there_is_an_error_for_each() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        assert _run(load.loaded(url, [b"x"], 3, 0.1)).errors == 3


def test_the_table_compares_with_the_bare_server() -> None:
    bare, ours = load.Load(1.0, [0.001] * 200, 2_000_000), load.Load(1.0, [0.002] * 99 + [0.5], 100_000, 1)
    lines = load.table({(load.ALONE, 1): bare, ("ours", 1): ours, ("dead", 1): load.Load(1.0, errors=4)})
    assert lines[2:] == [
        f"| {load.ALONE} | 1 | 200 | 1.00 | 1.00 | 1.00 | 10.0 | 0 |",
        "| ours | 1 | 100 | 0.50 | 2.00 | 500.00 | 1.0 | 1 |",
        "| dead | 1 | 0 | 0.00 | – | – | – | 4 |",
    ]
