# SPDX-License-Identifier: MIT
"""The Content Security Policy that the hosting sends, as the audit and the browser tests do.

Why it is as it is: docs/decisions/theme.md.
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Pagefind is WebAssembly: the search pages and the worker that they start may compile it, no other page.
SEARCHING = ("/es/buscar/", "/pt/buscar/", "/pagefind/")


def policy_for(path: str) -> str:
    """Return the policy of the file at `path`, the address within the host."""
    if any(part in path for part in SEARCHING):
        return POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    return POLICY
