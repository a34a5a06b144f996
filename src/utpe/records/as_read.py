# SPDX-License-Identifier: MIT
"""Records as they stand in their files, every scalar text; what models make of them is not always that."""

from __future__ import annotations

from typing import Any

from utpe.reading.tree_cache import TreeCache
from utpe.records.catalogue import Catalogue
from utpe.records.places import DataFile


def trees(catalogue: Catalogue, collection: str, cache: TreeCache) -> dict[str, dict[str, Any]]:
    """Return the tree of every record of a collection by id, in the order of the catalogue.

    They are made of the bytes that the catalogue was made of. Sources that stand inside other records are
    left out.
    """
    files: dict[DataFile, Any] = {}
    found: dict[str, dict[str, Any]] = {}
    for id_ in catalogue.records[collection]:
        origin = catalogue.origins[(collection, id_)]
        if origin.brings_itself:
            continue
        if origin.source not in files:
            files[origin.source] = cache.read(origin.source.raw).value
        tree = files[origin.source]
        found[id_] = tree[origin.path[0]] if origin.path else tree
    return found
