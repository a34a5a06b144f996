"""The shape of the code: layers, sizes, words for everything, documents that keep up."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "utpe"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 400

# Each layer may import itself, and those below it. `records.edtf` stands on nothing, so words may know dates.
ORDER = [
    "cli",
    "cli_editing",
    "mkdocs_adapter",
    "editing",
    "exports",
    "links",
    "pages",
    "forms",
    "maps",
    "charts",
    "checks",
    "indicators",
    "records",
    "reading",
    "text",
    "settings",
    "interruption",
    "immutable",
]
ALLOWED = {
    "cli": {
        "interruption",
        "cli_editing",
        "forms",
        "mkdocs_adapter",
        "editing",
        "pages",
        "exports",
        "links",
        "checks",
        "records",
        "reading",
        "text",
        "settings",
    },
    "cli_editing": {"forms", "editing", "checks", "records", "reading", "text", "settings"},
    "mkdocs_adapter": {
        "interruption",
        "pages",
        "exports",
        "checks",
        "records",
        "reading",
        "text",
        "settings",
    },
    "editing": {
        "interruption",
        "pages.addresses",
        "pages.field_words",
        "pages.form_groups",
        "pages.names",
        "forms",
        "checks",
        "records",
        "reading",
        "text",
        "settings",
    },
    "forms": {"checks", "records", "reading", "text", "settings"},
    "pages": {
        "interruption",
        "forms",
        "maps",
        "charts",
        "indicators",
        "records",
        "reading",
        "text",
        "settings",
    },
    "maps": set(),
    "charts": set(),
    "exports": {"forms", "pages", "indicators", "records", "reading", "text", "settings"},
    "links": {"records", "reading", "text", "settings"},
    "indicators": {"records", "text"},
    "checks": {"pages.routes", "pages.addresses", "records", "reading", "text", "settings"},
    "records": {"reading"},
    "reading": set(),
    "text": {"records.edtf"},
    "settings": set(),
    "interruption": set(),
    "immutable": set(),
}
# The tool that makes every layer's values.
EVERYWHERE = {"immutable"}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{a.name}" for a in node.names}
    return found


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_downwards(path: Path) -> None:
    layer = _layer(path)
    if layer == "__init__":
        return
    for name in _imports(path):
        if not name.startswith("utpe."):
            continue
        target = name.removeprefix("utpe.")
        head = target.split(".")[0]
        fine = (
            head == layer
            or head in ALLOWED[layer] | EVERYWHERE
            or any(target.startswith(a) for a in ALLOWED[layer] if "." in a)
        )
        fine = fine or (head in {a.split(".")[0] for a in ALLOWED[layer]} and "." not in target)
        assert fine, f"{path.relative_to(ROOT)} ({layer}) imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_adapter_knows_mkdocs(path: Path) -> None:
    if _layer(path) != "mkdocs_adapter":
        heads = {name.split(".")[0] for name in _imports(path)}
        assert not heads & {"mkdocs", "material", "properdocs"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_are_small(path: Path) -> None:
    assert path.read_text().count("\n") <= MAX_LINES


def test_the_middle_module_is_of_a_readable_size() -> None:
    sizes = sorted(p.read_text().count("\n") for p in MODULES if p.name != "__init__.py")
    assert 50 <= sizes[len(sizes) // 2] <= 150


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_markup_is_not_in_python(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search(r"<(div|span|p|a|ul|li|table|section|h[1-6])[\s>]", node.value), node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_public_things_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree), path
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_nothing_asks_the_clock_or_git_at_import() -> None:
    for path in MODULES:
        for node in ast.parse(path.read_text()).body:
            text = ast.unparse(node) if isinstance(node, ast.Assign | ast.AnnAssign) else ""
            assert not re.search(r"\b(today|now|time|run|check_output)\(", text), f"{path.name}: {text}"


def test_every_make_target_is_explained_and_documented() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = {t for line in re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE) for t in line.split()}
    documented = (ROOT / "docs" / "commands.md").read_text()
    for target in ("serve", "test", "build", "check", "format", "clean", "help"):
        assert target in phony
    for target in sorted(t for t in phony if re.search(rf"^{t}:.*##", makefile, re.MULTILINE)):
        assert f"`make {target}`" in documented, target


def test_every_setting_is_documented() -> None:
    for name, info in Settings.model_fields.items():
        assert info.description, name


def test_every_collection_is_in_the_handbook() -> None:
    table = (ROOT / "docs" / "research-to-data.md").read_text()
    for name in COLLECTIONS:
        assert f"data/{name}.yaml" in table, name


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text()
    for path in folder.glob("*.md"):
        if path.name != "README.md":
            assert f"({path.name})" in listed, path.name


def test_links_in_the_documents_resolve() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")]
    for path in documents:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
            if not re.match(r"[a-z]+:", target):
                assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} -> {target}"
