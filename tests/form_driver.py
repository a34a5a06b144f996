"""Fills the form as a person does: a tree goes in, each answer through the control that the page has for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from utpe.pages import routes

SETTLED = 450
"""Milliseconds after which the form has judged and kept what was written."""

# Marks the question about a field that is a part's own, and opens what it is folded into.
FIND = """(place, [name, mark]) => {
  const owner = e => e.parentElement.closest('[data-f], .item, #form');
  const found = [...place.querySelectorAll(`[data-f="${name}"]`)].find(e => owner(e) === place);
  for (let at = found; at; at = at.parentElement) if (at.matches('details')) at.open = true;
  if (found) found.dataset.found = mark;
  return !!found;
}"""


class Form:
    """A form in a page of a browser."""

    def __init__(self, page: Any, root: str, language: str, collection: str, query: str = "") -> None:
        self.page = page
        self.found = 0
        # The day of the tests: a source cannot have been read after it.
        page.clock.set_fixed_time("2026-11-24T12:00:00Z")
        self.root = root
        # No server finds the page of a folder for a browser that reads from a disk.
        name = "index.html" if root.startswith("file:") else ""
        page.goto(urljoin(root, routes.form(language, collection)) + name + query)
        page.wait_for_selector("#form[data-ready]")

    def fill(self, tree: dict[str, Any], scope: Any = None) -> None:
        """Answer every field of a tree; in a part, below `scope`."""
        for name, value in tree.items():
            # An inline source has its id by itself.
            if scope is not None and name == "id" and "source" in tree:
                continue
            self.answer(self.field(name, scope), value)

    def field(self, name: str, scope: Any = None) -> Any:
        """The question about a field; folds around it are opened."""
        self.found += 1
        place = scope or self.page.locator("#form")
        assert place.evaluate(FIND, [name, str(self.found)]), name
        return self.page.locator(f'[data-found="{self.found}"]')

    def answer(self, field: Any, value: Any) -> None:
        """Answer one question, by the kind of its control."""
        kind, is_list = field.get_attribute("data-w"), isinstance(value, list)
        if is_list and kind in ("part", "cite", "text", "date"):
            self._answer_parts(field, kind, value)
            return
        match kind:
            case "line" | "url" | "number" | "long" | "lines":
                text = "\n".join(value) if is_list else value
                field.locator("input, textarea").first.fill(text)
            case "select":
                field.locator("select").select_option(value)
            case "radios" | "yesno" | "checks":
                for one in value if is_list else [value]:
                    field.locator(f'input[value="{one}"]').check()
            case "check":
                field.locator("input").set_checked(value == "true")
            case "text":
                self._answer_text(field, value)
            case "title":
                self._answer_title(field, value)
            case "date":
                field.locator(".paste input").fill(value)
            case "time":
                for box, part in zip(field.locator("input").all(), value.split("/"), strict=False):
                    box.fill(part)
            case "pick":
                for one in value if is_list else [value]:
                    self.pick(field, one)
            case "part":
                self.fill(value, field)
            case _:
                raise AssertionError(kind)

    def pick(self, field: Any, id_: str) -> None:
        """Choose from a list by what a person would type, with the keyboard."""
        box = field.locator("input").first
        box.fill(id_)
        box.press("Tab")

    def _answer_text(self, field: Any, value: dict[str, str]) -> None:
        for language, text in value.items():
            field.locator(f'[data-l="{language}"] textarea').fill(text)

    def _answer_title(self, field: Any, value: str | dict[str, str]) -> None:
        if isinstance(value, dict):
            field.locator('input[value="described"]').check()
            self._answer_text(field, value)
        else:
            field.locator(":scope > input").fill(value)

    def _answer_parts(self, field: Any, kind: str, values: list[Any]) -> None:
        for number, value in enumerate(values):
            items = field.locator(":scope > .items > .item")
            if items.count() <= number:
                field.locator(":scope > [data-do=add]").click()
            item = items.nth(number)
            if kind in ("text", "date"):
                self.answer(item.locator(f'[data-w="{kind}"]').first, value)
                continue
            if "source" in value:
                item.locator("[data-do=describe]").click()
                self.fill(value["source"], item.locator('[data-f="source"]'))
                self.fill({k: v for k, v in value.items() if k not in ("id", "source")}, item)
            else:
                self.fill(value, item)

    def settle(self) -> None:
        """Wait until the form has judged and kept what was written."""
        self.page.wait_for_timeout(SETTLED)

    def prepare(self, name: str = "") -> str:
        """Agree, ask for the file, and return it; fails with what the form says is wrong."""
        self.page.check("#licence")
        if name:
            self.page.check("#named")
            self.page.fill("#name", name)
        self.settle()
        self.page.click("#review")
        assert not self.page.is_visible("#summary"), self.page.inner_text("#summary")
        return self.file()

    def file(self) -> str:
        """The file that is ready."""
        text: str = self.page.text_content("#file")
        return text

    def path(self) -> str:
        """Where the file belongs in the project, as the page of the forge is told."""
        words: str = self.page.text_content("#where")
        return next(word.rstrip(".") for word in words.split() if word.startswith("data/"))

    def said(self, field: Any) -> str:
        """What is said at a question."""
        messages = field.locator(".msgs")
        return "\n".join(messages.all_inner_texts())
