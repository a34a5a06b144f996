# SPDX-License-Identifier: MIT
"""Links to report an error, filled with what they are about: settings and a page in, addresses out.

Addresses stay below 2,000 characters, which every browser, mail program and forge takes. How forges read
them: docs/decisions/reports.md.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

from utpe.pages.view import Report
from utpe.settings import Settings
from utpe.text.strings import Strings

LONGEST = 1_999
# A letter takes up to four bytes, and each byte three characters of an address.
LONGEST_LETTER = 12
TEMPLATE = "correction.yml"
"""The form in .github/ISSUE_TEMPLATE; its fields are filled by their ids."""


def report(settings: Settings, s: Strings, title: str, id_: str, path: str) -> Report:
    """Return where to report an error on the page at `path`, called `title`, of what has this id."""
    where = f"{settings.site_url}{path} ({id_})" if settings.site_url else id_
    body = s("pages.report.body", where=where)
    issue = mail = ""
    if settings.repo_url:
        fields = {"record": where, "what": s("pages.report.what")}
        issue = _fitting(title, lambda t: _issue(settings.repo_url, _subject(s, t, id_), body, fields))
    if settings.contact_email:
        mail = _fitting(title, lambda t: _mail(settings.contact_email, _subject(s, t, id_), body))
    if issue and mail:
        return Report(issue, mail, settings.contact_email)
    return Report(issue or mail)


def _subject(s: Strings, title: str, id_: str) -> str:
    return s("pages.report.subject", title=title, id=id_)


def _issue(repo_url: str, subject: str, body: str, fields: dict[str, str]) -> str:
    host = urlsplit(repo_url).hostname or ""
    if host == "github.com":
        return f"{repo_url}/issues/new?{urlencode({'template': TEMPLATE, 'title': subject, **fields})}"
    if "gitlab" in host.split("."):
        query = urlencode({"issue[title]": subject, "issue[description]": body})
        return f"{repo_url}/-/issues/new?{query}"
    return f"{repo_url}/issues/new?{urlencode({'title': subject, 'body': body})}"


def _mail(mailbox: str, subject: str, body: str) -> str:
    """Return an address as of RFC 6068: spaces are never «+», lines end with CR LF."""
    lines = body.replace("\n", "\r\n")
    return f"mailto:{quote(mailbox, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def _fitting(title: str, make: Callable[[str], str]) -> str:
    """Return what `make` makes of a title, or of as much of it as fits into an address."""
    title = " ".join(title.split())
    address = make(title)
    while len(address) > LONGEST and title not in ("", "…"):
        kept = title.removesuffix("…")
        too_long = len(address) - LONGEST
        title = kept[: -max(1, too_long // LONGEST_LETTER)].rstrip() + "…"
        address = make(title)
    return address
