"""References, read back by bibtexparser (LaTeX by pylatexenc), rispy and citeproc-py."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from reference_readers import read_bib, read_ris

from utpe.exports.edition import Edition
from utpe.exports.references import reference_files
from utpe.pages.csl import csl_item
from utpe.pages.writer import Writer
from utpe.records.base import Text
from utpe.records.edtf import parse_edtf
from utpe.records.publication import Author, Publication
from utpe.records.vocab import PublicationKind

Edit = Callable[..., Edition]
HOSTILE = (
    "50% -- "
    "de"
    ' ?` {llaves} y } sueltas, \\barra, $5_a^b~c #1 & "comillas" @book{x,\nTY  - JOUR\r\nER  - \u2028fin'
)
AS_ONE_LINE = " ".join(HOSTILE.split())


@pytest.fixture
def edited(toy_edition: Edition) -> Edit:
    """Return the toy edition with other values in its book."""

    def edit(**values: Any) -> Edition:
        books = toy_edition.catalogue.records["publications"]
        books["libro-particulas"] = books["libro-particulas"].model_copy(update=values)
        return toy_edition

    return edit


def _rendered(items: list[dict[str, Any]]) -> list[str]:
    with warnings.catch_warnings():
        # It says of some variables of CSL 1.0.2 that it does not know them.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        return [str(x) for x in made.bibliography()]


def _book(edition: Edition) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """Return the book of the toy site as each format has it: BibTeX, RIS, CSL-JSON."""
    files = reference_files(edition)
    place = "es/publicaciones/libro-particulas/libro-particulas"
    (ris,) = read_ris(files[f"{place}.ris"])
    items = {x["id"]: x for x in json.loads(files["es/publicaciones.csl.json"])}
    return read_bib(files[f"{place}.bib"])["libro-particulas"], ris, items["libro-particulas"]


def test_lists_have_three_formats_and_records_two_in_each_language(real_edition: Edition) -> None:
    files = reference_files(real_edition)
    catalogue = real_edition.catalogue
    for section, name in (("es/publicaciones", "publications"), ("pt/reunioes", "meetings")):
        ids = sorted(r.id for r in catalogue.all(name))
        assert {p for p in files if p.startswith(section)} == {
            *(f"{section}.{format_}" for format_ in ("bib", "ris", "csl.json")),
            *(f"{section}/{id_}/{id_}.{format_}" for id_ in ids for format_ in ("bib", "ris")),
        }
        assert list(read_bib(files[f"{section}.bib"])) == ids
        assert [x["id"] for x in read_ris(files[f"{section}.ris"])] == ids
        assert [x["id"] for x in json.loads(files[f"{section}.csl.json"])] == ids


@pytest.mark.parametrize("path", ["es/publicaciones", "pt/publicacoes", "es/reuniones", "pt/reunioes"])
def test_all_formats_say_the_same_of_every_real_record(real_edition: Edition, path: str) -> None:
    files = reference_files(real_edition)
    bib = read_bib(files[f"{path}.bib"])
    items = json.loads(files[f"{path}.csl.json"])
    for item, ris in zip(items, read_ris(files[f"{path}.ris"]), strict=True):
        fields = {k: f.value for k, f in bib[item["id"]].fields_dict.items()}
        assert fields["title"].replace("{", "").replace("}", "") == ris["title"] == item["title"]
        assert len(fields.get("author", [])) - ("custom" in item) == len(item.get("author", []))
        assert ris.get("urls", [None])[0] == item.get("URL")
        year = str(item["issued"]["date-parts"][0][0]) if "date-parts" in item.get("issued", {}) else None
        assert ris.get("year") == year
        assert year is None or fields["year"].startswith(year)


def test_every_real_publication_can_be_rendered(real_edition: Edition) -> None:
    items = json.loads(reference_files(real_edition)["es/publicaciones.csl.json"])
    rendered = _rendered(items)
    assert len(rendered) == len(items)
    for item in items:
        # After the third, the style names nobody.
        for name in item.get("author", [])[:1]:
            assert any(name.get("family", name.get("literal")) in x for x in rendered)


@pytest.mark.parametrize(
    ("author", "csl", "bib", "ris"),
    [
        (
            Author(family="da Silva", given="João"),
            {"family": "Silva", "given": "João", "non-dropping-particle": "da"},
            (["João"], ["da"], ["Silva"]),
            "da Silva, João",
        ),
        (
            Author(family="de la Cruz Núñez", given="Inés María"),
            {"family": "Cruz Núñez", "given": "Inés María", "non-dropping-particle": "de la"},
            (["Inés", "María"], ["de", "la"], ["Cruz", "Núñez"]),
            "de la Cruz Núñez, Inés María",
        ),
        # A particle in capitals is how the person writes it.
        (
            Author(family="De Mattos", given="Carlos"),
            {"family": "De Mattos", "given": "Carlos"},
            (["Carlos"], [], ["De", "Mattos"]),
            "De Mattos, Carlos",
        ),
        # A family name that is a particle and nothing else.
        (Author(family="la", given="Ana"), {"family": "la", "given": "Ana"}, None, "la, Ana"),
        # A body, with what would split its name into several people.
        (
            Author(literal="Ministerio del Interior and Obras, Quito"),
            {"literal": "Ministerio del Interior and Obras, Quito"},
            ([], [], ["{Ministerio del Interior and Obras, Quito}"]),
            "Ministerio del Interior and Obras, Quito",
        ),
        # No given name: two family names stay together.
        (
            Author(family="Gómez Álvarez"),
            {"family": "Gómez Álvarez"},
            ([], [], ["{Gómez Álvarez}"]),
            "Gómez Álvarez",
        ),
    ],
)
def test_names_keep_their_parts(edited: Edit, author: Author, csl: Any, bib: Any, ris: str) -> None:
    entry, reference, item = _book(edited(authors=(author,)))
    assert item["author"] == [csl]
    assert reference["authors"] == [ris]
    if bib:
        (name,) = entry["author"]
        assert (name.first, name.von, name.last) == bib
    shown = " ".join(x for x in (csl.get("non-dropping-particle"), csl.get("family")) if x)
    assert (shown or csl["literal"]) in _rendered([item])[0]


def test_editors_are_not_authors_and_unnamed_authors_are_said(edited: Edit) -> None:
    people = (Author(family="Pérez", given="Ana"), Author(literal="Red de Prueba", is_editor=True))
    entry, reference, item = _book(edited(authors=people, has_more_authors=True))
    assert [x["family"] for x in item["author"]] == ["Pérez"]
    assert item["editor"] == [{"literal": "Red de Prueba"}]
    assert [x.last for x in entry["author"]] == [["Pérez"], ["others"]]
    assert [x.last for x in entry["editor"]] == [["{Red de Prueba}"]]
    assert (reference["authors"], reference["editors"]) == (["Pérez, Ana"], ["Red de Prueba"])
    said = "La fuente nombra solo a una parte de quienes firman el documento."
    assert all(said in note for note in (item["note"], entry["note"], reference["notes"][0]))


@pytest.mark.parametrize(
    ("date", "issued", "year", "month", "ris"),
    [
        ("2014", {"date-parts": [[2014]]}, "2014", None, "2014///"),
        ("2014-08", {"date-parts": [[2014, 8]]}, "2014", "aug", "2014/08//"),
        ("2014-08-21", {"date-parts": [[2014, 8, 21]]}, "2014", "aug", "2014/08/21/"),
        ("2014-08?", {"date-parts": [[2014, 8]], "circa": True}, "2014", "aug", "2014/08//"),
        ("2006~", {"date-parts": [[2006]], "circa": True}, "2006", None, "2006///"),
        # Of a day between two, figures say only what holds for both: two of them would be a period.
        ("2014-08-03/2014-08-05", {"date-parts": [[2014, 8]]}, "2014", "aug", "2014/08//"),
        ("2014-08/2014-10-26", {"date-parts": [[2014]]}, "2014", None, "2014///"),
        ("2014-08?/2014-10-26?", {"date-parts": [[2014]], "circa": True}, "2014", None, "2014///"),
        ("2014-08-21/2014-08-21", {"date-parts": [[2014, 8, 21]]}, "2014", "aug", "2014/08/21/"),
        # The same day of two years is no day that both share.
        ("2013-08-21/2014-08-21", {"literal": "entre el 21 de agosto de 2013 y el 21 de agosto de 2014"}, "entre el 21 de agosto de 2013 y el 21 de agosto de 2014", None, None),
        ("2013/2014", {"literal": "entre 2013 y 2014"}, "entre 2013 y 2014", None, None),
        ("2013/2014?", {"literal": "entre 2013 y 2014", "circa": True}, "entre 2013 y 2014", None, None),
        ("197X", {"literal": "década de 1970"}, "década de 1970", None, None),
        ("2013/..", {"literal": "2013 en adelante"}, "2013 en adelante", None, None),
        (None, None, None, None, None),
    ],
)  # fmt: skip
def test_dates_are_as_precise_as_known(
    edited: Edit, date: str | None, issued: Any, year: Any, month: Any, ris: Any
) -> None:
    entry, reference, item = _book(edited(date=parse_edtf(date) if date else None))
    assert item.get("issued") == issued
    found = {k: f.value for k, f in entry.fields_dict.items()}
    assert (found.get("year"), found.get("month")) == (year, month)
    assert reference.get("date") == ris
    assert reference.get("year") == (ris and year)
    assert _rendered([item])


def test_no_program_is_told_of_a_period(real_edition: Edition, edited: Edit) -> None:
    """The proposal was written on a day between August and 26 October 2014: no citation has a dash there."""
    items = json.loads(reference_files(real_edition)["es/publicaciones.csl.json"])
    assert {len(x["issued"]["date-parts"]) for x in items if "date-parts" in x.get("issued", {})} == {1}
    (proposal,) = (x for x in items if x["id"] == "propuesta-quilmes-2014-2015")
    assert proposal["issued"] == {"date-parts": [[2014]], "circa": True}
    assert "Fecha: entre agosto de 2014 y el 26 de octubre de 2014, fecha inferida." in proposal["note"]
    *_, book = _book(edited(date=parse_edtf("2014-08/2014-10-26")))
    (shown,) = _rendered([book])
    assert "2014" in shown and not re.search("2014[-–]|octubre|agosto", shown)


def test_a_date_that_the_record_marks_as_deduced_is_not_sure(edited: Edit) -> None:
    _, _, item = _book(edited(date=parse_edtf("2014"), inferred=("date",)))
    assert item["issued"] == {"date-parts": [[2014]], "circa": True}
    assert item["note"].startswith("Fecha: 2014, fecha inferida.")


def test_hostile_text_comes_back_as_it_was(edited: Edit) -> None:
    values = dict.fromkeys(
        ("title", "publisher", "place", "container", "volume", "number", "licence"), HOSTILE
    )
    edition = edited(**values, authors=(Author(literal=HOSTILE), Author(family=HOSTILE, given=HOSTILE)))
    files = reference_files(edition)
    raw = bibtexparser.parse_string(files["es/publicaciones.bib"].decode())
    assert [e.key for e in raw.entries] == ["guia-sin-fecha", "libro-particulas", "propuesta-toy"]
    assert len(read_ris(files["es/publicaciones.ris"])) == 3
    entry, reference, item = _book(edition)
    for field in ("publisher", "address", "series"):
        assert entry[field] == AS_ONE_LINE
    # What protects the capitals of a title is no part of it.
    assert reference["title"] == reference["publisher"] == AS_ONE_LINE
    assert item["title"] == HOSTILE
    assert reference["authors"] == [AS_ONE_LINE, f"{AS_ONE_LINE}, {AS_ONE_LINE}"]


def test_titles_protect_names_and_acronyms(edited: Edit) -> None:
    edition = edited(title="La UTPE en 50% de las ciudades del Mercosur", date=None)
    raw = reference_files(edition)["pt/publicacoes/libro-particulas/libro-particulas.bib"].decode()
    assert "  title = {La {UTPE} en 50\\% de las ciudades del {Mercosur}},\n" in raw


def test_a_title_of_ours_and_the_state_of_a_meeting_are_said_in_each_language(edited: Edit) -> None:
    edition = edited(title=Text({"es": "Nota", "pt": "Notícia"}))
    files = reference_files(edition)
    titles = {}
    for path in ("es/publicaciones", "pt/publicacoes"):
        item = {x["id"]: x for x in json.loads(files[f"{path}.csl.json"])}["libro-particulas"]
        titles[item["title"]] = item["note"]
    assert titles["Nota"].startswith("Título descriptivo puesto por quienes editan")
    assert titles["Notícia"].startswith("Título descritivo")
    for meeting in json.loads(files["pt/reunioes.csl.json"]):
        assert meeting["note"].startswith("Situação: ")
        assert not {"issued", "event-date", "author"} & meeting.keys()
        assert meeting["URL"] == f"https://example.org/sub/pt/reunioes/{meeting['id']}/"


def test_a_site_without_address_gives_none(edited: Edit) -> None:
    edition = edited()
    nowhere = replace(edition, settings=edition.settings.model_copy(update={"site_url": ""}))
    files = reference_files(nowhere)
    assert not any("URL" in x for x in json.loads(files["es/reuniones.csl.json"]))
    assert b"example.org/sub" not in b"".join(files.values())


@pytest.mark.parametrize("kind", list(PublicationKind))
def test_every_kind_has_a_type_in_every_format(edited: Edit, kind: PublicationKind) -> None:
    entry, reference, item = _book(edited(kind=kind))
    assert item["genre"]
    assert entry["doi"] == reference["doi"] == "10.1234/abc(2019)5"
    assert reference["type_of_reference"] in rispy.TYPE_OF_REFERENCE_MAPPING
    assert _rendered([item])


def test_an_item_is_the_same_whoever_asks(toy_edition: Edition) -> None:
    book: Publication = toy_edition.catalogue.records["publications"]["libro-particulas"]
    w = Writer(toy_edition.catalogue, "publications", book, "es", explains=True)
    assert csl_item(w) == _book(toy_edition)[2]
