# SPDX-License-Identifier: MIT
"""The MkDocs plugin `utpe-i18n`: one build, all languages, prose by MkDocs and records by stamping.

Each event below only hands over to the module that does the work.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pydantic import ValidationError

from utpe.exports.yearly_pdf import SheetError
from utpe.mkdocs_adapter import prose, revision_dates
from utpe.mkdocs_adapter.session import Session, open_session
from utpe.pages import templates
from utpe.pages.search_index import SearchIndexError
from utpe.settings import Settings, SettingsError, settings_from
from utpe.text.causes import in_words
from utpe.text.strings import strings

log = get_plugin_logger("utpe")
GIVEN = ("root", "today", "latest_day", "live_script", "offline", "with_proposals")
"""What no configuration may set: it comes from the environment, from `utpe serve` or `utpe package`."""
OPTIONS = tuple(name for name in Settings.model_fields if name not in GIVEN)


class FindingsError(MkDocsException):
    """The editors' errors forbid a build; the message is all findings, one a line, in their language."""


class UtpePlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Options are those of `utpe.settings.Settings`, which also checks them."""

    config_scheme = tuple((name, config_options.Type((str, int, list), default=None)) for name in OPTIONS)

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read settings, data and prose; stop on errors of the editors with their findings."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        extra = config.extra
        given = {
            "live_script": extra.get("live_script", ""),
            "offline": extra.get("offline", False),
            "with_proposals": extra.get("with_proposals", False),
        }
        options = {**self.config, **given}
        try:
            settings = settings_from(config, options, root, site_dir=Path(config.site_dir))  # type: ignore[arg-type]
        except ValidationError as error:
            raise PluginError(f"utpe-i18n: {error}") from None
        except SettingsError as error:
            s = strings("en")
            raise PluginError(s(f"cli.settings.{error.key}", **in_words(error.values, s))) from None
        self.session = open_session(
            settings,
            extra.get("memory"),
            extra.get("message_language", ""),
            extra.get("only_pages", False),
            extra.get("first"),
        )
        if self.session.stopped:
            raise FindingsError(self.session.stopped)
        # Every page of the theme itself (404, sitemap) is made by us, in all languages at once; and MkDocs
        # would look at each of Material's ten thousand icons, of which none is used.
        config.theme.static_templates = set()
        config.theme.dirs = [str(settings.folder("theme"))]
        revision_dates.switch_off_without_history(config, self.session.history)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give prose its localised addresses, add fallbacks, drop the theme's own assets."""
        session = self._open()
        revision_dates.hand_over(config, files, session)
        # What somebody waits for is made now; other processes begin with the rest.
        session.begin(Path(config.site_dir))
        return prose.arrange(files, config, session)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill the marks that stand for figures and settings."""
        return prose.fill(page, self._open())

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Turn links to records into addresses, then sanitise."""
        return prose.finish(html, page, self._open())

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Escape everything in templates, and give them their texts."""
        templates.prepare(env)
        return env

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Give the template our own view of the page."""
        context.update(prose.context(page, self._open()))
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Make the internal addresses of the theme relative and short."""
        shortened = prose.shortened(output, page, self._open())
        # As after each batch of records (pages/publish.py).
        gc.collect(0)
        return shortened

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Wait for records and listings, and write everything that is left."""
        s = strings(config.extra.get("message_language") or "en")
        try:
            log.info("%d pages stand", self._open().finish())
            if (made := config.extra.get("made")) is not None:
                made.append(self._open())
        except SearchIndexError as error:
            raise PluginError(s("build.no_index", **in_words({"reason": error.args[0]}, s))) from None
        except SheetError as error:
            raise PluginError(s("yearly.no_sheet", **in_words({"reason": error.args[0]}, s))) from None

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nobody behind who goes on writing."""
        self.give_up()

    def give_up(self) -> None:
        """End what was begun, if anything was; harmless when it is finished."""
        if self.session:
            self.session.give_up()

    def _open(self) -> Session:
        if self.session is None:
            raise PluginError("utpe-i18n: on_config did not run")
        return self.session
