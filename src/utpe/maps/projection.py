# SPDX-License-Identifier: MIT
"""From degrees to the units of a drawing, true to area: Lambert's azimuthal projection.

J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), equations 24-2 to 24-4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from utpe.immutable import immutable

CENTRE_LAT, CENTRE_LON = -18.0, -59.0
Degrees = tuple[float, float]
"""Latitude, longitude."""
XY = tuple[float, float]

_SIN, _COS = math.sin(math.radians(CENTRE_LAT)), math.cos(math.radians(CENTRE_LAT))


def project(place: Degrees) -> XY:
    """Return a place on the plane; the unit is the radius of the earth, y grows southwards."""
    phi, lam = math.radians(place[0]), math.radians(place[1] - CENTRE_LON)
    sin_phi, cos_phi, cos_lam = math.sin(phi), math.cos(phi), math.cos(lam)
    k = math.sqrt(2 / (1 + _SIN * sin_phi + _COS * cos_phi * cos_lam))
    return k * cos_phi * math.sin(lam), -k * (_COS * sin_phi - _SIN * cos_phi * cos_lam)


@immutable
class Frame:
    """A rectangle of the plane drawn `width` × `height` units large."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, places: Iterable[Degrees], width: float, margin: float, ratio: float = 0) -> Frame:
        """Return the smallest frame of that width that keeps `places` at least `margin` units inside.

        With a `ratio` (height ÷ width) the frame has that shape; else its height follows from the places.
        """
        points = [project(p) for p in places]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(max(xs) - min(xs), 1e-4), max(max(ys) - min(ys), 1e-4)
        scale = (width - 2 * margin) / wide
        height = width * ratio if ratio else high * scale + 2 * margin
        scale = min(scale, (height - 2 * margin) / high)
        middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return cls(middle_x - width / 2 / scale, middle_y - height / 2 / scale, scale, width, height)

    def place(self, degrees: Degrees) -> XY:
        """Return where a place is drawn."""
        return self.placed(project(degrees))

    def placed(self, point: XY) -> XY:
        """Return where a point of the plane is drawn."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def holds(self, point: XY, margin: float = 0) -> bool:
        """Return whether a drawn point lies inside, `margin` units from the edge."""
        return margin <= point[0] <= self.width - margin and margin <= point[1] <= self.height - margin
