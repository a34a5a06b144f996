# SPDX-License-Identifier: MIT
"""`utpe links`: what is not known yet is asked, noted at once, and all that is known is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from utpe.links.gather import addresses
from utpe.links.journal import NAME, Journal, read_journal
from utpe.links.pacing import Pacer, visit_all
from utpe.links.report import has_faults, render_json, render_text
from utpe.links.request import Limits, Manner, ask
from utpe.links.visit import UNANSWERED, Result, Status, Visit
from utpe.reading.files import shown
from utpe.reading.prose import ProsePage
from utpe.records.catalogue import Catalogue
from utpe.records.excuse import Excuse
from utpe.records.external import host_of
from utpe.settings import Settings
from utpe.text.causes import cause
from utpe.text.strings import strings

OK, FAULTS, COULD_NOT_RUN = 0, 1, 2
Read = tuple[Catalogue, Sequence[ProsePage], Sequence[Excuse]]


def check_links(
    settings: Settings,
    read: Read,
    language: str,
    *,
    as_json: bool,
    max_age: int,
    allow_private: bool,
    say: Callable[[str], None],
    limits: Limits | None = None,
    pacer: Pacer | None = None,
) -> tuple[int, str]:
    """Check every external link; return the exit status and what to print.

    Answers of the last `max_age` days hold; below 0 none does. Who did not answer is asked each time.
    `say` takes what is said before the end. Raises KeyboardInterrupt with what to say of it.
    """
    s, day = strings(language), settings.reached
    catalogue, pages, excuses = read
    places = addresses(catalogue, pages, settings.network_url)
    path = settings.folder("cache") / NAME
    manner = Manner(agent(settings), limits or Limits(), allow_private)
    pacer = pacer or Pacer()
    try:
        known = read_journal(path, _since(day, max_age)) if max_age >= 0 else {}
        known = {u: known[u] for u in places if u in known and known[u].reason not in UNANSWERED}
        asked = [url for url in places if url not in known]
        hosts = s.plural("links.hosts", len({host_of(url) for url in asked}))
        say(s.plural("links.begun", len(asked), hosts=hosts, known=s.number(len(known))))
        found = _ask_all(asked, path, manner, pacer, day)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(s("links.interrupted", file=shown(path, settings.root))) from None
    except OSError as error:
        return COULD_NOT_RUN, s("links.no_journal", file=shown(path, settings.root), reason=cause(error, s))
    known |= found
    if _is_offline(list(known.values())):
        return COULD_NOT_RUN, s("links.offline", command="utpe links")
    judged = [(known[url], _excuse(known[url], excuses, day)) for url in places]
    render = render_json if as_json else render_text
    return FAULTS if has_faults(judged) else OK, render(judged, places, language)


def agent(settings: Settings) -> str:
    """Return the name we give ourselves (RFC 9110, 10.1.5), with the site's address where it has one."""
    return f"utpe-links (+{settings.site_url})" if settings.site_url else "utpe-links"


def _ask_all(
    urls: Sequence[str], path: Path, manner: Manner, pacer: Pacer, day: dt.date
) -> dict[str, Result]:
    found: dict[str, Result] = {}
    results = visit_all(urls, lambda url: Visit(ask, pacer, manner).result(url), pacer)
    with Journal(path) as journal:
        for result in results:
            found[result.url] = replace(result, day=day.isoformat())
            journal.add(found[result.url])
    return found


def _since(day: dt.date, max_age: int) -> dt.date:
    return day - dt.timedelta(days=min(max_age, day.toordinal() - 1))


def _is_offline(results: Sequence[Result]) -> bool:
    """True when several hosts were asked and none has answered: then it is our line that fails."""
    return len({host_of(r.url) for r in results}) > 1 and all(r.reason in UNANSWERED for r in results)


def _excuse(result: Result, excuses: Sequence[Excuse], day: dt.date) -> Excuse | None:
    """Return the excuse that covers a link which does not work and is not out of date."""
    if result.status in (Status.OK, Status.MOVED):
        return None
    good = (e for e in excuses if e.until.latest is None or e.until.latest >= day)
    return next((e for e in good if e.covers(result.url)), None)
