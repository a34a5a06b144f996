"""Feeds, held against what RFC 4287 and RSS 2.0 (rssboard.org/rss-specification) demand, rule by rule.

feedparser reads nearly anything; these rules are what a validator would refuse. Each is shown to refuse.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from utpe.exports.edition import Edition
from utpe.exports.feeds import feed_files

A = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
# RFC 822, 5.1, with the years of four digits that RSS 2.0 prefers.
RFC822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)"
ROOT = Path(__file__).resolve().parents[2]


def _is_address(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and not re.search(r"[\s<>\"{}|\\^`]", text or "")
    )


def atom_troubles(content: bytes) -> list[str]:
    """Return what RFC 4287 forbids in a document; the number is that of the section."""
    feed, found = ET.fromstring(content), []

    def rule(section: str, holds: object) -> None:
        if not holds:
            found.append(section)

    rule("4.1.1 root", feed.tag == f"{A}feed")
    rule("2 namespace", all(e.tag.startswith(A) for e in feed.iter()))
    for holder in (feed, *feed.iterfind(f"{A}entry")):
        count = Counter(child.tag.removeprefix(A) for child in holder)
        for name in ("id", "title", "updated"):
            rule(f"4.1.1 one {name}", count[name] == 1)
        rule("4.1.2 one summary", holder is feed or count["summary"] == 1)
        rule(
            "4.2.1 author",
            feed.find(f"{A}author") is not None or holder.find(f"{A}author") is not None or holder is feed,
        )
        rule("4.2.6 id is an IRI", re.fullmatch(r"(urn:|https?:)\S+", holder.findtext(f"{A}id") or ""))
        rule("3.3 date", re.fullmatch(RFC3339, holder.findtext(f"{A}updated") or ""))
        links = holder.findall(f"{A}link")
        rule("4.2.7.1 href", all(_is_address(x.get("href")) for x in links))
        alternates = [
            (x.get("type"), x.get("hreflang")) for x in links if x.get("rel", "alternate") == "alternate"
        ]
        rule("4.1.1 alternates differ", len(alternates) == len(set(alternates)))
        rule(
            "4.1.2 alternate or content",
            holder is feed or alternates or holder.find(f"{A}content") is not None,
        )
        for text in (*holder.iterfind(f"{A}title"), *holder.iterfind(f"{A}summary")):
            rule("3.1.1 type", text.get("type", "text") in ("text", "html", "xhtml"))
            rule("3.1.1.1 no elements in text", text.get("type", "text") != "text" or len(text) == 0)
    rule("4.1.1 self", [x for x in feed.iterfind(f"{A}link") if x.get("rel") == "self"])
    rule("3.2.1 name of the author", all(x.findtext(f"{A}name") for x in feed.iter(f"{A}author")))
    rule("2 language", re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", feed.get(f"{XML}lang") or ""))
    ids = [e.findtext(f"{A}id") for e in feed.iterfind(f"{A}entry")]
    rule("4.1.1 entries with one id differ", len(ids) == len(set(ids)))
    order = [child.tag for child in feed]
    rule("4.1.1 entries come last", order == sorted(order, key=lambda tag: tag == f"{A}entry"))
    return found


def rss_troubles(content: bytes) -> list[str]:
    """Return what RSS 2.0 forbids in a document."""
    root, found = ET.fromstring(content), []

    def rule(name: str, holds: object) -> None:
        if not holds:
            found.append(name)

    rule("version", root.tag == "rss" and root.get("version") == "2.0")
    channels = root.findall("channel")
    rule("one channel", len(root) == len(channels) == 1)
    channel = channels[0] if channels else ET.Element("channel")
    count = Counter(child.tag for child in channel)
    for name in ("title", "link", "description", "language"):
        rule(f"one {name}", count[name] == 1 and (channel.findtext(name) or "").strip())
    rule("link of the channel", _is_address(channel.findtext("link")))
    rule(
        "self",
        [x for x in channel.iterfind(f"{A}link") if x.get("rel") == "self" and _is_address(x.get("href"))],
    )
    built = channel.findtext("lastBuildDate")
    rule("last change", built is None or re.fullmatch(RFC822, built))
    known = {"title", "link", "description", "guid", "pubDate", "category"}
    for item in channel.iterfind("item"):
        names = Counter(child.tag for child in item)
        rule("known, each once", set(names) <= known and max(names.values()) == 1)
        rule("title or description", item.findtext("title") or item.findtext("description"))
        rule("link of an item", _is_address(item.findtext("link")))
        guid = item.find("guid")
        rule("guid", guid is not None and (guid.get("isPermaLink") == "false" or _is_address(guid.text)))
        day = item.findtext("pubDate") or ""
        rule("date", re.fullmatch(RFC822, day) and day.startswith(parsedate_to_datetime(day).strftime("%a")))
    guids = [item.findtext("guid") for item in channel.iterfind("item")]
    rule("guids differ", len(guids) == len(set(guids)))
    return found


@pytest.fixture(scope="module")
def files(real_edition: Edition) -> dict[str, bytes]:
    settings = real_edition.settings.model_copy(update={"root": ROOT})
    return feed_files(replace(real_edition, settings=settings))


def test_every_feed_keeps_every_rule(files: dict[str, bytes]) -> None:
    troubles = {p: (rss_troubles if p.endswith("feed.xml") else atom_troubles)(c) for p, c in files.items()}
    assert {path: found for path, found in troubles.items() if found} == {}
    assert len(troubles) > 200


@pytest.mark.parametrize(
    ("was", "becomes", "section"),
    [
        (r"<updated>[^<]*</updated>", "<updated>2026-11-24</updated>", "3.3 date"),
        (r"<id>[^<]*</id>", "", "4.1.1 one id"),
        (r"<author>.*?</author>", "", "4.2.1 author"),
        (r' href="https', ' href="es', "4.2.7.1 href"),
        (r'<link rel="self"[^>]*>', "", "4.1.1 self"),
        (r"<name>[^<]*</name>", "<name></name>", "3.2.1 name of the author"),
        (r"</summary>", "</summary><summary>x</summary>", "4.1.2 one summary"),
        (r"<title>", "<title><b xmlns=''>x</b>", "3.1.1.1 no elements in text"),
        (r"(?s)(<entry>.*?</entry>)", r"\1\1", "4.1.1 entries with one id differ"),
    ],
)
def test_the_rules_of_atom_refuse(files: dict[str, bytes], was: str, becomes: str, section: str) -> None:
    spoilt, times = re.subn(was, becomes, files["es/reuniones/atom.xml"].decode())
    assert times and section in atom_troubles(spoilt.encode())


@pytest.mark.parametrize(
    ("was", "becomes", "rule"),
    [
        ('version="2.0"', 'version="0.91"', "version"),
        (r"<language>[^<]*</language>", "", "one language"),
        (r"<guid[^>]*>", "<guid>", "guid"),
        (r"<pubDate>\w+", "<pubDate>Xyz", "date"),
        (r"<pubDate>(\w+), (\d\d)", r"<pubDate>\1, 31", "date"),
        (r"(?s)(<item>.*?</item>)", r"\1\1", "guids differ"),
        (r"(?s)<title>[^<]*</title>\s*<link>", "<link>", "one title"),
    ],
)
def test_the_rules_of_rss_refuse(files: dict[str, bytes], was: str, becomes: str, rule: str) -> None:
    check: Callable[[bytes], list[str]] = rss_troubles
    spoilt, times = re.subn(was, becomes, files["es/reuniones/feed.xml"].decode())
    assert times
    try:
        assert rule in check(spoilt.encode())
    except ValueError:
        assert rule == "date", "a day that does not exist"
