# SPDX-License-Identifier: MIT
"""The links of the register to other sites: catalogue in, addresses out, each with its field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from utpe.immutable import immutable
from utpe.records.catalogue import Catalogue
from utpe.records.parts import values_of
from utpe.records.trace import Trace


@immutable
class ExternalLink:
    """An address outside the site: where it leads, and the field of a record that holds it."""

    url: str
    collection: str
    id: str
    field: str

    @property
    def host(self) -> str:
        """The host, as the same for `www.example.org` and `example.org`."""
        return host_of(self.url)


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Return the host of an address in lower case, without port and «www.»; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        # RFC 3986 allows brackets only around an IP address.
        return ""


def external_links(catalogue: Catalogue | Trace) -> list[ExternalLink]:
    """Return every link of every record, in the order of the files; an address as often as it stands."""
    return [
        ExternalLink(url, collection, record.id, field)
        for collection, record in catalogue
        for field, url in _addresses(record)
    ]


def _addresses(record: Any) -> Iterator[tuple[str, str]]:
    """Yield (field, address) for every value that is an address and nothing else; a DOI is one too."""
    for path, value, _ in values_of(record, str):
        if path[-1] == "doi":
            yield ".".join(map(str, path)), f"https://doi.org/{value}"
        elif value.startswith(("http://", "https://")) and " " not in value:
            yield ".".join(map(str, path)), value
