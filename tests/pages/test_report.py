"""Links to report an error: every combination of settings, every forge, any title."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from utpe.checks.runner import Report as Checked
from utpe.pages.listing import Lister
from utpe.pages.record import Desk
from utpe.pages.report import LONGEST, report
from utpe.pages.view import Report
from utpe.reading.git_history import History
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings
from utpe.text.strings import strings

ROOT = Path(__file__).resolve().parents[2]
GITHUB, OTHER, GITLAB = "https://github.com/o/r", "https://codeberg.org/o/r", "https://gitlab.example.org/o/r"
SITE = "https://example.org/sub/"
MAILBOX = "correcciones@example.org"
TITLE = 'Reunión «A & B» de São Paulo: "100 %" + más #1?'
ID, PATH = "meetings/a-b", "es/reuniones/a-b/"


def _report(settings: Settings, title: str = TITLE, language: str = "es", **values: str) -> Report:
    return report(settings.model_copy(update=values), strings(language), title, ID, PATH)


def _query(address: str) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


def _mail(address: str) -> dict[str, str]:
    """Read a mailto address as a mail program does: «+» is a plus (RFC 6068)."""
    pairs = (pair.partition("=") for pair in urlsplit(address).query.split("&"))
    return {key: unquote(value) for key, _, value in pairs}


def test_without_repository_or_mailbox_there_is_no_way(toy_settings: Settings) -> None:
    assert _report(toy_settings) == Report()


@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("site_url", ["", SITE])
def test_a_forge_gets_title_and_text(toy_settings: Settings, language: str, site_url: str) -> None:
    found = _report(toy_settings, language=language, repo_url=OTHER, site_url=site_url)
    assert (found.private, found.mailbox) == ("", "")
    assert found.href.startswith(f"{OTHER}/issues/new?")
    query = _query(found.href)
    assert set(query) == {"title", "body"}
    assert TITLE in query["title"] and f"({ID})" in query["title"]
    where, *asked = query["body"].split("\n\n")
    assert where.endswith(f"{SITE}{PATH} ({ID})" if site_url else f": {ID}")
    # What it says, what it should say, and the source.
    assert [x.strip()[-1] for x in asked] == [":", ":", ":"]
    assert {"es": "Qué debería decir", "pt": "O que deveria dizer"}[language] in query["body"]


def test_the_form_of_the_repository_is_filled_by_the_ids_of_its_fields(toy_settings: Settings) -> None:
    query = _query(_report(toy_settings, repo_url=GITHUB, site_url=SITE).href)
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / query["template"]).read_text())
    fields = {field["id"] for field in form["body"] if field["type"] != "markdown"}
    assert query.keys() - {"template", "title"} <= fields
    assert query["record"] == f"{SITE}{PATH} ({ID})"
    assert query["what"] == "Dice:\n\nDebería decir:\n"
    # The source is for the reader to give.
    assert "source" in fields and "source" not in query


def test_a_gitlab_reads_other_names(toy_settings: Settings) -> None:
    address = _report(toy_settings, repo_url=GITLAB).href
    assert address.startswith(f"{GITLAB}/-/issues/new?")
    assert _query(address)["issue[title]"].endswith(f"({ID})")
    assert ID in _query(address)["issue[description]"]


def test_the_name_of_a_project_does_not_make_a_gitlab(toy_settings: Settings) -> None:
    address = _report(toy_settings, repo_url="https://codeberg.org/gitlab/r").href
    assert set(_query(address)) == {"title", "body"}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_a_mailbox_alone_is_the_way(toy_settings: Settings, language: str) -> None:
    found = _report(toy_settings, language=language, contact_email=MAILBOX, site_url=SITE)
    assert (found.private, found.mailbox) == ("", "")
    assert found.href.startswith(f"mailto:{MAILBOX}?subject=")
    assert "+" not in found.href, "a mail program shows it as it is"
    mail = _mail(found.href)
    assert TITLE in mail["subject"] and f"{SITE}{PATH} ({ID})" in mail["body"]
    assert "\r\n\r\n" in mail["body"] and not mail["body"].replace("\r\n", "").count("\n")


def test_with_both_the_mailbox_is_the_private_way(toy_settings: Settings) -> None:
    found = _report(toy_settings, repo_url=GITHUB, contact_email=MAILBOX)
    assert found.href.startswith(GITHUB)
    assert found.private.startswith(f"mailto:{MAILBOX}?subject=")
    assert found.mailbox == MAILBOX


@pytest.mark.parametrize("repo_url", [GITHUB, OTHER, GITLAB])
@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400))
def test_no_title_makes_an_address_too_long_or_breaks_it(repo_url: str, title: str) -> None:
    settings = Settings(
        root=ROOT,
        today="2026-11-24",
        repo_url=repo_url,
        contact_email=MAILBOX,
        site_url="https://example.org/" + "long/" * 20,
    )
    found = report(
        settings, strings("pt"), title, "governance/" + "x" * 80, "pt/governanca/" + "x" * 80 + "/"
    )
    for address in (found.href, found.private):
        assert len(address) <= LONGEST < 2_000
        assert address.isascii() and not set(" \n\r\"<>'") & set(address)
    subject = _mail(found.private)["subject"]
    assert subject.endswith("x)") and ID not in subject
    words = " ".join(title.split())
    kept = subject.removeprefix("Correção: ").removesuffix(f" (governance/{'x' * 80})")
    assert kept == words or (kept.endswith("…") and words.startswith(kept[:-1]))


def test_a_title_is_cut_only_when_it_must_be(toy_settings: Settings) -> None:
    short = _report(toy_settings, title="á" * 200, contact_email=MAILBOX)
    assert "á" * 200 in _mail(short.href)["subject"]
    long = _report(toy_settings, title="á" * 300, contact_email=MAILBOX)
    assert "á…" in _mail(long.href)["subject"] and len(long.href) > LONGEST - 30


def test_lines_and_spaces_of_a_title_become_one_space(toy_settings: Settings) -> None:
    found = _report(toy_settings, title="Una\nreunión \t larga", repo_url=OTHER)
    assert _query(found.href)["title"] == f"Corrección: Una reunión larga ({ID})"


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_record_can_be_reported_with_its_own_address(
    toy: Checked, toy_settings: Settings, language: str
) -> None:
    settings = toy_settings.model_copy(update={"repo_url": OTHER, "contact_email": MAILBOX, "site_url": SITE})
    lister = Lister(toy.catalogue, settings, language)
    desk = Desk(toy.catalogue, settings, History("no_git"), lister.order)
    for collection, record in toy.catalogue:
        if COLLECTIONS[collection].has_pages:
            view = desk.view(collection, record, language)
            where = f"{SITE}{view.path} ({collection}/{record.id})"
            assert where in _query(view.report.href)["body"]
            assert where in _mail(view.report.private)["body"]
