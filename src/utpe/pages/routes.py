# SPDX-License-Identifier: MIT
"""Every address of the site, from ids and the slugs of the string tables.

Paths are relative to the root of the site and have no leading slash, so that the site works under any
prefix; the templates put `../../` before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

OVERVIEWS = ("timeline", "alphabet", "propose")
"""Pages of prose below which generated pages stand: one for each year, each letter, each form."""

WORKBOOK = "data/utpe.xlsx"
PACKAGE = "data/datapackage.json"
TERMS = "data/LICENSE.txt"
DOWNLOADS = {
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PACKAGE: "application/json",
    "api/v1/index.json": "application/json",
}
"""The files that lead to all open data, and their media types."""


@cache
def section(language: str, collection: str) -> str:
    """Return the address of a collection's listing, or of an overview: `es/reuniones/`, `es/indice/`."""
    return f"{language}/{strings(language)(f'slugs.{collection}')}/"


def record(language: str, collection: str, id_: str) -> str:
    """Return the address of a record: a page, or an anchor of a listing.

    Sources stand on one page for each initial of their id, so that an address never moves.
    """
    base = section(language, collection)
    if COLLECTIONS[collection].has_pages:
        return f"{base}{id_.lower()}/"
    return f"{base}{id_[0]}/#{id_}" if collection == "sources" else f"{base}#{id_}"


def facet(language: str, collection: str, name: str, value: str) -> str:
    """Return the address of a partial listing: `es/reuniones/anio/2014/`, `pt/cidades/tipo/de-fronteira/`."""
    slug = value_slug(language, collection, name, value)
    return f"{section(language, collection)}{facet_slug(language, name)}/{slug}/"


def facet_slug(language: str, name: str) -> str:
    """Return how a facet is called in addresses."""
    return strings(language)(f"slugs.facet.{name}")


def value_slug(language: str, collection: str, name: str, value: str) -> str:
    """Return how a value of a facet is called in addresses."""
    vocabulary = COLLECTIONS[collection].vocabulary(name)
    return strings(language)(f"slugs.value.{vocabulary.__name__}.{value}") if vocabulary else value.lower()


def feed(place: str, kind: Literal["rss", "atom"]) -> str:
    """Return the address of the feed of a language, a section or a record, beside what it follows."""
    return f"{place}{'feed' if kind == 'rss' else kind}.xml"


def agenda(language: str, kind: str = "", city: str = "") -> str:
    """Return the address of the calendar of all meetings, a kind or a city: `es/agenda/quilmes.ics`."""
    base = f"{language}/{strings(language)('slugs.agenda')}"
    if kind:
        return f"{base}/{facet_slug(language, 'kind')}/{value_slug(language, 'meetings', 'kind', kind)}.ics"
    return f"{base}/{city.lower()}.ics" if city else f"{base}.ics"


def event(language: str, collection: str, id_: str) -> str:
    """Return the address of the calendar file of a meeting or a summit: `es/reuniones/<id>/<id>.ics`."""
    return f"{record(language, collection, id_)}{id_.lower()}.ics"


def api(name: str) -> str:
    """Return the address of a file of the API: of a collection, its index, its description."""
    return f"api/v1/{name}.json"


def table(collection: str) -> str:
    """Return the address of a collection as CSV."""
    return f"data/{collection}.csv"


def geojson(collection: str) -> str:
    """Return the address of the points of a collection."""
    return f"data/{collection}.geojson"


def form_script(name: str) -> str:
    """Return the address of what the form for proposals reads: `forms/spec.js`, `forms/cities/posadas.js`."""
    return f"forms/{name}.js"


def live_list(language: str, collection: str) -> str:
    """Return the address of what the filters of a listing read."""
    return f"{section(language, collection)}list.json"


def embeds(language: str) -> str:
    """Return the folder below which the pages for other sites stand."""
    return f"{language}/embed/"


def embed(language: str, widget: str, id_: str = "") -> str:
    """Return the address of a page for other sites: `es/embed/agenda/`, `pt/embed/cidade/posadas/`."""
    slug = strings(language)(f"slugs.embed.{widget}")
    return f"{embeds(language)}{slug}/{id_.lower()}/" if id_ else f"{embeds(language)}{slug}/"


def references(language: str, collection: str, format_: str, id_: str = "") -> str:
    """Return the address of a file of references: of a whole list beside it, of a record below it."""
    if id_:
        return f"{record(language, collection, id_)}{id_.lower()}.{format_}"
    return f"{section(language, collection).removesuffix('/')}.{format_}"


def file(path: str) -> str:
    """Return the file, below the folder of the site, that stands at an address."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def overview(language: str, name: str, part: str) -> str:
    """Return the address of a part of an overview: `es/linea-de-tiempo/2014/`, `pt/indice/a/`."""
    return f"{section(language, name)}{part}/"


def form(language: str, collection: str) -> str:
    """Return the address of the form for a collection: `es/proponer/reuniones/`."""
    return overview(language, "propose", strings(language)(f"slugs.{collection}"))


def form_template(language: str, collection: str) -> str:
    """Return the address of the file to be filled in without the form: `forms/meetings.es.yaml`."""
    return f"forms/{collection}.{language}.yaml"


def year_report(language: str, year: int) -> str:
    """Return the address of the report of a year: `es/linea-de-tiempo/2014/informe-2014.pdf`."""
    file = strings(language)("yearly.file", year=year)
    return f"{overview(language, 'timeline', str(year))}{file}"


def prose(language: str, key: str, slugs: Mapping[str, str]) -> str:
    """Return the address of a page of prose: the slug table for what has pages below it, else `slugs`.

    `slugs` are those of the front matter, by key; a page without one is called as its file.
    """
    if key in COLLECTIONS or key in OVERVIEWS:
        return section(language, key)
    parts: list[str] = []
    folders = key.split("/")
    for depth in range(1, len(folders) + 1):
        name = "/".join(folders[:depth])
        if folders[depth - 1] == "index":
            continue
        # What stands above a page is the `index` of its folder, or the page beside the folder.
        above = slugs.get(f"{name}/index") if depth < len(folders) else ""
        parts.append(above or slugs.get(name) or folders[depth - 1])
    return "/".join([language, *parts]) + "/"


def numbered(first: str, number: int, language: str) -> str:
    """Return the address of the n-th page of the listing that begins at `first`."""
    return first if number == 1 else f"{first}{strings(language)('slugs.facet.page')}/{number}/"


@lru_cache(maxsize=20_000)
def depth_prefix(path: str) -> str:
    """Return the `../` that leads from the page at `path` back to the root of the site."""
    folders = path.rsplit("/", 1)[0].count("/") + 1 if "/" in path else 0
    return "../" * folders or "./"


def reserved_ids(language: str) -> set[str]:
    """Return the last parts of addresses that no record may take."""
    table = strings(language).table
    return {value for key, value in table.items() if key.startswith("slugs.facet.")}
