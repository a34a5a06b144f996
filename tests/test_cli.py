"""The command line: which findings are shown, and what is said when it cannot run."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from site_builder import digest, run_utpe

from utpe.cli import main
from utpe.settings import LATEST_DAY


def _check(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["check", "--root", str(root), *arguments])
    return status, capsys.readouterr().out


def test_no_finding_hides_behind_a_link(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(toy_copy)
    cities = toy_copy / "data" / "cities.yaml"
    cities.rename(tmp_path / "elsewhere.yaml")
    cities.symlink_to(tmp_path / "nowhere.yaml")
    for asked in ("data", "data/cities.yaml", "content/../data", str(cities)):
        status, printed = _check(toy_copy, capsys, asked)
        assert status == 1 and "data/cities.yaml:1:1: E002 " in printed, asked
    assert _check(toy_copy, capsys, "content")[0] == 0

    cities.unlink()
    cities.symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "elsewhere.yaml").write_text("- id: [")
    for asked in ("data", "data/cities.yaml", str(tmp_path / "elsewhere.yaml")):
        status, printed = _check(toy_copy, capsys, asked)
        assert status == 1 and "data/cities.yaml:" in printed, asked


def test_a_project_behind_a_link_is_the_same_project(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy_copy / "data" / "cities.yaml").write_text("- id: [")
    (tmp_path / "link").symlink_to(toy_copy)
    status, printed = _check(tmp_path / "link", capsys, str(tmp_path / "link" / "data"))
    assert status == 1 and "data/cities.yaml:" in printed


@pytest.mark.parametrize("command", ["check", "build", "serve"])
@pytest.mark.parametrize(
    ("language", "words"), [("es", "nombra el idioma «fr»"), ("pt", "indica o idioma “fr”")]
)
def test_a_language_without_words_is_told_in_a_sentence(
    toy_copy: Path, command: str, language: str, words: str
) -> None:
    config = toy_copy / "mkdocs.yml"
    config.write_text(config.read_text().replace("languages: [es, pt]", "languages: [es, fr]"))
    done = run_utpe(toy_copy, command, "--lang", language)
    assert done.returncode == 2 and words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("epoch", ["abc", "1.5", "99999999999999", "9" * 400])
def test_a_source_date_that_is_none_is_told_in_a_sentence(toy_copy: Path, command: str, epoch: str) -> None:
    done = run_utpe(toy_copy, command, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2 and "SOURCE_DATE_EPOCH" in done.stderr and "número de segundos" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_source_date_is_none(toy_copy: Path) -> None:
    for command in ("check", "build"):
        assert run_utpe(toy_copy, command, SOURCE_DATE_EPOCH="").returncode == 0


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("", "está vacío"),
        ("plugins: [search]\n", "no tiene «utpe-i18n»"),
        ("a: [", "no se puede leer"),
        ("\xff", "no se puede leer"),
    ],
)
def test_a_configuration_that_is_none_is_told_in_a_sentence(
    toy_copy: Path, capsys: pytest.CaptureFixture[str], config: str, words: str
) -> None:
    (toy_copy / "mkdocs.yml").write_text(config, encoding="latin-1")
    assert main(["check", "--root", str(toy_copy)]) == 2
    assert words in capsys.readouterr().err


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


OCTOBER = "1792972800"  # 2026-10-26: the last commit, for instance.


def test_what_was_read_today_is_not_in_the_future_of_the_last_commit(toy_copy: Path) -> None:
    for command in ("check", "build"):
        done = run_utpe(toy_copy, command, SOURCE_DATE_EPOCH=OCTOBER, UTPE_LATEST_DAY="2026-11-21")
        assert done.returncode == 1 and "E304" in done.stdout + done.stderr
        assert (
            run_utpe(toy_copy, command, SOURCE_DATE_EPOCH=OCTOBER, UTPE_LATEST_DAY="2026-11-22").returncode
            == 0
        )
    # The day of the build counts too, when it is the later one.
    assert run_utpe(toy_copy, "check", UTPE_LATEST_DAY="2020-01-01").returncode == 0


def test_the_command_reads_the_clock(
    toy_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LATEST_DAY)
    real = dt.datetime.now().astimezone().date()
    _edit(toy_copy / "data/sources.yaml", 'accessed: "2026-11-22"', f'accessed: "{real}"')
    assert _check(toy_copy, capsys)[0] == 0
    assert os.environ.pop(LATEST_DAY) >= str(real)
    later = real + dt.timedelta(days=2)
    _edit(toy_copy / "data/sources.yaml", f'accessed: "{real}"', f'accessed: "{later}"')
    assert "E304" in _check(toy_copy, capsys)[1]


def test_no_page_depends_on_the_real_day(toy_copy: Path) -> None:
    pages = []
    for day in ("2026-11-24", "2031-05-06"):
        assert run_utpe(toy_copy, "build", UTPE_LATEST_DAY=day).returncode == 0
        pages.append(digest(toy_copy / "site"))
    assert pages[0] == pages[1]


def test_a_check_loads_only_what_it_needs(toy_copy: Path) -> None:
    """What takes long to load, and what looks at every installed package, stays away: a check is quick."""
    program = "import sys; from utpe.cli import main; main(['check']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=toy_copy, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "utpe.checks.runner" in loaded
    assert not loaded & {
        "mkdocs",
        "jinja2",
        "PIL",
        "typst",
        "icalendar",
        "utpe.pages.site",
        "utpe.exports.files",
    }
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
