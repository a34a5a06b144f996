"""Parts of a page that have nothing in them: lists, tables, and headings with nothing below."""

from __future__ import annotations

from html.parser import HTMLParser

LISTS = {"ul", "ol", "dl", "table", "tbody", "nav", "section", "figure"}
HEADINGS = {"h2", "h3", "h4"}
WITHOUT_END = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENDS = {"main", "footer"}


def empty_parts(html: str) -> list[str]:
    """Return the empty parts of a page, each in words. What a script fills is none: templates, lists of its own."""
    page = _Page()
    page.feed(html)
    return page.empty


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.empty: list[str] = []
        self.open: list[tuple[str, str, list[str]]] = []
        self.heading: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(x == "template" for x, _, _ in self.open):
            pass
        elif tag in HEADINGS | ENDS:
            self._end_heading(tag)
        if tag not in WITHOUT_END:
            words = " ".join(f'{name}="{value}"' for name, value in attrs)
            self.open.append((tag, words, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDS:
            self._end_heading(tag)
        while self.open:
            name, attributes, texts = self.open.pop()
            inside = any(x == "template" for x, _, _ in self.open)
            if name in LISTS and not "".join(texts).strip() and not inside:
                self.empty.append(f"<{name} {attributes}>")
            if self.open:
                self.open[-1][2].extend(texts)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        for _, _, texts in self.open[-1:]:
            texts.append(data)
        if not data.strip() or any(x == "template" for x, _, _ in self.open):
            return
        if any(x in HEADINGS for x, _, _ in self.open):
            if self.heading:
                self.heading[1].append(data)
        else:
            self.heading = None

    def _end_heading(self, tag: str) -> None:
        """Note a heading that the next one of its rank, or a higher one, or the end of the page follows at once."""
        if self.heading and (tag in ENDS or tag <= self.heading[0]):
            self.empty.append(f"{self.heading[0]}: {''.join(self.heading[1])}")
        self.heading = (tag, []) if tag in HEADINGS else None
