# SPDX-License-Identifier: MIT
"""The links of the register to other sites: catalogue in, addresses out, each with its field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.records.catalogue import Catalogue
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
        for field, url in _addresses(record, "")
    ]


def _addresses(part: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield (field, address) for every value that is an address and nothing else; a DOI is one too."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            inner = f"{path}.{name}" if path else name
            if name == "doi" and value:
                yield inner, f"https://doi.org/{value}"
            else:
                yield from _addresses(value, inner)
    elif isinstance(part, tuple):
        for n, item in enumerate(part):
            yield from _addresses(item, f"{path}.{n}")
    elif isinstance(part, str) and part.startswith(("http://", "https://")) and not part.count(" "):
        yield path, part
