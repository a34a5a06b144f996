# SPDX-License-Identifier: MIT
"""What hosts send with the files of the site, in one table: for `/_headers`, for nginx, for the handbook.

Netlify and Cloudflare Pages read `/_headers`. Where several of its rules fit an address, the first gives a
header the value of the closest rule, the second all of them joined by commas; ours mean the same either way.
https://docs.netlify.com/manage/routing/headers/ · https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

import re

from utpe.immutable import immutable
from utpe.pages import policy, routes
from utpe.pages.frame import Frame

Header = tuple[str, str]
EVERY_FILE: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-DNS-Prefetch-Control", "off"),
)
LOADS = "Cross-Origin-Resource-Policy"
LASTING = "public, max-age=31536000, immutable"
FRESH = "no-cache"
INDEX = ("fragment", "index")
"""Folders of the search index of each language whose files are named by their content."""
SHARED = ("api", "data")
"""Folders of files for programs on any site."""
CARDS = "assets/cards"
"""Folder of the pictures for sharing."""
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{10}\.(?:css|js)$")


@immutable
class Rule:
    """Headers of the addresses that a pattern of `/_headers` stands for."""

    path: str
    headers: tuple[Header, ...]


@immutable
class Hosting:
    """What a host has to know: folders by the kind of page below them, files that never change."""

    every_file: tuple[Header, ...]
    policies: tuple[tuple[str, tuple[str, ...]], ...]
    """Policy and folders of what needs another one than `policy`."""
    policy: str
    embeds: tuple[str, ...]
    languages: tuple[str, ...]
    shared: tuple[str, ...]
    cards: str
    lasting: str
    fresh: str
    rules: tuple[Rule, ...]


def hosting(frame: Frame) -> Hosting:
    """Return the table of headers of a site."""
    languages = tuple(frame.sites)
    embeds = tuple(routes.embeds(c) for c in languages)
    search = tuple(place.path for (_, key), place in frame.places.items() if key == "search")
    secretariat = tuple(place.path for (_, key), place in frame.places.items() if key == "secretariat")
    forms = tuple(place.path for (_, key), place in frame.places.items() if key == "propose")
    return Hosting(
        every_file=EVERY_FILE,
        policies=(
            (policy.in_header("embed"), embeds),
            (policy.in_header("search"), (*search, "pagefind/")),
            (policy.in_header("secretariat"), secretariat),
            (policy.in_header("form"), forms),
        ),
        policy=policy.in_header("page"),
        embeds=embeds,
        languages=languages,
        shared=SHARED,
        cards=CARDS,
        lasting=LASTING,
        fresh=FRESH,
        rules=tuple(_rules(frame, embeds)),
    )


def _rules(frame: Frame, embeds: tuple[str, ...]) -> list[Rule]:
    """Everything is public and there are no cookies: any site may read any file.

    Whoever may frame a page is asked of `frame-ancestors`, where there is one, and else of X-Frame-Options
    (CSP3, 6.4.2.2): so the rule of the embeds need not take back the common one.
    """
    common = (
        ("Content-Security-Policy", policy.widest()),
        ("X-Frame-Options", "DENY"),
        *EVERY_FILE,
        ("Access-Control-Allow-Origin", "*"),
        (LOADS, "same-origin"),
    )
    # Both values joined are none (Fetch, 3.7): where hosts join them, any site may load the file too.
    by_all = (LOADS, "cross-origin")
    rules = [Rule("/*", common)]
    rules += [
        Rule(f"/{path}*", (("Content-Security-Policy", policy.in_header("embed")), by_all)) for path in embeds
    ]
    rules += [Rule(f"/{folder}/*", (by_all,)) for folder in (*SHARED, CARDS)]
    # What is not named here is looked up again at each visit: that is what both hosts do by themselves.
    lasting = [f"/{name}" for name in frame.assets if _NAMED_BY_CONTENT.search(name)]
    lasting += ["/assets/fonts/*", *(f"/pagefind/{c}/{folder}/*" for c in frame.sites for folder in INDEX)]
    return rules + [Rule(path, (("Cache-Control", LASTING),)) for path in lasting]
