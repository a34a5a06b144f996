# SPDX-License-Identifier: MIT
"""What the site is made of, as CycloneDX 1.6: packages with the hashes of their files, and what is shipped.

No day and no host stand in it, so that the same pins give the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licences import Part

Plain = dict[str, Any]


def bom(parts: Iterable[Part], root: Path) -> Plain:
    """Return the list of everything of others, with who asks for what."""
    parts = list(parts)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = [component for part in parts for component in _components(part)]
    refs: dict[str, list[str]] = {}
    for part in parts:
        refs[part.name] = [_ref(part, version) for version in part.versions]
    asked: dict[str, set[str]] = {ref: set() for all_ in refs.values() for ref in all_}
    ours: set[str] = set()
    for part in parts:
        if part.where or any(pin.is_direct for pin in part.pins):
            ours.update(refs[part.name])
        for pin in part.pins:
            for asking in pin.via:
                for ref in refs[asking]:
                    asked[ref].add(_ref(part, pin.version))
    us = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
    }
    graph = {project["name"]: ours} | asked
    content: Plain = {
        "metadata": {"component": us | {"licenses": _licences(project["license"])}},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(on)} for ref, on in graph.items()],
    }
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(content, sort_keys=True))
    head = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
    }
    return head | content


def written(content: Plain) -> str:
    """Return it as the text of a file."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _components(part: Part) -> Iterable[Plain]:
    for version in part.versions:
        found: Plain = {
            "type": part.kind,
            "bom-ref": _ref(part, version),
            "name": part.name,
            "version": version,
            "licenses": _licences(part.licence),
        }
        if part.where:
            found["properties"] = [{"name": "utpe:where", "value": part.where}]
        for pin in part.pins:
            if pin.version == version:
                found |= _of_pin(pin)
        yield found


def _of_pin(pin: Any) -> Plain:
    purl = f"pkg:pypi/{pin.name}@{pin.version}"
    hashes = [{"alg": "SHA-256", "content": one} for one in pin.hashes]
    # An installation uses one of the files: `hashes` of the component itself would be of one alone.
    files = {"type": "distribution", "url": purl, "comment": "one hash for each file", "hashes": hashes}
    found: Plain = {"purl": purl, "externalReferences": [files]}
    if pin.marker:
        found["properties"] = [{"name": "utpe:only-where", "value": pin.marker}]
    return found


def _ref(part: Part, version: str) -> str:
    if part.pins:
        return f"pkg:pypi/{part.name}@{version}"
    return "shipped:" + re.sub(r"[^a-z0-9]+", "-", part.name.lower()).strip("-")


def _licences(expression: str) -> list[Plain]:
    if expression.startswith("LicenseRef-"):
        return [{"license": {"name": expression.removeprefix("LicenseRef-").replace("-", " ")}}]
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]
