# SPDX-License-Identifier: MIT
"""Everything one build knows, and from it: what there is to make, each page, and what each depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from utpe.indicators.table import Figures, figures
from utpe.pages import policy, routes, search_entry
from utpe.pages.agenda import agenda_of
from utpe.pages.alphabet import Alphabet
from utpe.pages.atlas import atlas
from utpe.pages.calendar import Calendar
from utpe.pages.correcting import page_url
from utpe.pages.embeds import embed_keys, embed_view
from utpe.pages.findings import codes_of, families, family_of
from utpe.pages.frame import Frame, Place
from utpe.pages.heads import CardTask, Heads
from utpe.pages.health import health, last_changes
from utpe.pages.home import home_view
from utpe.pages.index_entries import index_entries
from utpe.pages.indicator_looks import CHAPTERS
from utpe.pages.indicators import chapters, said
from utpe.pages.linked_data import dataset
from utpe.pages.listing import Lister
from utpe.pages.live_list import as_json, live_list
from utpe.pages.maintenance import setting_rows
from utpe.pages.memory import Task
from utpe.pages.open_data import open_data
from utpe.pages.overview import Overview
from utpe.pages.overview_view import IndexEntry
from utpe.pages.pictures import sizes_in
from utpe.pages.proposals import Proposals, propose_view
from utpe.pages.record import Desk
from utpe.pages.report import report
from utpe.pages.reviews import Review, oldest, reviews
from utpe.pages.search_entry import SearchEntry
from utpe.pages.search_index import Document
from utpe.pages.secretariat import secretariat_view
from utpe.pages.site_view import ProseView
from utpe.pages.stamp import ROOT, Stamped, Stamper
from utpe.pages.timeline import timeline_view
from utpe.pages.topic import topics_of
from utpe.pages.translations import translations_view
from utpe.pages.view import Bit, Change, Notice
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import FILE, read_confirmed
from utpe.records.dated import Dated, by_year
from utpe.records.earlier import Earlier, Sought, earlier_texts, sought
from utpe.records.own import years_of_unit, years_with_records
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Shared, Trace
from utpe.records.translation import is_translated
from utpe.records.worklist import Worklist, worklist
from utpe.settings import Settings
from utpe.text.dates import day_in_words
from utpe.text.strings import strings


@dataclass(frozen=True)
class Site:
    """Everything one build knows."""

    settings: Settings
    catalogue: Catalogue
    history: History
    frame: Frame

    @cached_property
    def shared(self) -> Shared:
        """What listings have in common, worked out once."""
        return Shared()

    @cached_property
    def listers(self) -> dict[str, Lister]:
        """A maker of listings for each language."""
        return {c: Lister(self.catalogue, self.settings, c, self.shared) for c in self.settings.languages}

    @cached_property
    def desks(self) -> dict[str, Desk]:
        """A maker of record pages for each language."""
        return {
            c: Desk(
                self.catalogue,
                self.settings,
                self.history,
                lister.order,
                self.frame.links(c),
            )
            for c, lister in self.listers.items()
        }

    @cached_property
    def stamper(self) -> Stamper:
        """Joins fragments and shells."""
        return Stamper(self.settings.folder("theme"), self.frame.sites)

    @cached_property
    def record_templates(self) -> dict[str, str]:
        """The template of each collection's records."""
        return {name: self.stamper.record_template(name) for name in COLLECTIONS}

    @cached_property
    def heads(self) -> Heads:
        """What pages say of themselves in their head."""
        return Heads(self.settings, self.frame)

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything beside the data and the theme that pages depend on: when it changes, all are stale."""
        # No page depends on these.
        settings = self.settings.model_copy(update={"latest_day": None, "workers": 0})
        places = {
            k: (place.path, place.shown_language, place.title) for k, place in self.frame.places.items()
        }
        cards = {c: self.heads.card_title(CardTask(c, "index")) for c in settings.languages}
        return settings, self.frame.sites, places, cards

    def prepare(self) -> None:
        """Work out what many pages need, so that processes forked later inherit it."""
        _ = self.stamper, self.record_templates, self.catalogue.backlinks, self.catalogue.links
        _ = [desk.beside(name, "") for desk in self.desks.values() for name in COLLECTIONS]

    def tasks(self) -> Iterator[Task]:
        """Yield what there is to make beside the prose, by collection.

        A record in one language comes next to itself in the others, a listing to what its filters read: who
        makes both renders each entry once, and a process need not look at the records of the others.
        """
        languages = self.settings.languages
        for name, collection in COLLECTIONS.items():
            for language, lister in self.listers.items():
                yield from (Task("listing", language, name, p) for p in lister.parts(name))
                if lister.is_live(name):
                    yield Task("live_list", language, name, "")
            if collection.has_pages:
                records = self.catalogue.all(name)
                yield from (Task("record", c, name, r.id) for r in records for c in languages)
        for language in languages:
            for name in self.overviews:
                parts = self._overview(name, language, self.catalogue).parts()
                yield from (Task("overview", language, name, part) for part in parts)
            yield from (Task("embed", language, *key) for key in embed_keys(self.catalogue))

    def prose_tasks(self) -> list[Task]:
        """Return a task for each page of prose in each language."""
        return [Task("prose", language, "", key) for language, key in self.frame.places]

    def own_facts(self, task: Task) -> tuple[object, ...]:
        """Return what the pages of a task show that is not in any record."""
        if task.kind == "record":
            return self.desks[task.language].own_facts(task.collection, task.key, task.language)
        if task.kind == "overview":
            return self._overview(task.collection, task.language, self.catalogue).own_facts(task.key)
        if task.kind == "prose":
            place = self.frame.places[(task.language, task.key)]
            source = self.frame.pages[(place.shown_language, place.key)]
            crumbs = [bit.text for bit in self.frame.crumbs(place)]
            beside = self._beside(task.key)
            pictures = sizes_in(source, self.settings.folder("content"))
            return (source.raw, pictures, *crumbs, self._prose_change(place, "").text, *beside)
        return ()

    def stamped(self, task: Task, trace: Catalogue | Trace, finds: bool = True) -> Iterator[Stamped]:
        """Yield all that a task beside the prose makes; a trace notes what it depends on.

        Without `finds`, nobody asks what can be found on it.
        """
        _, language, name, key = task
        if task.kind == "record":
            record: Any = trace.get(name, key)
            view = self.desks[language].view(name, record, language, trace)
            is_everywhere = is_translated(record, self.settings.languages)
            head = replace(self.heads.of(view, is_everywhere, name, view.feed), tags=view.tags)
            languages = self.settings.languages
            found: tuple[SearchEntry, ...] = ()
            if finds:
                found = (search_entry.of_record(view, record, trace, languages),)
            yield Stamped(view.path, self.stamper.page(view, head, self.record_templates[name]), found)
            return
        if task.kind == "embed":
            embed = embed_view(trace, self.settings, language, name, key)
            yield Stamped(embed.path, self.stamper.fragment(embed, "embed/page.html"), ())
            return
        if task.kind == "overview":
            for part in self._overview(name, language, trace).part(key):
                head = self.heads.of(part, part.has_all_languages, name)
                # What stands there is found by itself.
                yield Stamped(part.path, self.stamper.page(part, head, f"overviews/{name}.html"), ())
            return
        lister = Lister(trace, self.settings, language, self.shared)
        if task.kind == "live_list":
            live = live_list(lister, name)
            entries = self.stamper.entries(live.whole, [r.entry for r in live.records])
            yield Stamped(live.path, as_json(live, entries), ())
            return
        # The first page of a listing stands under the prose that introduces it, where there is some.
        after = 1 if not key and (language, name) in self.frame.places else 0
        for listing in lister.part(name, key, after):
            head = self.heads.of(listing, True, name)
            page = self.stamper.page(listing, head, "lists/listing.html")
            found = tuple(search_entry.of_listing(listing, trace) if finds else ())
            yield Stamped(listing.path, page, found)

    def prose_documents(self, place: Place, html: str, trace: Trace) -> tuple[Document, ...]:
        """Return what the search index is told of a page of prose with this content, and of terms on it."""
        titles = [other.title for (_, key), other in self.frame.places.items() if key == place.key]
        counted = said(self.figures(trace), place.key, place.language) if place.key in CHAPTERS else ()
        found = [search_entry.of_prose(place, html, titles, self.settings.languages, counted)]
        if place.key == "glossary":
            listing = next(Lister(trace, self.settings, place.language, self.shared).part("glossary", ""))
            found += search_entry.of_listing(listing, trace)
        return tuple(self.stamper.document(entry) for entry in found)

    @property
    def overviews(self) -> list[str]:
        """The overviews whose page of prose is there."""
        return [name for name in routes.OVERVIEWS if (self.settings.languages[0], name) in self.frame.places]

    @cached_property
    def years(self) -> dict[int, list[Dated]]:
        """Every date of the register, by year."""
        return by_year(self.catalogue)

    @cached_property
    def unit_years(self) -> range:
        """The years that the timeline of the unit has."""
        return years_of_unit(self.catalogue, self.settings.today.year)

    @cached_property
    def index(self) -> dict[str, dict[str, list[IndexEntry]]]:
        """The entries of the index, by language and letter."""
        languages = self.settings.languages
        return {c: index_entries(self.catalogue, c, languages) for c in languages}

    def _overview(self, name: str, language: str, catalogue: Catalogue | Trace) -> Overview:
        """Return the maker of the parts of an overview."""
        common = (catalogue, self.settings, language, self.desks[language].prose[name])
        if name == "alphabet":
            return Alphabet(*common, self.index)
        if name == "propose":
            return Proposals(*common, self.frame)
        reported = frozenset(years_with_records(self.catalogue, self.settings.today.year))
        return Calendar(*common, self.years, self.unit_years, reported)

    def prose_context(self, place: Place, revision: str, trace: Trace) -> dict[str, Any]:
        """Return what the templates of prose pages read.

        `revision` is the date plugin's own HTML; `trace` notes what the page depends on.
        """
        s, view = strings(place.language), self._prose_view(place, revision)
        context: dict[str, Any] = {
            "root": ROOT,
            "s": s,
            "lang": place.language,
            "tag": s.tag,
            "site": self.frame.sites[place.language],
            "section": place.section,
            "policy": policy.in_page(policy.kind_of(place.key), self.settings.offline),
            "view": view,
            "topics": topics_of(trace, place),
            "head": self.heads.of(view, self._is_everywhere(place.key), place.section),
        }
        match place.template:
            case "home.html":
                page = self.frame.pages[(place.shown_language, "index")]
                prose = self.desks[place.language].prose
                context["home"] = home_view(trace, place.language, page, prose)
                context["atlas"] = atlas(trace, "home", place.language, self.settings.folder("theme"))
            case "collection.html":
                lister = Lister(trace, self.settings, place.language, self.shared)
                listing = next(lister.part(place.key, ""))
                context["listing"] = listing
                context["atlas"] = atlas(trace, place.key, place.language, self.settings.folder("theme"))
                context["listing_html"] = self.stamper.fragment(listing, "lists/body.html")
            case "timeline.html":
                context["timeline"] = timeline_view(trace, place.language, self.settings.today)
                context["agenda"] = agenda_of(trace, self.settings.site_url, place.language)
            case "alphabet.html":
                years = self.years if "timeline" in self.overviews else {}
                alphabet = self._overview("alphabet", place.language, trace)
                context["alphabet"] = alphabet.view(years) if isinstance(alphabet, Alphabet) else None
            case "propose.html":
                context["propose"] = propose_view(self.settings, place.language)
            case "secretariat.html":
                context["secretariat"] = secretariat_view(trace, self.settings, place.language)
            case "search.html":
                context["search_facets"] = search_entry.parameters(s)
            case "data.html":
                context["data"] = open_data(trace, self.settings, place.language)
            case "findings.html":
                context["families"] = families(self.frame, place.language)
            case "codes.html":
                context["codes"] = codes_of(family_of(place.key), place.language)
            case "indicators.html":
                context["chapters"] = chapters(self.figures(trace), place.key, place.language)
            case "blocks.html" if place.key == "health":
                changed = last_changes(self.catalogue, self.history)
                prose = self.desks[place.language].prose
                context["blocks"] = health(trace, changed, self.settings, place.language, prose, self.shared)
            case "blocks.html":
                context["blocks"] = reviews(trace, self.oldest, place.language)
            case "translations.html":
                context["translations"] = translations_view(
                    trace,
                    self.frame,
                    self.settings,
                    place.language,
                    self.worklist,
                    self.earlier,
                    self.catalogue.origins,
                )
            case "maintainers.html":
                context["settings_rows"] = setting_rows(self.settings, place.language)
        return context

    def _beside(self, key: str) -> tuple[object, ...]:
        """Return what a page of prose shows of what git and the ledgers tell."""
        match key:
            case "health":
                return tuple(last_changes(self.catalogue, self.history).items())
            case "reviews":
                return self.oldest
            case "translations":
                return (self.worklist,)
            case _:
                return ()

    @cached_property
    def oldest(self) -> tuple[Review, ...]:
        """The records of each section that were reviewed longest ago."""
        return oldest(self.catalogue, self.history)

    @cached_property
    def worklist(self) -> Worklist:
        """What is left to translate."""
        confirmed, _ = read_confirmed(self.settings.folder("data") / FILE)
        return worklist(self.catalogue, self.frame.pages.values(), confirmed, self.settings.languages)

    @cached_property
    def earlier(self) -> dict[Sought, Earlier]:
        """What outdated texts are to be compared with."""
        data, prose = self.settings.data_dir.as_posix(), self.settings.content_dir.as_posix()
        return earlier_texts(self.settings.root, data, prose, sought(self.worklist.outdated))

    def figures(self, catalogue: Catalogue | Trace) -> Figures:
        """Return every indicator, counted once for all languages and files."""
        year, languages = self.settings.today.year, self.settings.languages
        found: Figures = self.shared.get(catalogue, ("figures",), lambda t: figures(t, year, languages))
        return found

    def _is_everywhere(self, key: str) -> bool:
        return all(self.frame.places[(c, key)].is_translated for c in self.settings.languages)

    def _prose_view(self, place: Place, revision: str) -> ProseView:
        s = strings(place.language)
        notices: tuple[Notice, ...] = ()
        content_lang = ""
        if not place.is_translated:
            shown = s(f"languages.{place.shown_language}")
            notices = (
                Notice(
                    "tr", s("pages.not_translated"), ((Bit(s("pages.not_translated_text", language=shown)),),)
                ),
            )
            content_lang = strings(place.shown_language).tag
        return ProseView(
            language=place.language,
            key=place.key,
            path=place.path,
            title=Bit(place.title, lang=content_lang),
            description=place.description,
            crumbs=tuple(self.frame.crumbs(place)),
            alternates=self.frame.alternates(place.key),
            notices=notices,
            content_lang=content_lang,
            # The page of the search does not show it.
            change=self._prose_change(place, revision) if place.template != "search.html" else None,
            about=dataset(place, self.settings) if place.key == "data" else {},
            edit_url=page_url(self.settings, self._file(place)),
            report=report(self.settings, s, place.title, place.path, place.path),
        )

    def _file(self, place: Place) -> str:
        return f"{self.settings.content_dir.as_posix()}/{place.shown_language}/{place.key}.md"

    def _prose_change(self, place: Place, revision: str) -> Change:
        last, s = self.history.of_file(self._file(place)), strings(place.language)
        if last.day is None:
            return Change(s(f"pages.change.{last.state}"))
        # A page shown in another language is no file of git's: the date plugin tells the day of the build.
        told = re.sub(r"<[^>]+>", "", revision).strip() if place.is_translated else ""
        words = told or day_in_words(last.day, place.language)
        return Change(s("pages.page_changed", day=words), last.day.isoformat())
