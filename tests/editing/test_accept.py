# SPDX-License-Identifier: MIT
"""What somebody sent gets into its place, or is refused in words with everything as it was."""

from __future__ import annotations

import email.message
import email.policy
from collections.abc import Callable
from pathlib import Path

import pytest
from proposal_files import NEW, city, correction, retitle, send
from site_builder import digest, run_utpe

from utpe.checks.finding import has_errors
from utpe.checks.runner import check
from utpe.settings import read_settings


def test_a_new_record_gets_a_file_of_its_own_and_so_does_its_source(toy_copy: Path) -> None:
    sent = send(toy_copy, NEW)
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Lo propone Ana Pérez" in done.stdout
    assert "Proposed-by: Ana Pérez" in done.stdout
    assert sent.exists()
    text = (toy_copy / "data/meetings/toy-2027-prueba.yaml").read_text()
    assert text.startswith(
        "# yaml-language-server: $schema=../schemas/meetings.schema.json\nid: toy-2027-prueba\n"
    )
    assert "source:" not in text
    assert "title: Acta de la reunión" in (toy_copy / "data/sources/acta-nueva.yaml").read_text()
    report = check(read_settings(toy_copy))
    assert not has_errors(report.findings)
    assert (
        report.catalogue.get("meetings", "toy-2027-prueba").title.get("es") == 'Reunión: "prueba" de la ñandú'
    )
    again = run_utpe(toy_copy, "accept", str(sent), "--lang", "pt")
    assert again.returncode == 1
    assert "A proposta diz o mesmo que o registro toy-2027-prueba já diz" in again.stderr
    sent.write_text(sent.read_text().replace("Reunião de teste", "Outra reunião"))
    again = run_utpe(toy_copy, "accept", str(sent), "--lang", "pt")
    assert "Já existe um registro toy-2027-prueba" in again.stderr


def test_a_correction_goes_to_where_the_record_stands(toy_copy: Path) -> None:
    main = toy_copy / "data/meetings.yaml"
    main.write_text(
        main.read_text().replace("- id: toy-2014-alfa\n", "# Kept.\n- id: toy-2014-alfa # here too\n")
    )
    place = toy_copy / "data/proposals/meetings/toy-2014-alfa.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(correction(toy_copy, retitle))
    seen = check(read_settings(toy_copy).model_copy(update={"with_proposals": True}))
    assert seen.catalogue.get("meetings", "toy-2014-alfa").title.get("es") == "Otro título"
    assert seen.catalogue.proposed == {("meetings", "toy-2014-alfa")}
    assert (
        check(read_settings(toy_copy)).catalogue.get("meetings", "toy-2014-alfa").title.get("es")
        != "Otro título"
    )
    done = run_utpe(toy_copy, "accept", str(place), "--lang", "pt")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "+ Outro título" in done.stdout
    assert not place.exists()
    text = main.read_text()
    assert "# Kept.\n- id: toy-2014-alfa # here too\n" in text
    assert (
        check(read_settings(toy_copy)).catalogue.get("meetings", "toy-2014-alfa").title.get("pt")
        == "Outro título"
    )


def test_two_proposals_that_change_different_fields_are_both_taken(
    toy_copy: Path, git: Callable[..., str]
) -> None:
    git(toy_copy, "init", "-q")
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "all")
    one = send(toy_copy, correction(toy_copy, retitle), "uno.yaml")
    two = send(toy_copy, correction(toy_copy, lambda tree: tree.update(mode="hybrid")), "dos.yaml")
    other = send(
        toy_copy, correction(toy_copy, lambda tree: tree.update(title={"es": "Tercero"})), "tres.yaml"
    )
    done = run_utpe(toy_copy, "accept", str(one), str(two), str(other))
    assert done.returncode == 1
    assert "las dos tocan lo mismo de distinta manera: title.es" in done.stderr
    assert "«tres.yaml» queda como estaba" in done.stderr
    meeting = check(read_settings(toy_copy)).catalogue.get("meetings", "toy-2014-alfa")
    assert (meeting.title.get("es"), meeting.mode) == ("Otro título", "hybrid")


REFUSED = {
    "no_licence": (lambda text: text.replace("# Licence: CC-BY-4.0\n", ""), "--agreed"),
    "not YAML": (lambda text: text.replace("title:", "title: ["), "E023"),
    "would fail": (lambda text: text.replace("kind: unit", "kind: party"), "E110"),
    "no record": (lambda _: "- a\n- b\n", "no contiene un registro"),
    "no id": (lambda text: text.replace("id: toy-2027-prueba\n", ""), "no contiene un registro"),
    "of no collection": (lambda text: text.replace("meetings", "parties"), "Las colecciones son: unit"),
    "id in use": (lambda text: text.replace("toy-2027-prueba", "toy-2014-alfa"), "Ya hay un registro"),
    "nothing to correct": (
        lambda text: text.replace("# Form: 1a2b3c4d", "# Base: 5e6f7a8b9c0d"),
        "no hay ningún registro toy-2027-prueba que corregir",
    ),
    "changed since": (
        lambda text: text.replace("# Form: 1a2b3c4d", "# Base: 000000000000").replace(
            "toy-2027-prueba", "toy-2014-alfa"
        ),
        "no se encuentra de qué texto partió",
    ),
    "control character": (lambda text: text.replace("Reunión", "Reu\u202enión"), "E021"),
    "tab": (lambda text: text.replace("  es: 'R", "\tes: 'R"), "E022"),
    "twice the same key": (lambda text: f"{text}kind: unit\n", "E029"),
    "not UTF-8": (lambda text: text, "E020"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_taken_is_refused_in_words(toy_copy: Path, why: str) -> None:
    change, words = REFUSED[why]
    sent = send(toy_copy, change(NEW))
    if why == "not UTF-8":
        sent.write_bytes(sent.read_bytes().decode().encode("latin-1"))
    before, own = digest(toy_copy), sent.read_bytes()
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 1
    assert words in done.stdout + done.stderr
    assert "«correo.yaml» queda como estaba" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(toy_copy) == before
    assert sent.read_bytes() == own


def test_a_rehearsal_writes_nothing(toy_copy: Path) -> None:
    sent = send(toy_copy, NEW)
    before = digest(toy_copy)
    done = run_utpe(toy_copy, "accept", "--dry-run", str(sent))
    assert (done.returncode, digest(toy_copy)) == (0, before)
    assert "Se escribe data/meetings/toy-2027-prueba.yaml" in done.stdout


def _mail(how: str, text: str) -> bytes:
    policy = email.policy.SMTP
    message = email.message.EmailMessage(policy=policy)
    message["Subject"] = "Propuesta"
    message["From"] = "ana@example.org"
    hello = "Hola, les mando esto.\n\n"
    body = f"{hello}{text}# End\n-- \nAna Pérez\nMunicipio de Alfa\n"
    match how:
        case "attachment":
            message.set_content(hello)
            message.add_attachment(
                text.encode(), maintype="application", subtype="octet-stream", filename="x.YAML"
            )
        case "text":
            message.set_content(body, cte="quoted-printable")
        case "html":
            lines = body.replace("&", "&amp;").replace("<", "&lt;").replace("  ", "&nbsp; ").split("\n")
            message.set_content("".join(f"<div>{x or '<br>'}</div>" for x in lines), subtype="html")
        case "forwarded":
            message.set_content("\n".join(f"> {x}".rstrip() for x in body.split("\n")))
        case "flowed":
            # RFC 3676: a line that begins with a space is stuffed with one, and one that ends with one flows on.
            lines = [f" {x}" if x.startswith(" ") else x for x in body.split("\n")]
            long = [x.replace("Reunião de teste", "Reunião de \r\nteste") for x in lines]
            message.set_content("\n".join(long))
            message.set_param("format", "flowed")
    return message.as_bytes(policy=policy)


@pytest.mark.parametrize("how", ["attachment", "text", "html", "forwarded", "flowed"])
def test_an_email_is_accepted_as_programs_send_it(toy_copy: Path, how: str) -> None:
    text = NEW.replace("  - alfa\n", f"  - {city(toy_copy)}\n")
    sent = toy_copy.parent / "mensaje.eml"
    sent.write_bytes(_mail(how, text))
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 0, done.stdout + done.stderr
    meeting = check(read_settings(toy_copy)).catalogue.get("meetings", "toy-2027-prueba")
    assert meeting.title.root == {"es": 'Reunión: "prueba" de la ñandú', "pt": "Reunião de teste"}


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"Subject: x\n\nHola", b"Content-Type: text/plain; charset=none\n\n\xe9"]
)
def test_an_email_without_a_proposal_is_answered_in_words(toy_copy: Path, raw: bytes) -> None:
    sent = toy_copy.parent / "mensaje.eml"
    sent.write_bytes(raw)
    done = run_utpe(toy_copy, "accept", str(sent))
    assert done.returncode == 1
    assert "no trae ninguna propuesta" in done.stderr


def test_a_merged_file_is_put_in_order(toy_copy: Path) -> None:
    own = toy_copy / "data/meetings/toy-2027-prueba.yaml"
    own.parent.mkdir()
    own.write_text(send(toy_copy, NEW).read_text())
    assert not has_errors(check(read_settings(toy_copy)).findings)
    done = run_utpe(toy_copy, "accept", str(own))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Licence" not in own.read_text()
    assert (toy_copy / "data/sources/acta-nueva.yaml").exists()
    assert not has_errors(check(read_settings(toy_copy)).findings)


def test_proposals_without_a_place_are_findings(toy_copy: Path) -> None:
    folder = toy_copy / "data/proposals"
    (folder / "meetings").mkdir(parents=True)
    (folder / "parties").mkdir()
    (folder / "meetings/uno.yaml").write_text(correction(toy_copy, retitle))
    (folder / "meetings/dos.yaml").write_text(correction(toy_copy, retitle))
    (folder / "meetings/tres.yaml").write_text(send(toy_copy, NEW).read_text())
    (folder / "meetings/cuatro.txt").write_text("x")
    done = run_utpe(toy_copy, "check")
    assert done.returncode == 1
    for code, file in (
        ("E150", "tres.yaml"),
        ("E151", "uno.yaml"),
        ("E007", "cuatro.txt"),
        ("E008", "parties"),
    ):
        assert any(code in line and file in line for line in done.stdout.splitlines()), (code, done.stdout)


def test_what_is_published_leaves_proposals_out_and_says_so(toy_copy: Path) -> None:
    place = toy_copy / "data/proposals/meetings/toy-2014-alfa.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(correction(toy_copy, retitle))
    page = toy_copy / "site/es/reuniones/toy-2014-alfa/index.html"
    done = run_utpe(toy_copy, "build")
    assert "1 corrección espera" in done.stdout
    assert "Otro título" not in page.read_text()
    assert "Vista previa" not in page.read_text()
    run_utpe(toy_copy, "build", "--preview")
    assert "Otro título" in page.read_text()
    assert "Vista previa de una corrección" in page.read_text()
