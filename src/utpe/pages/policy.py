# SPDX-License-Identifier: MIT
"""The Content Security Policy of each kind of page (CSP Level 3, https://www.w3.org/TR/CSP3/).

Hosts send it whole (`in_header`). Each page says most of it in a `meta`, in few bytes, for hosts that send no
headers (`in_page`): who may frame a page only a header can say. Both hold where there are both. Why it is as
it is: docs/decisions/headers.md.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["page", "search", "secretariat", "form", "embed"]
_EVERYWHERE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# Text becomes markup through one named door, or not at all. Pagefind knows none of this.
_TYPES = {"require-trusted-types-for": "'script'", "trusted-types": "'none'"}
_OWN: dict[Kind, dict[str, str]] = {
    # A filtered listing shows entries that the site's own templates made (filter.js).
    "page": {"trusted-types": "utpe"},
    # Pagefind is WebAssembly: the search pages and the worker that they start may compile it.
    "search": {"script-src": "'self' 'wasm-unsafe-eval'"},
    # Shows the embeds as other sites would.
    "secretariat": {"frame-src": "'self'"},
    # Nothing that is written there goes anywhere by itself.
    "form": {"connect-src": "'none'"},
    # The only pages that others may frame. They ask for nothing and send nothing.
    "embed": {"connect-src": "'none'", "form-action": "'none'", "frame-ancestors": "*"},
}
_IN_PAGES = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_OWN_IN_PAGES: dict[Kind, dict[str, str]] = {
    "page": {},
    "search": {"script-src": _OWN["search"]["script-src"]},
    "secretariat": {},
    "form": {},
    "embed": {"connect-src": "'none'", "form-action": "'none'"},
}
_KINDS: dict[str, Kind] = {"search": "search", "secretariat": "secretariat", "propose": "form"}


def kind_of(key: str) -> Kind:
    """Return the kind of a page of prose by its key."""
    return _KINDS.get(key, "page")


def in_header(kind: Kind) -> str:
    """Return the policy of a kind of page, as a host sends it."""
    types = {} if kind == "search" else _TYPES
    return _written(_EVERYWHERE | types | _OWN[kind])


def in_page(kind: Kind, offline: bool = False) -> str:
    """Return what a page of this kind says itself; nothing in a folder, where nothing has an origin."""
    return "" if offline else _written(_IN_PAGES | _OWN_IN_PAGES[kind])


def widest() -> str:
    """Return a policy that no page needs an exception of; it leaves open who may frame the page.

    Where a host sends it with every page, it and that of the page itself both hold.
    """
    said = _EVERYWHERE | _OWN["search"] | _OWN["secretariat"]
    del said["frame-ancestors"]
    return _written(said)


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
