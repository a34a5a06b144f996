"""The bad-input table, through the real command: never a traceback, never half a site, never silent change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from site_builder import run_utpe

Damage = Callable[[Path], None]


def _bytes(content: bytes) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(content)

    return damage


def _raw(change: Callable[[bytes], bytes]) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def _edit(old: str, new: str) -> Damage:
    def damage(path: Path) -> None:
        text = path.read_text()
        assert old in text, old
        path.write_text(text.replace(old, new, 1))

    return damage


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


# what is done to data/meetings.yaml, the code expected, and the line and column of the finding
TABLE: dict[str, tuple[Damage, str, str]] = {
    "empty file": (_bytes(b""), "E005", "1:1"),
    "only a comment": (_bytes(b"# nada\n"), "E005", "1:1"),
    "a directory": (_directory, "E003", "1:1"),
    "no file": (lambda path: path.unlink(), "E002", "1:1"),
    "not UTF-8": (_raw(lambda raw: raw.replace(b"de la Cultura", b"de la Cultur\xff", 1)), "E020", "11:32"),
    "a tab in the indentation": (_edit("  kind: unit", "\tkind: unit"), "E022", "4:1"),
    "a duplicate key": (_edit("  kind: unit", "  kind: unit\n  kind: other"), "E029", "5:3"),
    "an anchor": (_edit("  kind: unit", "  kind: &k unit"), "E026", "4:9"),
    "an alias": (_edit("  kind: unit", "  kind: *k"), "E026", "4:9"),
    "a merge key": (_edit("  kind: unit", "  <<: {kind: unit}"), "E026", "4:3"),
    "a tag": (_edit("  kind: unit", "  kind: !!python/object:os.system unit"), "E027", "4:9"),
    "ten megabytes": (_bytes(b"- id: a\n" * 1_300_000), "E006", "1:1"),
    "a depth bomb": (_bytes(b"[" * 100_000), "E024", "1:31"),
    "a NUL": (_edit("Casa de la Cultura", "Casa\0"), "E021", "11:19"),
    "a bidirectional control": (_edit("Casa de la Cultura", "Casa\u202eatluC"), "E021", "11:19"),
    "broken syntax": (_edit("  kind: unit", "  kind: [unit"), "E023", "5:11"),
    "two documents": (_edit("- id: toy-2014-seminario", "---\n- id: toy-2014-seminario"), "E025", "40:1"),
    "a list where a map is due": (
        _edit("venue: {es: Casa de la Cultura, pt: Casa da Cultura}", "venue: [a, b]"),
        "E105",
        "11:10",
    ),
    "a map where a list is due": (_edit("city_ids: [alfa]", "city_ids: {a: b}"), "E105", "10:13"),
    "text where a record is due": (_bytes(b"- hola\n"), "E101", "1:3"),
    "text where a list of records is due": (_bytes(b"hola\n"), "E009", "1:1"),
    "an id with ../": (_edit("- id: toy-2016-bisiesto", "- id: ../toy-2016"), "E107", "68:7"),
    "an id with capitals": (_edit("- id: toy-2016-bisiesto", "- id: Toy-2016"), "E107", "68:7"),
    "no as a date": (_edit('date: "2016-02-29"', "date: no"), "E301", "74:9"),
    "012 as a date": (_edit('date: "2016-02-29"', "date: 012"), "E301", "74:9"),
    "10:30 as a date": (_edit('date: "2016-02-29"', "date: 10:30"), "E301", "74:9"),
    "3.10 as a date": (_edit('date: "2016-02-29"', "date: 3.10"), "E301", "74:9"),
    "on as a kind": (_edit("kind: seminar", "kind: on"), "E110", "42:9"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bad") / "toy"
    shutil.copytree(
        Path(__file__).parents[1] / "toy", target, ignore=shutil.ignore_patterns("site", ".cache")
    )
    return target


@pytest.mark.parametrize("name", TABLE)
def test_bad_input_is_a_finding_with_its_place(project: Path, tmp_path: Path, name: str) -> None:
    damage, code, place = TABLE[name]
    root = tmp_path / "toy"
    shutil.copytree(project, root)
    damage(root / "data" / "meetings.yaml")
    done = run_utpe(root, "check")
    printed = done.stdout + done.stderr
    assert done.returncode == 1, printed
    assert "Traceback" not in printed
    assert (
        f"data/meetings.yaml:{place}: {code} " in printed or f"data/meetings.yaml:{place}: {code}:" in printed
    ), printed
    assert done.stdout.rstrip().split("\n")[-1].split()[1].startswith("error")


ACCEPTED: dict[str, Damage] = {
    "a byte-order mark": _raw(lambda raw: b"\xef\xbb\xbf" + raw),
    "CRLF line ends": _raw(lambda raw: raw.replace(b"\n", b"\r\n")),
    "a year without quotes": _edit('date: "2014-06"', "date: 2014"),
    "a day without quotes": _edit('date: "2016-02-29"', "date: 2016-02-29"),
    "text that other readers turn into something else": _edit("Seminario dentro de la reunión", "no"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_harmless_input_is_accepted(project: Path, tmp_path: Path, name: str) -> None:
    root = tmp_path / "toy"
    shutil.copytree(project, root)
    ACCEPTED[name](root / "data" / "meetings.yaml")
    done = run_utpe(root, "check")
    assert done.returncode == 0, done.stdout


def test_text_stays_text_on_the_page(toy_copy: Path) -> None:
    path = toy_copy / "data" / "meetings.yaml"
    text = path.read_text()
    for old, new in (
        ("Seminario dentro de la reunión", "no"),
        ("Seminário dentro da reunião", "10:30"),
        ("día bisiesto", "012 3.10 on"),
    ):
        text = text.replace(old, new)
    path.write_text(text)
    assert run_utpe(toy_copy, "build").returncode == 0
    site = toy_copy / "site"
    assert "<h1>no</h1>" in (site / "es/reuniones/toy-2014-seminario/index.html").read_text()
    assert "<h1>10:30</h1>" in (site / "pt/reunioes/toy-2014-seminario/index.html").read_text()
    assert "Encuentro del 012 3.10 on" in (site / "es/reuniones/toy-2016-bisiesto/index.html").read_text()


def test_no_data_folder_and_no_project(toy_copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(toy_copy / "data")
    done = run_utpe(toy_copy, "check")
    assert done.returncode == 1 and "E001" in done.stdout
    done = run_utpe(tmp_path, "check")
    assert done.returncode == 2 and "Traceback" not in done.stderr
