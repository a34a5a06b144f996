# SPDX-License-Identifier: MIT
"""Every setting of the site in one typed place, filled from the `utpe-i18n` block of mkdocs.yml.

Slugs and names of the languages are in the string tables (`slugs.*`, `language.*`), so that a new
language is a folder, a string table and one word in `languages`.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag
from pydantic import BaseModel, ConfigDict, Field, field_validator

PLUGIN = "utpe-i18n"
# How the face hands the real day down, through MkDocs too.
LATEST_DAY = "UTPE_LATEST_DAY"


class Settings(BaseModel):
    """The site's settings. Empty means absent: what needs the value is then left out of the site."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    root: Path
    """The project's folder; every path below is relative to it."""
    languages: tuple[str, ...] = Field(default=("es", "pt"), min_length=1)
    """Languages of the site, the first being that of messages by default."""
    site_url: str = ""
    """Absolute address of the site, with a final slash; needed by hreflang, sitemap and citations."""
    repo_url: str = ""
    """Public repository; needed by the links to edit a record and to report an error."""
    branch: str = "main"
    """Branch that the edit links point to."""
    contact_email: str = ""
    """Mailbox for reports and proposals; shown on the contact page."""
    network_url: str = "https://mercociudades.org/"
    """Official site of the network, linked from every page."""
    data_dir: Path = Path("data")
    """Folder of the records."""
    content_dir: Path = Path("content")
    """Folder of the prose."""
    theme_dir: Path = Path("overrides")
    """Folder of the theme."""
    site_dir: Path = Path("site")
    """Folder of the finished site."""
    cache_dir: Path = Path(".cache")
    """Folder of caches; safe to delete at any time."""
    page_size: int = Field(default=100, ge=1)
    """Records on one page of a listing at the most; heavy ones have fewer (pages/listing.py)."""
    today: dt.date
    """The day for which the site is built: SOURCE_DATE_EPOCH, else the day of the last commit."""
    latest_day: dt.date | None = None
    """The real day, which the command `utpe` puts into UTPE_LATEST_DAY; no page depends on it."""
    workers: int = Field(default=0, ge=0)
    """Processes that make pages, the first included; 0 means one for each core."""
    offline: bool = False
    """True for the copy that opens from a folder; only `utpe package` sets it."""
    with_proposals: bool = False
    """True where corrections not yet accepted stand for what they correct: in checks and previews."""
    live_script: str = ""
    """Script that reloads the page after a change; only `utpe serve` sets it."""

    @field_validator("site_url")
    @classmethod
    def _end_with_slash(cls, value: str) -> str:
        return value if not value or value.endswith("/") else f"{value}/"

    @field_validator("repo_url")
    @classmethod
    def _end_without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def base_path(self) -> str:
        """Path of the site on its host, with slashes at both ends: `/` or `/sub/path/`."""
        rest = self.site_url.partition("://")[2].partition("/")[2]
        return f"/{rest}" if rest else "/"

    @property
    def reached(self) -> dt.date:
        """The last day that has begun: what an editor did today is not in the future of the last commit."""
        return max(self.today, self.latest_day or self.today)

    def folder(self, name: str) -> Path:
        """Return the absolute path of one of the `…_dir` settings."""
        path: Path = getattr(self, f"{name}_dir")
        return path if path.is_absolute() else self.root / path


class SettingsError(Exception):
    """What the settings come from is no good: `key` (of `cli.settings`) says why, `values` fill it."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


def read_settings(root: Path, **overrides: Any) -> Settings:
    """Return the settings of the project in `root`; keyword arguments win over mkdocs.yml.

    Raises SettingsError, or pydantic's ValidationError for a value of the wrong kind.
    """
    path = root / "mkdocs.yml"
    try:
        config = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())  # noqa: S506 - its tags make text only
    except OSError as error:
        raise SettingsError("unreadable", file=str(path), reason=error) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError("unreadable", file=str(path), reason=str(error)) from None
    if not isinstance(config, dict):
        raise SettingsError("empty", file=str(path))
    return settings_from(config, plugin_block(config), root, **overrides)


def settings_from(config: dict[str, Any], block: dict[str, Any], root: Path, **overrides: Any) -> Settings:
    """Return the settings that MkDocs' own configuration and the plugin's block make together."""
    shared = {
        "site_url": config.get("site_url") or "",
        "repo_url": config.get("repo_url") or "",
    }
    given = {k: v for k, v in block.items() if v is not None}
    days = {"today": source_date(root), "latest_day": os.environ.get(LATEST_DAY) or None}
    values = {"root": root, **days, **shared, **given, **overrides}
    settings = Settings(**values)
    _require_own(settings.folder("cache"), root)
    return settings


def _require_own(cache: Path, root: Path) -> None:
    """Raise SettingsError where others may have filled the folder of caches: a link, or a part of git's tree.

    Who sends a branch could else plant what a record says, a picture or a report.
    """
    if not cache.is_relative_to(root):
        return
    own = root.resolve() / cache.relative_to(root)
    # Where letters are one, large and small, «.Cache» is the same folder.
    command = ["git", "-C", str(root), "ls-files", "-z", "--", f":(icase,literal){own}"]
    try:
        listed = subprocess.run(command, capture_output=True, check=False).stdout
    except OSError:
        listed = b""
    if listed or os.path.realpath(cache) != str(own):
        raise SettingsError("cache", folder=str(cache))


def plugin_block(config: dict[str, Any]) -> dict[str, Any]:
    """Return the options of our plugin in a parsed mkdocs.yml."""
    for plugin in config.get("plugins") or ():
        if isinstance(plugin, dict) and PLUGIN in plugin:
            return dict(plugin[PLUGIN] or {})
        if plugin == PLUGIN:
            return {}
    raise SettingsError("no_plugin", name=PLUGIN)


def source_date(root: Path) -> dt.date:
    """Return the build's «today»: SOURCE_DATE_EPOCH, else the last commit's day, else the real one.

    Raises SettingsError when SOURCE_DATE_EPOCH is not a number of seconds, or of a year beyond the calendar.
    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        # Whoever wants to see signatures gets them from every `git log`.
        command = ["git", "-C", str(root), "log", "-1", "--no-show-signature", "--format=%ct"]
        try:
            epoch = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            epoch = ""
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError("epoch", value=epoch) from None


def _loader() -> type:
    class Loader(yaml.SafeLoader):
        """Reads mkdocs.yml as MkDocs does, with `!ENV`; other tags (Python names) become text."""

    Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)
    return Loader
