# SPDX-License-Identifier: MIT
"""Jinja as every template of ours needs it: all escaped, texts by their key, compiled once."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket

from utpe.pages.processes import Crew
from utpe.text.strings import strings


def environment(theme_dir: Path, language: str) -> jinja2.Environment:
    """Return a Jinja environment for the templates in a folder, in one language or, with "", in several."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme_dir), autoescape=True)
    prepare(env, language)
    return env


def prepare(env: jinja2.Environment, language: str = "") -> None:
    """Make an environment escape everything, know texts by their key, and compile nothing twice.

    `'ui.menu' | text` is the text in the environment's language, which Jinja writes into the compiled
    template; where an environment serves several languages, that of the context's `s`.
    """
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = jinja2.StrictUndefined
    # Each build makes its own environments.
    env.auto_reload = False
    env.filters["text"] = strings(language) if language else _text_of_context
    env.bytecode_cache = Compiled(language)


def is_template(name: str) -> bool:
    """True for what Jinja is given to read in the folder of a theme."""
    return not name.startswith("assets/")


def stamped(name: str) -> bool:
    """True for the templates that the stamper renders, in the environment of one language."""
    return name in ("base.html", "shell.html") or (is_template(name) and "/" in name)


@jinja2.pass_context
def _text_of_context(context: jinja2.runtime.Context, key: str, **values: Any) -> str:
    return str(context["s"](key, **values))


class Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates as long as the process lives: a rebuild while serving compiles none again."""

    _kept: ClassVar[dict[tuple[str, str], tuple[str, CodeType]]] = {}

    @classmethod
    def ahead(cls, theme_dir: Path, languages: Sequence[str], workers: int) -> Crew:
        """Begin to compile all templates of a theme, in processes of their own; `take` the results.

        Nothing is begun where there is one worker, or where something is compiled already.
        """

        def compile_for(batch: list[str]) -> list[tuple[tuple[str, str], tuple[str, bytes]]]:
            for language in batch:
                env = environment(theme_dir, language)
                for name in env.list_templates(filter_func=stamped if language else is_template):
                    env.get_template(name)
            return [(key, (checksum, marshal.dumps(code))) for key, (checksum, code) in cls._kept.items()]

        is_needed = workers != 1 and not cls._kept
        return Crew(compile_for, [[code] for code in ("", *languages)] if is_needed else [], workers)

    @classmethod
    def take(cls, crew: Crew) -> None:
        """Keep what was compiled ahead."""
        cls._kept |= {key: (checksum, marshal.loads(code)) for key, (checksum, code) in crew.results()}  # noqa: S302 - made a moment ago by this very program

    def __init__(self, language: str) -> None:
        # The texts of the language stand in the code.
        self._language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source has not changed."""
        checksum, code = self._kept.get((self._language, bucket.key), ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self._kept[(self._language, bucket.key)] = (bucket.checksum, bucket.code)


class Once:
    """Renders what many pages show only the first time that it is asked for.

    The thing must be one that lives as long as the build, as the entries of listings do: it is known by
    its identity.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}

    def __call__(self, macro: Callable[..., str], thing: Any, *more: Any) -> str:
        """Return what `macro` makes of `thing`."""
        found = self._known.get(id(thing))
        if found is None:
            found = self._known[id(thing)] = (thing, macro(thing, *more))
        return found[1]
