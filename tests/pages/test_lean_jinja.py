"""The leaner code of templates: it says what Jinja's own says, and is wrong where that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.compiler import CodeGenerator
from markupsafe import Markup
from site_builder import digest

from utpe.mkdocs_adapter.build import build_into
from utpe.pages import templates
from utpe.pages.lean_jinja import LeanCode, LeanTemplate
from utpe.pages.processes import is_of_template, located
from utpe.pages.templates import Compiled, environment


class Thing:
    """What a template gets."""

    word = "<b> \"&'"
    safe = Markup("<i>safe</i>")
    number = 3
    none = None
    items_of_it = ("a", "b")

    def shout(self, word: str, mark: str = "!") -> str:
        return f"<{word}{mark}>"


PIECES = [
    "{{ x.word }}|{{ x.safe }}|{{ x.number }}|{{ x.none }}",
    "{{ x.shout('a') }}{{ x.shout('a', mark='?') }}{{ x.shout(*x.items_of_it) }}{{ x.shout(**{'word': 'k'}) }}",
    "{% macro m(a, b='<d>') %}[{{ a }} {{ b }}]{% endmacro %}{{ m('<') }}{{ m('<', '>') }}{{ m(b=1, a=2) }}",
    "{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}{{ m(1) }}",
    "{% macro m(a) %}{{ a }}{{ caller(a) }}{% endmacro %}{% call(y) m('<') %}({{ y }}){% endcall %}",
    "{% macro m() %}{{ varargs|join }}{{ kwargs['z'] }}{% endmacro %}{{ m('<', 2, z='>') }}",
    "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
    "{% macro m(a) %}<p>{{ a }}</p>{% endmacro %}{% set made = m('&') %}{{ made }}{{ made ~ '<' }}{{ made|length }}",
    "{% for n in x.items_of_it %}{{ loop.index }}{{ n }}{{ loop.last }}{% else %}none{% endfor %}",
    "{% set ns = namespace(n=0) %}{% for _ in x.items_of_it %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "{{ {'a': '<'}['a'] }}{{ {'a': {'b': 1}}.get('a') }}{{ x.word|upper }}{{ x.word|length > 3 }}",
    "{{ 'ui.menu'|text }}{{ 'ui.source_n'|text(n=x.number) }}{{ x.word|safe }}{{ [1, '<']|tojson }}",
    "{% autoescape false %}{{ x.word }}{% endautoescape %}{% filter upper %}{{ x.word }}{% endfilter %}",
]
WRONG = [
    "{{ nobody }}",
    "{{ nobody.any }}",
    "{{ x.nothing }}",
    "{{ x.nothing.any }}",
    "{% if x.nothing %}{% endif %}",
]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jinja as it comes."""
    monkeypatch.setattr(Compiled, "kept", {})
    monkeypatch.setattr(templates, "LeanCode", CodeGenerator)
    monkeypatch.setattr(templates, "LeanTemplate", jinja2.Template)


def _rendered(folder: Path, source: str, **context: Any) -> str:
    (folder / "page.html").write_text(source)
    return environment(folder, "es").get_template("page.html").render(x=Thing(), **context)


@pytest.mark.parametrize("source", PIECES)
def test_both_say_the_same(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compiled, "kept", {})
    lean = _rendered(tmp_path, source)
    monkeypatch.setattr(Compiled, "kept", {})
    monkeypatch.setattr(templates, "LeanCode", CodeGenerator)
    monkeypatch.setattr(templates, "LeanTemplate", jinja2.Template)
    assert lean == _rendered(tmp_path, source)


def test_macros_of_another_template_are_called_as_ones_own(tmp_path: Path) -> None:
    (tmp_path / "ui.html").write_text("{% macro m(a, b='<') %}[{{ a }}{{ b }}{{ w }}]{% endmacro %}")
    source = "{% import 'ui.html' as ui with context %}{{ ui.m('&') }}{{ ui.m(b='>', a=1) }}"
    assert _rendered(tmp_path, source, w="w") == "[&amp;&lt;w][1&gt;w]"


@pytest.mark.parametrize("source", WRONG)
def test_what_is_not_there_is_a_mistake_with_its_line(source: str, tmp_path: Path) -> None:
    with pytest.raises((jinja2.TemplateError, AttributeError)) as error:
        _rendered(tmp_path, f"one\n{source}\n")
    assert is_of_template(error.value)
    assert "page.html:2: " in located(error.value)


def test_a_mistake_of_ours_is_none_of_the_template(tmp_path: Path) -> None:
    def broken() -> str:
        return str(Thing().nothing)  # type: ignore[attr-defined]

    with pytest.raises(AttributeError) as error:
        _rendered(tmp_path, "{{ broken() }}", broken=broken)
    assert not is_of_template(error.value)


def test_a_template_is_lean_where_ours_are_rendered(tmp_path: Path) -> None:
    env = environment(tmp_path, "es")
    assert env.code_generator_class is LeanCode and env.template_class is LeanTemplate
    assert "escape(" not in env.compile("{{ x.word }}", raw=True).replace("escape, ", "")


def test_a_whole_site_is_the_same(
    toy_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(Compiled, "kept", {})
    build_into(toy_copy, tmp_path / "lean", extra={"only_pages": True})
    request.getfixturevalue("plain")
    build_into(toy_copy, tmp_path / "plain", extra={"only_pages": True})
    lean, plain = digest(tmp_path / "lean"), digest(tmp_path / "plain")
    assert len(lean) > 300 and lean == plain
