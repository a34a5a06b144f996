"""Listings: counts that are right, every record once, pages that link to each other."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin

import pytest

from utpe.checks.runner import Report
from utpe.pages.frame import build_frame
from utpe.pages.list_view import ListView
from utpe.pages.listing import Lister
from utpe.pages.stamp import Stamper
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings


def _links(view: ListView) -> list[str]:
    found = [x.title.href for g in view.groups for x in g.entries]
    found += [r.cells[0][0].href for g in (view.table.groups if view.table else ()) for r in g.rows]
    return found


@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("collection", [c.name for c in COLLECTIONS.values() if c.has_pages])
def test_every_record_stands_once_in_the_full_listing(
    toy: Report, toy_settings: Settings, collection: str, language: str
) -> None:
    lister = Lister(toy.catalogue, toy_settings, language)
    whole = [v for v in lister.pages(collection) if "/".join(v.path.split("/")[2:3]) in ("", "pagina")]
    links = Counter(link for v in whole for link in _links(v))
    assert len(links) == len(toy.catalogue.all(collection))
    assert set(links.values()) == {1}
    assert all(v.total == len(toy.catalogue.all(collection)) for v in whole)


def test_counts_of_facets_are_those_of_their_pages(toy: Report, toy_settings: Settings) -> None:
    lister = Lister(toy.catalogue, toy_settings, "es")
    for collection in COLLECTIONS:
        pages = list(lister.pages(collection))
        totals = {v.path: v.total for v in pages}
        for view in pages:
            for facet in view.facets:
                for option in (*facet.options, *facet.more):
                    assert totals[option.href] == option.count, option


def test_pages_of_three_are_numbered(toy: Report, toy_settings: Settings) -> None:
    pages = [
        v for v in Lister(toy.catalogue, toy_settings, "pt").pages("meetings") if v.pager and v.total == 6
    ]
    assert [v.path for v in pages] == ["pt/reunioes/", "pt/reunioes/pagina/2/"]
    assert pages[1].alternates == {"es": "es/reuniones/pagina/2/", "pt": "pt/reunioes/pagina/2/"}
    assert pages[0].pager and [p[1] for p in pages[0].pager.pages] == [v.path for v in pages]


def test_meetings_are_newest_first_and_the_undated_last(toy: Report, toy_settings: Settings) -> None:
    order = Lister(toy.catalogue, toy_settings, "es").order("meetings")
    assert order[0] == "toy-2017-anuncio"
    assert order[-1] == "toy-sin-fecha"


def test_a_listing_marks_the_option_that_it_is(toy: Report, toy_settings: Settings) -> None:
    frame = build_frame(toy_settings, toy.pages)
    stamper = Stamper(toy_settings.folder("theme"), frame.sites)
    for view in Lister(toy.catalogue, toy_settings, "es").pages("meetings"):
        html = stamper.fragment(view, "lists/body.html")
        column = re.findall(r'<li><a href="([^"]*)" aria-current="true">', html)
        options = [o.href for f in view.facets for o in (*f.options, *f.more)]
        assert len(column) == options.count(view.here) >= 1
        assert {urljoin("/" + view.path, href) for href in column} == {"/" + view.here}


def test_facets_with_one_value_are_not_offered(toy: Report, toy_settings: Settings) -> None:
    view = next(Lister(toy.catalogue, toy_settings, "es").pages("summits"))
    assert view.facets == ()


def test_terms_lead_to_other_terms_and_to_the_sections_where_they_are_found(
    toy: Report, toy_settings: Settings
) -> None:
    view = next(Lister(toy.catalogue, toy_settings, "es").pages("glossary"))
    term = next(t for g in view.groups for t in g.entries if t.id == "area")
    assert [b.href for b in (*term.see, *term.found_in)] == ["es/glosario/#planificacion", "es/reuniones/"]


def test_a_letter_of_the_sources_counts_its_own(toy: Report, toy_settings: Settings) -> None:
    lister = Lister(toy.catalogue, toy_settings, "es")
    for letter in [p for p in lister.parts("sources") if p.startswith("initial=")]:
        view = next(lister.part("sources", letter))
        own = [r for r in toy.catalogue.all("sources") if r.id.startswith(letter[-1])]
        assert view.total == len(own) == len(view.groups[0].entries)
        assert view.total_text in view.description
