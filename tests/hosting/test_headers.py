"""The table of headers: one truth for `/_headers`, for nginx and for the pages themselves."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from host_headers import Rules, headers_of

from utpe.pages import policy
from utpe.pages.frame import Frame
from utpe.pages.headers import hosting
from utpe.pages.templates import environment

ROOT = Path(__file__).resolve().parents[2]
NGINX = ROOT / "deploy" / "nginx" / "utpe.conf"


def _directives(text: str) -> dict[str, list[str]]:
    """A policy as CSP3 (2.2.1) reads it."""
    parts = [part.split() for part in text.split(";")]
    assert len({p[0] for p in parts}) == len(parts)
    return {p[0]: p[1:] for p in parts}


def _allows(policies: list[str], directive: str, source: str) -> bool:
    """Whether every policy lets a page load something: each one that says nothing of it falls back."""
    said = [_directives(p) for p in policies]
    return all(source in p.get(directive, p["default-src"]) for p in said)


def test_the_kept_configuration_of_nginx_is_that_of_the_table(frame: Frame) -> None:
    made = (
        environment(ROOT / "overrides", "").get_template("hosting/nginx.conf").render(hosting=hosting(frame))
        + "\n"
    )
    if os.environ.get("UTPE_GOLDEN") == "write":
        NGINX.write_text(made)
    assert NGINX.read_text() == made, (
        "UTPE_GOLDEN=write .venv/bin/python -m pytest tests/hosting/test_headers.py"
    )


def test_no_policy_lets_anything_inline_or_from_elsewhere() -> None:
    kinds = ("page", "search", "secretariat", "form", "embed")
    for text in (*map(policy.in_header, kinds), *map(policy.in_page, kinds), policy.widest()):
        said = _directives(text)
        assert "unsafe-inline" not in text and "unsafe-eval'" not in text.replace("wasm-unsafe-eval", "")
        others = ("frame-ancestors", "require-trusted-types-for", "trusted-types")
        sources = {s for name, values in said.items() if name not in others for s in values}
        assert sources <= {"'none'", "'self'", "data:", "'wasm-unsafe-eval'"}
        assert said["base-uri"] == ["'none'"]


@pytest.mark.parametrize(
    ("kind", "may_frame", "wasm", "frames"),
    [("page", "'none'", False, False), ("search", "'none'", True, False), ("secretariat", "'none'", False, True), ("form", "'none'", False, False), ("embed", "*", False, False)],
)  # fmt: skip
def test_each_kind_of_page_may_do_what_it_needs_and_no_more(
    kind: policy.Kind, may_frame: str, wasm: bool, frames: bool
) -> None:
    sent = policy.in_header(kind)
    assert _directives(sent)["frame-ancestors"] == [may_frame]
    assert _allows([sent], "script-src", "'wasm-unsafe-eval'") is wasm
    assert _allows([sent], "frame-src", "'self'") is frames
    assert _allows([policy.in_page(kind)], "script-src", "'wasm-unsafe-eval'") is wasm


def test_what_a_host_adds_up_leaves_each_page_what_it_needs(rules: Rules) -> None:
    cases = {"/es/buscar/": ("search", "script-src", "'wasm-unsafe-eval'"), "/pt/para-a-secretaria/": ("secretariat", "frame-src", "'self'"), "/es/proponer/reuniones/": ("form", "script-src", "'self'"), "/es/embed/mapa/": ("embed", "style-src", "'self'")}  # fmt: skip
    for path, (kind, directive, source) in cases.items():
        sent = headers_of(rules, path)["Content-Security-Policy"].split(", ")
        assert _allows([*sent, policy.in_page(kind)], directive, source), path  # type: ignore[arg-type]
        # A page that is no search may not, though the host would let it.
        assert not _allows([*sent, policy.in_page("page")], "script-src", "'wasm-unsafe-eval'")


@pytest.mark.parametrize(
    "path", ["/", "/es/", "/pt/cidades/posadas/", "/404.html", "/es/embed", "/embed/", "/es/reuniones/embed/"]
)
def test_who_may_frame_a_page_is_said_for_each(rules: Rules, path: str) -> None:
    sent = headers_of(rules, path)
    assert sent["X-Frame-Options"] == "DENY" and "frame-ancestors" not in sent["Content-Security-Policy"]
    # CSP3, 6.4.2.2: where a policy names ancestors, the older header is void.
    assert "frame-ancestors *" in headers_of(rules, "/es/embed/agenda/")["Content-Security-Policy"]


def test_only_what_is_named_by_its_content_is_kept_for_long(rules: Rules, frame: Frame) -> None:
    lasting = {
        name for name in frame.assets if "immutable" in headers_of(rules, f"/{name}").get("Cache-Control", "")
    }
    assert {n for n in lasting if not n.startswith("assets/fonts/")} == {
        n for n in frame.assets if re.search(r"\.[0-9a-f]{10}\.", n)
    }
    for path in (
        "/",
        "/es/",
        "/es/feed.xml",
        "/pagefind/es/pagefind.js",
        "/pagefind/es/pagefind-entry.json",
        "/assets/mark.svg",
        "/es/reuniones/list.json",
    ):
        assert "Cache-Control" not in headers_of(rules, path), path
    for path in ("/pagefind/es/fragment/es_1.pf_fragment", "/pagefind/pt/index/pt-br_1.pf_index"):
        assert "immutable" in headers_of(rules, path)["Cache-Control"]


def test_the_rules_are_few_enough_for_the_hosts_and_the_longest_line_fits(rules: Rules) -> None:
    # Cloudflare Pages: 100 rules, lines of 2,000 characters.
    assert len(rules) <= 100
    assert max(len(f"  {n}: {v}") for _, headers in rules for n, v in headers.items()) < 2000
