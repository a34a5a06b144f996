"""`utpe translations`: what is left, what changed, and the ledger that commands keep."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from site_builder import made_once, run_utpe

from utpe.editing.layout import ordered
from utpe.reading.strict_yaml import read_yaml
from utpe.records.confirmed import FILE, read_confirmed
from utpe.records.revision import revision

Git = Callable[..., str]


@pytest.fixture
def confirmed(toy_copy: Path, git: Git, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site in a repository, all that is in both languages confirmed."""

    def confirm(target: Path) -> None:
        git(toy_copy, "init", "-q", "-b", "main")
        (toy_copy / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
        (toy_copy / ".gitignore").write_text(".cache/\n")
        done = run_utpe(toy_copy, "translations", "--confirm")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Se anotó en data/translations.yaml que 113 textos dicen lo mismo")
        _commit(toy_copy, git)
        shutil.copytree(toy_copy, target)

    # Copied with their times, the files are those that git knows.
    kept = made_once(tmp_path_factory, "confirmed-toy", confirm)
    shutil.rmtree(toy_copy)
    shutil.copytree(kept, toy_copy)
    return toy_copy


def _commit(root: Path, git: Git) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def _left(root: Path, *arguments: str) -> dict[str, list[dict[str, object]]]:
    done = run_utpe(root, "translations", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


def _behind(root: Path) -> list[tuple[object, object]]:
    return [(x["name"], x["language"]) for x in _left(root)["outdated"]]


OUTCOME = ("data/meetings.yaml", "Acta firmada", "Acta firmada por todas")
NAME = "meetings/toy-2014-alfa/outcomes.text"


def test_what_changed_is_shown_word_by_word(confirmed: Path) -> None:
    _edit(confirmed, *OUTCOME)
    done = run_utpe(confirmed, "translations", "--lang", "pt")
    assert done.returncode == 0
    lines = [line.strip() for line in done.stdout.split("\n")]
    at = lines.index("Ficou para trás 1 texto:")
    assert lines[at + 1].endswith("meetings › toy-2014-alfa › outcomes.1.text › em português")
    assert lines[at + 1].startswith("data/meetings.yaml:21:")
    assert lines[at + 2] == "Mudou em espanhol: Acta firmada [+por todas+]"
    assert lines[at + 3] == "Diz em português: Ata assinada"
    (entry,) = _left(confirmed)["outdated"]
    assert entry["name"] == NAME and entry["text"] == "Ata assinada"
    assert entry["changed"] == [
        {"language": "es", "before": "Acta firmada", "now": "Acta firmada por todas", "why": ""}
    ]


def test_a_language_has_the_work_that_there_is_for_it(confirmed: Path) -> None:
    _edit(confirmed, *OUTCOME)
    assert [len(_left(confirmed, "--lang", "pt")[k]) for k in ("missing", "outdated")] == [2, 1]
    assert [len(_left(confirmed, "--lang", "es")[k]) for k in ("missing", "outdated")] == [0, 0]
    # English is no language of the site: all of it is shown, in English.
    assert "2 texts are missing:" in run_utpe(confirmed, "translations", "--lang", "en").stdout


def test_without_history_it_is_said_and_nothing_is_shown(
    toy_copy: Path, confirmed: Path, tmp_path: Path
) -> None:
    _edit(confirmed, *OUTCOME)
    (toy_copy / ".git").rename(tmp_path / "elsewhere")
    done = run_utpe(toy_copy, "translations")
    assert "Cambió en español. No se puede mostrar qué cambió: esta copia no tiene historial" in done.stdout


def test_the_same_is_a_warning_of_the_check(confirmed: Path) -> None:
    _edit(confirmed, *OUTCOME)
    _edit(confirmed, "content/pt/methodology.md", "Alta", "Muito alta")
    done = run_utpe(confirmed, "check")
    assert done.returncode == 0
    found = [line.split(": ")[:2] for line in done.stdout.split("\n") if " W103 " in line]
    assert found == [
        ["content/es/methodology.md:1:1", "W103 es › methodology"],
        ["data/meetings.yaml:21:46", "W103 meetings › toy-2014-alfa › outcomes.1.text.pt"],
    ]
    assert "el texto en portugués no acompañó el cambio hecho en español." in done.stdout


@pytest.mark.parametrize("name", ["toy-2014-alfa", "meetings/toy-2014-alfa", NAME, "data/meetings.yaml"])
def test_only_who_names_a_text_confirms_one_that_is_outdated(confirmed: Path, name: str) -> None:
    _edit(confirmed, *OUTCOME)
    before = (confirmed / "data" / FILE).read_text()
    done = run_utpe(confirmed, "translations", "--confirm")
    assert "1 texto sigue atrás: para confirmarlo hay que nombrarlo." in done.stdout
    assert (confirmed / "data" / FILE).read_text() == before
    assert _behind(confirmed) == [(NAME, "pt")]
    assert run_utpe(confirmed, "translations", "--confirm", name).returncode == 0
    after = (confirmed / "data" / FILE).read_text()
    assert _behind(confirmed) == []
    changed = set(before.split("\n")) ^ set(after.split("\n"))
    assert len(changed) == 2 and all(NAME in line for line in changed)


def test_a_page_is_confirmed_by_its_file_or_its_name(confirmed: Path) -> None:
    for name in ("content/pt/methodology.md", "pages/methodology"):
        _edit(confirmed, "content/es/methodology.md", "## Confianza", "Más.\n\n## Confianza")
        assert _behind(confirmed) == [("pages/methodology", "pt")]
        assert run_utpe(confirmed, "translations", "--confirm", name).returncode == 0
        assert _behind(confirmed) == []


@pytest.mark.parametrize(
    "name", ["nada", "meetings/nada", "data/sources-old.yaml", "\u202e", "", "mkdocs.yml"]
)
def test_a_name_that_means_nothing_is_answered_in_words(confirmed: Path, name: str) -> None:
    before = (confirmed / "data" / FILE).read_bytes()
    done = run_utpe(confirmed, "translations", "--lang", "pt", "--confirm", "toy-2014-alfa", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Nenhum texto se chama ") and "\u202e" not in done.stderr
    assert (confirmed / "data" / FILE).read_bytes() == before


def test_data_with_errors_are_not_confirmed(confirmed: Path) -> None:
    _edit(confirmed, "data/meetings.yaml", "status: held", "status: hecho")
    for arguments in (("--confirm",), ()):
        done = run_utpe(confirmed, "translations", *arguments)
        assert (done.returncode, done.stdout) == (1, "") and "utpe check" in done.stderr


def test_a_broken_ledger_is_an_error_and_is_not_written(confirmed: Path) -> None:
    path = confirmed / "data" / FILE
    path.write_text(f"{path.read_text()}- esto no\n")
    done = run_utpe(confirmed, "check")
    assert done.returncode == 1 and "E145: «esto no» no es una línea" in done.stdout
    assert run_utpe(confirmed, "translations", "--confirm").returncode == 1
    assert path.read_text().endswith("- esto no\n")
    path.write_text("- [\n")
    assert f"data/{FILE}:" in run_utpe(confirmed, "check").stdout


def test_what_is_gone_leaves_the_ledger_and_what_is_new_enters_it(confirmed: Path) -> None:
    path = confirmed / "data" / FILE
    path.write_text(f"{path.read_text()}- meetings/nadie/title es:12345678 pt:12345678\n")
    glossary = confirmed / "data/glossary.yaml"
    glossary.write_text(
        f"{glossary.read_text()}\n- id: nuevo\n  term: {{es: abrir, pt: abrir}}\n"
        "  definition: {es: Algo nuevo., pt: Algo novo.}\n"
    )
    assert _left(confirmed)["unconfirmed"] == 2
    assert "que 2 textos dicen" in run_utpe(confirmed, "translations", "--confirm").stdout
    assert "nadie" not in path.read_text() and "- glossary/nuevo/term es:" in path.read_text()
    assert run_utpe(confirmed, "translations", "--confirm").stdout.startswith(
        f"Se anotó en data/{FILE} que 0 "
    )


def test_a_renamed_record_keeps_what_was_confirmed(confirmed: Path, git: Git) -> None:
    _edit(confirmed, *OUTCOME)
    done = run_utpe(confirmed, "rename", "meetings", "toy-2014-alfa", "toy-2014-otra")
    assert done.returncode == 0 and f"data/{FILE}" in done.stdout
    assert "toy-2014-alfa" not in (confirmed / "data" / FILE).read_text()
    (entry,) = _left(confirmed)["outdated"]
    assert entry["name"] == "meetings/toy-2014-otra/outcomes.text"
    _commit(confirmed, git)
    # The text of before stands in git under the old id.
    assert _left(confirmed)["outdated"][0]["changed"][0]["before"] == "Acta firmada"  # type: ignore[index]


def test_a_merged_record_keeps_what_was_confirmed_of_both(confirmed: Path) -> None:
    _edit(confirmed, "data/cities.yaml", "es: Ciudad Beta", "es: Ciudad de Beta")
    assert _behind(confirmed) == [("cities/beta/name", "pt")]
    lost = ("name", "country", "timezone", "kind", "sources", "confidence", "other_names")
    done = run_utpe(confirmed, "merge", "cities", "gama", "beta", "--discard", *lost)
    assert done.returncode == 0, done.stderr
    assert "cities/gama/" not in (confirmed / "data" / FILE).read_text()
    assert _behind(confirmed) == [("cities/beta/name", "pt")]


def test_two_branches_that_confirm_are_joined_without_a_conflict(confirmed: Path, git: Git) -> None:
    git(confirmed, "checkout", "-qb", "one")
    _edit(confirmed, "data/meetings.yaml", "{es: Acta firmada, pt: Ata assinada}", "{es: Acta, pt: Ata}")
    run_utpe(confirmed, "translations", "--confirm")
    _commit(confirmed, git)
    git(confirmed, "checkout", "-q", "main")
    _edit(confirmed, "data/cities.yaml", "es: Ciudad Beta", "es: Beta")
    run_utpe(confirmed, "translations", "--confirm", "cities/beta/name")
    # The same line, too.
    _edit(confirmed, "data/meetings.yaml", "subjects:", "subjects:\n    - {es: Nuevo, pt: Novo}")
    run_utpe(confirmed, "translations", "--confirm", "meetings/toy-2014-alfa")
    _commit(confirmed, git)
    git(confirmed, "merge", "-q", "--no-edit", "one")
    assert _behind(confirmed) == []
    found, troubles = read_confirmed(confirmed / "data" / FILE)
    assert troubles == () and len(found[NAME]) == 2
    assert _left(confirmed)["unconfirmed"] == 0
    run_utpe(confirmed, "translations", "--confirm")
    assert len(read_confirmed(confirmed / "data" / FILE)[0][NAME]) == 1


def test_a_proposal_that_is_accepted_confirms_what_it_says_in_both_languages(confirmed: Path) -> None:
    item = (
        (confirmed / "data/meetings.yaml").read_text().partition("- id: toy-2014-alfa")[2].split("\n- id:")[0]
    )
    text = f"id: toy-2014-alfa{item}\n".replace("\n  ", "\n")
    base = revision(ordered("meetings", read_yaml(text.encode()).value, ("es", "pt")))
    both = text.replace("Acta firmada", "Acta con firmas").replace("Ata assinada", "Ata com assinaturas")
    path = confirmed.parent / "correo.yaml"
    path.write_text(f"# Collection: meetings\n# Base: {base}\n# Licence: CC-BY-4.0\n{both}")
    done = run_utpe(confirmed, "accept", str(path))
    assert done.returncode == 0, done.stderr
    assert _left(confirmed)["unconfirmed"] == 0 and _behind(confirmed) == []
    _edit(confirmed, "data/meetings.yaml", "Acta con firmas", "Acta con todas las firmas")
    assert _behind(confirmed) == [(NAME, "pt")]
