# SPDX-License-Identifier: MIT
"""What goes into a map and what comes out of it: plain and immutable, ready for a template."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.maps.labels import Label
from utpe.maps.projection import Degrees

MOST_NAMED = 12
"""How many markers of a zone the list under a map names: the listing below names all."""


@immutable
class Marker:
    """A place on a map: what it is called, where it leads (from the root of the site), how it looks.

    `label` is what may be written beside it; `shape` is the id of a symbol and `tone` a class. The lower its
    `rank`, the sooner it gets a label and gives a cluster its looks; the heaviest names the cluster.
    """

    id: str
    at: Degrees
    name: str
    label: str
    href: str
    shape: str
    tone: str
    rank: tuple[int, ...] = ()
    weight: int = 0
    lang: str = ""
    """BCP 47 tag of `name` where that is not the language of the page."""
    parts: tuple[()] = ()
    """None: a list may hold zones beside markers."""

    @property
    def full_name(self) -> str:
        """The name of its link, which holds what may be written beside it (WCAG 2.2, 2.5.3)."""
        return self.name if self.label == self.name else f"{self.label}: {self.name}"


@immutable
class Spot:
    """A disc of a drawing: one marker, or `count` of them, with its label if that found room.

    A single marker leads to its `href`; several lead to their `zone` in the list, look as the `first` of
    them and are named after `main`.
    """

    x: int
    y: int
    first: Marker
    main: Marker
    count: int
    zone: str
    label: Label | None
    tone: str
    """Its class: that of its marker, or of all its members; empty where they differ."""


@immutable
class Drawing:
    """One SVG: its size, the paths of land and borders, its spots, the frames of its close-ups."""

    name: str
    width: int
    height: int
    land: str
    borders: str
    spots: tuple[Spot, ...]
    frames: tuple[tuple[int, int, int, int], ...] = ()
    countries: tuple[Label, ...] = ()


@immutable
class Zone:
    """Markers that some drawing joins. `parts` are markers and smaller zones, in order."""

    id: str
    main: Marker
    count: int
    parts: tuple[Marker | Zone, ...]

    @property
    def shown(self) -> tuple[Marker | Zone, ...]:
        """The parts that its list shows: every zone, to which discs lead, and the first of the markers."""
        markers = [part for part in self.parts if isinstance(part, Marker)]
        first = {part.id for part in markers[:MOST_NAMED]}
        return tuple(part for part in self.parts if isinstance(part, Zone) or part.id in first)

    @property
    def left(self) -> int:
        """How many markers its list does not show."""
        return len(self.parts) - len(self.shown)


@immutable
class Map:
    """A map with all that belongs to it. `outside` are markers beyond its edge, `close` the close-ups."""

    wide: Drawing
    narrow: Drawing
    close: tuple[Drawing, ...]
    zones: tuple[Zone, ...]
    outside: tuple[Marker, ...]
    count: int
