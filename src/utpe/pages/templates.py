# SPDX-License-Identifier: MIT
"""Jinja as every template of ours needs it: all escaped, texts by their key, compiled once."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket

from utpe.pages.lean_jinja import LeanCode, LeanTemplate
from utpe.pages.processes import Crew, batches_of
from utpe.text.strings import Strings, strings

SUFFIXES = ("html", "xml", "txt")
BATCHES = 8


def environment(theme_dir: Path, language: str) -> jinja2.Environment:
    """Return a Jinja environment for the templates in a folder, in one language or, with "", in several."""
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme_dir), autoescape=True)
    prepare(env, language)
    return env


def prepare(env: jinja2.Environment, language: str = "") -> None:
    """Make an environment escape everything, know texts by their key, and compile nothing twice.

    `'ui.menu' | text` is the text in the environment's language or, where it serves several, in that of the
    context's `s`.
    """
    env.code_generator_class, env.template_class = LeanCode, LeanTemplate
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = jinja2.StrictUndefined
    # Each build makes its own environments.
    env.auto_reload = False
    env.filters["text"] = _texts_of(strings(language)) if language else _text_of_context
    env.bytecode_cache = Compiled()
    # `tojson` escapes what could end a script; the rest stays as it is, in the order that it has.
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


@jinja2.pass_context
def _text_of_context(context: jinja2.runtime.Context, key: str, **values: Any) -> str:
    return str(context["s"](key, **values))


def _texts_of(s: Strings) -> Callable[..., str]:
    """Return the filter of one language; asking for the context keeps the text out of the compiled code."""

    @jinja2.pass_context
    def text(_context: jinja2.runtime.Context, key: str, **values: Any) -> str:
        return s(key, **values)

    return text


class Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates as long as the process lives, for all languages and all builds."""

    kept: ClassVar[dict[str, tuple[str, CodeType]]] = {}
    """For Jinja's key of a template: the checksum of its source, and its code."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source has not changed."""
        checksum, code = self.kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self.kept[bucket.key] = (bucket.checksum, bucket.code)


def compile_ahead(theme_dir: Path, workers: int) -> Crew:
    """Begin to compile the templates of a theme, in another process; `keep` takes the results.

    Nothing is begun where there is one worker, or where something is compiled already.
    """
    is_needed = workers != 1 and not Compiled.kept
    names = list(environment(theme_dir, "").list_templates(extensions=SUFFIXES)) if is_needed else []
    wanted = [name for name in names if not name.startswith((".", "assets/"))]
    return Crew(lambda batch: _packed(theme_dir, batch), batches_of(wanted, BATCHES), workers)


def keep(ahead: Crew) -> None:
    """Keep what was compiled ahead: processes that are forked later inherit it."""
    for key, checksum, code in ahead.results():
        Compiled.kept[key] = checksum, marshal.loads(code)  # noqa: S302 - made by this very program


Packed = tuple[str, str, bytes]


def _packed(theme_dir: Path, names: list[str]) -> list[Packed]:
    env, before = environment(theme_dir, ""), set(Compiled.kept)
    for name in names:
        try:
            env.get_template(name)
        except (jinja2.TemplateError, UnicodeDecodeError):
            # Whoever renders it will say what is wrong with it, if anybody does.
            continue
    made = ((key, *known) for key, known in Compiled.kept.items() if key not in before)
    return [(key, checksum, marshal.dumps(code)) for key, checksum, code in made]


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
