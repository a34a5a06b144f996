"""The rules of axe, asked of a page that a browser shows."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# Reading a colour takes axe half of its time, and a page has few: each is read once. What is read stays the same.
_COLOURS = """{
  const {Color} = axe.commons.color, parse = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parse.call(new Color(), text));
    const {r, g, b, alpha} = known.get(text);
    return Object.assign(this, {r, g, b, alpha});
  };
}
null"""
_RUN = """options => axe.run(options).then(found => found.violations.map(v =>
  [v.id, v.help, ...v.nodes.map(n => `${n.target}: ${n.html} ${n.failureSummary}`)].join('\\n')))"""


def violations(page: Any, rules: Any = None) -> list[str]:
    """Return what violates the rules, with the places; without `rules` (axe's `runOnly`), those that axe takes."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT + _COLOURS)
    only = {"runOnly": rules} if rules else {}
    found: list[str] = page.evaluate(_RUN, {"resultTypes": ["violations"], **only})
    return found
