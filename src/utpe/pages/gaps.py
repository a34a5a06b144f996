# SPDX-License-Identifier: MIT
"""What is not known, counted from the data: catalogue in, numbers out, each with the listing that shows it.

Nothing here says that something happened or did not: a number counts records in which nobody found it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from utpe.pages import routes
from utpe.pages.site_view import Gap
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.own import minutes_state, own_meetings
from utpe.records.trace import Trace
from utpe.records.vocab import BodyStatus, DocumentState, EventStatus
from utpe.text.strings import Strings


def gaps(catalogue: Catalogue | Trace, s: Strings, timeline: Bit | None = None) -> tuple[Gap, ...]:
    """Return what is not known of the unit, of the network and of the survey; what is nought is left out.

    `timeline` leads to every year, the empty ones too.
    """
    language = s.language
    own = own_meetings(catalogue)
    unit = routes.facet(language, "meetings", "relation", "own")
    years = sorted({m.date.year for m in own if m.date and m.date.year})
    network = [o for o in catalogue.all("organizations") if o.summit_gaps]
    counted: list[tuple[str, int, str]] = [
        ("minutes", sum(_lacks_minutes(m) for m in own), unit),
        ("reports", sum(m.status in (EventStatus.ANNOUNCED, EventStatus.PROPOSED) for m in own), unit),
        ("years", len(list(empty_years(years))), timeline.href if timeline else unit),
        (
            "coordinators",
            sum(not term.coordinator_id for term in catalogue.all("coordination")),
            routes.section(language, "coordination"),
        ),
        (
            "summits",
            sum(len(o.summit_gaps) for o in network),
            f"{routes.record(language, 'organizations', network[0].id)}#gaps" if network else "",
        ),
        (
            "bodies",
            sum(body.status == BodyStatus.UNKNOWN for body in catalogue.all("governance")),
            routes.facet(language, "governance", "status", BodyStatus.UNKNOWN),
        ),
    ]
    span = {"first": years[0], "last": years[-1]} if years else {}
    return tuple(
        Gap(
            s.number(n),
            Bit(s.plural(f"pages.home.gap.{key}.what", n, **span), href=href),
            s.plural(f"pages.home.gap.{key}.rest", n),
        )
        for key, n, href in counted
        if n
    )


def _lacks_minutes(meeting: Any) -> bool:
    return meeting.status == EventStatus.HELD and minutes_state(meeting) != DocumentState.FOUND


def empty_years(years: list[int]) -> Iterator[int]:
    """Yield the years between the first and the last of some that are none of them."""
    yield from sorted(set(range(years[0], years[-1] + 1)) - set(years)) if years else ()
