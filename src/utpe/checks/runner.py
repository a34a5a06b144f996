# SPDX-License-Identifier: MIT
"""Settings in, report out: reads data and prose once, runs every rule, and gathers what they find."""

from __future__ import annotations

from dataclasses import dataclass, replace

from utpe.checks import (
    addresses,
    anchors,
    content_files,
    dates,
    documents,
    evidence,
    excuses,
    heavy,
    ids,
    places,
    prose,
    prose_links,
    references,
    structure,
    texts,
    translations,
)
from utpe.checks.clean import Clean
from utpe.checks.context import Context, Rule
from utpe.checks.finding import Finding, in_order, told
from utpe.reading.files import each_special, shown
from utpe.reading.prose import ProsePage, read_prose
from utpe.records.catalogue import Catalogue
from utpe.records.excuse import Excuse
from utpe.records.loader import Defect, Known, load, load_excuses
from utpe.records.places import Origin
from utpe.settings import Settings

RULES: tuple[Rule, ...] = (
    structure.structure,
    *ids.RULES,
    *addresses.RULES,
    *references.RULES,
    *dates.RULES,
    *places.RULES,
    *evidence.RULES,
    *documents.RULES,
    *translations.RULES,
    *prose.RULES,
    *prose_links.RULES,
    *heavy.RULES,
    *anchors.RULES,
    *content_files.RULES,
    *excuses.RULES,
)


ALONE: tuple[Rule, ...] = (
    *ids.ALONE,
    *dates.ALONE,
    *places.ALONE,
    *evidence.ALONE,
    *documents.ALONE,
    *texts.ALONE,
    *translations.ALONE,
)
"""Rules that look at one record at a time, at settings and at the ledger of translations; at nothing else."""


@dataclass(frozen=True)
class Report:
    """What was read, and everything that is wrong with it, in the order of the files."""

    catalogue: Catalogue
    pages: list[ProsePage]
    findings: list[Finding]
    excuses: tuple[Excuse, ...] = ()


def check(settings: Settings, known: Known | None = None) -> Report:
    """Return the report on the project that `settings` describe. Never raises on what its files hold.

    `known` holds the files read before; see `utpe.records.loader.load`.
    """
    data = settings.folder("data")
    # Whoever opens a pipe waits for ever: nothing is read while there is one.
    defects = [Defect("file.not_plain", shown(path, settings.root)) for path in each_special(data)]
    catalogue = Catalogue()
    excused: tuple[tuple[Excuse, Origin], ...] = ()
    if not defects:
        proposals, cache = settings.with_proposals, settings.folder("cache")
        catalogue, defects = load(data, settings.root, settings.languages, known, proposals, cache)
        excused, wrong = load_excuses(data, settings.root, settings.languages)
        defects += wrong
    pages = read_prose(settings.folder("content"), settings.root, settings.languages)
    context = Context(settings, catalogue, tuple(defects), tuple(pages), excused)
    findings = [*_of_records(context), *(finding for rule in RULES for finding in rule(context))]
    return Report(catalogue, pages, in_order(told(findings)), tuple(excuse for excuse, _ in excused))


def _of_records(context: Context) -> list[Finding]:
    """Return what the rules find that look at one record at a time, in the files not known to be clean."""
    clean = Clean(context.settings)
    others = replace(context, catalogue=clean.others(context.catalogue))
    found = [finding for rule in ALONE for finding in rule(others)]
    # What is hidden by another record of its id, or by a proposal, was not looked at.
    if context.is_whole and not context.catalogue.proposed:
        clean.note(context.catalogue, (finding.place.file for finding in found))
    return found
