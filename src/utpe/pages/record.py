# SPDX-License-Identifier: MIT
"""The frame that all record pages share, around what each entity's module makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from utpe.forms.spec import PROPOSED
from utpe.pages import (
    city,
    coordination,
    meeting,
    names,
    network,
    plan,
    publication,
    routes,
    territory,
    topic,
    unit,
)
from utpe.pages.agenda import agenda_beside
from utpe.pages.citation import cited
from utpe.pages.correcting import record_url
from utpe.pages.feeds import feed_of
from utpe.pages.reference_links import reference_links
from utpe.pages.remarks import NOTE, doubt, remarks
from utpe.pages.report import report
from utpe.pages.scholar import scholar_tags
from utpe.pages.things import thing
from utpe.pages.view import Bit, Change, Neighbour, Notice, RecordView, SourceNote
from utpe.pages.writer import Parts, Writer
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.trace import Trace
from utpe.records.translation import is_translated
from utpe.settings import Settings
from utpe.text.dates import date_in_words, day_in_words
from utpe.text.strings import Strings, strings

WRITERS: dict[str, Callable[[Writer, Any], Parts]] = {
    "unit": unit.write,
    "coordination": coordination.write,
    "plans": plan.write,
    "meetings": meeting.write,
    "publications": publication.write,
    "summits": network.write_summit,
    "presidencies": network.write_presidency,
    "cities": city.write,
    "organizations": network.write_organization,
    "areas": territory.write_area,
    "governance": territory.write_body,
    "borders": territory.write_border,
    "topics": topic.write,
    "countries": territory.write_country,
}


@dataclass(frozen=True)
class Desk:
    """What is needed to write record pages: the catalogue, the settings, what git knows, the order."""

    catalogue: Catalogue
    settings: Settings
    history: History
    order: Callable[[str], list[str]]
    """Gives the ids of a collection in the order of its listing, which gives each record its neighbours."""
    prose: dict[str, Bit] = field(default_factory=dict)
    """Links to the pages of prose by their keys."""

    def view(
        self, collection: str, record: Any, language: str, trace: Catalogue | Trace | None = None
    ) -> RecordView:
        """Return the page of one record in one language; `trace` notes what it depends on."""
        w = Writer(
            trace or self.catalogue,
            collection,
            record,
            language,
            self.prose,
            self.settings.today,
            explains=True,
        )
        # In the order of the page: the order of calls is that of the numbers of sources.
        story = w.story()
        parts = WRITERS[collection](w, record)
        s = w.s
        title = names.title(collection, record, language, w.catalogue)
        if getattr(record, "note", None):
            parts.notices.append(Notice("info", s("pages.note"), ((w.said(record.note),),), anchor=NOTE))
        if not is_translated(record, (language,)):
            parts.notices.insert(
                0, Notice("tr", s("pages.partly_foreign"), ((Bit(s("pages.partly_foreign_text")),),))
            )
        if (collection, record.id) in self.catalogue.proposed:
            words = ((Bit(s("pages.proposed_text")),),)
            parts.notices.insert(0, Notice("tr", s("pages.proposed"), words))
        path = routes.record(language, collection, record.id)
        section = Bit(s(f"pages.sections.{collection}"), href=routes.section(language, collection))
        crumbs = [Bit(s("pages.home_title"), href=f"{language}/"), section] + (
            [parts.crumb] if parts.crumb else []
        )
        sources = tuple(self._note(w, n, group) for n, group in enumerate(w.citations, 1))
        return RecordView(
            language=language,
            collection=collection,
            id=record.id,
            path=path,
            title=title,
            description=self._description(w, title, parts),
            crumbs=tuple(crumbs),
            status=parts.status,
            chips=tuple(parts.chips),
            when=parts.when,
            lead=parts.lead,
            story=story,
            notices=tuple(parts.notices),
            facts=tuple(parts.facts),
            facts_caption=s("pages.facts_caption"),
            blocks=tuple(parts.blocks),
            aside=tuple(parts.aside),
            wide=tuple(parts.wide),
            sources=sources,
            doubt=doubt(w),
            remarks=remarks(w),
            citations=cited(w, title.text, self.settings),
            change=self.change(collection, record.id, language),
            edit_url=self._edit_url(collection, record.id),
            report=report(self.settings, s, title.text, f"{collection}/{record.id}", path),
            reviewed=_reviewed(record, s),
            form=routes.form(language, collection) if collection in PROPOSED else "",
            feed=feed_of(w.catalogue, self.settings.site_url, language, collection, record.id),
            agenda=agenda_beside(w.catalogue, self.settings.site_url, language, collection, record),
            references=reference_links(language, collection, record.id),
            tags=scholar_tags(w),
            neighbours=() if parts.is_placed else self._neighbours(w),
            alternates={c: routes.record(c, collection, record.id) for c in self.settings.languages},
            about=thing(w),
        )

    def change(self, collection: str, id_: str, language: str) -> Change:
        """Return when the record's own lines last changed, or why that is not known."""
        origin = self.catalogue.origins[(collection, id_)]
        last = self.history.of_lines(origin.file, *origin.lines)
        s = strings(language)
        if last.day is None:
            return Change(s(f"pages.change.{last.state}"))
        return Change(s("pages.change.known", day=day_in_words(last.day, language)), last.day.isoformat())

    def _description(self, w: Writer, title: Bit, parts: Parts) -> str:
        when = "".join(b.text for b in parts.when if b.style != "est")
        lead = parts.lead.text if parts.lead else ""
        pieces = [x.strip(" .") for x in (title.text, when, lead) if x]
        if len(". ".join(pieces)) < 25:
            pieces.append(w.s("pages.plain_description", section=w.s(f"pages.sections.{w.collection}")))
        words = ". ".join(pieces)
        return words if len(words) <= 160 else words[:158].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"

    def _note(self, w: Writer, number: int, group: list[Any]) -> SourceNote:
        s = w.s
        source = w.catalogue.get("sources", group[0].id)
        if source is None:
            return SourceNote(number, Bit(group[0].id), (), "")
        title, before, after = self._described[(w.language, source.id)]
        locators = [c.locator for c in group if c.locator]
        places = (Bit(s("pages.locator", locator=", ".join(locators))),) if locators else ()
        backed = w.backed[number - 1]
        words = (
            s("pages.supports_all") if "" in backed else s("pages.supports", fields=w.in_a_sentence(backed))
        )
        return SourceNote(number, title, (*before, *places, *after), words, source.archived or "")

    @cached_property
    def _described(self) -> Descriptions:
        return Descriptions(self.catalogue)

    def own_facts(self, collection: str, id_: str, language: str) -> tuple[str, ...]:
        """Return what a page shows that is not in any record: neighbours, last change, its lines."""
        change = self.change(collection, id_, language)
        waits = str((collection, id_) in self.catalogue.proposed)
        return (*self.beside(collection, id_), change.text, self._edit_url(collection, id_), waits)

    def _edit_url(self, collection: str, id_: str) -> str:
        return record_url(self.settings, self.catalogue.origins[(collection, id_)])

    def beside(self, collection: str, id_: str) -> tuple[str, str]:
        """Return the ids before and after a record in its listing; empty at either end."""
        if collection not in self._ids_beside:
            ids = ["", *self.order(collection), ""]
            around = zip(ids, ids[2:], strict=False)
            self._ids_beside[collection] = dict(zip(ids[1:-1], around, strict=True))
        return self._ids_beside[collection].get(id_, ("", ""))

    @cached_property
    def _ids_beside(self) -> dict[str, dict[str, tuple[str, str]]]:
        return {}

    def _neighbours(self, w: Writer) -> tuple[Neighbour, ...]:
        found = []
        for id_, key in zip(
            self.beside(w.collection, w.record.id), ("pages.previous", "pages.next"), strict=True
        ):
            other = w.catalogue.get(w.collection, id_) if id_ else None
            if other:
                bit = names.short(w.collection, other, w.language, w.catalogue)
                href = routes.record(w.language, w.collection, id_)
                found.append(Neighbour(w.s(key), Bit(bit.text, href=href, lang=bit.lang)))
        return tuple(found)


def _reviewed(record: Any, s: Strings) -> str:
    date = getattr(record, "reviewed", None)
    return s("pages.reviewed", day=day_in_words(date.latest, s.language)) if date else ""


class Descriptions(dict[tuple[str, str], tuple[Bit, tuple[Bit, ...], tuple[Bit, ...]]]):
    """For a language and the id of a source: its title, and its details before and after the locator."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __missing__(self, key: tuple[str, str]) -> tuple[Bit, tuple[Bit, ...], tuple[Bit, ...]]:
        language, id_ = key
        s, source = strings(language), self._catalogue.records["sources"][id_]
        href = "" if source.url else routes.record(language, "sources", id_)
        title = replace(
            names.title("sources", source, language, self._catalogue), url=source.url or "", href=href
        )
        before = [Bit(source.publisher), *_dated(source.date, s)]
        if source.language and source.language != language:
            before.append(Bit(s("pages.in_language", languages=s(f"languages.{source.language}"))))
        read = Bit(s("pages.read_on", day=date_in_words(source.accessed, language)))
        found = self[key] = title, tuple(before), (Bit(s.label(source.kind)), read)
        return found


def _dated(date: Edtf | None, s: Strings) -> list[Bit]:
    """Return the date of a source, and what is uncertain about it."""
    if date is None:
        return [Bit(s("pages.no_date"))]
    bits = [Bit(date_in_words(date, s.language))]
    bits += [Bit(s("pages.date_inferred"), style="est")] if date.is_inferred else []
    return [*bits, Bit(s("pages.date_approximate"), style="est")] if date.is_approximate else bits
