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
    # `tojson` escapes what could end a script; the rest stays as it is, in the order that it has.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


@jinja2.pass_context
def _text_of_context(context: jinja2.runtime.Context, key: str, **values: Any) -> str:
    return str(context["s"](key, **values))


class Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates as long as the process lives: a rebuild while serving compiles none again."""

    kept: ClassVar[dict[tuple[str, str], tuple[str, CodeType]]] = {}
    """For a language and Jinja's key of a template: the checksum of its source, and its code."""

    def __init__(self, language: str) -> None:
        # The texts of the language stand in the code.
        self._language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source has not changed."""
        checksum, code = self.kept.get((self._language, bucket.key), ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self.kept[(self._language, bucket.key)] = (bucket.checksum, bucket.code)


def compile_ahead(theme_dir: Path, languages: Sequence[str], workers: int) -> Crew:
    """Begin to compile the templates of a theme, in processes of their own; `keep` takes the results.

    Nothing is begun where there is one worker, or where something is compiled already.
    """

    def compile_for(languages: list[str]) -> list[Packed]:
        return [packed for language in languages for packed in _packed(theme_dir, language)]

    is_needed = workers != 1 and not Compiled.kept
    return Crew(compile_for, [[code] for code in ("", *languages)] if is_needed else [], workers)


def keep(ahead: Crew) -> None:
    """Keep what was compiled ahead: processes that are forked later inherit it."""
    for key, checksum, code in ahead.results():
        Compiled.kept[key] = checksum, marshal.loads(code)  # noqa: S302 - made by this very program


Packed = tuple[tuple[str, str], str, bytes]


def _packed(theme_dir: Path, language: str) -> list[Packed]:
    env = environment(theme_dir, language)
    for name in env.list_templates(extensions=("html", "xml", "txt")):
        # Pages of prose stand at the top; the stamper needs the rest, and what the shells are made of.
        is_stamped = "/" in name or name in ("base.html", "shell.html")
        if name.startswith((".", "assets/")) or (language and not is_stamped):
            continue
        try:
            env.get_template(name)
        except (jinja2.TemplateError, UnicodeDecodeError):
            # Whoever renders it will say what is wrong with it, if anybody does.
            continue
    return [
        (k, checksum, marshal.dumps(code))
        for k, (checksum, code) in Compiled.kept.items()
        if k[0] == language
    ]


class Once:
    """Renders what many pages show only the first time that it is asked for.

    Things are known by their identity, and held: give it what lives as long as the build, as the entries of
    listings do. `more` must be the same for a thing whenever it is asked for.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[Any, str]] = {}

    def __call__(self, macro: Callable[..., str], thing: Any, *more: Any) -> str:
        """Return what `macro` makes of `thing`."""
        key = (getattr(macro, "name", ""), id(thing))
        if key not in self._known:
            self._known[key] = (thing, macro(thing, *more))
        return self._known[key][1]
