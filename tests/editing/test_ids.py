"""Renaming and merging: comments and layout stay, every mention follows, and a refusal changes nothing."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from proposal_files import correction, retitle
from site_builder import digest, run_utpe

from utpe.checks.finding import has_errors
from utpe.checks.runner import check
from utpe.editing import files
from utpe.editing.files import CannotEditError, write_all
from utpe.editing.ids import merge, rename
from utpe.settings import read_settings


def _changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Return the changed lines of each file."""
    found = {}
    for name in before.keys() | after.keys():
        old, new = before.get(name, "").split("\n"), after.get(name, "").split("\n")
        lines = [x for x in difflib.ndiff(old, new) if x[0] in "+-"]
        if lines:
            found[name] = lines
    return found


def _texts(root: Path) -> dict[str, str]:
    paths = [*root.glob("data/**/*.yaml"), *root.glob("content/**/*.md")]
    return {p.relative_to(root).as_posix(): p.read_bytes().decode() for p in paths}


def test_a_topic_is_renamed_in_data_prose_and_counts(toy_copy: Path) -> None:
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(
        page.read_text()
        + "\n[x](topic:gobernanza) `topic:gobernanza` {{count meetings topic=gobernanza}} gobernanza\n"
    )
    data = toy_copy / "data" / "topics.yaml"
    data.write_text(data.read_text().replace("- id: gobernanza", "# Keep me.\n- id: 'gobernanza'  # and me"))
    before = _texts(toy_copy)
    rename(read_settings(toy_copy), "topics", "gobernanza", "gobierno")
    changed = _changed(before, _texts(toy_copy))
    assert changed.pop("data/topics.yaml") == [
        "- - id: 'gobernanza'  # and me",
        "+ - id: 'gobierno'  # and me",
        "+   former_ids: [gobernanza]",
    ]
    assert changed.pop("data/meetings.yaml") == [
        "-   topic_ids: [gobernanza, frontera]",
        "+   topic_ids: [gobierno, frontera]",
    ]
    assert changed.pop("content/es/methodology.md")[1] == (
        "+ [x](topic:gobierno) `topic:gobernanza` {{count meetings topic=gobierno}} gobernanza"
    )
    assert all("gobernanza" in line or "gobierno" in line for lines in changed.values() for line in lines)
    assert not has_errors(check(read_settings(toy_copy)).findings)


def test_a_record_in_a_file_of_its_own_takes_the_file_along(toy_copy: Path) -> None:
    data = toy_copy / "data" / "topics.yaml"
    text = data.read_text()
    start = text.index("- id: vacio")
    own = toy_copy / "data" / "topics" / "vacio.yaml"
    own.parent.mkdir()
    own.write_bytes(b"\xef\xbb\xbf" + text[start:].rstrip("\n").encode().replace(b"\n", b"\r\n"))
    data.write_text(text[:start])
    rename(read_settings(toy_copy), "topics", "vacio", "nada")
    assert not own.exists()
    raw = own.with_name("nada.yaml").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf- id: nada\r\n") and raw.endswith(b"\r\n  former_ids: [vacio]")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_renamed_twice_and_back(toy_copy: Path) -> None:
    settings = read_settings(toy_copy)
    for old, new in (("beta", "b"), ("b", "c"), ("c", "beta")):
        rename(settings, "cities", old, new)
    report = check(settings)
    assert not has_errors(report.findings)
    assert report.catalogue.get("cities", "beta").former_ids == ("beta", "b", "c")


def test_a_merged_record_goes_and_its_mentions_follow(toy_copy: Path) -> None:
    data = toy_copy / "data" / "cities.yaml"
    text = data.read_text()
    start = text.index("- id: gama")
    twin = text[start:].split("\n\n")[0].replace("- id: gama", "- id: gamma", 1).rstrip("\n")
    data.write_text(f"{text.rstrip()}\n\n{twin}\n  former_ids: [g]\n")
    meetings = toy_copy / "data" / "meetings.yaml"
    meetings.write_text(meetings.read_text().replace("- city_id: gama", "- city_id: gamma"))
    before = _texts(toy_copy)
    merge(read_settings(toy_copy), "cities", "gamma", "gama", [])
    report = check(read_settings(toy_copy))
    assert not has_errors(report.findings)
    assert report.catalogue.get("cities", "gama").former_ids == ("gama", "gamma", "g")
    assert data.read_text() == f"{text.rstrip()}\n  former_ids: [gama, gamma, g]\n"
    assert _changed(before, _texts(toy_copy))["data/meetings.yaml"] == [
        "-     - city_id: gamma",
        "+     - city_id: gama",
    ]


REFUSED = {
    "an unknown collection": (("rename", "towns", "alfa", "x"), "No hay ninguna colección towns"),
    "an unknown id": (("rename", "cities", "alga", "x"), "no hay ningún registro alga"),
    "an id in use": (("rename", "cities", "alfa", "beta"), "ya es el id"),
    "an id of another before": (("rename", "meetings", "toy-2014-seminario", "toy-viejo"), "toy-2014-alfa"),
    "the same id": (("rename", "cities", "alfa", "alfa"), "son iguales"),
    "a capital": (("rename", "cities", "alfa", "Alfa"), "no sirve como id"),
    "a path": (("rename", "cities", "alfa", "../x"), "no sirve como id"),
    "a word that YAML takes for nothing": (("rename", "cities", "alfa", "null"), "no sirve como id"),
    "a long id": (("rename", "cities", "alfa", "a" * 81), "no sirve como id"),
    "a reserved id": (("rename", "cities", "alfa", "anio"), "E130"),
    "a country": (("rename", "countries", "AR", "br"), "no se cambian"),
    "facts that would be lost": (("merge", "cities", "alfa", "beta"), "--discard"),
    "itself": (("merge", "cities", "alfa", "alfa"), "son iguales"),
    "into nothing": (("merge", "cities", "alfa", "x"), "no hay ningún registro x"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_changes_nothing(toy_copy: Path, name: str) -> None:
    arguments, words = REFUSED[name]
    before = digest(toy_copy)
    done = run_utpe(toy_copy, *arguments)
    assert done.returncode == 1 and words in done.stdout + done.stderr, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert digest(toy_copy) == before


def test_a_merge_that_would_not_pass_the_checks_is_refused(toy_copy: Path) -> None:
    """The meeting names both cities: one of them would be there twice."""
    before = digest(toy_copy)
    meetings = toy_copy / "data" / "meetings.yaml"
    meetings.write_text(meetings.read_text().replace("city_ids: [alfa]", "city_ids: [alfa, beta]", 1))
    between = digest(toy_copy)
    every = sorted(check(read_settings(toy_copy)).catalogue.get("cities", "alfa").__class__.model_fields)
    done = run_utpe(toy_copy, "merge", "cities", "alfa", "beta", "--discard", *every)
    assert done.returncode == 1 and "data/meetings.yaml:10:20: E202" in done.stdout, done.stdout
    assert "no pasaría la revisión" in done.stderr
    assert digest(toy_copy) == between != before


def test_data_with_errors_are_not_edited(toy_copy: Path) -> None:
    data = toy_copy / "data" / "cities.yaml"
    data.write_text(data.read_text().replace("lat: -34.7", "lat: sur"))
    done = run_utpe(toy_copy, "rename", "cities", "beta", "b", "--lang", "pt")
    assert done.returncode == 1 and "E108" in done.stdout and "Nada foi alterado" in done.stderr


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, gone = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    for path in (one, two, gone):
        path.write_text("old")
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target == two:
            raise OSError(28, "No space left on device", str(two))
        return real(self, target)

    monkeypatch.setattr(files.Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_all({one: "new", gone: None, tmp_path / "4": "new", two: "new"})
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"1": "old", "2": "old", "3": "old"}


def test_a_layout_that_cannot_be_edited_is_said(toy_copy: Path) -> None:
    data = toy_copy / "data" / "topics.yaml"
    data.write_text(
        data.read_text() + "\n- {id: raro, name: {es: Raro, pt: Raro}, summary: {es: R., pt: R.}}\n"
    )
    before = digest(toy_copy)
    with pytest.raises(CannotEditError) as error:
        rename(read_settings(toy_copy), "topics", "raro", "otro")
    assert error.value.key == "layout" and error.value.values["place"].startswith("data/topics.yaml:")
    assert digest(toy_copy) == before


@pytest.mark.parametrize("names", ["alfa", "nobody"])
def test_corrections_that_wait_must_still_fit_unless_they_never_did(toy_copy: Path, names: str) -> None:
    place = toy_copy / "data/proposals/meetings/toy-2014-alfa.yaml"
    place.parent.mkdir(parents=True)
    text = correction(toy_copy, retitle)
    place.write_text(text if names == "alfa" else text.replace("- alfa\n", "- nobody\n"))
    done = run_utpe(toy_copy, "rename", "cities", "alfa", "ciudad-alfa")
    assert done.returncode == (names == "alfa"), done.stdout + done.stderr
    assert ("data/proposals/meetings/toy-2014-alfa.yaml:" in done.stdout) == (names == "alfa")
