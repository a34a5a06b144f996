"""A site with next to nothing to show: what there is fits, and no script complains of what there is not."""

from __future__ import annotations

from typing import Any

import pytest

PATHS = ("es/", "pt/reunioes/", "es/linea-de-tiempo/", "es/buscar/", "pt/indicadores/")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_with_nothing_to_show_is_quiet_and_fits(page: Any, least_url: str, path: str) -> None:
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(least_url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").is_visible()
