# SPDX-License-Identifier: MIT
"""What has a point on the map, as GeoJSON (RFC 7946): cities, border areas, metropolitan bodies.

A record whose point is not known is a feature without geometry (section 3.2), not left out.
"""

from __future__ import annotations

from typing import Any

from utpe.exports.edition import Edition
from utpe.exports.licence import licence
from utpe.exports.plain import as_json, plain
from utpe.pages import routes

PLACED = {
    "cities": ("id", "name", "country", "kind"),
    "borders": ("id", "name", "countries", "border_type"),
    "governance": ("id", "name", "countries", "kind", "status"),
}
"""The collections whose records have a point, and the fields that go with it."""


def geojson_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    return {routes.geojson(name): as_json(_collection(edition, name)) for name in PLACED}


def _collection(edition: Edition, name: str) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "licence": licence(edition.languages),
        "features": [_feature(edition, name, record) for record in edition.catalogue.all(name)],
    }


def _feature(edition: Edition, name: str, record: Any) -> dict[str, Any]:
    point, languages, here = record.point, edition.languages, routes.geojson(name)
    # Longitude first (section 3.1.1).
    geometry = {"type": "Point", "coordinates": [point.lon, point.lat]} if point else None
    properties = {
        **{field: plain(getattr(record, field), languages) for field in PLACED[name]},
        "point_basis": point and point.basis.value,
        "point_place": point and point.place,
        "addresses": {c: edition.link(routes.record(c, name, record.id), here) for c in languages},
    }
    return {"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}
