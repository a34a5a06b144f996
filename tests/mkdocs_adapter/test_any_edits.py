"""Whatever is edited, in whatever order, with mistakes in between: the served site is that of a cold build."""

from __future__ import annotations

import random
import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from site_builder import contents

from utpe.mkdocs_adapter.preview import Preview
from utpe.pages.templates import Compiled
from utpe.settings import read_settings
from utpe.text.strings import strings

# With an address of its own a site has pictures, canonical links, and what prose says of them.
SETTINGS = {"SITE_URL": "https://example.org/", "REPO_URL": "https://forge.example.org/r"}
STEPS = 10
MENDING = 0.6
OPEN = 4


class Switch(NamedTuple):
    """An edit that is made and unmade: a word in a file that becomes another, or a file that comes and goes.

    `old` is empty for a file.
    """

    file: str
    old: str
    new: str

    def flip(self, root: Path) -> None:
        path = root / self.file
        if not self.old:
            if path.exists():
                path.unlink()
            else:
                path.write_text(self.new)
            return
        text = path.read_text()
        there, other = (self.new, self.old) if self.new in text else (self.old, self.new)
        assert there in text, self
        path.write_text(text.replace(there, other, 1))

    @property
    def is_of_all(self) -> bool:
        return self.file.startswith("overrides") or self.file == "mkdocs.yml"


PAGE = "---\ntitle: Uno más\ndescription: Una página que no estaba y que después se va.\n---\n\n{{count meetings}}\n"
SWITCHES = (
    Switch("data/meetings.yaml", "Encuentro del día bisiesto", "Encuentro del 29 de febrero"),
    Switch("data/meetings.yaml", "date: 2014-06-03/2014-06-05", "date: 2013-06-03/2013-06-05"),
    Switch("data/meetings.yaml", "  related_ids: [toy-2016-bisiesto]\n", "  topic_ids: [frontera]\n"),
    Switch("data/meetings.yaml", "city_ids: [alfa]", "city_ids: [gama]"),
    Switch("data/meetings.yaml", "role: speaker", "role: organiser"),
    Switch("data/meetings.yaml", "relation: own", "relation: context"),
    Switch("data/meetings.yaml", "kind: seminar", "kind: seminary"),
    Switch("data/meetings.yaml", "- id: toy-2014-seminario", "- id: toy-2014-simposio"),
    Switch("data/cities.yaml", "es: Ciudad Beta", "es: Ciudad Bé"),
    Switch("data/cities.yaml", "country: BR\n", "country: UY\n"),
    Switch("data/cities.yaml", "  other_names: [Villa Gama]\n", "  # no other name\n"),
    Switch("data/publications.yaml", "- id: libro-particulas", "- id: libro-de-particulas"),
    Switch("data/sources.yaml", "title: Acta de la reunión de Alfa", "title: Minuta de la reunión"),
    Switch("data/sources.yaml", "Archivo de Alfa", "Depósito de Alfa"),
    Switch("data/topics.yaml", "es: Gobernanza", "es: Gobierno"),
    Switch("data/topics.yaml", "  pages: [methodology]\n", "  # no page\n"),
    Switch("data/topics.yaml", "\n- id: vacio", "\n- id: nada"),
    Switch("content/es/methodology.md", "\n---\n", "\n---\n\nAlgo nuevo, con {{count cities}} ciudades.\n"),
    Switch("content/es/methodology.md", "title: ", "title: Otro "),
    Switch("content/es/index.md", "hero_title: ", "hero_title: Ya "),
    Switch("content/es/extra.md", "", PAGE),
    Switch("content/pt/extra.md", "", PAGE),
    Switch("content/es/extra-rota.md", "", "---\ntitle: {\n---\n"),
    Switch("overrides/records/record.html", "{% for b in view.wide", "<!-- wide -->{% for b in view.wide"),
    Switch("overrides/lists/body.html", "<h2", "<!-- list --><h2"),
    Switch("overrides/main.html", "{%", "{% nonsense %}{%"),
    Switch("mkdocs.yml", "page_size: 3", "page_size: 2"),
)


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(1, 13))
def test_after_any_edits_the_site_is_that_of_a_cold_build(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shutil.copytree(read_settings(toy_copy).folder("theme"), toy_copy / "overrides")
    config = toy_copy / "mkdocs.yml"
    config.write_text(re.sub(r"(custom_dir|theme_dir): .*", r"\1: overrides", config.read_text()))
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    chance = random.Random(seed)  # noqa: S311 - edits, no secrets
    shown: dict[str, bytes] = {}
    preview = Preview(read_settings(toy_copy), strings("es"))
    show = preview._show

    def noted(folder: Path, names: list[str]) -> None:
        show(folder, names)
        shown.update({name: (preview.current / name).read_bytes() for name in names})

    monkeypatch.setattr(preview, "_show", noted)
    assert preview.rebuild()
    assert not shown
    since_mistake: list[Switch] = []
    compared = 0
    for _ in range(STEPS):
        # A mistake is mended sooner or later, and other things are edited meanwhile.
        mends = since_mistake and chance.random() < MENDING
        switch = since_mistake.pop(0) if mends else chance.choice(SWITCHES)
        switch.flip(toy_copy)
        before = contents(preview.current)
        shown.clear()
        with ExitStack() as looking:
            for page in chance.sample(preview.memory.addresses, OPEN):
                looking.enter_context(preview.readers.opened(page))
            is_good = preview.rebuild(forget=switch.is_of_all)
        after, expected = contents(preview.current), _cold(toy_copy, monkeypatch)
        assert is_good == (expected is not None), switch
        if expected is None:
            since_mistake += [] if mends else [switch]
            assert after == before, switch
            continue
        since_mistake, compared = [], compared + 1
        assert after.keys() == expected.keys(), switch
        assert [name for name in after if after[name] != expected[name]] == [], switch
        # What was shown at once was right already.
        assert [name for name in shown if shown[name] != after.get(name)] == [], switch
    assert compared > 2


def _cold(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes] | None:
    """Return the site that a process of its own would build, in which nothing is compiled yet."""
    kept: dict[Any, Any] = {}
    with monkeypatch.context() as alone:
        alone.setattr(Compiled, "kept", kept)
        cold = Preview(read_settings(root), strings("es"))
        cold.base, cold.current = root / ".cold", root / ".cold" / "site"
        built = contents(cold.current) if cold.rebuild() else None
    shutil.rmtree(cold.base, ignore_errors=True)
    return built
