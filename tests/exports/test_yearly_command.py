"""`utpe report`: one PDF, or a sentence that says why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from utpe.cli import main


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1990",), "«1990» no es un año del registro"),
        (("1990", "--lang", "pt"), "“1990” não é um ano do registro"),
        (("abc",), "«abc» no es un año"),
        (("²⁰¹⁴",), "no es un año"),
        (("-5",), "«-5» no es un año"),
        ((), "Falta decir de qué año"),
        (("--lang", "pt"), "Falta dizer de que ano"),
        (("2014", "--lang", "en"), "The site is not published in the language “en”"),
    ],
)
def test_what_cannot_be_reported_is_told_in_a_sentence(
    toy_copy: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    try:
        status = main(["report", "--root", str(toy_copy), *arguments])
    except SystemExit as ended:
        status = int(ended.code or 0)
    assert status == 2 and words in capsys.readouterr().err


def test_the_command_writes_one(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "2014", "--root", str(toy_copy)]) == 0
    assert PdfReader(tmp_path / "informe-2014.pdf").metadata.title == "La UTPE en 2014"  # type: ignore[union-attr]
    assert main(["report", "2014", "--root", str(toy_copy), "-o", str(tmp_path / "no" / "x.pdf")]) == 2
    assert "No se pudo escribir" in capsys.readouterr().err
    for nowhere in ("", "."):
        assert main(["report", "2014", "--root", str(toy_copy), "-o", nowhere]) == 2
        assert "Falta el nombre del archivo después de -o" in capsys.readouterr().err

    (toy_copy / "data" / "cities.yaml").write_text("- id: [")
    assert main(["report", "2014", "--root", str(toy_copy)]) == 1
    assert "los datos tienen errores" in capsys.readouterr().err
