# SPDX-License-Identifier: MIT
"""Links that are known to fail and stay: which, why, until when. One list, `data/links-excused.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from utpe.records.base import Part, Text
from utpe.records.edtf import Edtf
from utpe.records.external import host_of

EXCUSED = "links-excused"
LINK = r"^(https?://[^\s/]+\S*|[a-z0-9-]+(\.[a-z0-9-]+)+)$"


class Excuse(Part):
    """A host, or one address, that `utpe links` does not complain about for a time."""

    link: Annotated[str, StringConstraints(pattern=LINK, max_length=1_000)]
    """A host (with or without «www.», all its addresses), or one whole address."""
    reason: Text
    """Why it stays, for whoever reads the results."""
    until: Edtf
    """The day after which it is asked about as any other."""

    def covers(self, url: str) -> bool:
        """Return whether this is the address, or the host of it."""
        return url == self.link or host_of(url) == self.link.removeprefix("www.")
