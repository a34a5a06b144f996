# SPDX-License-Identifier: MIT
"""Where somebody who found a weakness reports it, for programs: `/.well-known/security.txt` (RFC 9116)."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from utpe.immutable import immutable
from utpe.pages.frame import Frame
from utpe.settings import Settings
from utpe.text.strings import strings

PATH = ".well-known/security.txt"
LASTS = dt.timedelta(days=364)
"""RFC 9116, 2.5.5: less than a year. Counted from the build's «today», so that a build can be repeated."""
_IN_PRIVATE = {
    "github.com": "/security/advisories/new",
    "gitlab.com": "/-/issues/new?issue%5Bconfidential%5D=true",
}
"""What leads to a report that only the maintainers read, below a repository."""


@immutable
class SecurityFile:
    """The values of the fields of security.txt."""

    contacts: tuple[str, ...]
    expires: str
    languages: tuple[str, ...]
    canonical: str
    policies: tuple[str, ...]


def security_file(settings: Settings, frame: Frame) -> SecurityFile | None:
    """Return what security.txt says; None where nobody would look for it, or could be written to in private.

    It is looked for at the root of a host, by HTTPS only.
    """
    url = settings.site_url
    contacts = _contacts(settings)
    if settings.base_path != "/" or not url.startswith("https://") or not contacts:
        return None
    return SecurityFile(
        contacts=contacts,
        expires=f"{settings.today + LASTS}T00:00:00Z",
        # Whoever maintains the code reads English.
        languages=(*(strings(c).tag.partition("-")[0] for c in settings.languages), "en"),
        canonical=url + PATH,
        policies=tuple(url + path for path in frame.alternates("security").values()),
    )


def _contacts(settings: Settings) -> tuple[str, ...]:
    found = [f"mailto:{settings.contact_email}"] if settings.contact_email else []
    private = _IN_PRIVATE.get(urlsplit(settings.repo_url).hostname or "")
    if private:
        found.append(settings.repo_url + private)
    return tuple(found)
