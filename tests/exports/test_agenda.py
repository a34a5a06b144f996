"""Calendars, written with icalendar and read back by another parser (ical); by ical.js in `make audit`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream

from utpe.exports.agenda import agenda_files
from utpe.exports.edition import Edition
from utpe.pages.agenda import days
from utpe.reading.git_history import History
from utpe.records.base import Text
from utpe.records.edtf import parse_edtf
from utpe.records.vocab import EventStatus

BASE = "https://example.org/sub/"
Change = Callable[..., Any]


@pytest.fixture
def edition(toy_edition: Edition) -> Edition:
    return toy_edition


@pytest.fixture(scope="module")
def real_files(real_edition: Edition) -> dict[str, bytes]:
    return agenda_files(real_edition)


@pytest.fixture
def event(edition: Edition) -> Change:
    """Return the event, in Spanish, of a meeting of the toy site after some of its fields were changed."""

    def changed(id_: str = "toy-2016-bisiesto", **fields: Any) -> Any:
        meetings = edition.catalogue.records["meetings"]
        meetings[id_] = meetings[id_].model_copy(update=fields)
        return _read(agenda_files(edition)[f"es/reuniones/{id_}/{id_}.ics"]).events[0]

    return changed


def _read(content: bytes) -> Any:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def _uids(content: bytes) -> list[str]:
    return [e.uid for e in _read(content).events]


def test_all_each_kind_each_city_that_met_and_each_meeting_have_one(edition: Edition) -> None:
    of_language = {p.removeprefix("es/") for p in agenda_files(edition) if p.startswith("es/")}
    assert of_language == {
        "agenda.ics",
        "agenda/tipo/de-la-unidad.ics",
        "agenda/tipo/otro.ics",
        "agenda/tipo/cumbre.ics",
        "agenda/alfa.ics",
        "agenda/beta.ics",
        "agenda/gama.ics",
        "cumbres/cumbre-01/cumbre-01.ics",
        "reuniones/toy-2014-alfa/toy-2014-alfa.ics",
        "reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics",
        "reuniones/toy-2017-anuncio/toy-2017-anuncio.ics",
    }
    assert len(agenda_files(edition)) == 2 * len(of_language)


def test_what_is_known_only_to_the_month_is_left_out_and_told(edition: Edition) -> None:
    calendar = agenda_files(edition)["pt/agenda.ics"]
    assert len(_uids(calendar)) == 4
    told = "No calendário faltam 3 reuniões e cúpulas, porque nenhum dia é conhecido."
    unfolded = calendar.decode().replace("\r\n ", "").replace("\\,", ",")
    assert unfolded.count(told) == 2  # DESCRIPTION and X-WR-CALDESC


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("2014-06-03/2014-06-05", ("2014-06-03", "2014-06-05")),
        ("2016-02-29", ("2016-02-29", "2016-02-29")),
        ("2022-10-27?", ("2022-10-27", "2022-10-27")),
        # One end is known: the title says so.
        ("/2023-11-25", ("2023-11-25", "2023-11-25")),
        ("2026-12-01/", ("2026-12-01", "2026-12-01")),
        # Not known to the day, at one end at least.
        ("2014-06-03~", None),
        ("2014-06-03%", None),
        ("2014-06", None),
        ("2014", None),
        ("201X", None),
        ("2014-06-03/2014-07", None),
        ("2014-06/2014-07-03", None),
    ],
)
def test_only_known_days_are_days(date: str, wanted: tuple[str, str] | None) -> None:
    found = days(parse_edtf(date))
    assert (found and tuple(map(str, found))) == wanted


def test_whole_days_end_on_the_day_after(event: Change) -> None:
    leap = event()
    assert (leap.dtstart, leap.dtend) == (dt.date(2016, 2, 29), dt.date(2016, 3, 1))
    new_year = event(date=parse_edtf("2016-12-30/2016-12-31"))
    assert (new_year.dtstart, new_year.dtend) == (dt.date(2016, 12, 30), dt.date(2017, 1, 1))


def test_hours_are_those_of_the_city(event: Change) -> None:
    # Brazil had summer time in November 2016, and has none since 2019: the file brings its zone.
    found = event(city_ids=("beta",), date=parse_edtf("2016-11-20"), time="14:30/17:30")
    assert found.dtstart.astimezone(dt.UTC) == dt.datetime(2016, 11, 20, 16, 30, tzinfo=dt.UTC)
    assert found.dtend - found.dtstart == dt.timedelta(hours=3)
    assert str(found.dtstart.tzinfo) == "America/Sao_Paulo"


def test_the_zone_in_the_file_is_that_of_its_year(edition: Edition) -> None:
    meetings = edition.catalogue.records["meetings"]
    for date in ("2016-11-20", "2016-06-20", "2025-11-20"):
        meetings["toy-2016-bisiesto"] = meetings["toy-2016-bisiesto"].model_copy(
            update={"city_ids": ("beta",), "date": parse_edtf(date), "time": "14:30"}
        )
        calendar = _read(agenda_files(edition)["es/reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics"])
        moment = calendar.events[0].dtstart
        zone = calendar.timezones[0]
        assert zone.tz_id == "America/Sao_Paulo"
        starts = [(x.dtstart, x.tz_offset_to.offset) for x in (*zone.standard, *zone.daylight)]
        starts += [(r, x.tz_offset_to.offset) for x in (*zone.standard, *zone.daylight) for r in x.rdate]
        offset = max(s for s in starts if s[0] <= moment.replace(tzinfo=None))[1]
        assert offset == moment.replace(tzinfo=ZoneInfo("America/Sao_Paulo")).utcoffset()


@pytest.mark.parametrize(
    "fields",
    [
        {"time": "14:30/17:30"},  # no city
        {"time": "14:30/17:30", "city_ids": ("alfa", "beta")},  # two zones
        {"time": "14:30/17:30", "city_ids": ("alfa",), "date": parse_edtf("2016-02-28/2016-02-29")},
        {"time": "25:00/26:00", "city_ids": ("alfa",)},  # no such hour
        {"time": "14:30/17:30", "city_ids": ("no-such-city",)},
    ],
)
def test_hours_without_a_place_are_told_in_words(event: Change, fields: dict[str, Any]) -> None:
    found = event(**fields)
    assert not isinstance(found.dtstart, dt.datetime)
    assert f"Hora local: {fields['time'].replace('/', '–')}" in found.description


def test_a_zone_that_does_not_exist_is_no_zone(event: Change, edition: Edition) -> None:
    cities = edition.catalogue.records["cities"]
    cities["alfa"] = cities["alfa"].model_copy(update={"timezone": "America/Nowhere"})
    assert event(time="14:30", city_ids=("alfa",)).dtstart == dt.date(2016, 2, 29)


def test_an_end_before_the_start_is_no_end(event: Change) -> None:
    found = event(time="22:00/01:00", city_ids=("alfa",))
    assert (found.dtstart.hour, found.dtend) == (22, None)


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        ("held", "CONFIRMED", "Encuentro en año bisiesto"),
        ("announced", "TENTATIVE", "Anunciado: Encuentro en año bisiesto"),
        ("proposed", "TENTATIVE", "Propuesto: Encuentro en año bisiesto"),
        ("cancelled", "CANCELLED", "Cancelado: Encuentro en año bisiesto"),
        ("unknown", None, "Sin datos: Encuentro en año bisiesto"),
    ],
)
def test_the_title_and_the_status_say_what_is_known(
    event: Change, status: str, said: str | None, title: str
) -> None:
    words = Text.model_validate({"es": "Encuentro en año bisiesto"})
    found = event(status=EventStatus(status), title=words)
    assert found.status == said
    assert found.summary == title
    assert found.transparency == "TRANSPARENT"


@pytest.mark.parametrize(
    ("fields", "begin"),
    [
        ({"date": parse_edtf("2016-02-29?")}, "Fecha inferida: "),
        ({"inferred": ("date",)}, "Fecha inferida: "),
        ({"inferred": ("status",)}, "Realizado (dato inferido): "),
        (
            {"inferred": ("status", "date"), "status": EventStatus.ANNOUNCED},
            "Anunciado (dato inferido), fecha inferida: ",
        ),
    ],
)
def test_what_is_deduced_is_said_first(event: Change, fields: dict[str, Any], begin: str) -> None:
    assert event(**fields).summary.startswith(begin)


def test_an_event_is_the_same_everywhere_and_names_no_domain(edition: Edition) -> None:
    files = agenda_files(edition)
    all_ = set(_uids(files["es/agenda.ics"]))
    assert all_ == set(_uids(files["pt/agenda.ics"]))
    assert all_ == {
        u for p, c in files.items() if p.startswith(("es/reuniones/", "es/cumbres/")) for u in _uids(c)
    }
    assert set(_uids(files["es/agenda/beta.ics"])) < all_
    elsewhere = edition.settings.model_copy(update={"site_url": "https://other.example/"})
    assert set(_uids(agenda_files(replace(edition, settings=elsewhere))["es/agenda.ics"])) == all_
    # For ever: subscribers hold these.
    assert _uids(files["es/reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics"]) == [
        "69bd671b-6747-55e3-b6b4-612db720ff06"
    ]


def test_a_renamed_meeting_stays_the_same_event(edition: Edition) -> None:
    before = _uids(agenda_files(edition)["es/agenda.ics"])
    meetings = edition.catalogue.records["meetings"]
    old = meetings.pop("toy-2016-bisiesto")
    edition.catalogue.origins[("meetings", "nuevo")] = edition.catalogue.origins[("meetings", old.id)]
    meetings["nuevo"] = old.model_copy(update={"id": "nuevo", "former_ids": (old.id,)})
    assert sorted(_uids(agenda_files(edition)["es/agenda.ics"])) == sorted(before)


def test_days_come_from_git_else_from_the_reading_of_the_sources(edition: Edition, event: Change) -> None:
    unknown = event()
    assert unknown.dtstamp == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert (unknown.last_modified, unknown.sequence) == (None, None)
    origin = edition.catalogue.origins[("meetings", "toy-2016-bisiesto")]
    lines = [1_700_000_000] * origin.lines[1]
    known = replace(edition, history=History("known", lines={origin.file: lines}))
    found = _read(agenda_files(known)["es/reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics"]).events[0]
    changed = dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)
    assert found.dtstamp == found.last_modified == changed
    assert found.sequence == (changed - dt.datetime(2020, 1, 1, tzinfo=dt.UTC)).total_seconds() // 60


def test_two_changes_on_one_day_are_two_numbers(edition: Edition) -> None:
    origin = edition.catalogue.origins[("meetings", "toy-2016-bisiesto")]
    numbers = []
    for time in (1_700_000_000, 1_700_000_600):
        lines = {origin.file: [time] * origin.lines[1]}
        files = agenda_files(replace(edition, history=History("known", lines=lines)))
        numbers.append(
            _read(files["es/reuniones/toy-2016-bisiesto/toy-2016-bisiesto.ics"]).events[0].sequence
        )
    assert numbers[0] < numbers[1]


def test_a_record_without_any_day_is_dated_by_none(event: Change) -> None:
    assert event(sources=()).dtstamp == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def test_nothing_is_of_the_day_of_the_build(edition: Edition) -> None:
    later = edition.settings.model_copy(update={"today": dt.date(2031, 1, 1)})
    assert agenda_files(edition) == agenda_files(replace(edition, settings=later))


def test_addresses_are_there_when_the_site_has_one(edition: Edition) -> None:
    here = agenda_files(edition)["es/agenda.ics"].decode().replace("\r\n ", "")
    assert f"\r\nURL:{BASE}es/reuniones/toy-2014-alfa/\r\n" in here
    assert f"\r\nSOURCE;VALUE=URI:{BASE}es/agenda.ics\r\n" in here
    nowhere = edition.settings.model_copy(update={"site_url": ""})
    files = agenda_files(replace(edition, settings=nowhere))
    assert files.keys() == agenda_files(edition).keys()
    assert not any(b"://" in content or b"URL" in content for content in files.values())


HOSTILE = (
    "a;b,c\\d\\n \"'&<script>]]>\r\nEND:VEVENT\r\nBEGIN:VALARM\nX:1\x00\x07\x85\u2028\u202e " + "ñ😀" * 60
)


def test_hostile_words_stay_words(event: Change, edition: Edition) -> None:
    found = event(title=Text.model_validate({"es": HOSTILE}), venue=Text.model_validate({"es": HOSTILE}))
    kept = HOSTILE.replace("\r\n", "\n")
    for hidden in "\x00\x07\x85\u2028\u202e":
        kept = kept.replace(hidden, "")
    assert found.summary == kept
    assert found.location == kept
    _assert_lines(agenda_files(edition)["es/agenda.ics"])
    assert len(_uids(agenda_files(edition)["es/agenda.ics"])) == 4


def _assert_lines(content: bytes) -> None:
    """RFC 5545, 3.1: lines end with CRLF, are of 75 octets at most, and break no letter."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()


def test_every_calendar_is_read_whole_by_another_parser(
    real_files: dict[str, bytes], real_edition: Edition
) -> None:
    catalogue = real_edition.catalogue
    known = {m.id for m in catalogue.all("meetings") if days(m.date)}
    # A summit that is a meeting of the register too stands as that.
    told = {m.summit_id for m in catalogue.all("meetings") if m.kind == "summit"}
    known |= {x.id for x in catalogue.all("summits") if days(x.date) and x.id not in told}
    assert len(known) >= 50
    for language in ("es", "pt"):
        assert len(_uids(real_files[f"{language}/agenda.ics"])) == len(known)
    kinds = [uid for p, c in real_files.items() if p.startswith("es/agenda/tipo/") for uid in _uids(c)]
    assert sorted(kinds) == sorted(_uids(real_files["es/agenda.ics"]))
    for content in real_files.values():
        _assert_lines(content)
        calendar = _read(content)
        assert calendar.events
        zones = {z.tz_id for z in calendar.timezones}
        assert zones == {str(e.dtstart.tzinfo) for e in calendar.events if isinstance(e.dtstart, dt.datetime)}
        assert all(e.dtstamp.year > 2000 for e in calendar.events)


def test_the_next_summit_is_announced_on_the_one_day_that_is_known(real_files: dict[str, bytes]) -> None:
    (found,) = _read(real_files["es/cumbres/cumbre-31/cumbre-31.ics"]).events
    assert found.summary == "Anunciado, solo consta el primer día: XXXI Cumbre de Mercociudades"
    assert (found.dtstart, found.dtend) == (dt.date(2026, 12, 1), dt.date(2026, 12, 2))
    assert (found.status, found.location) == ("TENTATIVE", "Canelones, Uruguay")
    assert "fin no indicado" in found.description
    (last,) = _read(real_files["pt/reunioes/red-2023-cumbre-28/red-2023-cumbre-28.ics"]).events
    assert last.summary.startswith("Só consta o último dia: ") and last.dtstart == dt.date(2023, 11, 25)


def test_no_place_is_its_city_twice(real_files: dict[str, bytes]) -> None:
    places = [e.location for p in ("es/agenda.ics", "pt/agenda.ics") for e in _read(real_files[p]).events]
    assert "Lugar no indicado, y a distancia; Santa Fe, Argentina" in places
    for place in filter(None, places):
        venue, _, cities = place.partition("; ")
        for city in filter(None, (x.partition(",")[0] for x in cities.split("; "))):
            assert not venue.startswith(city), place


def test_the_meeting_of_2017_is_at_its_hour(real_files: dict[str, bytes]) -> None:
    (found,) = _read(real_files["pt/reunioes/utpeyam-2017-buenos-aires/utpeyam-2017-buenos-aires.ics"]).events
    assert found.dtstart.astimezone(dt.UTC) == dt.datetime(2017, 7, 7, 14, 0, tzinfo=dt.UTC)
    assert found.dtend.astimezone(dt.UTC) == dt.datetime(2017, 7, 7, 17, 30, tzinfo=dt.UTC)
    assert found.location == "Centro Cívico do Governo da Cidade; Buenos Aires, Argentina"
    assert (
        found.description.split("\n")[0]
        == "Reunião da unidade · Realizado · dado inferido · 7 de julho de 2017 · Buenos Aires"
    )
