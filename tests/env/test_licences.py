"""What others made: pins are read, licences collected and judged, and the list for programs is right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import licences
import pytest
import sbom
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from pins import Pin, read_pins

ROOT = Path(__file__).resolve().parents[2]
PINS = (ROOT / "requirements/site.txt").read_text()
A, B = "a" * 64, "b" * 64


@pytest.fixture(scope="module")
def parts() -> list[licences.Part]:
    return licences.collect(ROOT)


# ---- Pins ----


def test_a_pin_is_read_with_all_that_stands_about_it() -> None:
    text = (
        "# made by a program\n"
        f"one-two==1.0 ; python_version < '3.15' \\\n    --hash=sha256:{A} \\\n    --hash=sha256:{B}\n"
        f"    # via\n    #   -r site.in\n    #   three\nthree==2 \\\n    --hash=sha256:{A}\n    # via one-two\n"
    )
    assert read_pins(text) == [
        Pin("one-two", "1.0", "python_version < '3.15'", (A, B), ("three",), is_direct=True),
        Pin("three", "2", "", (A,), ("one-two",), is_direct=False),
    ]


@pytest.mark.parametrize("line", ["x==1", "x>=1 \\", "-r other.txt", f"x==1 \\\n    --hash=md5:{A}"])
def test_a_line_that_is_no_pin_is_not_passed_over(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line.splitlines()[0])):
        read_pins(f"{line}\n")


@pytest.mark.parametrize("name", ["site", "test", "audit"])
def test_every_line_of_our_pins_is_read(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    found = read_pins(text)
    assert len(found) == text.count("==") - text.count("=='")
    assert sum(len(pin.hashes) for pin in found) == text.count("--hash=")
    assert all(pin.via or pin.is_direct for pin in found)


# ---- The files that are kept ----


def test_what_is_kept_is_what_the_pins_say(parts: list[licences.Part]) -> None:
    for name, content in licences.files(parts, ROOT).items():
        assert (ROOT / "licences" / name).read_text("utf-8") == content, f"{name}: make licences"


def test_every_licence_is_allowed_and_every_text_is_there(parts: list[licences.Part]) -> None:
    assert [f"{part.name}: {part.problem}" for part in parts if part.problem] == []
    assert {part.name for part in parts if not part.texts} == {"Natural Earth"}


def test_every_pinned_package_has_its_row_and_its_texts() -> None:
    tables = (ROOT / "licences/third-party.md").read_text("utf-8")
    texts = (ROOT / "licences/texts.txt").read_text("utf-8")
    for pin in read_pins(PINS):
        row = re.search(rf"^\| {pin.name} \| (.+?) \| .+ \| (.+?) \|$", tables, re.MULTILINE)
        assert row, pin.name
        assert pin.version in row[1].split(", ")
        for number in row[2].split():
            assert re.search(rf"^{number}: .*\b{pin.name}\b", texts, re.MULTILINE), (pin.name, number)


def test_another_pin_makes_the_kept_files_stale(copy: Path) -> None:
    before = licences.files(licences.collect(copy), copy)
    pins = copy / "requirements/site.txt"
    pins.write_text(pins.read_text().replace(read_pins(PINS)[0].hashes[0], "0" * 64))
    after = licences.files(licences.collect(copy), copy)
    assert after["sbom.cdx.json"] != before["sbom.cdx.json"]


def rows_of_decisions() -> dict[str, list[str]]:
    text = (ROOT / "docs/decisions/dependencies.md").read_text("utf-8")
    table = text.partition("## What builds the site")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line[:2] == "| "
    ]
    return {cells[0]: cells for row in rows[1:] for cells in split_names(row)}


def split_names(row: list[str]) -> Iterator[list[str]]:
    """A row for each package of «one 1, two»."""
    for name in row[0].split(", "):
        yield [name.split(" ")[0], *row[1:], name.partition(" ")[2]]


def test_each_direct_dependency_is_justified_with_its_licence_its_state_and_an_exit(
    parts: list[licences.Part],
) -> None:
    rows = rows_of_decisions()
    direct = {part.name: part for part in parts if any(pin.is_direct for pin in part.pins)}
    assert rows.keys() == direct.keys()
    for name, (_, why, licence, seen, exit_, version) in rows.items():
        assert licence == direct[name].licence, name
        assert re.search(r"20\d\d-\d\d", seen), name
        assert len(why) > 10 and len(exit_) > 10, name
        assert any(
            pinned == version or pinned.startswith(f"{version}.") or not version
            for pinned in direct[name].versions
        ), name


def test_each_tool_is_in_the_decisions() -> None:
    text = (ROOT / "docs/decisions/dependencies.md").read_text("utf-8").partition("## What tests")[2]
    site = {pin.name for pin in read_pins(PINS)}
    for pin in read_pins((ROOT / "requirements/audit.txt").read_text()):
        if pin.is_direct and pin.name not in site:
            assert re.search(rf"\b{pin.name}\b", text), pin.name


# ---- What is refused ----


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The part of the project that licences are collected from."""
    readings = yaml.safe_load((ROOT / "licences/readings.yaml").read_text())
    kept = {reading["text"] for reading in readings["shipped"] if "text" in reading}
    for name in ("pyproject.toml", "licences/readings.yaml", "requirements/site.txt", *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def without(*path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / "licences/readings.yaml"
        whole = yaml.safe_load(file.read_text())
        tree = whole
        for key in path[:-1]:
            tree = tree[key]
        if isinstance(tree, list):
            tree.remove(path[-1])
        else:
            del tree[path[-1]]
        file.write_text(yaml.safe_dump(whole))

    return change


def with_pin(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / "requirements/site.txt"
        text = file.read_text()
        assert text.count(f"\n{old}") == 1
        file.write_text(text.replace(f"\n{old}", f"\n{new}"))

    return change


@pytest.mark.parametrize(
    ("change", "problem", "names"),
    [
        (without("allowed", "MPL-2.0"), "licence_refused", {"certifi", "pathspec"}),
        (without("allowed", "OFL-1.1"), "licence_refused", {"Archivo", "Andada Pro"}),
        (without("packages", "jinja2"), "licence_refused", {"jinja2"}),
        (without("texts", "pagefind-bin"), "licence_without_text", {"pagefind-bin"}),
        (with_pin("jinja2==", "jinja2==0."), "licence_not_installed", {"jinja2"}),
        (
            with_pin("jinja2==", "jinja2-that-nobody-has=="),
            "licence_not_installed",
            {"jinja2-that-nobody-has"},
        ),
    ],
)
def test_what_cannot_be_accepted_stops_the_collection(
    copy: Path,
    change: Callable[[Path], None],
    problem: str,
    names: set[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    change(copy)
    found = {part.name: part.problem for part in licences.collect(copy) if part.problem}
    assert found == dict.fromkeys(names, problem)
    assert licences.main(copy) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line[:3] for line in said] == ["es:", "pt:", "en:"] * len(names)
    assert not (copy / "licences/sbom.cdx.json").exists()


def test_the_project_itself_is_accepted(copy: Path) -> None:
    assert licences.main(copy) == 0
    for name in ("third-party.md", "texts.txt", "sbom.cdx.json"):
        assert (copy / "licences" / name).read_bytes() == (ROOT / "licences" / name).read_bytes()


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("", False),
        ("MIT AND Apache-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT OR GPL-2.0-only", False),
        ("(MIT OR GPL-3.0-only) AND GPL-2.0-only", False),
        ("Apache-2.0 WITH LLVM-exception", False),
    ],
)
def test_which_expressions_are_allowed(expression: str, is_allowed: bool) -> None:
    assert licences.is_allowed(expression, frozenset({"MIT", "Apache-2.0"})) == is_allowed


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT"}, "MIT"),
        ({"License-Expression": "mit", "License": "GPL"}, "MIT"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "Apache Software License"}, ""),
        ({"License": "UNKNOWN"}, ""),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, ""),
    ],
)
def test_a_licence_is_what_the_metadata_name_as_spdx_does(fields: dict[str, str], licence: str) -> None:
    message: Any = Message()
    for name, value in fields.items():
        message[name] = value
    assert licences.licence_of(message) == licence


def test_only_texts_about_licences_are_collected(tmp_path: Path) -> None:
    wanted = [
        "pack/licences/LICENSE.MIT",
        "pack/COPYING",
        "pack/NOTICE.txt",
        "pack.dist-info/licenses/AUTHORS",
    ]
    unwanted = ["pack/licenses.py", "pack/license.svg", "pack/licences/__init__.py", "pack/unlicense.txt"]
    for name in wanted + unwanted:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name}  \n\n")
    record = tmp_path / "pack.dist-info/RECORD"
    record.write_text("".join(f"{name},,\n" for name in wanted + unwanted))
    found = list(licences.texts_of(metadata.PathDistribution(record.parent)))
    assert found == [f"{name}\n" for name in sorted(wanted)]


# ---- What readers get ----


def shipped() -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load((ROOT / "licences/readings.yaml").read_text())["shipped"]


def test_every_font_and_outline_of_others_is_in_the_list() -> None:
    listed = {ROOT / file for part in shipped() for file in part.get("files", ())}
    kinds = {".woff", ".woff2", ".ttf", ".otf"}
    fonts = {
        p
        for folder in ("overrides", "src", "content")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in kinds
    }
    assert fonts | set((ROOT / "src/utpe/maps").glob("*.json")) == listed


def test_texts_that_must_go_with_what_readers_get_are_in_the_site(bare_toy_site: Path) -> None:
    for part in shipped():
        text = part.get("text", "")
        if text.startswith("overrides/"):
            published = bare_toy_site / text.removeprefix("overrides/")
            assert published.read_bytes() == (ROOT / text).read_bytes()
    assert (bare_toy_site / "assets/licences/pagefind.txt").is_file()


# ---- The list for programs ----


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    return dict(json.loads((ROOT / "licences/sbom.cdx.json").read_text("utf-8")))


def test_the_list_keeps_to_the_standard() -> None:
    validate = JsonStrictValidator(SchemaVersion.V1_6).validate_str
    text = (ROOT / "licences/sbom.cdx.json").read_text("utf-8")
    assert validate(text) is None
    assert validate(text.replace('"SHA-256"', '"SHA-257"', 1)) is not None
    assert validate(text.replace('"id": "MIT"', '"id": "MITT"', 1)) is not None


def test_every_pin_is_in_the_list_with_all_its_hashes(kept: dict[str, Any]) -> None:
    listed = {
        (c["name"], c["version"]): [h["content"] for h in c["externalReferences"][0]["hashes"]]
        for c in kept["components"]
        if "purl" in c
    }
    assert listed == {(pin.name, pin.version): list(pin.hashes) for pin in read_pins(PINS)}


def test_who_asks_for_what_is_in_the_list(kept: dict[str, Any]) -> None:
    graph = {entry["ref"]: set(entry["dependsOn"]) for entry in kept["dependencies"]}
    refs = [c["bom-ref"] for c in kept["components"]]
    assert len(refs) == len(set(refs))
    assert graph.keys() == {"utpe", *refs}
    reached, todo = set(), ["utpe"]
    while todo:
        ref = todo.pop()
        if ref not in reached:
            reached.add(ref)
            todo += graph[ref]
    assert reached == graph.keys()
    direct = {pin.name for pin in read_pins(PINS) if pin.is_direct}
    assert {ref.split("/")[1].split("@")[0] for ref in graph["utpe"] if ref.startswith("pkg:")} == direct


def test_the_list_names_no_host_and_no_day(kept: dict[str, Any]) -> None:
    text = json.dumps(kept)
    assert "://" not in text and "timestamp" not in text
    assert not re.search(r"/(home|work|tmp|root|Users)/", text)


def test_the_same_pins_give_the_same_bytes_and_others_another_number(parts: list[licences.Part]) -> None:
    first = sbom.bom(parts, ROOT)
    assert sbom.written(first) == sbom.written(sbom.bom(iter(parts), ROOT))
    assert sbom.bom(parts[:-1], ROOT)["serialNumber"] != first["serialNumber"]
