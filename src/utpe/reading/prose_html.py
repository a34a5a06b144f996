# SPDX-License-Identifier: MIT
"""The HTML that prose may hold: checks warn of what is not in it, pages drop it."""

import re

# A scheme, or two slashes of either kind, as browsers read them.
_ELSEWHERE = re.compile(r"[\s\x00-\x1f]*(?:[A-Za-z][A-Za-z0-9+.\s-]*:|[/\\]\s*[/\\])")


def is_elsewhere(address: str) -> bool:
    """True for an address on another host, or of another kind than a path."""
    return bool(_ELSEWHERE.match(address))


TAGS = frozenset(
    """
    a abbr blockquote br caption cite code dd del dfn div dl dt em figcaption figure h2 h3 h4 hr img
    ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time
    tr ul var
    """.split()  # noqa: SIM905 - words read better in lines than one by one
)
