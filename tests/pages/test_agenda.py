"""Which pages lead to a calendar, and what they say of meetings that are not in it."""

from __future__ import annotations

from typing import Any

import pytest

from utpe.checks.runner import Report
from utpe.pages.agenda import agenda_beside, agenda_of
from utpe.pages.listing import Lister
from utpe.pages.view import Agenda
from utpe.settings import Settings

BASE = "https://example.org/sub/"


def _beside(toy: Report, collection: str, id_: str, site_url: str = BASE) -> Agenda | None:
    record: Any = toy.catalogue.get(collection, id_)
    return agenda_beside(toy.catalogue, site_url, "es", collection, record)


def test_a_meeting_with_a_day_can_be_added(toy: Report) -> None:
    found = _beside(toy, "meetings", "toy-2016-bisiesto")
    assert found == Agenda(
        "es/reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics", "Agregar al calendario (.ics)"
    )


@pytest.mark.parametrize("id_", ["toy-2014-seminario", "toy-2015-propuesta", "toy-sin-fecha"])
def test_a_meeting_without_a_day_cannot(toy: Report, id_: str) -> None:
    assert _beside(toy, "meetings", id_) is None


def test_a_city_has_the_calendar_of_its_meetings_and_says_what_is_not_in_it(toy: Report) -> None:
    found = _beside(toy, "cities", "alfa")
    assert found == Agenda(
        "es/agenda/alfa.ics",
        "Calendario (.ics)",
        subscribe="webcal://example.org/sub/es/agenda/alfa.ics",
        lacking="En el calendario falta 1 reunión o cumbre, porque no se conoce ningún día.",
    )


def test_other_records_have_none(toy: Report) -> None:
    assert _beside(toy, "publications", toy.catalogue.all("publications")[0].id) is None


def test_without_an_address_there_is_nothing_to_subscribe_to(toy: Report) -> None:
    found = _beside(toy, "cities", "beta", site_url="")
    assert found
    assert (found.file, found.subscribe) == ("es/agenda/beta.ics", "")


def test_a_calendar_that_would_be_empty_is_none(toy: Report) -> None:
    assert agenda_of(toy.catalogue, BASE, "pt", kind="videoconference") is None
    assert agenda_of(toy.catalogue, BASE, "pt", city="nobody") is None


def test_listings_of_all_and_of_a_kind_lead_to_theirs(toy: Report, toy_settings: Settings) -> None:
    lister = Lister(toy.catalogue, toy_settings, "pt")
    files = {page.path: page.agenda.file for page in lister.pages("meetings") if page.agenda}
    assert files == {
        "pt/reunioes/": "pt/agenda.ics",
        "pt/reunioes/tipo/da-unidade/": "pt/agenda/tipo/da-unidade.ics",
        "pt/reunioes/tipo/outro/": "pt/agenda/tipo/outro.ics",
    }
    assert not any(page.agenda for page in lister.pages("cities"))
