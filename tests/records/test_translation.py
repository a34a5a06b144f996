"""When a text is outdated: what changed since it was confirmed, and what did not."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzing import examples
from hypothesis import example, given
from hypothesis import strategies as st

from utpe.checks.runner import Report
from utpe.reading.prose import parse_prose
from utpe.records import confirmed
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import FILE, read_confirmed, written
from utpe.records.revision import text_revision
from utpe.records.translation import Wording, outdated, wordings
from utpe.records.worklist import worklist


def _line(**said: str) -> dict[str, str]:
    return {language: text_revision(text) for language, text in said.items()}


def _text(id_: str = "x", former: tuple[str, ...] = (), n: int | None = None, **said: str) -> Wording:
    path: tuple[str | int, ...] = ("subjects", n) if n is not None else ("title",)
    return Wording("meetings", id_, path, said, former)


def _behind(found: list[Wording], *lines: dict[str, str], name: str = "meetings/x/title") -> list[object]:
    return [(x.wording.said, x.language, sorted(x.since)) for x in outdated(found, {name: lines})]


WAS = _line(es="uno", pt="um")


@pytest.mark.parametrize(
    ("said", "behind"),
    [
        ({"es": "uno", "pt": "um"}, []),
        # How a text is broken into lines does not count.
        ({"es": " uno\n", "pt": "um"}, []),
        ({"es": "dos", "pt": "um"}, [("pt", ["es"])]),
        ({"es": "uno", "pt": "dois"}, [("es", ["pt"])]),
        # Somebody worked on both.
        ({"es": "dos", "pt": "dois"}, []),
        # What is missing is not outdated, nor is what is left of it.
        ({"es": "dos"}, []),
        # A copy waits for its translation; what it was copied from does not.
        ({"es": "uno", "pt": "uno"}, []),
        # A third language comes: nobody said yet that it says the same.
        ({"es": "uno", "pt": "um", "en": "one"}, []),
        ({"es": "dos", "pt": "um", "en": "two"}, [("pt", ["es"])]),
    ],
)
def test_what_did_not_follow_a_change_is_outdated(said: dict[str, str], behind: list[object]) -> None:
    assert _behind([_text(**said)], WAS) == [(said, *x) for x in behind]


def test_with_three_languages_each_that_did_not_follow_is_outdated() -> None:
    was = _line(es="uno", pt="um", en="one")
    one, two = {"es": "dos", "pt": "um", "en": "one"}, {"es": "dos", "pt": "dois", "en": "one"}
    assert _behind([_text(**one)], was) == [(one, "pt", ["es"]), (one, "en", ["es"])]
    assert _behind([_text(**two)], was) == [(two, "en", ["es", "pt"])]


def test_nobody_confirmed_it_yet() -> None:
    assert _behind([_text(es="uno", pt="dois")]) == []


def test_texts_of_a_list_are_told_apart_wherever_they_stand() -> None:
    name = "meetings/x/subjects"
    lines = (_line(es="charla", pt="palestra"), _line(es="taller", pt="oficina"))
    # Another comes first, in one language the same as an old one; the second changes in Portuguese.
    new = _text(n=0, es="conferencia", pt="palestra")
    same, changed = _text(n=1, es="charla", pt="palestra"), _text(n=2, es="taller", pt="ateliê")
    assert _behind([new, same, changed], *lines, name=name) == [(changed.said, "es", ["pt"])]


def test_a_record_is_known_by_its_former_ids() -> None:
    renamed = _text("y", ("x",), es="dos", pt="um")
    assert _behind([renamed], WAS) == [(renamed.said, "pt", ["es"])]


def test_two_branches_that_were_joined_line_by_line() -> None:
    now = {"es": "tres", "pt": "três"}
    assert _behind([_text(**now)], WAS, _line(**now)) == []
    later = {"es": "tres y medio", "pt": "três"}
    assert _behind([_text(**later)], WAS, _line(**now)) == [(later, "pt", ["es"])]


def test_a_page_is_one_text_and_keeps_what_was_confirmed_under_its_old_key() -> None:
    head = "---\ntitle: {}\ndescription: d\nformer: [pages/viejo]\n---\n{}\n"
    pages = [
        parse_prose(head.format("T", "Cuerpo nuevo").encode(), "es", "nuevo", "content/es/nuevo.md"),
        parse_prose(head.format("T", "Corpo").encode(), "pt", "nuevo", "content/pt/nuevo.md"),
        parse_prose(b"---\n: :\n---\n", "es", "roto", "content/es/roto.md"),
    ]
    (found,) = wordings(Catalogue(), pages)
    assert found.names == ("pages/nuevo", "pages/viejo", "pages/viejo")
    line = _line(es="T\nd\n\n\nCuerpo", pt="T\nd\n\n\nCorpo")
    assert [x.language for x in outdated([found], {"pages/viejo": (line,)})] == ["pt"]
    # Where the page stands, its template and its address are not read.
    assert found.revisions["pt"] == line["pt"]


def test_a_worklist_counts_what_is_there_and_what_is_left(toy: Report) -> None:
    found = worklist(toy.catalogue, toy.pages, {}, ("es", "pt"))
    assert [(x.wording.id, x.language) for x in found.missing] == [
        ("toy-sin-fecha", "pt"),
        ("only-spanish", "pt"),
    ]
    assert found.outdated == () == found.identical
    assert found.unconfirmed == sum(found.texts.values()) - 2
    assert found.done("meetings", "pt") == found.texts["meetings"] - 1 == found.done("meetings", "es") - 1
    assert found.only("es").missing == ()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{3,8}/[a-zA-Z0-9-]{1,8}/[a-z0-9_]{1,8}(\.[a-z_]{1,5})?", fullmatch=True),
        st.lists(
            st.dictionaries(
                st.sampled_from(("es", "pt", "en")),
                st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
                min_size=2,
            ),
            min_size=1,
            max_size=3,
        ),
    )
)
def test_the_ledger_reads_what_it_wrote(
    tmp_path_factory: pytest.TempPathFactory, lines: dict[str, list[dict[str, str]]]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / FILE
    text = written((name, line) for name, found in lines.items() for line in found)
    path.write_text(text)
    read, troubles = read_confirmed(path)
    assert troubles == ()
    assert {name: set(map(str, map(sorted, (x.items() for x in found)))) for name, found in read.items()} == {
        name: set(map(str, map(sorted, (x.items() for x in found)))) for name, found in lines.items()
    }
    assert written((name, line) for name, found in read.items() for line in found) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- meetings/x/title es:12345678\n", 1),
        ("- meetings/x/title es:12345678 pt:1234\n", 1),
        ("- a/b es:12345678 pt:12345678\n- {a: b}\n", 2),
        ("meetings: x\n", 1),
        ("- meetings/x/title es:12345678 pt:12345678\n<<<<<<< HEAD\n", 3),
        ("- ../../x es:12345678 pt:12345678\n", 1),
        ("\ufeff- meetings/x/title  es:12345678 pt:12345678\n", 1),
    ],
)
def test_what_is_no_line_of_the_ledger_is_told_and_the_rest_counts(
    tmp_path: Path, text: str, line: int
) -> None:
    (tmp_path / FILE).write_text(text)
    found, troubles = read_confirmed(tmp_path / FILE)
    assert [t.line for t in troubles][:1] == [line]
    assert len(found) <= 1


HALF = "meetings/x/title es:12345678"
PIECES = (
    f"- {HALF} pt:12345678\n",
    f"- {HALF} pt:87654321\r\n",
    f"- {HALF} pt:12345678  # yes\n",
    f"- {HALF}\n",
    f"- {HALF} pt:12345678",
    "  fr:12345678\n",
    "# A remark.\n",
    "# \u202e\n",
    "# a\r- ~\n",
    "#\r'\n",
    "#\tx\n",
    "\ufeff",
    "\n",
    "\r",
    "\x00",
    "[]\n",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    " ",
    "- \n",
    "- {a: b}\n",
)


@examples(100)
@given(
    st.lists(st.sampled_from([p.encode() for p in PIECES] + [b"#\xff\n", b"\xff"]), max_size=5).map(b"".join)
)
@example(written([("meetings/x/title", {"es": "12345678", "pt": "12345678"})]).replace("\n", "\r").encode())
def test_the_ledger_is_read_by_lines_as_it_is_read_as_yaml(raw: bytes) -> None:
    by_lines = confirmed._parsed.__wrapped__(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confirmed, "_lines", lambda _: [""])
        as_yaml = confirmed._parsed.__wrapped__(raw)
    assert by_lines == as_yaml
    assert list(by_lines[0]) == list(as_yaml[0])


def test_a_ledger_that_is_not_there_or_is_no_file(tmp_path: Path) -> None:
    assert read_confirmed(tmp_path / FILE) == ({}, ())
    (tmp_path / FILE).mkdir()
    assert read_confirmed(tmp_path / FILE)[1][0].key == "file.not_plain"
