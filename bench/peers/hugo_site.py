# SPDX-License-Identifier: MIT
"""Writes the register as a Hugo project: a content file for each record and language, the rest as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from peers.built import Page
from peers.records import WITH_PAGES, Records
from utpe.pages import routes
from utpe.pages.site import Site
from utpe.pages.stamp import ROOT
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

TEMPLATES = Path(__file__).with_name("hugo")
OTHER = "search"
"""A section that no entry of the navigation leads to: its shell is that of every page beside the register."""
WORDS = {
    "ui": (
        "all_sources archived close copied copy_by_hand copy_citation cite datum filter filters filters_clear"
        " filters_failed filters_none filters_on filters_unknown how_to_cite language neighbours order pages"
        " several source source_not_noted sources sources_explained story to_list to_sources used_by"
        " what_is_known breadcrumb initials title_suffix"
    ),
    "pages": "previous next home_title facts_caption",
    "citing": "download download_all",
    "forms": "correct propose_it",
    "language": "og name tag",
}
WITH_VALUES = (
    "ui.source_n",
    "ui.more_options",
    "pages.page_title",
    "pages.list_title",
    "pages.list_description",
    "slugs.facet.page",
)


def write(
    site: Site, records: dict[str, Records], others: dict[str, list[Page]], built: Path, folder: Path
) -> int:
    """Write a Hugo project into `folder`, which must not exist; return how many pages of records it has."""
    shutil.copytree(TEMPLATES, folder)
    languages = site.settings.languages
    configuration = json.loads((folder / "hugo.json").read_text("utf-8"))
    count = 0
    for number, language in enumerate(languages):
        told = records[language]
        taxonomies = {}
        sections = told.sections()
        for name, section in sections.items():
            for slug in section["labels"]:
                taxonomies[_key(f"{name}/{slug}")] = f"{name}/{slug}"
        s = strings(language)
        configuration["languages"][language] = {
            "weight": number + 1,
            "label": s("language.name"),
            "locale": s.tag,
            "contentDir": f"content/{language}",
            "taxonomies": taxonomies,
            "pagination": {"path": s("slugs.facet.page"), "disableAliases": True},
        }
        _data(folder, "sections", language, sections)
        _data(folder, "sources", language, told.sources)
        _data(folder, "words", language, _words(site, language))
        _shells(site, folder, language)
        for path, fields in told.pages():
            _content(folder, path.rstrip("/") + ".md", fields)
            count += 1
        _write_others(folder, told, language, others[language])
    # Pages in several languages at once, at no address of either.
    for file in ("index.html", "404.html", *(f"{c}/404.html" for c in languages)):
        if (built / file).is_file():
            (folder / "static" / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(built / file, folder / "static" / file)
    (folder / "hugo.json").write_text(json.dumps(configuration, indent=2, ensure_ascii=False), "utf-8")
    for path, asset in site.frame.assets.items():
        target = folder / "static" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset if isinstance(asset, bytes) else asset.read_bytes())
    return count


def _key(text: str) -> str:
    return text.replace("/", "_").replace("-", "_")


def _data(folder: Path, name: str, language: str, tree: Any) -> None:
    path = folder / "data" / name / f"{language}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")


def _content(folder: Path, path: str, fields: dict[str, Any], content: str = "") -> None:
    file = folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    # Shortcodes are Hugo's own: what only looks like one is text.
    text = content.replace("{{", "&#123;&#123;")
    file.write_text(f"{json.dumps(fields, ensure_ascii=False)}\n{text}", "utf-8")


def _words(site: Site, language: str) -> dict[str, Any]:
    s = strings(language)
    words = {f"{g}_{key}": s(f"{g}.{key}") for g, keys in WORDS.items() for key in keys.split()}
    for key in WITH_VALUES:
        words[key.replace(".", "_")] = s.table[key]
    view = site.frame.sites[language]
    return words | {"site": f"{view.name}, {view.tagline}", "filter_script": f"/{view.filter_script}"}


def _shells(site: Site, folder: Path, language: str) -> None:
    """Write the shell of each section in pieces, cut between whole elements."""
    for name in (*COLLECTIONS, OTHER):
        parts = [p.replace(ROOT, "/") for p in site.stamper.shell(language, name).parts[::2]]
        before, assets, body, top, brand, main, foot = parts
        pieces = {
            "meta": before.removesuffix("<title>"),
            "assets": assets.removeprefix("</title>"),
            "body": body,
            "top": top,
            "brand": brand,
            "main": main,
            "foot": foot,
        }
        target = folder / "layouts" / "_partials" / "shell" / language / name
        target.mkdir(parents=True, exist_ok=True)
        for piece, html in pieces.items():
            (target / f"{piece}.html").write_text(html.strip("\n"), "utf-8")
    sprite = site.stamper.sprite(language, ())
    target = folder / "layouts" / "_partials" / "shell" / language
    (target / "sprite.html").write_text(sprite, "utf-8")


def _write_others(folder: Path, told: Records, language: str, pages: list[Page]) -> None:
    fronts = {routes.section(language, name): name for name in WITH_PAGES}
    folders: set[str] = set()
    parents = {p.path.rsplit("/", 2)[0] + "/" for p in pages}
    for p in pages:
        name = fronts.get(p.path)
        fields: dict[str, Any] = {"title": p.title, "description": p.description}
        fields["translationKey"] = min(p.path, p.other) if p.other else p.path
        if name:
            fields |= {"title": strings(language)(f"pages.sections.{name}")}
            live = ["html", "list"] if told.lister.offered(name) else ["html"]
            fields |= {"outputs": live, "params": {"front": p.title, "conclusion": p.conclusion}}
        else:
            raw = {"head": p.head, "crumbs": p.crumbs} if p.main else {}
            fields |= {"layout": "finished" if p.main else "whole", "params": raw}
        content = p.introduction if name else p.main or p.whole
        path = p.path.rstrip("/")
        folders |= {"/".join(path.split("/")[:n]) for n in range(2, path.count("/") + 1)}
        is_front = bool(name) or p.path in parents or p.path == f"{language}/"
        _content(folder, f"{path}/_index.html" if is_front else f"{path}.html", fields, content)
    # Folders that only hold pages have none of their own.
    for path in folders - {p.path.rstrip("/") for p in pages}:
        _content(folder, f"{path}/_index.md", {"build": {"render": "never"}})
