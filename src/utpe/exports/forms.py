# SPDX-License-Identifier: MIT
"""What the form for proposals reads, as scripts, so that it works from a folder too.

    forms/spec.js                   the models (forms/spec.py)
    forms/words.<language>.js       the words of messages (forms/words.py)
    forms/lists.js                  what is around a record (forms/lists.py)
    forms/<collection>/<id>.js      a record as read, and its revision

Each calls `utpe.take(name, value)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from utpe.exports.edition import Edition
from utpe.forms.lists import lists
from utpe.forms.ordered import ordered
from utpe.forms.spec import PROPOSED, spec
from utpe.forms.words import words
from utpe.pages import routes
from utpe.reading.tree_cache import TreeCache
from utpe.records.as_read import trees
from utpe.records.confirmed import FILE, by_record, merged, read_confirmed
from utpe.records.revision import revision


def form_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    files = {
        routes.form_script("spec"): _script("spec", dict(spec())),
        routes.form_script("lists"): _script("lists", lists(edition.catalogue, edition.settings)),
    }
    for language in edition.languages:
        files[routes.form_script(f"words.{language}")] = _script("words", words(language))
    return files | dict(_records(edition))


def _records(edition: Edition) -> Iterator[tuple[str, bytes]]:
    confirmed = by_record(read_confirmed(edition.settings.folder("data") / FILE)[0])
    cache = TreeCache(edition.settings.folder("cache"))
    for collection in PROPOSED:
        for id_, tree in trees(edition.catalogue, collection, cache).items():
            told = ordered(collection, tree, edition.languages)
            value = {"collection": collection, "id": id_, "revision": revision(told), "tree": told}
            ids = (id_, *edition.catalogue.records[collection][id_].former_ids)
            value["confirmed"] = merged(confirmed.get((collection, each), {}) for each in ids)
            yield routes.form_script(f"{collection}/{id_.lower()}"), _script("record", value)


def _script(name: str, value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'utpe.take("{name}",{text});\n'.encode()
