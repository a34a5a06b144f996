# SPDX-License-Identifier: MIT
"""The parts of the continent that a map may show from close by."""

from __future__ import annotations

from utpe.maps.projection import Degrees

Bounds = tuple[float, float, float, float]
"""North, south, west, east."""
WORLD: Bounds = (12.8, -57.0, -84.0, -33.0)
"""What a map of South America can hold."""
REGIONS: dict[str, Bounds] = {
    "buenos-aires": (-34.4, -35.0, -58.85, -57.95),
    "rio-de-la-plata": (-33.9, -35.3, -59.3, -55.8),
    "sao-paulo-rio": (-22.4, -24.4, -47.7, -42.9),
    "porto-alegre": (-29.3, -30.4, -51.8, -50.6),
    "belo-horizonte": (-19.2, -20.5, -44.8, -43.2),
    "santa-fe-rosario": (-31.2, -33.3, -61.2, -60.0),
    "medellin-bogota": (6.7, 4.3, -76.0, -73.7),
    "santiago-valparaiso": (-32.7, -33.9, -71.8, -70.4),
}
"""Close-ups that a map may have."""
BROAD = tuple(name for name in REGIONS if name != "buenos-aires")
"""Those that are not part of another."""


def within(at: Degrees, bounds: Bounds) -> bool:
    """Return whether a place lies in the bounds."""
    north, south, west, east = bounds
    return south <= at[0] <= north and west <= at[1] <= east


def corners(bounds: Bounds) -> list[Degrees]:
    """Return the four corners of the bounds."""
    north, south, west, east = bounds
    return [(north, west), (north, east), (south, west), (south, east)]
