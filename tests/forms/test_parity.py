"""One corpus of good and bad records, judged and written by `utpe check` and by the form: the same, word by word."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY, TOY
from second_language import others_in_audit

from utpe.checks.context import Context, dotted
from utpe.checks.finding import Finding
from utpe.checks.report import sentence
from utpe.checks.runner import ALONE, RULES, Report
from utpe.editing.layout import record_text
from utpe.forms.ordered import ordered
from utpe.forms.spec import PROPOSED
from utpe.forms.words import CODES
from utpe.reading.invisible import FORBIDDEN
from utpe.reading.strict_yaml import read_yaml
from utpe.reading.tree_cache import TreeCache
from utpe.records.as_read import trees
from utpe.records.confirmed import FILE, by_record, read_confirmed, written
from utpe.records.loader import Known, load
from utpe.records.revision import revision
from utpe.records.translation import wordings
from utpe.settings import Settings
from utpe.text.strings import strings

Told = Counter[tuple[str, tuple[str, ...], str]]
"""Findings as (code, trail, sentence)."""
LANGUAGES = ("es", "pt")
CONTEXT = {"today": str(TODAY), "languages": LANGUAGES}
CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Case:
    """A record of the corpus, and the codes that it is to have."""

    collection: str
    says: str
    tree: dict[str, Any]
    is_correction: bool
    codes: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Where the record would stand."""
        folder = "data/proposals" if self.is_correction else "data"
        return f"{folder}/{self.collection}/record.yaml"

    def __str__(self) -> str:
        return f"{self.collection}: {self.says}"


def _cases() -> Iterator[Case]:
    toy = load(TOY / "data", TOY, LANGUAGES)[0]
    for path in sorted(CORPUS.glob("*.yaml")):
        read = read_yaml(path.read_bytes())
        assert not read.troubles, (path, read.troubles)
        collection = read.value["collection"]
        known = trees(toy, collection, TreeCache(None))
        for case in read.value["cases"]:
            corrected = case.get("corrects")
            tree = {**(known[corrected] if corrected else read.value["good"]), **case.get("with", {})}
            if "long" in case:
                tree[case["long"]] = dict.fromkeys(LANGUAGES, "Un texto. " * 201)
            tree = {name: value for name, value in tree.items() if name not in case.get("without", ())}
            yield Case(collection, case["says"], tree, bool(corrected or "proposal" in case), case["codes"])


CASES = list(_cases())


def as_yaml(tree: Any) -> str:
    """Return a tree as YAML that our reader takes for just that tree, whatever it holds."""
    return FORBIDDEN.sub(lambda m: f"\\U{ord(m[0]):08X}", json.dumps(tree, ensure_ascii=False))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toy site's data."""
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(TOY / "data", root / "data")
    # All texts are confirmed to say now the same.
    found = wordings(load(root / "data", root, LANGUAGES)[0], ())
    lines = [(w.names[0], w.revisions) for w in found if len(w.said) > 1]
    (root / "data" / FILE).write_text(written(lines), "utf-8")
    return root


class Judge:
    """`utpe check` of the data of a site with a record more, as often as is asked."""

    def __init__(self, root: Path) -> None:
        self.root, self.known = root, Known()
        self.before = self._found()

    def _found(self) -> Counter[tuple[str, tuple[str, ...], str]]:
        settings = Settings(root=self.root, today=TODAY)
        catalogue, defects = load(self.root / "data", self.root, LANGUAGES, self.known, with_proposals=True)
        context = Context(settings, catalogue, tuple(defects))
        return told(finding for rule in (*ALONE, *RULES) for finding in rule(context))

    def of(self, file: str, tree: Any) -> Told:
        """Return what is wrong with a record in a file, and was not wrong without it."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(tree), "utf-8")
        assert read_yaml(path.read_bytes()).value == tree
        try:
            return self._found() - self.before
        finally:
            path.unlink()


def told(findings: Iterator[Finding]) -> Told:
    """Return findings as they are compared; of two of one sort and place, one is told (`in_order`)."""
    words = strings("es")
    # Where a record stands in the file that is tried is not known to a form.
    return Counter(
        {(f.code, f.trail, re.sub(r"record\.yaml:\d+", "record.yaml", sentence(f, words))) for f in findings}
    )


def told_by(engine: Any, collection: str, tree: Any, file: str, confirmed: Any = None) -> Told:
    """Return what the engine finds, in the same form; `confirmed` is what the script of the record tells."""
    context = {**CONTEXT, "file": file, "confirmed": confirmed or {}}
    found = engine("inWords", collection, tree, context)
    return Counter(
        {
            (f["code"], tuple(x for x in (f["collection"], f["id"], dotted(tuple(f["path"]))) if x), s)
            for f, s in found
        }
    )


@pytest.fixture(scope="session")
def judge(site: Path) -> Judge:
    return Judge(site)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_finds_what_the_check_finds_and_says_it_alike(case: Case, engine: Any, judge: Judge) -> None:
    found = judge.of(case.file, case.tree)
    known = (case.collection, case.tree.get("id")) if case.is_correction else ""
    confirmed = by_record(read_confirmed(judge.root / "data" / FILE)[0]).get(known)
    assert told_by(engine, case.collection, case.tree, case.file, confirmed) == found
    assert sorted(code for code, _, _ in found) == sorted(case.codes)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_writes_the_same_bytes(case: Case, engine: Any) -> None:
    assert engine("yaml", engine("ordered", case.collection, case.tree)) == record_text(
        case.collection, case.tree, LANGUAGES
    )


def test_the_corpus_has_every_code_that_the_form_knows() -> None:
    assert {code for case in CASES for code in case.codes} == set(CODES)
    assert {case.collection for case in CASES} == set(PROPOSED)


# Of hundreds of cities, a few differ in what they have.
@pytest.mark.slow
@pytest.mark.parametrize("collection", others_in_audit(PROPOSED, *(c for c in PROPOSED if c != "cities")))
def test_real_records_are_judged_written_and_known_alike(
    collection: str, real: Report, real_engine: Any
) -> None:
    found: dict[tuple[str, ...], Told] = {}
    for finding in real.findings:
        found.setdefault(finding.trail[:2], Counter()).update(told(iter((finding,))))
    for id_, tree in trees(real.catalogue, collection, TreeCache(None)).items():
        file = f"data/proposals/{collection}/{id_}.yaml"
        assert told_by(real_engine, collection, tree, file) == found.get((collection, id_), Counter())
        assert real_engine("yaml", real_engine("ordered", collection, tree)) == record_text(
            collection, tree, LANGUAGES
        )
        assert real_engine("revision", collection, tree) == revision(ordered(collection, tree, LANGUAGES))
