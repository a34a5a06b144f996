# SPDX-License-Identifier: MIT
"""Jinja that writes leaner Python for templates like ours: the same output in half the time.

Jinja's code must be ready for whatever a template may be given: each attribute may be an item instead, each
call that of a function that wants the context, and each escaped text is marked as safe only to be joined.
Ours get views with attributes, call macros, and escape everything. So attributes are read as Python reads
them (items of a map are asked for as such: `map['key']`), macros are plain functions, and texts are escaped
without the mark. What a template says is the same.

Neither what begins with an underscore here nor Jinja's compiler is a public interface: both packages are
pinned, and `tests/pages/test_lean_jinja.py` compares what both kinds of code make of a whole site.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:
    from markupsafe._native import _escape_inner


class LeanCode(CodeGenerator):
    """Writes the code of a template; what is not overridden is Jinja's own."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Read an attribute as such."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call what is called."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("named(" if node.kwargs else "(")
        self.visit(node.node, frame)
        self.write(")(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make a macro a function."""
        self.write("as_function(")
        super().macro_def(macro_ref, frame)
        self.write(", macro)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class LeanTemplate(jinja2.Template):
    """A template whose code finds the functions that it calls."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """As Jinja does it, but that globals are not looked for in a chain of maps."""
        namespace = {"environment": environment, "__file__": code.co_filename, **_FUNCTIONS}
        exec(code, namespace)  # noqa: S102 - code that Jinja made of a template of ours
        template = cls._from_namespace(environment, namespace, dict(globals))
        template._uptodate = uptodate  # noqa: SLF001 - as the method that this one stands for does
        return template


_marked = str.__new__


def shown(value: Any) -> str:
    """Return a value as it stands in HTML: escaped, unless it is marked as safe."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


def as_function(macro: Macro, function: Any) -> Any:
    """Return a macro as a function of its arguments by place; one that takes more stays what it is."""
    if macro.catch_kwargs or macro.catch_varargs or macro.caller:
        return macro
    # What is not given is looked for in the body of the macro.
    function.__defaults__ = (missing,) * len(macro.arguments)

    def called(*given: Any) -> Markup:
        return _marked(Markup, function(*given))

    called.name, called.named = macro.name, macro  # type: ignore[attr-defined]
    return called


def named(function: Any) -> Any:
    """Return what takes arguments by name."""
    return getattr(function, "named", function)


_FUNCTIONS = {"shown": shown, "as_function": as_function, "named": named}
