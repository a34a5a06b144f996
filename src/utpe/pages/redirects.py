# SPDX-License-Identifier: MIT
"""Old addresses that answer: small pages for any host, `_redirects`, and a map for nginx, from one table.

In: the addresses (`pages/addresses.py`) and the files of the finished site. Out: more files for it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from utpe.pages import routes
from utpe.pages.addresses import Addresses, Rule
from utpe.pages.site import Site
from utpe.records.ledger import FILE as LEDGER
from utpe.records.ledger import PAGES, read_ledger
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

INDEX = "index.html"


def redirect_files(site: Site, files: Collection[str]) -> dict[str, bytes]:
    """Return what makes old addresses answer; `files` are the paths of the site's own.

    Nothing that is there is ever covered by a page that leads away.
    """
    ledger, _, _ = read_ledger(site.settings.folder("data") / LEDGER)
    pages = list(site.frame.pages.values())
    addresses = Addresses(site.catalogue, pages, site.settings.languages, ledger)
    present = set(files)
    # The rule of a record takes all below it along, by the same names: those that change come first.
    rules = [*_named(addresses, present), *addresses.rules()]
    made = {path: _stub(site, path, target) for path, target in _stubs(rules, present).items()}
    base = site.settings.base_path
    made["_redirects"] = "".join(_netlify(rule, base) for rule in rules).encode()
    made["nginx-redirects.map"] = "".join(_nginx(rule, base) for rule in rules).encode()
    return made


def _named(addresses: Addresses, files: set[str]) -> Iterator[Rule]:
    """Yield a rule for each file that is named after the id of a moved record.

    Such are calendars (`es/agenda/<id>.ics`), pages to embed, and references (`<id>/<id>.bib`): whoever makes
    them need not tell. An address that is there is not touched.
    """
    inside = tuple(routes.section(c, name) for c in addresses.languages for name in COLLECTIONS)
    candidates = [f for f in sorted(files) if not f.startswith("assets/")]
    for source, end in addresses.moved():
        collection, _, id_ = source.partition("/")
        if collection == PAGES or end.partition("/")[0] != collection:
            continue
        if not COLLECTIONS[collection].has_pages:
            continue
        now = end.partition("/")[2].lower()
        named = re.compile(rf"(?<=/){re.escape(now)}(?=[./])")
        for file in candidates:
            old = named.sub(id_.lower(), file)
            # Within the sections, what is only below the record follows its rule.
            if old != file and old not in files and (f"/{now}." in file or not file.startswith(inside)):
                yield Rule(old.removesuffix(INDEX), file.removesuffix(INDEX))


def _stubs(rules: list[Rule], files: set[str]) -> dict[str, str]:
    """Return, for each page that is no longer there, the page it leads to: both as files."""
    stubs: dict[str, str] = {}
    pages = [file for file in sorted(files) if file.endswith(f"/{INDEX}")]
    for rule in rules:
        target = rule.target.partition("#")[0]
        if rule.is_prefix:
            pairs = [(rule.source + page[len(target) :], page) for page in pages if page.startswith(target)]
        else:
            pairs = [(routes.file(rule.source), rule.target)]
        for source, page in pairs:
            if source.endswith(f"/{INDEX}") and source not in files:
                stubs.setdefault(source, page)
    return stubs


def _stub(site: Site, path: str, target: str) -> bytes:
    target = target.removesuffix(INDEX)
    language = path.partition("/")[0]
    code = language if language in site.settings.languages else site.settings.languages[0]
    base = site.settings.site_url
    page = site.stamper.env.get_template("moved.html").render(
        s=strings(code),
        site=site.frame.sites[code],
        root=routes.depth_prefix(path),
        href=posixpath.relpath(target, posixpath.dirname(path)) + ("/" if target.endswith("/") else ""),
        canonical=base and base + target,
    )
    return page.encode()


def _netlify(rule: Rule, base: str) -> str:
    """Return the lines of a rule: https://docs.netlify.com/manage/routing/redirects/redirect-options/ ."""
    source, target = base + rule.source, base + rule.target
    exact = f"{source.rstrip('/')} {target} 301\n"
    if rule.is_prefix:
        return exact + f"{source}* {target}:splat 301\n"
    return exact + (f"{source} {target} 301\n" if source.endswith("/") else "")


def _nginx(rule: Rule, base: str) -> str:
    """Return the line of a rule in `map $uri $redirect { include …; }`: a pattern, since a hash has limits.

    https://nginx.org/en/docs/http/ngx_http_map_module.html
    """
    source, target = re.escape(base + rule.source.rstrip("/")).replace(r"\-", "-"), base + rule.target
    if rule.is_prefix:
        return f'"~^{source}(?:/(?<below>.*))?$" "{target}$below";\n'
    return f'"~^{source}{"/?" if rule.source.endswith("/") else ""}$" "{target}";\n'
