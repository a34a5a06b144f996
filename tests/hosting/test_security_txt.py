"""security.txt keeps to RFC 9116, and is there only where it is true; the policy that it names says the same everywhere."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from security_txt_reader import read

from utpe.pages import security
from utpe.pages.frame import Frame
from utpe.pages.templates import environment
from utpe.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 24)
SITE, MAILBOX, GITHUB = "https://example.org/", "ana@example.org", "https://github.com/a/b"


def _written(frame: Frame, **settings: str) -> str | None:
    found = security.security_file(Settings(root=ROOT, today=TODAY, **settings), frame)
    template = environment(ROOT / "overrides", "").get_template("hosting/security.txt")
    return found and template.render(security=found) + "\n"


def test_the_file_says_whom_to_write_to_and_until_when(frame: Frame) -> None:
    text = _written(frame, site_url=SITE, contact_email=MAILBOX, repo_url=GITHUB)
    assert text
    assert read(text) == {
        "contact": [f"mailto:{MAILBOX}", f"{GITHUB}/security/advisories/new"],
        "expires": ["2027-11-23T00:00:00Z"],
        "preferred-languages": ["es, pt, en"],
        "canonical": ["https://example.org/.well-known/security.txt"],
        "policy": ["https://example.org/es/seguridad/", "https://example.org/pt/seguranca/"],
    }
    assert dt.date.fromisoformat("2027-11-23") - TODAY < dt.timedelta(days=365)


def test_a_private_report_on_another_forge_is_told(frame: Frame) -> None:
    text = _written(frame, site_url=SITE, repo_url="https://gitlab.com/a/b")
    assert text and read(text)["contact"] == [
        "https://gitlab.com/a/b/-/issues/new?issue%5Bconfidential%5D=true"
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {"contact_email": MAILBOX},
        {"site_url": SITE},
        # No way to write there in private is known.
        {"site_url": SITE, "repo_url": "https://forge.example.org/a/b"},
        # Programs look at the root of a host alone, by HTTPS.
        {"site_url": "https://example.org/sub/", "contact_email": MAILBOX},
        {"site_url": "http://example.org/", "contact_email": MAILBOX},
    ],
)
def test_there_is_no_file_that_would_not_be_true(frame: Frame, settings: dict[str, str]) -> None:
    assert _written(frame, **settings) is None


@pytest.mark.parametrize("text", ["", "Contact: mailto:a@b.org\n", "Contact: a@b.org\nExpires: 2027-01-01T00:00:00Z\n", "Contact: mailto:a@b.org\nExpires: 2027-01-01\n", "Contact: mailto:a@b.org\nExpires: 2027-01-01T00:00:00Z\nExpires: 2027-01-01T00:00:00Z\n", "Contact: http://b.org/\nExpires: 2027-01-01T00:00:00Z\n"])  # fmt: skip
def test_the_reader_of_this_test_refuses_what_the_rfc_refuses(text: str) -> None:
    with pytest.raises((AssertionError, KeyError)):
        read(text)


LANGUAGE_NAMES = {"es": "Español", "pt": "Português"}


def test_the_policy_is_there_for_each_reader(frame: Frame) -> None:
    own = (ROOT / "SECURITY.md").read_text()
    assert {place.shown_language for (_, key), place in frame.places.items() if key == "security"} == {
        "es",
        "pt",
    }
    for language in ("es", "pt"):
        page = (ROOT / "content" / language / "security.md").read_text()
        title = page.split("title: ", 1)[1].split("\n", 1)[0]
        assert own.split(f"## {LANGUAGE_NAMES[language]}\n", 1)[1].find(title) > 0
        # As many promises, points and ways in both.
        assert (page.count("\n## "), page.count("\n- "), page.count("{{if")) == (4, 6, 2)
        assert "(security.md)" in (ROOT / "content" / language / "contact.md").read_text()
        footer = [link.href for group in frame.sites[language].footer for link in group.links]
        assert frame.places[(language, "security")].path in footer


def test_the_forge_publishes_the_folder_that_begins_with_a_dot() -> None:
    workflow = (ROOT / ".github/workflows/pages.yml").read_text()
    assert re.search(
        r"upload-pages-artifact@.*\n(?: +.*\n)*? +include-hidden-files: true$", workflow, re.MULTILINE
    )
