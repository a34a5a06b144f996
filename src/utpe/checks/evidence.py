# SPDX-License-Identifier: MIT
"""Sources and evidence: E5xx and W5xx. Nothing is claimed without somebody who says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from utpe.checks.context import Context, Node
from utpe.checks.finding import Finding
from utpe.checks.near import close
from utpe.checks.shapes import Shape, field_order, has_field
from utpe.records.base import Citation
from utpe.records.references import FieldPath
from utpe.records.registry import BY_SCHEME

UNKNOWN = "unknown"


def status_without_evidence(context: Context) -> Iterator[Finding]:
    """E502: a status other than unknown that no source of its record or part backs.

    A citation backs it when it has no `supports`, or names the status or the part that holds it.
    """
    for node in context.each_with("status"):
        path, status = node.path, node.value.status
        if not isinstance(status, StrEnum) or status.value == UNKNOWN:
            continue
        record = context.catalogue.records[node.collection][node.id]
        holder, sources = next(found for p in _upward(path) if (found := _sources_at(record, p)))
        relative = [step for step in path[len(holder) :] if isinstance(step, str)] + ["status"]
        names = {".".join(relative[: n + 1]) for n in range(len(relative))}
        if not any(not c.supports or names.intersection(c.supports) for c in sources):
            field = ".".join(relative)
            path = (*path, "status")
            yield context.finding("E502", node.collection, node.id, path, value=status.value, field=field)


def supports_unknown_field(context: Context) -> Iterator[Finding]:
    """E503: `supports` names a field that the record does not have."""
    for node in context.each(Citation):
        for number, name in enumerate(node.value.supports):
            if not has_field(type(node.owner), name):
                path = (*node.path, "supports", number)
                yield _unknown_field(context, "E503", node, path, name, type(node.owner))


def inferred_unknown_field(context: Context) -> Iterator[Finding]:
    """E504: `inferred` names a field that the record does not have."""
    for node in context.each_with("inferred"):
        for number, name in enumerate(node.value.inferred):
            model: type[BaseModel] = type(node.value)
            if not has_field(model, name):
                path = (*node.path, "inferred", number)
                yield _unknown_field(context, "E504", node, path, name, model)


def unused(context: Context) -> Iterator[Finding]:
    """W501: a source that no record and no page cites."""
    if not context.is_whole:
        return
    in_prose = {
        link.target.partition(":")[2]
        for p in context.pages
        for link in p.links
        if BY_SCHEME.get(link.scheme) == "sources"
    }
    for source in context.catalogue.all("sources"):
        if ("sources", source.id) not in context.catalogue.backlinks and source.id not in in_prose:
            yield context.finding("W501", "sources", source.id, value=source.id)


def same_address(context: Context) -> Iterator[Finding]:
    """W502: two sources with the same address."""
    seen: dict[str, str] = {}
    for source in context.catalogue.all("sources"):
        if source.url and seen.setdefault(source.url, source.id) != source.id:
            yield context.finding(
                "W502", "sources", source.id, ("url",), value=source.url, other=seen[source.url]
            )


def cited_twice(context: Context) -> Iterator[Finding]:
    """W503: the same source twice in one list, at the same place of it."""
    seen: dict[tuple[str, str, FieldPath], set[tuple[str, str | None]]] = defaultdict(set)
    for node in context.each(Citation):
        list_ = seen[(node.collection, node.id, node.path[:-1])]
        citation = (node.value.id, node.value.locator)
        if citation in list_:
            yield context.about("W503", node, value=node.value.id)
        list_.add(citation)


ALONE = (status_without_evidence, supports_unknown_field, inferred_unknown_field, cited_twice)
RULES = (unused, same_address)


def _upward(path: FieldPath) -> Iterator[FieldPath]:
    """Yield the paths of the parts that hold the one at `path`, itself first, the record last."""
    while path:
        yield path
        path = path[:-2] if isinstance(path[-1], int) else path[:-1]
    yield ()


def _sources_at(record: Any, path: FieldPath) -> tuple[FieldPath, tuple[Citation, ...]] | None:
    """Return the path and the citations of the part at `path`; None when it is no part that has some."""
    part = record
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return (path, part.sources) if "sources" in getattr(type(part), "model_fields", ()) else None


def _unknown_field(
    context: Context, code: str, node: Node, path: FieldPath, name: str, model: type[BaseModel]
) -> Finding:
    fields = field_order(model)
    near = close(name, fields)
    choices = Shape("choice", fields).shown
    return context.finding(code, node.collection, node.id, path, near, value=name, choices=choices)
