# SPDX-License-Identifier: MIT
"""Runs the nginx of the system with deploy/nginx/utpe.conf on a free port, for the audit.

Installs it, and its module for Brotli, through the system's own package manager where that needs no password.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system_packages import install

CONFIGURATION = Path(__file__).resolve().parent.parent / "deploy" / "nginx" / "utpe.conf"
PACKAGES = {
    "apt-get": ("nginx-light", "libnginx-mod-http-brotli-static"),
    "dnf": ("nginx", "nginx-mod-brotli"),
    "apk": ("nginx", "nginx-mod-http-brotli"),
}
MODULES = ("/etc/nginx/modules-enabled", "/usr/share/nginx/modules", "/etc/nginx/modules")
"""Where systems put the lines that load modules."""
FRAME = """daemon off;
error_log stderr warn;
pid {folder}/pid;
{modules}
events {{}}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/utpe.conf;
}}
"""

BARE = """server {{
    listen 127.0.0.1:{port};
    root {site};
}}
"""
"""A server that does nothing but send files, to be compared with."""


def find_or_install() -> str | None:
    """Return the path of nginx; None when there is none and none could be installed."""
    return _found() or (_found() if install(PACKAGES, "installing_nginx") else None)


def _found() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def serving(nginx: str, site: Path, folder: Path) -> Iterator[str]:
    """Serve a site as deploy/nginx/utpe.conf says, its own three lines changed; give the address of its root.

    `folder` is for what nginx writes. Raises RuntimeError with nginx's own words where it does not start.
    """
    port, text = _free_port(), CONFIGURATION.read_text("utf-8")
    own = {"listen 80;": f"listen 127.0.0.1:{port};", "root /srv/utpe/site;": f"root {site};"}
    own["include /srv/utpe/site/nginx-redirects.map;"] = f"include {site}/nginx-redirects.map;"
    for ours, theirs in own.items():
        if text.count(ours) != 1:
            raise RuntimeError(f"{CONFIGURATION} has not one line «{ours}»")
        text = text.replace(ours, theirs)
    with _running(nginx, text, port, folder):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def serving_bare(nginx: str, site: Path, folder: Path) -> Iterator[str]:
    """Serve a folder with nothing that nginx does not do by itself; otherwise as `serving`."""
    port = _free_port()
    with _running(nginx, BARE.format(port=port, site=site), port, folder):
        yield f"http://127.0.0.1:{port}/"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(nginx: str, text: str, port: int, folder: Path) -> Iterator[None]:
    (folder / "utpe.conf").write_text(text, "utf-8")
    modules = "\n".join(f"include {p}/*.conf;" for p in MODULES if list(Path(p).glob("*.conf")))
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, modules=modules), "utf-8")
    command = [nginx, "-c", str(folder / "nginx.conf")]
    with (folder / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(process, port, folder / "log")
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text("utf-8"))
