"""The written checklist of headers says what is sent, and what is sent is rated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from host_headers import Rules, headers_of

from utpe.pages import policy

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy" / "nginx" / "utpe.conf").read_text()
ROWS = re.findall(
    r"^\| `([A-Z][\w-]+)` \| (yes|no|host) \| (.+) \|$",
    (ROOT / "docs/decisions/headers.md").read_text().partition("## The checklist")[2],
    re.MULTILINE,
)
# What hosts that read `/_headers` say by themselves.
BY_THE_HOST = {"Cache-Control"}
# The names that OWASP recommends, and those that it says not to send any more: https://owasp.org/www-project-secure-headers/
OWASP = {
    *("Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options", "Content-Security-Policy"),
    *("X-Permitted-Cross-Domain-Policies", "Referrer-Policy", "Clear-Site-Data", "Cache-Control"),
    *("Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
    *("Permissions-Policy", "X-DNS-Prefetch-Control", "Feature-Policy", "Expect-CT", "Public-Key-Pins"),
    *("X-XSS-Protection", "X-Powered-By", "Server"),
}


def _sent_by_nginx() -> set[str]:
    return set(re.findall(r"^ *add_header ([\w-]+) ", NGINX, re.MULTILINE))


def test_the_checklist_has_every_header_that_owasp_names_once() -> None:
    names = [name for name, _, _ in ROWS]
    assert len(names) == len(set(names)) and set(names) >= OWASP


@pytest.mark.parametrize(("name", "is_sent", "why"), ROWS, ids=[name for name, _, _ in ROWS])
def test_what_the_checklist_says_is_so(rules: Rules, name: str, is_sent: str, why: str) -> None:
    assert len(why) > 10
    assert (name in _sent_by_nginx()) == (is_sent == "yes")
    if name not in BY_THE_HOST:
        assert (name in headers_of(rules, "/es/")) == (is_sent == "yes")


def test_what_is_sent_is_in_the_checklist(rules: Rules) -> None:
    listed = {name for name, is_sent, _ in ROWS if is_sent == "yes"}
    # Who may read a file and which methods work protect nobody.
    assert (_sent_by_nginx() | set(headers_of(rules, "/es/"))) - listed == {
        "Access-Control-Allow-Origin",
        "Allow",
    }


def test_the_line_for_https_is_there_and_waits() -> None:
    assert re.search(
        r'^ *# add_header Strict-Transport-Security "max-age=31536000" always;$', NGINX, re.MULTILINE
    )
    assert "server_tokens off;" in NGINX


@pytest.mark.parametrize("kind", ["page", "search", "secretariat", "form", "embed"])
def test_each_policy_has_the_best_grade(kind: policy.Kind) -> None:
    said = dict(part.partition(" ")[::2] for part in policy.in_header(kind).split("; "))
    assert said["default-src"] == "'none'" and said["base-uri"] == "'none'"
    assert "object-src" not in said and "script-src-attr" not in said
    assert said["form-action"] in ("'self'", "'none'")
    assert {"*", "http:", "https:", "'unsafe-inline'", "'unsafe-eval'"}.isdisjoint(
        source for name, sources in said.items() if name != "frame-ancestors" for source in sources.split()
    )
    assert (said["frame-ancestors"] == "*") == (kind == "embed")
    assert (said.get("require-trusted-types-for") == "'script'") == (kind != "search")
    assert said.get("trusted-types", "") == {"page": "utpe", "search": ""}.get(kind, "'none'")


def test_embeds_and_files_for_all_may_be_loaded_by_all(rules: Rules) -> None:
    loads = "Cross-Origin-Resource-Policy"
    for path in ("/es/embed/agenda/", "/api/v1/cities.json", "/data/utpe.xlsx", "/assets/cards/es-home.png"):
        # As Cloudflare Pages joins them, which is no value of this header, and so none; Netlify takes the last.
        assert headers_of(rules, path)[loads] == "same-origin, cross-origin", path
    for path in ("/", "/es/", "/assets/mark.svg", "/es/reuniones/list.json", "/.well-known/security.txt"):
        assert headers_of(rules, path)[loads] == "same-origin", path
