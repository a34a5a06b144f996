"""The table of headers of the real site, and the site under a real nginx with deploy/nginx/utpe.conf."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import compress
import nginx
import pytest
from host_headers import Rules
from other_site import Other

from utpe.checks.runner import Report
from utpe.pages.frame import Frame, build_frame
from utpe.pages.headers import hosting
from utpe.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def frame(real: Report) -> Frame:
    return build_frame(read_settings(ROOT), real.pages)


@pytest.fixture(scope="session")
def rules(frame: Frame) -> Rules:
    return [(rule.path, dict(rule.headers)) for rule in hosting(frame).rules]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with an address, a mailbox and a repository, and with its compressed copies."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(folder),
    ]
    environment = os.environ | {
        "SITE_URL": "https://example.org/",
        "REPO_URL": "https://github.com/example/utpe",
        "CONTACT_EMAIL": "ana@example.org",
        "SOURCE_DATE_EPOCH": "1795478400",
    }
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    compress.compress(folder)
    # Who runs nginx as root has it read as another user.
    base = tmp_path_factory.getbasetemp()
    for parent in folder.parents:
        if parent.is_relative_to(base) or parent.name.startswith("pytest-"):
            parent.chmod(0o755)
    return folder


@pytest.fixture(scope="session")
def url(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site under nginx."""
    program = nginx.find_or_install()
    assert program, "no nginx, and none could be installed"
    with nginx.serving(program, site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Other]:
    """A site of another host, whose folder a test fills."""
    other = Other(tmp_path)
    yield other
    other.close()
