"""The table of bad input: what may happen to a file, and the finding that tells of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], None]


def put(content: bytes) -> Damage:
    """Return what gives a file another content."""

    def damage(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return damage


def raw(change: Callable[[bytes], bytes]) -> Damage:
    """Return what changes the bytes of a file."""

    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def edit(old: str, new: str) -> Damage:
    """Return what writes something else in one place of a file."""

    def damage(path: Path) -> None:
        text = path.read_text()
        assert old in text, old
        path.write_text(text.replace(old, new, 1))

    return damage


def heavy(path: Path) -> None:
    """Make a file of more than 10 MB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(10_000_001)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


# what is done to data/meetings.yaml, the code expected, and the line and column of the finding
TABLE: dict[str, tuple[Damage, str, str]] = {
    "empty file": (put(b""), "E005", "1:1"),
    "only a comment": (put(b"# nada\n"), "E005", "1:1"),
    "a directory": (_directory, "E003", "1:1"),
    "no file": (lambda path: path.unlink(), "E002", "1:1"),
    "not UTF-8": (raw(lambda b: b.replace(b"de la Cultura", b"de la Cultur\xff", 1)), "E020", "11:32"),
    "a tab in the indentation": (edit("  kind: unit", "\tkind: unit"), "E022", "4:1"),
    "a duplicate key": (edit("  kind: unit", "  kind: unit\n  kind: other"), "E029", "5:3"),
    "an anchor": (edit("  kind: unit", "  kind: &k unit"), "E026", "4:9"),
    "an alias": (edit("  kind: unit", "  kind: *k"), "E026", "4:9"),
    "a merge key": (edit("  kind: unit", "  <<: {kind: unit}"), "E026", "4:3"),
    "a tag": (edit("  kind: unit", "  kind: !!python/object:os.system unit"), "E027", "4:9"),
    "ten megabytes": (put(b"- id: a\n" * 1_300_000), "E006", "1:1"),
    "a depth bomb": (put(b"[" * 100_000), "E024", "1:31"),
    "a NUL": (edit("Casa de la Cultura", "Casa\0"), "E021", "11:19"),
    "a bidirectional control": (edit("Casa de la Cultura", "Casa\u202eatluC"), "E021", "11:19"),
    "broken syntax": (edit("  kind: unit", "  kind: [unit"), "E023", "5:11"),
    "two documents": (edit("- id: toy-2014-seminario", "---\n- id: toy-2014-seminario"), "E025", "40:1"),
    "a list where a map is due": (
        edit("venue: {es: Casa de la Cultura, pt: Casa da Cultura}", "venue: [a, b]"),
        "E105",
        "11:10",
    ),
    "a map where a list is due": (edit("city_ids: [alfa]", "city_ids: {a: b}"), "E105", "10:13"),
    "text where a record is due": (put(b"- hola\n"), "E101", "1:3"),
    "text where a list of records is due": (put(b"hola\n"), "E009", "1:1"),
    "an id with ../": (edit("- id: toy-2016-bisiesto", "- id: ../toy-2016"), "E107", "68:7"),
    "an id with capitals": (edit("- id: toy-2016-bisiesto", "- id: Toy-2016"), "E107", "68:7"),
    "no as a date": (edit('date: "2016-02-29"', "date: no"), "E301", "74:9"),
    "012 as a date": (edit('date: "2016-02-29"', "date: 012"), "E301", "74:9"),
    "10:30 as a date": (edit('date: "2016-02-29"', "date: 10:30"), "E301", "74:9"),
    "3.10 as a date": (edit('date: "2016-02-29"', "date: 3.10"), "E301", "74:9"),
    "on as a kind": (edit("kind: seminar", "kind: on"), "E110", "42:9"),
}
