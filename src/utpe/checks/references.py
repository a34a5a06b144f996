# SPDX-License-Identifier: MIT
"""References: E2xx. Every id that a record mentions exists, is said once, and leads in no circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.checks.near import close
from utpe.records.references import FieldPath
from utpe.records.registry import COLLECTIONS

# Relations that mean the same from both sides: stored once (`collection`, `field`).
SYMMETRICAL = (("meetings", "related_ids"), ("cities", "twins"))
# Relations that may not lead back to where they began.
UPWARD = (("meetings", "parent_id"), ("organizations", "parent_id"), ("governance", "predecessor_ids"))


def dangling(context: Context) -> Iterator[Finding]:
    """E201: the id of a record that does not exist."""
    known = context.catalogue.records
    for (collection, id_), links in _links(context).items():
        for path, target, target_id in links:
            # Nearly all are; the others are looked at closely.
            if target_id not in known.get(target, ()) and not context.knows(target, target_id):
                near = context.near(target, target_id)
                yield context.finding(
                    "E201", collection, id_, path, near, value=target_id, collection_name=target
                )


def repeated(context: Context) -> Iterator[Finding]:
    """E202: the same id twice in one list."""
    for (collection, id_), links in _links(context).items():
        seen: set[tuple[FieldPath, str]] = set()
        for path, _, target_id in links:
            if not isinstance(path[-1], int):
                continue
            if (path[:-1], target_id) in seen:
                yield context.finding("E202", collection, id_, path, value=target_id)
            seen.add((path[:-1], target_id))


def self_reference(context: Context) -> Iterator[Finding]:
    """E203: a record that points at itself."""
    for (collection, id_), links in _links(context).items():
        for path, target, target_id in links:
            if (target, target_id) == (collection, id_):
                yield context.finding("E203", collection, id_, path, value=target_id)


def mirrored(context: Context) -> Iterator[Finding]:
    """E204: a relation stored on both sides; the second one is reported."""
    for collection, field in SYMMETRICAL:
        seen: set[tuple[str, str]] = set()
        for id_, path, other in _edges(context, collection, field):
            if id_ != other and (other, id_) in seen:
                yield context.finding("E204", collection, id_, path, value=other)
            seen.add((id_, other))


def circles(context: Context) -> Iterator[Finding]:
    """E205: a record that is, some steps up, its own parent or predecessor."""
    for collection, field in UPWARD:
        graph: dict[str, list[tuple[FieldPath, str]]] = defaultdict(list)
        for id_, path, other in _edges(context, collection, field):
            if id_ != other:
                graph[id_].append((path, other))
        yield from _circles(context, collection, graph)


def unknown_collections(context: Context) -> Iterator[Finding]:
    """E206: a term that names a collection that does not exist."""
    for term in context.catalogue.all("glossary"):
        for number, name in enumerate(term.collections):
            if name not in COLLECTIONS:
                path = ("collections", number)
                yield context.finding("E206", "glossary", term.id, path, close(name, COLLECTIONS), value=name)


def unknown_pages(context: Context) -> Iterator[Finding]:
    """E207: a topic that names a page of prose that does not exist."""
    keys = {page.key for page in context.pages}
    for topic in context.catalogue.all("topics"):
        for number, key in enumerate(topic.pages):
            if key not in keys:
                path = ("pages", number)
                yield context.finding("E207", "topics", topic.id, path, close(key, keys), value=key)


RULES = (dangling, repeated, self_reference, mirrored, circles, unknown_collections, unknown_pages)


def _links(context: Context) -> dict[tuple[str, str], list[tuple[FieldPath, str, str]]]:
    """All references; those between terms are not in the types because a term has no model of its own id."""
    terms: dict[tuple[str, str], list[tuple[FieldPath, str, str]]] = {
        ("glossary", term.id): [(("see_ids", n), "glossary", other) for n, other in enumerate(term.see_ids)]
        for term in context.catalogue.all("glossary")
        if term.see_ids
    }
    return {**context.catalogue.links, **terms} if terms else context.catalogue.links


def _edges(context: Context, collection: str, field: str) -> Iterator[tuple[str, FieldPath, str]]:
    for (owner, id_), links in context.catalogue.links.items():
        if owner == collection:
            yield from (
                (id_, path, other)
                for path, target, other in links
                if path[0] == field and target == collection
            )


def _circles(
    context: Context, collection: str, graph: dict[str, list[tuple[FieldPath, str]]]
) -> Iterator[Finding]:
    """Depth-first without recursion; each circle is reported at the edge that closes it."""
    done: set[str] = set()
    for start in list(graph):
        trail: list[str] = []
        stack: list[tuple[str, Any]] = [] if start in done else [(start, iter(graph[start]))]
        if stack:
            trail.append(start)
        while stack:
            id_, edges = stack[-1]
            edge = next(edges, None)
            if edge is None:
                stack.pop()
                trail.pop()
                done.add(id_)
                continue
            path, other = edge
            if other in trail:
                round_ = (*trail[trail.index(other) :], other)
                yield context.finding("E205", collection, id_, path, circle=" → ".join(round_))
            elif other not in done:
                stack.append((other, iter(graph.get(other, ()))))
                trail.append(other)
