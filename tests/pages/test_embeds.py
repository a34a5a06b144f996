"""Pages for other sites: what they show, in what order, and that nothing else knows of them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from utpe.checks.runner import Report
from utpe.pages import routes
from utpe.pages.embeds import MOST, WIDGETS, EmbedView, embed_keys, embed_view
from utpe.pages.secretariat import secretariat_view
from utpe.records.vocab import EventStatus
from utpe.settings import Settings
from utpe.text.strings import strings


def _view(report: Report, settings: Settings, widget: str, id_: str = "", language: str = "es") -> EmbedView:
    return embed_view(report.catalogue, settings, language, widget, id_)


def _titles(view: EmbedView, part: int) -> list[str]:
    return [item.title.href.rstrip("/").rpartition("/")[2] for item in view.parts[part].items]


def test_there_is_one_for_each_widget_and_each_city_that_met(real: Report) -> None:
    keys = list(embed_keys(real.catalogue))
    assert [w for w, _ in keys if w != "city"] == [w for w in WIDGETS if w != "city"]
    met = {c.id for c in real.catalogue.all("cities") if real.catalogue.pointing("cities", c.id, "meetings")}
    assert {id_ for w, id_ in keys if w == "city"} == met < {c.id for c in real.catalogue.all("cities")}


def test_the_agenda_of_the_register_shows_states_as_they_are(real: Report, toy_settings: Settings) -> None:
    view = _view(real, toy_settings, "agenda")
    ahead, past = view.parts
    assert (ahead.items, ahead.nothing) == (
        (),
        "El registro no tiene ninguna reunión prevista del 24 de noviembre de 2026 en adelante.",
    )
    assert _titles(view, 1)[:2] == ["utpeyam-2022-cumbre-montevideo", "utpeam-2022-santa-fe"]
    assert [i.mark.word for i in past.items[:2] if i.mark] == ["Realizado", "Anunciado"]
    assert len(past.items) == MOST and past.more


@pytest.mark.parametrize(
    ("today", "ahead"),
    [(dt.date(2022, 10, 27), ["utpeam-2022-santa-fe"]), (dt.date(2022, 10, 28), []), (dt.date(2017, 10, 4), ["utpeam-2017-puerto-montt", "utpeam-2022-santa-fe"])],
)  # fmt: skip
def test_a_meeting_may_come_until_its_last_day_has_passed(
    real: Report, toy_settings: Settings, today: dt.date, ahead: list[str]
) -> None:
    settings = toy_settings.model_copy(update={"today": today})
    view = _view(real, settings, "agenda")
    # What is known to have been held is not announced any more, whatever the day of the build.
    assert _titles(view, 0) == ahead
    assert not set(ahead) & set(_titles(view, 1))


def test_a_proposal_is_no_meeting_of_the_past(real: Report, toy_settings: Settings) -> None:
    settings = toy_settings.model_copy(update={"today": dt.date(2016, 1, 1)})
    meetings = real.catalogue
    for part in _view(real, settings, "agenda").parts[1:]:
        for item in part.items:
            id_ = item.title.href.rstrip("/").rpartition("/")[2]
            assert meetings.get("meetings", id_).status != EventStatus.PROPOSED


def test_a_city_says_how_many_meetings_are_left_out(real: Report, toy_settings: Settings) -> None:
    met = real.catalogue.pointing("cities", "sao-paulo", "meetings")
    view = _view(real, toy_settings, "city", "sao-paulo", "pt")
    assert len(view.parts[0].items) == MOST
    assert view.parts[0].more == strings("pt").plural("pages.and_n_more", len(met) - MOST)
    assert view.whole.href == "pt/cidades/sao-paulo/"
    days = [real.catalogue.get("meetings", i).date.sort_key for i in _titles(view, 0)]
    assert days == sorted(days, reverse=True)


def test_the_plan_counts_what_its_page_counts(real: Report, toy_settings: Settings) -> None:
    view = _view(real, toy_settings, "plan")
    # 32 promises have a state; the figures are those of the page of the plan.
    counts = [text.split()[0] for _, text in view.marks]
    assert sum(0 if n == "Ningún" else int(n) for n in counts) == 32 and "Ningún" in counts
    assert view.status and view.status.word == "Propuesta"


@pytest.mark.parametrize("language", ["es", "pt"])
def test_only_the_page_for_the_secretariat_leads_to_them(toy_site: Path, language: str) -> None:
    site = toy_site
    embeds = sorted((site / language / "embed").rglob("index.html"))
    assert len(embeds) >= len(WIDGETS)
    for path in embeds:
        html = path.read_text()
        assert '<meta name="robots" content="noindex">' in html and '<base target="_top">' in html
        assert f'<html lang="{strings(language).tag}">' in html
        # Every address leads to a file of the site, from where the page stands.
        for href in re.findall(r'(?:href|src)="([^"#]+)', html):
            target = (path.parent / href).resolve()
            assert (target / "index.html" if href.endswith("/") else target).is_file(), href
    assert "/embed/" not in (site / "sitemap.xml").read_text()
    others = [p for p in site.rglob("*.html") if "embed" not in p.parts]
    assert not [p for p in others if "embed/" in p.read_text()]


def test_snippets_have_the_address_or_words_in_its_place(real: Report, toy_settings: Settings) -> None:
    bare = secretariat_view(real.catalogue, toy_settings, "pt")
    assert (bare.address, bare.feed, bare.has_address) == ("o endereço do site/", "", False)
    settings = toy_settings.model_copy(update={"site_url": "https://example.org/"})
    full = secretariat_view(real.catalogue, settings, "pt")
    assert (full.address, full.feed) == ("https://example.org/", "pt/feed.xml")
    assert [o.path for o in full.offers] == [
        routes.embed("pt", w, "sao-paulo" if w == "city" else "") for w in WIDGETS
    ]
