# SPDX-License-Identifier: MIT
"""In what order the form asks for the fields of a collection: first what everybody must answer.

A group is called `forms.group.<name>` in the string tables. Those before `None` stand open, the rest is
folded. Every field of a model is in one group or in `UNASKED` (tests/pages/test_forms.py).
"""

from __future__ import annotations

Group = tuple[str, tuple[str, ...]]

UNASKED = ("former_ids",)
"""Only commands change them; a correction keeps them as they are."""
_ABOUT = ("about", ("narrative", "note"))
_EDITING = ("editing", ("confidence", "inferred", "reviewed", "editor_note", "id"))
GROUPS: dict[str, tuple[Group | None, ...]] = {
    "meetings": (
        ("what", ("title", "kind", "unit_link")),
        ("when", ("date", "time")),
        ("where", ("mode", "city_ids", "venue")),
        ("known", ("status", "relation")),
        ("sources", ("sources",)),
        None,
        (
            "people",
            ("host", "host_city_ids", "host_organization_ids", "participants", "speakers"),
        ),
        ("subject", ("subjects", "topic_ids", "outcomes", "narrative", "note")),
        ("documents", ("documents",)),
        (
            "relations",
            ("framework", "summit_id", "parent_id", "related_ids", "organization_ids", "border_ids"),
        ),
        ("editing", ("date_text", "confidence", "inferred", "reviewed", "editor_note", "id")),
    ),
    "publications": (
        ("what", ("title", "kind", "languages", "authors", "has_more_authors")),
        ("when", ("date",)),
        ("abstract", ("abstract", "relation")),
        ("sources", ("url", "sources", "source_id")),
        None,
        (
            "edition",
            (
                "publisher",
                "place",
                "container",
                "volume",
                "issue",
                "pages",
                "number",
                "isbn",
                "issn",
                "doi",
                "licence",
            ),
        ),
        (
            "relations",
            (
                "topic_ids",
                "countries",
                "city_ids",
                "organization_ids",
                "meeting_ids",
                "summit_ids",
                "governance_ids",
                "border_ids",
            ),
        ),
        ("documents", ("documents",)),
        _ABOUT,
        _EDITING,
    ),
    "cities": (
        ("what", ("name", "country", "admin_region", "timezone")),
        ("known", ("kind", "membership")),
        ("sources", ("sources",)),
        None,
        ("names", ("other_names", "website", "geonames_id", "wikidata")),
        ("map", ("point",)),
        ("figures", ("population",)),
        ("features", ("is_capital", "is_periphery", "periphery_note")),
        ("unit", ("is_in_founding_document", "context", "unit_roles", "twins")),
        _ABOUT,
        _EDITING,
    ),
    "organizations": (
        ("what", ("name", "acronym", "kind", "summary", "relation")),
        ("where", ("country", "city_id", "website")),
        ("sources", ("sources",)),
        None,
        ("names", ("name_en", "is_acronym_inferred", "names")),
        ("history", ("founded", "founded_in_city_id", "parent_id")),
        ("figures", ("member_counts", "summit_gaps", "sgt_number")),
        ("accounts", ("accounts",)),
        ("about", ("is_in_founding_document", "narrative", "note")),
        _EDITING,
    ),
    "governance": (
        ("what", ("name", "short_name", "kind", "power", "summary")),
        ("where", ("countries", "subnational", "territory")),
        ("known", ("status", "status_note")),
        ("sources", ("sources",)),
        None,
        (
            "history",
            (
                "established",
                "dissolved",
                "legal_basis",
                "former_names",
                "predecessor_ids",
                "predecessor",
                "successor",
            ),
        ),
        ("figures", ("members", "population", "area_km2")),
        ("map", ("seat", "seat_city_id", "website", "area_ids", "point")),
        ("relations", ("topic_ids", "kinds_also", "organization_ids", "is_framework")),
        _ABOUT,
        _EDITING,
    ),
    "borders": (
        ("what", ("name", "city_ids", "countries", "border_type", "summary")),
        ("sources", ("sources",)),
        None,
        ("relations", ("bodies", "projects", "topic_ids")),
        ("figures", ("is_conurbated", "population")),
        ("map", ("point",)),
        _ABOUT,
        _EDITING,
    ),
}
ID_FROM = {
    "meetings": "title date",
    "publications": "title date",
    "cities": "name",
    "organizations": "acronym|name",
    "governance": "countries short_name|name",
    "borders": "name",
}
"""From which fields the form proposes an id: they are joined, and of those with a bar the first counts."""
