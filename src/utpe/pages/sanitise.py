# SPDX-License-Identifier: MIT
"""Prose comes from pull requests: what Markdown made of it is cut down to an allow-list (nh3)."""

from __future__ import annotations

import nh3

from utpe.reading.prose_html import TAGS, is_elsewhere

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "id", "class", "title"},
    "a": {"href", "hreflang", "lang", "id", "class", "title"},
    "img": {"src", "alt", "width", "height", "loading"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "ol": {"start"},
    "blockquote": {"cite"},
}
SCHEMES = {"http", "https", "mailto"}


def sanitise(html: str) -> str:
    """Return `html` with only the elements, attributes and schemes allowed; scripts lose their text too.

    No image comes from another host: a page asks nothing of anybody else.
    """
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Drop images from elsewhere, and a `cite` of another scheme, which nh3 lets pass."""
    if (tag, name) == ("img", "src"):
        return None if is_elsewhere(value) else value
    return None if name == "cite" and not value.startswith(("https://", "http://")) else value
