"""The bad-input table, through the real command, in this process: never a traceback, never half a site, never silent change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_input import TABLE, Damage, edit, raw
from site_builder import check_here, run_utpe

from utpe.checks.report import render_text
from utpe.checks.runner import check
from utpe.settings import read_settings


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bad") / "toy"
    shutil.copytree(
        Path(__file__).parents[1] / "toy", target, ignore=shutil.ignore_patterns("site", ".cache")
    )
    return target


@pytest.mark.parametrize("name", TABLE)
def test_bad_input_is_a_finding_with_its_place(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    damage, code, place = TABLE[name]
    root = tmp_path / "toy"
    shutil.copytree(project, root)
    damage(root / "data" / "meetings.yaml")
    done = check_here(root, capsys)
    printed = done.stdout + done.stderr
    assert done.returncode == 1, printed
    assert "Traceback" not in printed
    assert (
        f"data/meetings.yaml:{place}: {code} " in printed or f"data/meetings.yaml:{place}: {code}:" in printed
    ), printed
    assert done.stdout.rstrip().split("\n")[-1].split()[1].startswith("error")


ACCEPTED: dict[str, Damage] = {
    "a byte-order mark": raw(lambda b: b"\xef\xbb\xbf" + b),
    "CRLF line ends": raw(lambda b: b.replace(b"\n", b"\r\n")),
    "a year without quotes": edit('date: "2014-06"', "date: 2014"),
    "a day without quotes": edit('date: "2016-02-29"', "date: 2016-02-29"),
    "text that other readers turn into something else": edit("Seminario dentro de la reunión", "no"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_harmless_input_is_accepted(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = tmp_path / "toy"
    shutil.copytree(project, root)
    ACCEPTED[name](root / "data" / "meetings.yaml")
    done = check_here(root, capsys)
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


@pytest.mark.parametrize("name", ["meetings.yaml", "notes.txt", "meetings/2027.yaml", "meetings/.x.yaml"])
@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"]
)
def test_nobody_waits_for_a_pipe_or_reads_a_device(toy_copy: Path, name: str, make: Damage) -> None:
    path = toy_copy / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    done = run_utpe(toy_copy, "check")
    assert done.returncode == 1
    errors = [line for line in done.stdout.split("\n") if ": E" in line]
    assert len(errors) == 1 and errors[0].startswith(f"data/{name}:1:1: E010: ")


def test_no_data_folder_and_no_project(toy_copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(toy_copy / "data")
    done = run_utpe(toy_copy, "check")
    assert done.returncode == 1 and "E001" in done.stdout
    done = run_utpe(tmp_path, "check")
    assert done.returncode == 2 and "Traceback" not in done.stderr


# What each character is, as the message says it: a part of the sentence in Spanish.
INVISIBLE = {
    **dict.fromkeys(
        (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "cambia el orden"
    ),
    0x00AD: "un guion opcional",
    **dict.fromkeys((0x0085, 0x2028, 0x2029), "un salto de línea"),
    **dict.fromkeys(
        (
            0x034F,
            0x115F,
            0x1160,
            0x17B4,
            0x180E,
            0x200B,
            0x200C,
            0x200D,
            *range(0x2060, 0x2066),
            0x206A,
            0x206F,
        ),
        "sin ancho",
    ),
    **dict.fromkeys(
        (0x3164, 0xFE00, 0xFEFF, 0xFFA0, 0xFFF9, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100), "sin ancho"
    ),
    0x0008: "de control",
    0x007F: "de control",
    0x009B: "de control",
}
DATA, PROSE = "data/meetings.yaml", "content/es/methodology.md"
PLACES: dict[str, tuple[str, str, Callable[[int], str], str]] = {
    "in data": (DATA, "{es: Casa de la Cultura", lambda c: f"{{es: Casa{chr(c)} de", "E021"),
    "escaped in data": (DATA, "{es: Casa de la Cultura", lambda c: f'{{es: "Casa\\U{c:08X} de"', "E119"),
    "escaped in plain text": (DATA, "title: Acta\n", lambda c: f'title: "Ac\\U{c:08X}ta"\n', "E119"),
    "in prose": (PROSE, "\n## Fuentes", lambda c: f"\nUna{chr(c)} palabra.\n\n## Fuentes", "E021"),
    "escaped in prose": (PROSE, "\n## Fuentes", lambda c: f"\nUna&#x{c:x}; palabra.\n\n## Fuentes", "E119"),
    "in the front matter": (PROSE, "\ntitle: ", lambda c: f"\ntitle: {chr(c)}", "E021"),
    "escaped in the front matter": (
        PROSE,
        "\ntitle: ",
        lambda c: f'\nhero_title: "\\U{c:08X}"\ntitle: ',
        "E119",
    ),
}


@pytest.mark.parametrize("where", PLACES)
def test_an_invisible_character_is_named(toy_copy: Path, where: str) -> None:
    file, old, new, code = PLACES[where]
    path = toy_copy / file
    good = path.read_text()
    assert old in good
    for character, words in INVISIBLE.items():
        if character in (0x08, 0x7F, 0x85, 0x9B) and "&" in new(character):
            continue  # HTML gives another character for these numbers, or none.
        path.write_text(good.replace(old, new(character), 1), newline="")
        findings = [f for f in check(read_settings(toy_copy)).findings if f.code == code]
        assert [f.place.file for f in findings] == [file], f"U+{character:04X}"
        line = render_text(findings, "es").split("\n")[0]
        assert f"«U+{character:04X}»" in line and words in line, line


def test_an_invisible_character_by_its_name_in_html(toy_copy: Path) -> None:
    page = toy_copy / PROSE
    good = page.read_text()
    for name in ("&shy;", "&shy", "&rlm;", "&zwnj;", "&ZeroWidthSpace;", "&NoBreak;", "&#8238;"):
        page.write_text(f"{good}\nUna {name} palabra, `&rlm;` no.\n")
        assert [f.code for f in check(read_settings(toy_copy)).findings if f.severity == "error"] == [
            "E119"
        ], name


def test_what_only_looks_odd_is_accepted(toy_copy: Path) -> None:
    page = toy_copy / PROSE
    page.write_text(
        page.read_text() + "\nMbya\u0303 10\u00a0km\u202f½ ✔\ufe0f — “g\u0303” &nbsp;&amp;&mdash;\n"
    )
    assert [f for f in check(read_settings(toy_copy)).findings if f.severity == "error"] == []
