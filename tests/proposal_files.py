"""What somebody sends: a meeting that is new, with a source that is new, and corrections of those of the toy site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from utpe.checks.runner import check
from utpe.editing.layout import record_text
from utpe.forms.ordered import ordered
from utpe.reading.strict_yaml import read_yaml
from utpe.records.revision import revision
from utpe.settings import read_settings

NEW = """\
# yaml-language-server: $schema=../schemas/meetings.schema.json
# Collection: meetings
# Form: 1a2b3c4d
# Licence: CC-BY-4.0
# Named: Ana Pérez
id: toy-2027-ñ
title:
  es: 'Reunión: "prueba" de la ñandú'
  pt: Reunião de teste
kind: unit
relation: own
status: announced
mode: in_person
date: 2027-05
city_ids:
  - alfa
unit_link:
  es: Actividad propia de la unidad.
  pt: Atividade própria da unidade.
sources:
  - id: acta-nueva
    source:
      title: Acta de la reunión
      publisher: Alfa
      kind: official
      url: https://example.org/acta
      language: es
      accessed: 2026-11-20
""".replace("toy-2027-ñ", "toy-2027-prueba")


def city(root: Path) -> str:
    """Return the id of a city of a site."""
    return next(iter(check(read_settings(root)).catalogue.records["cities"]))


def send(root: Path, text: str, name: str = "correo.yaml") -> Path:
    """Write a file beside a site, as somebody sent it; return its path."""
    path = root.parent / name
    path.write_bytes(text.replace("  - alfa\n", f"  - {city(root)}\n").encode())
    return path


def correction(root: Path, change: Callable[[dict[str, Any]], None], id_: str = "toy-2014-alfa") -> str:
    """Return the file that the form makes of a meeting with something changed."""
    tree = next(x for x in read_yaml((root / "data/meetings.yaml").read_bytes()).value if x["id"] == id_)
    base = revision(ordered("meetings", tree, ("es", "pt")))
    change(tree)
    head = f"# Collection: meetings\n# Base: {base}\n# Licence: CC-BY-4.0\n"
    return head + record_text("meetings", tree, ("es", "pt"))


def retitle(tree: dict[str, Any]) -> None:
    """Give a meeting another title."""
    tree["title"] = {"es": "Otro título", "pt": "Outro título"}
