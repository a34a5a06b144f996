"""Nothing that somebody sends leads out of the data, is written over what is there, or ends in a traceback."""

from __future__ import annotations

import email.policy
import os
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from proposal_files import NEW, correction, retitle, send
from site_builder import digest, run_utpe

AUTHOR = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
IDS = {
    "another folder": ("../../../elsewhere", "E107"),
    "an absolute path": ("/elsewhere", "E107"),
    "a NUL": ('"a\\0b"', "E107"),
    "too long": ("a" * 300, "E112"),
    "capitals": ("Toy-2027", "E107"),
}


@pytest.mark.parametrize("whose", ["toy-2027-prueba", "acta-nueva"])
@pytest.mark.parametrize("what", IDS)
def test_an_id_leads_nowhere_else(toy_copy: Path, what: str, whose: str) -> None:
    id_, code = IDS[what]
    sent = send(toy_copy, NEW.replace(f"id: {whose}\n", f"id: {id_}\n"))
    # The folder of the check's copy is beside that of the tests.
    before = {**digest(toy_copy.parent), **{str(p): "" for p in toy_copy.parents[1].glob("*")}}
    done = run_utpe(toy_copy, "accept", str(sent), TMPDIR=str(toy_copy.parent))
    assert done.returncode == 1, done.stdout
    assert code in done.stdout and "Traceback" not in done.stderr
    assert f"{sent.name}:" in done.stdout.replace(str(toy_copy.parent), "")
    assert {**digest(toy_copy.parent), **{str(p): "" for p in toy_copy.parents[1].glob("*")}} == before


@pytest.mark.parametrize("file", ["meetings/toy-2027-prueba.yaml", "sources/acta-nueva.yaml"])
@pytest.mark.parametrize("holds", ["- id: [", "# Only a note.\n", "another record"])
def test_no_file_is_written_over(toy_copy: Path, file: str, holds: str) -> None:
    path = toy_copy / "data" / file
    path.parent.mkdir(exist_ok=True)
    other = NEW.replace("toy-2027-prueba", "toy-2027-otra").partition("sources:")[0]
    path.write_text(other if holds == "another record" else holds)
    sent = send(toy_copy, NEW)
    before = digest(toy_copy)
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 1
    assert f"Ya existe el archivo data/{file}" in done.stderr
    assert digest(toy_copy) == before


def test_a_folder_may_be_called_as_that_of_the_corrections(toy_copy: Path) -> None:
    (toy_copy.parent / "proposals").mkdir()
    sent = send(toy_copy, NEW, "proposals/correo.yaml")
    assert run_utpe(toy_copy, "accept", str(sent)).returncode == 0
    assert sent.exists()


def test_what_waits_beside_is_not_held_against_a_proposal(toy_copy: Path) -> None:
    folder = toy_copy / "data/proposals/meetings"
    folder.mkdir(parents=True)
    (folder / "otra.yaml").write_text("id: otra\nkind: x\n")
    (folder / "toy-2014-alfa.yaml").write_text(correction(toy_copy, retitle))
    done = run_utpe(toy_copy, "accept", str(send(toy_copy, NEW)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(p.name for p in folder.iterdir()) == ["otra.yaml", "toy-2014-alfa.yaml"]


def test_comments_in_a_merged_file_stay(toy_copy: Path) -> None:
    own = toy_copy / "data/meetings/toy-2027-prueba.yaml"
    own.parent.mkdir()
    text = send(toy_copy, NEW).read_text()
    own.write_text(text.replace("kind: unit", "# Ask Ana.\nkind: unit # sure?"))
    assert run_utpe(toy_copy, "accept", str(own)).returncode == 0
    assert "# Ask Ana.\nkind: unit # sure?\n" in own.read_text()
    assert "Named" not in own.read_text() and "Licence" not in own.read_text()
    assert "language-server: $schema=../schemas/meetings.schema.json\nid:" in own.read_text()


def _letter(*files: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message.set_content("Van adjuntas.")
    for number, text in enumerate(files):
        message.add_attachment(text.encode(), maintype="text", subtype="yaml", filename=f"{number}.yaml")
    # A photograph.
    message.add_attachment(b"\xff" * 6_000_000, maintype="image", subtype="jpeg", filename="acto.jpg")
    return message.as_bytes()


def test_each_file_of_a_letter_stands_for_itself(toy_copy: Path) -> None:
    good = send(toy_copy, NEW).read_text()
    bad = good.replace("toy-2027-prueba", "toy-2027-mala").replace("kind: unit", "kind: party")
    second = good.replace("toy-2027-prueba", "toy-2027-otra")
    sent = toy_copy.parent / "mensaje.eml"
    sent.write_bytes(_letter(good, bad, second))
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 1
    assert "toy-2027-mala" in done.stdout and "E110" in done.stdout
    assert "«mensaje.eml» queda como estaba" in done.stderr
    assert sorted(p.stem for p in (toy_copy / "data/meetings").iterdir()) == [
        "toy-2027-otra",
        "toy-2027-prueba",
    ]


def test_a_record_is_not_as_heavy_as_a_letter(toy_copy: Path) -> None:
    heavy = toy_copy.parent / "mensaje.eml"
    heavy.write_bytes(_letter(NEW + "#" * 5_000_001))
    done = run_utpe(toy_copy, "accept", str(heavy))
    assert (done.returncode, "pasa de 5 MB" in done.stderr) == (1, True)


def test_what_a_file_says_of_itself_may_have_empty_lines_between(toy_copy: Path) -> None:
    head, record = NEW.split("id:", 1)
    sent = send(toy_copy, "\n" + head.replace("\n", "\n\n") + "id:" + record)
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 0, done.stderr
    assert "Ana Pérez" in done.stdout


@pytest.mark.parametrize("is_tracked", [True, False])
def test_what_is_kept_in_git_is_the_proposal_alone(
    toy_copy: Path, git: Callable[..., str], is_tracked: bool
) -> None:
    git(toy_copy, "init", "-q")
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "all")
    place = toy_copy / "data/proposals/meetings/toy-2014-alfa.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(correction(toy_copy, retitle))
    if is_tracked:
        git(toy_copy, "add", "-A")
        git(toy_copy, "commit", "-qm", "proposed")
    (toy_copy / "data/README.md").write_text("Somebody is at work here.")
    done = run_utpe(toy_copy, "accept", str(place))
    assert done.returncode == 0, done.stderr
    commands = done.stdout.split("git:\n", 1)[1]
    subprocess.run(["sh", "-ec", commands], cwd=toy_copy, check=True, env={**os.environ, **AUTHOR})
    assert git(toy_copy, "status", "--short").splitlines() == ["?? data/README.md"]
    assert "Licence: CC-BY-4.0" in git(toy_copy, "log", "-1")
