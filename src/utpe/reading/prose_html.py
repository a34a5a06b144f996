# SPDX-License-Identifier: MIT
"""The HTML that prose may hold: checks warn of what is not in it, pages drop it."""

TAGS = frozenset(
    """
    a abbr blockquote br caption cite code dd del dfn div dl dt em figcaption figure h2 h3 h4 hr img
    ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time
    tr ul var
    """.split()  # noqa: SIM905 - words read better in lines than one by one
)
