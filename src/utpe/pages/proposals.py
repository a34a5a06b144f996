# SPDX-License-Identifier: MIT
"""The forms with which anybody proposes a record or a correction, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from utpe.forms.spec import PROPOSED, spec
from utpe.pages import routes
from utpe.pages.form_fields import questions
from utpe.pages.form_groups import GROUPS, ID_FROM
from utpe.pages.form_view import Choice, FormLink, FormPage, ProposeView, QuestionGroup
from utpe.pages.frame import Frame
from utpe.pages.overview import Overview
from utpe.pages.view import Bit
from utpe.settings import Settings
from utpe.text.strings import Strings, strings


@dataclass(frozen=True)
class Proposals(Overview):
    """Makes the form of each collection in one language."""

    frame: Frame

    def parts(self) -> list[str]:
        """Return the collections that can be proposed."""
        return list(PROPOSED)

    def own_facts(self, part: str) -> tuple[object, ...]:  # noqa: ARG002 - the same for each
        """Return what a form shows that no record does: the models behind it."""
        return (spec()["version"],)

    def part(self, part: str) -> Iterator[FormPage]:
        """Yield the form of a collection."""
        s, settings = self.s, self.settings
        title = s(f"forms.collection.{part}.title")
        prose = self.frame.links(self.language)
        yield FormPage(
            language=self.language,
            path=routes.form(self.language, part),
            title=Bit(title),
            description=s(f"forms.collection.{part}.text"),
            crumbs=self.crumbs,
            alternates={c: routes.form(c, part) for c in settings.languages},
            proposed=part,
            lead=s(f"forms.collection.{part}.lead"),
            groups=tuple(_groups(part, s)),
            licences=prose.get("licences"),
            template=routes.form_template(self.language, part),
            words=_words(part, self.language, settings),
            mail=settings.contact_email,
            forge=_forge(settings.repo_url),
            languages=tuple(Choice(c, s(f"languages.{c}"), strings(c).tag) for c in settings.languages),
            links=tuple(prose[key] for key in ("editors", "methodology") if key in prose),
            others=tuple(
                Bit(s(f"forms.collection.{c}.title"), href=routes.form(self.language, c))
                for c in PROPOSED
                if c != part
            ),
        )


def propose_view(settings: Settings, language: str) -> ProposeView:
    """Return the generated part of the page that leads to the forms."""
    s = strings(language)
    forms = tuple(
        FormLink(
            title=s(f"forms.collection.{c}.title"),
            text=s(f"forms.collection.{c}.text"),
            href=routes.form(language, c),
            name=s(f"pages.sections.{c}"),
            template=routes.form_template(language, c),
        )
        for c in PROPOSED
    )
    return ProposeView(forms, settings.contact_email, settings.repo_url)


def _forge(repo_url: str) -> str:
    """Return what people call the host of a repository."""
    host = urlsplit(repo_url).hostname or ""
    return next((name for name in ("GitHub", "GitLab", "Codeberg") if name.lower() in host), host)


def _groups(collection: str, s: Strings) -> Iterator[QuestionGroup]:
    model, is_open = spec()["collections"][collection], True
    for group in GROUPS[collection]:
        if group is None:
            is_open = False
            continue
        name, fields = group
        key = f"forms.group.{name}"
        yield QuestionGroup(
            id=f"g-{name}",
            title=s(f"{key}.title"),
            help=s(f"{key}.help") if f"{key}.help" in s else "",
            questions=questions(model, s.language, fields),
            is_open=is_open,
        )


def _words(collection: str, language: str, settings: Settings) -> dict[str, Any]:
    """Return what the script of a form needs that is not in its files: names, dates, settings."""
    s = strings(language)
    spoken = "languages."
    return {
        "collection": collection,
        "language": language,
        "tag": s.tag,
        "languages": settings.languages,
        "today": settings.today.isoformat(),
        "idFrom": ID_FROM[collection],
        "repo": settings.repo_url,
        "branch": settings.branch,
        "mail": settings.contact_email,
        "data": settings.data_dir.as_posix(),
        "dates": {k.removeprefix("dates."): v for k, v in s.table.items() if k.startswith("dates.")},
        "names": {k.removeprefix(spoken): v for k, v in s.table.items() if k.startswith(spoken)},
        "sections": {c: routes.form(language, c) for c in PROPOSED},
    }
