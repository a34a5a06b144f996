"""Many links: pacing, the journal, interruption, excuses, and what is told of them."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from links_server import BadServer, reply

from utpe.checks.runner import check
from utpe.cli import main
from utpe.links.command import agent, check_links
from utpe.links.journal import Journal, read_journal
from utpe.links.pacing import Pacer, visit_all
from utpe.links.request import Limits
from utpe.links.visit import Result, Status
from utpe.settings import Settings, read_settings

OK = reply(200)
DAY = dt.date(2026, 11, 24)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def test_a_host_is_left_alone_for_a_second() -> None:
    clock = Clock()
    pacer = Pacer(1.0, clock, clock.sleep)
    for url in ("https://a.org/1", "https://www.a.org/2", "https://b.org/"):
        with pacer.turn(url):
            clock.now += 0.25
    # The pause is counted from the answer; b.org need not wait.
    assert clock.slept == [1.0]
    pacer.hold("http://a.org/", 30)
    with pacer.turn("http://a.org/3"):
        pass
    assert clock.slept == [1.0, 30.0]


def test_hosts_side_by_side_and_each_by_one_at_a_time() -> None:
    busy: dict[str, int] = {}
    guard, seen, together = threading.Lock(), [], threading.Barrier(2, timeout=5)
    pacer = Pacer(0.0)

    def visit(url: str) -> Result:
        host = url.split("/")[2]
        with pacer.turn(url):
            with guard:
                busy[host] = busy.get(host, 0) + 1
                assert busy[host] == 1
                seen.append(url)
            # Passes only when two hosts are asked at once.
            together.wait()
            with guard:
                busy[host] -= 1
        return Result(url, Status.OK, "ok", 200)

    urls = [f"http://{host}.org/{n}" for host in "ab" for n in range(5)]
    assert {r.url for r in visit_all(urls, visit, pacer)} == set(urls) == set(seen)
    assert [u for u in seen if "a.org" in u] == urls[:5]


def test_a_mistake_of_ours_is_raised() -> None:
    def visit(_url: str) -> Result:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(visit_all(["http://a.org/"], visit, Pacer(0.0)))


def _result(url: str, day: str = "2026-11-24", status: Status = Status.OK) -> Result:
    return Result(url, status, "ok", 200, "", day)


def test_the_journal_bears_whatever_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "links.jsonl"
    assert read_journal(path, DAY) == {}
    with Journal(path) as journal:
        journal.add(_result("http://a/", "2026-11-01"))
        journal.add(_result("http://b/"))
        # Each is on the disk before the file is closed.
        assert len(read_journal(path, dt.date.min)) == 2
        journal.add(_result("http://b/", status=Status.BROKEN))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"url": "http://c/", "sta')
    with Journal(path) as journal:
        journal.add(_result("http://d/"))
    with path.open("ab") as file:
        file.write(b'\xff\n[]\n1\n{}\nnull\n{"status": "ok"}\n')
        file.write(
            json.dumps({"url": 5, "status": "ok", "reason": "ok", "day": "2026-11-24"}).encode() + b"\n"
        )
        file.write(json.dumps({"url": "u", "status": "fine", "reason": "ok", "day": "x"}).encode() + b"\n")
        file.write(b"[" * 100_000 + b"\n")
    assert path.read_bytes().startswith(whole)
    found = read_journal(path, DAY)
    assert set(found) == {"http://b/", "http://d/"} and found["http://b/"].status is Status.BROKEN
    assert set(read_journal(path, dt.date(2026, 11, 1))) == {"http://a/", "http://b/", "http://d/"}


@pytest.fixture
def site(toy_copy: Path, server: BadServer) -> Path:
    """The toy site, its links leading to the server: seven addresses on one host, and no other (a DOI would lead to a real one)."""
    for path in [*(toy_copy / "data").glob("*.yaml"), *(toy_copy / "content").rglob("*.md")]:
        text = path.read_text()
        text = re.sub(r"(?m)^ *doi: .*\n", "", text)
        new = text.replace("https://archive.example.org", f"{server.url}/archive")
        path.write_text(new.replace("https://example.org", server.url))
    config = toy_copy / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("- utpe-i18n:", f"- utpe-i18n:\n      network_url: {server.url}/net")
    )
    for line in (
        "/libro?x=1&y=2",
        "/acta?a=1&b=2",
        "/archive/acta",
        "/",
        "/acta.pdf",
        "/archive/acta.pdf",
        "/net",
    ):
        server.on(line, OK)
    return toy_copy


def _run(
    site: Path, language: str = "es", max_age: int = 7, as_json: bool = False, **more: str
) -> tuple[int, str]:
    settings = read_settings(site, **more)
    report = check(settings)
    return check_links(
        settings, (report.catalogue, report.pages, report.excuses), language, as_json=as_json, max_age=max_age,
        allow_private=True, say=lambda _: None, limits=Limits(0.5, 0.5, 1.0), pacer=Pacer(0.0),
    )  # fmt: skip


def test_every_link_is_asked_once_and_then_known(site: Path, server: BadServer) -> None:
    assert _run(site) == (0, "Total: 7. Funcionan: 7.")
    asked = sorted(server.lines())
    assert asked == sorted(f"HEAD {path}" for path in server.replies)
    assert _run(site)[0] == 0 and len(server.requests) == 7
    assert _run(site, latest_day="2026-12-01")[0] == 0 and len(server.requests) == 7
    assert _run(site, latest_day="2026-12-02")[0] == 0 and len(server.requests) == 14
    assert _run(site, max_age=-1)[0] == 0 and len(server.requests) == 21


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Rotos (1)", "respondió 404", "Cambiaron de dirección (1)", "ahora lleva a", "Total: 7. Rotos: 1; Cambiaron de dirección: 1; Funcionan: 5."]),
        ("pt", ["Quebrados (1)", "respondeu 404", "Mudaram de endereço (1)", "agora leva a", "Total: 7. Quebrados: 1; Mudaram de endereço: 1; Funcionam: 5."]),
        ("en", ["Broken (1)", "answered 404", "Moved (1)", "moved to", "Total: 7. Broken: 1; Moved: 1; Working: 5."]),
    ],
)  # fmt: skip
def test_what_is_told(site: Path, server: BadServer, language: str, words: list[str]) -> None:
    server.on("/acta.pdf", reply(404))
    server.on("/net", reply(301, "Location: /new"))
    server.on("/new", OK)
    status, text = _run(site, language)
    assert status == 1
    for word in words:
        assert word in text
    assert "data/meetings.yaml:30" in text and "mkdocs.yml" in text and "{" not in text
    tree = json.loads(_run(site, language, as_json=True)[1])
    entry = next(e for e in tree["links"] if e["status"] == "broken")
    assert entry["url"] == f"{server.url}/acta.pdf" and entry["code"] == 404
    assert entry["places"] == ["data/meetings.yaml:30"] and entry["day"] == "2026-11-24"
    assert tree["counts"]["ok"] == 5 and sum(tree["counts"].values()) == len(tree["links"]) == 7


def _excuse(
    site: Path, link: str, until: str = "2027", reason: str = "{es: Caída., pt: Fora do ar.}"
) -> None:
    text = f'- link: "{link}"\n  reason: {reason}\n  until: "{until}"\n'
    (site / "data" / "links-excused.yaml").write_text(text)


def test_an_excuse_holds_until_its_day(site: Path, server: BadServer) -> None:
    server.on("/acta.pdf", reply(404))
    _excuse(site, f"{server.url}/acta.pdf")
    status, text = _run(site)
    assert status == 0 and "excepción hasta 2027: Caída." in text and "Con excepción: 1" in text
    assert "Fora do ar." in _run(site, "pt")[1]
    for link, until, status in [
        ("127.0.0.1", "2026-11-24", 0),
        ("127.0.0.1", "2026-11-23", 1),
        ("0.0.1", "2027", 1),
    ]:
        _excuse(site, link, until)
        assert _run(site)[0] == status, link


def _codes(site: Path) -> list[str]:
    return [f.code for f in check(read_settings(site)).findings if "links-excused" in f.place.file]


def test_excuses_are_checked(site: Path) -> None:
    assert _codes(site) == []
    for link, until, reason, codes in [
        ("127.0.0.1", "2027-03", "{es: Caída., pt: Fora do ar.}", []),
        ("nadie.example", "2027-03", "{es: Caída., pt: Fora do ar.}", ["W701"]),
        ("127.0.0.1", "2026-11-23", "{es: Caída., pt: Fora do ar.}", ["W702"]),
        ("127.0.0.1", "2027", "{es: Caída.}", ["W101"]),
        ("127.0.0.1", "2027", "{}", ["E114"]),
        ("127.0.0.1", "mañana", "{es: Caída., pt: Fora do ar.}", ["E301"]),
        ("no es nada", "2027", "{es: Caída., pt: Fora do ar.}", ["E107"]),
    ]:
        _excuse(site, link, until, reason)
        assert _codes(site) == codes, (link, until, reason)
    path = site / "data" / "links-excused.yaml"
    for text, code in [
        ("- link: a.example\n  until: 2027\n", "E102"),
        ("", "E005"),
        ("a: [", "E023"),
        ("- a\n", "E101"),
    ]:
        path.write_text(text)
        assert _codes(site)[0] == code


def test_a_faulty_list_of_excuses_asks_nothing(
    site: Path, server: BadServer, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "data" / "links-excused.yaml").write_text("- link: [")
    assert main(["links", "--root", str(site), "--allow-private"]) == 2
    assert "links-excused.yaml" in capsys.readouterr().err and server.requests == []


def test_who_did_not_answer_is_asked_each_time(site: Path, server: BadServer) -> None:
    server.on("/acta.pdf", lambda _: None)
    assert _run(site)[0] == 1
    server.on("/acta.pdf", OK)
    server.requests.clear()
    assert _run(site) == (0, "Total: 7. Funcionan: 7.") and server.lines() == ["HEAD /acta.pdf"]
    server.requests.clear()
    assert _run(site)[0] == 0 and server.requests == []


def test_without_a_line_each_run_says_so(toy_copy: Path) -> None:
    for path in (toy_copy / "data").glob("*.yaml"):
        text = re.sub(r"(?m)^ *doi: .*\n", "", path.read_text())
        path.write_text(text.replace("example.org", "example.invalid"))
    assert [_run(toy_copy, network_url="")[0] for _ in range(3)] == [2, 2, 2]
    # Once somebody has answered there is a line, and those who never do are at fault.
    journal = toy_copy / ".cache" / "links.jsonl"
    one = next(iter(read_journal(journal, DAY).values()))
    with Journal(journal) as file:
        file.add(_result(one.url))
    status, text = _run(toy_copy, network_url="")
    assert status == 1 and "No se pudo llegar al sitio" in text and "Funcionan: 1" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "«--max-age» quiere un número de días, 0 o más; no -1."),
        ("pt", "“--max-age” espera um número de dias, 0 ou mais; não -1."),
    ],
)
def test_an_age_below_none_is_refused(
    site: Path, server: BadServer, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    assert main(["links", "--root", str(site), "--lang", language, "--max-age", "-1"]) == 2
    assert capsys.readouterr() == ("", f"{words}\n") and server.requests == []


def test_a_line_of_ours_that_fails_is_no_fault_of_theirs(toy_copy: Path) -> None:
    for path in (toy_copy / "data").glob("*.yaml"):
        text = re.sub(r"(?m)^ *doi: .*\n", "", path.read_text())
        path.write_text(text.replace("example.org", "example.invalid"))
    status, text = _run(toy_copy, network_url="")
    assert status == 2 and "quizá no hay conexión" in text


def test_a_journal_that_cannot_be_written(site: Path, server: BadServer) -> None:
    (site / ".cache").write_text("")
    status, text = _run(site)
    assert status == 2 and text.startswith("No se pudo leer o escribir .cache/links.jsonl. Motivo: ")


def test_the_name_we_give_ourselves() -> None:
    plain = Settings(root=Path(), today=DAY)
    assert agent(plain) == "utpe-links"
    assert (
        agent(plain.model_copy(update={"site_url": "https://u.example/"}))
        == "utpe-links (+https://u.example/)"
    )


def test_an_interrupted_run_goes_on_where_it_was(site: Path, server: BadServer) -> None:
    hang, slow = threading.Event(), "/libro?x=1&y=2"  # the third to be asked
    server.on(slow, lambda _: hang.wait(20) and None)
    command = [sys.executable, "-m", "utpe.cli", "links", "--root", str(site), "--allow-private"]
    # Whoever runs the tests in the background of a shell hands down that this signal is ignored.
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,  # noqa: PLW1509 - no thread of ours runs yet
    )
    journal = site / ".cache" / "links.jsonl"
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
        time.sleep(0.02)
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130 and out == "" and time.monotonic() - begun < 3
    assert "Interrumpido" in err and ".cache/links.jsonl" in err and "Traceback" not in err
    hang.set()

    known = set(read_journal(journal, DAY))
    assert len(known) >= 2
    # The real pause stands between two requests to the same host.
    times = [moment for _, _, moment in server.requests]
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(times))
    server.requests.clear()
    server.on(slow, OK)
    status, _ = _run(site)
    assert status == 0 and len(known) + len(server.requests) == 7
    assert not {server.url + line.partition(" ")[2] for line in server.lines()} & known


def test_two_that_are_led_to_one_host_take_turns() -> None:
    pacer, inside, most = Pacer(0.0), [0], [0]

    def enter() -> None:
        with pacer.turn("http://a.org/"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.05)
            inside[0] -= 1

    both = [threading.Thread(target=enter) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(5)
    assert most == [1]
