# SPDX-License-Identifier: MIT
"""What all pages share: the site's own words, navigation and footer, and where each prose page lives."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from utpe.immutable import immutable
from utpe.pages import routes
from utpe.pages.addresses import slugs_of
from utpe.pages.site_view import LanguageLink, LinkGroup, NavItem, SiteView
from utpe.pages.view import Bit
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings
from utpe.text.mistakes import FAMILIES
from utpe.text.strings import strings

NAV = ("meetings", "plans", "cities", "governance", "borders", "publications", "unit")
FOOTER = {
    "about": (
        "search",
        "methodology",
        "unknowns",
        "indicators/index",
        "health",
        "translations",
        "reviews",
        "data",
        "news",
        "dossiers/index",
        "propose",
        "editors",
        "guides/index",
        "findings",
        "maintainers",
    ),
    "register": (
        "timeline",
        "alphabet",
        "topics",
        "summits",
        "presidencies",
        "coordination",
        "areas",
        "countries",
        "glossary",
        "sources",
    ),
    "network": ("networks", "organizations", "secretariat", "contact"),
    "legal": ("accessibility", "privacy", "security", "licences"),
}
TEMPLATES = {
    "index": "home.html",
    "timeline": "timeline.html",
    "alphabet": "alphabet.html",
    "search": "search.html",
    "findings": "findings.html",
    **{f"findings/{family}": "codes.html" for family in FAMILIES},
    "indicators/index": "indicators.html",
    "indicators/register": "indicators.html",
    "maintainers": "maintainers.html",
    "health": "blocks.html",
    "reviews": "blocks.html",
    "translations": "translations.html",
    "data": "data.html",
    "secretariat": "secretariat.html",
    "propose": "propose.html",
}


SHEETS_OF_EMBEDS = ("00-tokens.css", "05-shared.css", "35-map.css", "embed/embed.css")


@immutable
class Place:
    """Where a prose page stands in one language, and in which language its text really is."""

    language: str
    key: str
    path: str
    shown_language: str
    title: str
    description: str

    @property
    def is_translated(self) -> bool:
        """True when the page exists in its own language."""
        return self.language == self.shown_language

    @property
    def section(self) -> str:
        """The collection or group of pages that it belongs to."""
        return self.key.partition("/")[0]

    @property
    def template(self) -> str:
        """The template that shows it."""
        return "collection.html" if self.key in COLLECTIONS else TEMPLATES.get(self.key, "main.html")


@dataclass(frozen=True)
class Frame:
    """The shared part of all pages."""

    sites: dict[str, SiteView]
    places: dict[tuple[str, str], Place]
    pages: dict[tuple[str, str], Any]
    assets: dict[str, Path | bytes]
    """Path in the site → file to copy, or bytes to write."""

    def alternates(self, key: str) -> dict[str, str]:
        """Return the address of a prose page in every language."""
        return {place.language: place.path for (_, k), place in self.places.items() if k == key}

    def crumbs(self, place: Place) -> list[Bit]:
        """Return the way to a prose page; that of a language's home is empty."""
        if place.key == "index":
            return []
        crumbs = [Bit(strings(place.language)("pages.home_title"), href=f"{place.language}/")]
        if "/" in place.key and not place.key.endswith("/index"):
            for key in (f"{place.section}/index", place.section):
                parent = self.places.get((place.language, key))
                crumbs += [Bit(parent.title, href=parent.path)] if parent else []
        return crumbs

    def links(self, language: str) -> dict[str, Bit]:
        """Return links to the pages of prose in one language, by their keys."""
        return {
            place.key: Bit(
                place.title,
                href=place.path,
                lang="" if place.is_translated else strings(place.shown_language).tag,
            )
            for (code, _), place in self.places.items()
            if code == language
        }


def build_frame(settings: Settings, pages: list[Any]) -> Frame:
    """Return the frame of a site with these prose pages."""
    by_key = {(p.language, p.key): p for p in pages}
    keys = list(dict.fromkeys(p.key for p in pages))
    places = {}
    for language in settings.languages:
        slugs = slugs_of(pages, (language, *settings.languages))
        for key in keys:
            shown = next(c for c in (language, *settings.languages) if (c, key) in by_key)
            meta = by_key[(shown, key)].meta
            path = routes.prose(language, key, slugs)
            places[(language, key)] = Place(language, key, path, shown, meta["title"], meta["description"])
    assets = _assets(settings.folder("theme"))
    sites = {language: _site(settings, language, places, assets) for language in settings.languages}
    return Frame(sites, places, by_key, assets)


def _assets(theme: Path) -> dict[str, Path | bytes]:
    """The theme's files as the site carries them; sheets (of all, embeds, forms) are named by content."""
    folder = theme / "assets"
    assets: dict[str, Path | bytes] = {}
    sheets = [p.read_text("utf-8") for p in sorted((folder / "css").glob("*.css"))]
    lean = [_chosen_by_address((folder / "css" / name).read_text("utf-8")) for name in SHEETS_OF_EMBEDS]
    form = [(folder / "css" / "form" / "form.css").read_text("utf-8")]
    for name, texts in (("utpe", sheets), ("embed", lean), ("form", form)):
        sheet = "".join(map(_on_one_line, texts)).encode()
        assets[f"assets/{name}.{_digest(sheet)}.css"] = sheet
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_dir() or inside.startswith("css/"):
            continue
        if inside.startswith("js/form/"):
            continue
        if path.suffix == ".js":
            script = _compact(path.read_text("utf-8")).encode()
            assets[f"assets/{path.stem}.{_digest(script)}.js"] = script
        else:
            assets[f"assets/{inside}"] = path
    # In the order of their names; each keeps its own names to itself.
    parts = [_compact(p.read_text("utf-8")) for p in sorted((folder / "js" / "form").glob("*.js"))]
    script = "".join(parts).encode()
    assets[f"assets/form.{_digest(script)}.js"] = script
    return assets


def _chosen_by_address(sheet: str) -> str:
    """Return a sheet for embeds, where no reader chooses the colours, but the end of the address (#dark)."""
    return re.sub(r'\[data-theme="(light|dark)"\]', r":has(.\1:target)", sheet)


@cache
def _on_one_line(sheet: str) -> str:
    """Return a style sheet without comments, indentation and line breaks: a quarter of its bytes."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"([{};,:])\s*\n\s*", r"\1", sheet.strip() + "\n")
    sheet = re.sub(r"\s*\n\s*", " ", sheet).replace(" {", "{").replace(";}", "}")
    sheet = re.sub(r'\[([\w-]+=)"([a-z]+)"\]', r"[\1\2]", sheet)
    # Outside texts: «property: 0.5rem» as «property:.5rem», «a > b, c» as «a>b,c».
    pieces = re.split(r'("[^"]*")', sheet)
    pieces[::2] = [_tight(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _tight(css: str) -> str:
    css = re.sub(r"([{;(][\w-]+): ", r"\1:", css)
    css = re.sub(r"(?<=[\s:,(-])0(\.\d)", r"\1", css)
    return css.replace(" > ", ">").replace(", ", ",").replace(" !", "!")


@cache
def _compact(script: str) -> str:
    """Return a script without lines of comment, indentation, and breaks after what cannot end a statement.

    No text of ours goes over several lines.
    """
    script = re.sub(r"^\s*//.*\n", "", script, flags=re.MULTILINE)
    return re.sub(r"([{(\[,;]?)\n\s*", lambda m: m[1] or "\n", script)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _asset(assets: dict[str, Path | bytes], start: str, end: str) -> str:
    return next((a for a in assets if a.startswith(start) and a.endswith(end)), "")


def _site(
    settings: Settings, language: str, places: dict[tuple[str, str], Place], assets: dict[str, Path | bytes]
) -> SiteView:
    s = strings(language)
    nav = tuple(NavItem(key, s(f"pages.sections.{key}"), routes.section(language, key)) for key in NAV)
    groups = []
    for name, keys in FOOTER.items():
        links = [
            Bit(places[(language, k)].title, href=places[(language, k)].path)
            for k in keys
            if (language, k) in places
        ]
        if name == "network":
            links.insert(0, Bit(s("pages.network_site"), url=settings.network_url))
        if links:
            groups.append(LinkGroup(s(f"pages.footer.{name}"), tuple(links)))
    languages = tuple(
        LanguageLink(c, strings(c).tag, strings(c)("language.name"), f"{c}/") for c in settings.languages
    )
    has_search = (language, "search") in places and not settings.offline
    return SiteView(
        name=s("pages.site_name"),
        tagline=s("pages.site_tagline"),
        home=f"{language}/",
        network=Bit(s("pages.network_name"), url=settings.network_url),
        nav=nav,
        footer=tuple(groups),
        languages=languages,
        stylesheet=_asset(assets, "assets/utpe.", ".css"),
        script=_asset(assets, "assets/site.", ".js"),
        theme_script=_asset(assets, "assets/theme.", ".js"),
        search=places[(language, "search")].path if has_search else "",
        search_script=_asset(assets, "assets/search.", ".js"),
        filter_script=_asset(assets, "assets/filter.", ".js"),
        propose=places[(language, "propose")].path if (language, "propose") in places else "",
        form_stylesheet=_asset(assets, "assets/form.", ".css"),
        form_script=_asset(assets, "assets/form.", ".js"),
        embed_stylesheet=_asset(assets, "assets/embed.", ".css"),
        embed_script=_asset(assets, "assets/embed.", ".js"),
        live_script=settings.live_script,
        offline=settings.offline,
    )
