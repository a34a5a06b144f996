# SPDX-License-Identifier: MIT
"""`utpe new`: asks for a record in a terminal, one field after the other, and judges each answer at once.

In: how to ask and how to say, settings, catalogue, language. Out: the tree of a record as a file holds it.
The questions are those of the form (`utpe.forms.spec`, `utpe.pages.form_groups`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from utpe.checks.report import sentence
from utpe.checks.structure import finding_of
from utpe.forms.ordered import ordered
from utpe.forms.spec import spec
from utpe.pages import names
from utpe.pages.field_words import words_of
from utpe.pages.form_groups import GROUPS, ID_FROM
from utpe.records.catalogue import Catalogue
from utpe.records.inline import INLINE
from utpe.records.loader import Defect
from utpe.records.registry import MODELS
from utpe.settings import Settings
from utpe.text.strings import strings

SHOWN = 9
"""So many records that fit what was typed are offered at a time."""
Field = Mapping[str, Any]
Tree = dict[str, Any]
Path = tuple[str | int, ...]


class Interview:
    """One conversation. `tree` is what has been said so far: nothing of it is lost when somebody leaves."""

    def __init__(
        self,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        settings: Settings,
        catalogue: Catalogue,
        language: str,
    ) -> None:
        self.ask, self.say, self.settings, self.catalogue = ask, say, settings, catalogue
        self.language, self.s = language, strings(language)
        self.tree: Tree = {}
        self.collection = ""

    def record(self, collection: str) -> Tree:
        """Ask for a record of a collection; return it. Raises EOFError when the other side leaves."""
        self.collection = collection
        model = MODELS[collection].__name__
        fields = {field["name"]: field for field in spec()["models"][model]}
        first, more = _in_turn(collection, fields)
        self.say(self.s("new.begin", collection=self.s(f"pages.sections.{collection}")))
        for name in first:
            self._field(model, fields[name], self.tree, (name,))
        if more and self._yes("new.more"):
            for name in more:
                self._field(model, fields[name], self.tree, (name,))
        if "id" not in self.tree:
            self._id(model, fields["id"])
        return ordered(collection, self.tree, self.settings.languages)

    def agrees(self) -> bool:
        """Ask whether what was said may be published under the licence of the site."""
        return self._yes("new.licence")

    # ---- one field

    def _field(self, model: str, field: Field, into: Tree, path: Path) -> None:
        """Ask for a field until the answer will do; an empty one leaves out what is not required."""
        name = field["name"]
        label, help_ = words_of(model, name, self.language)
        must = self.s("new.required" if field.get("required") else "new.optional")
        self.say(f"\n{label} ({must})\n  {help_}")
        while True:
            if field.get("list"):
                self._several(field, into.setdefault(name, []), path)
            elif field["kind"] == "part":
                self._part(field["model"], into.setdefault(name, {}), path)
            else:
                into[name] = self._one(field, self.s("new.answer"))
            if into[name] in (None, "", [], {}):
                del into[name]
                if not field.get("required"):
                    return
            complaints = list(self._complaints(path, is_part=field["kind"] == "part"))
            for words in complaints:
                self.say(f"  ! {words}")
            if not complaints:
                return
            into.pop(name, None)

    def _several(self, field: Field, into: list[Any], path: Path) -> None:
        is_part = field["kind"] == "part"
        while True:
            # What is required is asked for; then somebody says whether there is more.
            is_asked = into or not field.get("required")
            if is_part and is_asked and not self._yes("new.another" if into else "new.any"):
                return
            if is_part:
                into.append({})
                self._part(field["model"], into[-1], (*path, len(into) - 1))
            elif value := self._one(field, self.s("new.next" if into else "new.answer")):
                into.append(value)
            else:
                return

    def _one(self, field: Field, prompt: str) -> Any:
        match field["kind"]:
            case "text":
                return self._text()
            case "choice":
                return self._choice(field["vocabulary"], prompt)
            case "bool":
                return {True: "true", False: "false", None: ""}[self._answer_of_yes(prompt)]
            case "ref":
                return self._ref(field["collection"], prompt)
            case _:
                return self._line(prompt)

    def _text(self) -> Tree:
        found = {}
        for code in self.settings.languages:
            if words := self._line(self.s("new.in_language", language=self.s(f"in_language.{code}"))):
                found[code] = words
        return found

    def _part(self, model: str, into: Tree, path: Path) -> None:
        for field in spec()["models"][model]:
            self._field(model, field, into, (*path, field["name"]))
        inline = spec()["inline"]
        is_new = into.get("id") and not self._knows(inline["collection"], into["id"])
        if model == inline["owner"] and is_new and self._yes("new.new_source"):
            into[INLINE] = {}
            for field in spec()["models"][inline["model"]]:
                if field["name"] not in ("id", "former_ids"):
                    self._field(inline["model"], field, into[INLINE], (*path, INLINE, field["name"]))

    def _choice(self, vocabulary: str, prompt: str) -> str:
        values = spec()["vocabularies"][vocabulary]
        labels = [self.s(f"vocab.{vocabulary}.{value}") for value in values]
        for number, label in enumerate(labels, 1):
            self.say(f"  {number}. {label}")
        while answer := self._line(prompt):
            if answer.isdecimal() and 0 < int(answer) <= len(values):
                return str(values[int(answer) - 1])
            for value, label in zip(values, labels, strict=True):
                if _folded(answer) in (_folded(value), _folded(label)):
                    return str(value)
            self.say(f"  ! {self.s('new.no_choice', most=len(values))}")
        return ""

    def _ref(self, collection: str, prompt: str) -> str:
        """Ask for a record: its id, or words of its name, of which those that fit are offered."""
        while answer := self._line(prompt):
            if self._knows(collection, answer):
                return answer
            fitting = list(self._fitting(collection, answer))
            for number, (id_, title) in enumerate(fitting[:SHOWN], 1):
                self.say(f"  {number}. {title} ({id_})")
            if not fitting and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", answer) and collection == "sources":
                return answer
            if not fitting:
                self.say(f"  ! {self.s('new.nothing_fits')}")
                continue
            chosen = self._line(self.s("new.which"))
            if chosen.isdecimal() and 0 < int(chosen) <= min(len(fitting), SHOWN):
                return fitting[int(chosen) - 1][0]
        return ""

    def _id(self, model: str, field: Field) -> None:
        proposed = proposed_id(ID_FROM.get(self.collection, "title"), self.tree, self.settings.languages)
        while True:
            label, help_ = words_of(model, "id", self.language)
            self.say(f"\n{label}\n  {help_}")
            self.tree["id"] = self._line(self.s("new.id", id=proposed)) or proposed
            complaints = list(self._complaints((field["name"],)))
            if self._knows(self.collection, self.tree["id"]):
                complaints.append(self.s("new.id_taken", id=self.tree["id"]))
            if not complaints:
                return
            for words in complaints:
                self.say(f"  ! {words}")

    # ---- judging

    def _complaints(self, path: Path, is_part: bool = False) -> Iterator[str]:
        """Yield in words what the models say against the field at `path` of what has been said so far.

        Of a part only what concerns it as a whole: its fields were judged one by one.
        """
        collection, tree, inside = self.collection, _without_inline({"id": "x", **self.tree}), path
        if INLINE in path:
            at = path.index(INLINE)
            citation = _at(self.tree, path[:at])
            collection, inside = "sources", path[at + 1 :]
            tree = {"id": citation["id"], **citation[INLINE]}
        try:
            MODELS[collection].model_validate(tree, context={"languages": self.settings.languages})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = tuple(p for p in detail["loc"] if not str(p).startswith(("function-", "<")))
                if where == inside or (not is_part and where[: len(inside)] == inside):
                    values = {"input": detail.get("input"), "message": detail["msg"], **detail.get("ctx", {})}
                    defect = Defect(detail["type"], "", 1, 1, collection, "", where, values)
                    yield from (sentence(finding, self.s) for finding in finding_of(defect))

    # ---- asking

    def _line(self, prompt: str) -> str:
        return " ".join(self.ask(f"  {prompt} ").split())

    def _yes(self, key: str) -> bool:
        return self._answer_of_yes(self.s(key)) is True

    def _answer_of_yes(self, prompt: str) -> bool | None:
        answer = _folded(self._line(f"{prompt} {self.s('new.yes_or_no')}"))
        for key, value in (("new.yes", True), ("new.no", False)):
            if answer and _folded(self.s(key)).startswith(answer):
                return value
        return None

    def _knows(self, collection: str, id_: str) -> bool:
        return self.catalogue.get(collection, id_) is not None

    def _fitting(self, collection: str, words: str) -> Iterator[tuple[str, str]]:
        wanted = _folded(words).split()
        for record in self.catalogue.all(collection):
            title = names.title(collection, record, self.language, self.catalogue).text
            if all(word in _folded(f"{title} {record.id}") for word in wanted):
                yield record.id, title


def proposed_id(pattern: str, tree: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return an id made of what has been said by the fields of a pattern (`ID_FROM`)."""
    pieces = []
    for alternatives in pattern.split():
        said = (_said(tree.get(name), languages) for name in alternatives.split("|"))
        pieces.append(next((words for words in said if words), ""))
    slug = re.sub(r"[^a-z0-9]+", "-", _folded(" ".join(pieces)))
    return slug[:80].strip("-")


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _without_inline(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_without_inline(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {name: _without_inline(value) for name, value in tree.items() if name != INLINE}


def _said(value: Any, languages: Sequence[str]) -> str:
    if isinstance(value, Mapping):
        return next((str(value[code]) for code in languages if value.get(code)), "")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip()


def _in_turn(collection: str, fields: Mapping[str, Field]) -> tuple[list[str], list[str]]:
    """Return the fields that everybody is asked for, and those that may be left out; the id comes last."""
    groups = GROUPS.get(collection)
    if groups is None:
        first = [name for name, field in fields.items() if field.get("required")]
        more = [name for name in fields if name not in first and name != "former_ids"]
    else:
        at = groups.index(None)
        first = [name for group in groups[:at] if group for name in group[1]]
        more = [name for group in groups[at + 1 :] if group for name in group[1]]
    return [x for x in first if x != "id"], [x for x in more if x != "id"]
