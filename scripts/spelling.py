# SPDX-License-Identifier: MIT
"""`python scripts/spelling.py`: the spelling of all Spanish and Portuguese texts, by hunspell and our lists.

Names in the data are right as they are; other words that the dictionaries lack stand in scripts/spelling/.
Exit status 0; 1 when there are unknown words; 3 when hunspell or a dictionary is not to be had.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from sentences import say_reason
from spelling_texts import LANGUAGES, Passage, nodes, passages, yaml_tree
from system_packages import install

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"apt-get": ("hunspell", "hunspell-es", "hunspell-pt-br")}
# The first that is there: systems cut the Spanish of America differently.
DICTIONARIES = {"es": ("es_AR", "es_UY", "es_ANY", "es_ES", "es"), "pt": ("pt_BR",)}
NOT_CHECKED = 3
PLACES_SHOWN = 3

# Fields that hold names; in those given by language, the names of that language.
# Not the titles: they are sentences, and an English one would make «Area» a word of both our languages.
NAME_FIELDS = {
    *("name", "short_name", "acronym", "as_written"),
    *("given", "family", "literal", "head", "publisher"),
    *("place", "seat", "subnational", "admin_region"),
}
WORD = re.compile(r"(?<!\w)[A-Za-zÀ-ÖØ-öø-ž]{2,}(?:['’][A-Za-zÀ-ÖØ-öø-ž]+)*(?!\w)")
ROMAN = re.compile(r"[IVXLC]+")

Places = dict[str, list[str]]


def main() -> int:
    """Check every text; print the unknown words and return the exit status."""
    dictionaries = _dictionaries()
    if not dictionaries and install(PACKAGES, "installing_hunspell"):
        dictionaries = _dictionaries()
    if not dictionaries:
        say_reason("no_hunspell")
        return NOT_CHECKED
    texts, names = list(passages(ROOT)), names_in(ROOT / "data")
    count = 0
    for language in LANGUAGES:
        allowed = names[language] | listed(ROOT / "scripts/spelling" / f"{language}.txt")
        places = words(text for text in texts if text.language == language)
        asked = sorted(word for word in places if not is_allowed(word, allowed))
        unknown = misspelt(asked, dictionaries[language])
        count += len(unknown)
        for line in report(unknown, places):
            print(f"{language}: {line}")
    if count:
        say_reason("misspelt", count=count)
    return 1 if count else 0


def words(texts: Iterable[Passage]) -> Places:
    """Return each word of the texts with every `file:line` where it stands."""
    found: Places = defaultdict(list)
    for text in texts:
        for number, line in enumerate(text.text.split("\n"), start=text.line):
            for word in WORD.findall(line):
                if not ROMAN.fullmatch(word):
                    found[word].append(f"{text.path}:{number}")
    return found


def names_in(folder: Path) -> dict[str, set[str]]:
    """Return, for each language, the words with a capital in the fields of the data that hold names."""
    names: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for path in sorted(folder.rglob("*.yaml")):
        for key, node in nodes(yaml_tree(path.read_text("utf-8"))):
            if key in NAME_FIELDS:
                for language, name in _by_language(node):
                    names[language] |= {word for word in WORD.findall(name) if word != word.lower()}
    return names


def _by_language(node: yaml.Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.ScalarNode):
        yield from ((language, node.value) for language in LANGUAGES)
    elif isinstance(node, yaml.MappingNode):
        yield from ((key.value, text.value) for key, text in node.value if key.value in LANGUAGES)


def listed(path: Path) -> set[str]:
    """Return the words of a list: one on each line, with comments after #."""
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return set(filter(None, lines))


def is_allowed(word: str, allowed: set[str]) -> bool:
    """True for a word that is allowed as it is or, at the beginning of a sentence, without its capital."""
    return word in allowed or word.lower() in allowed


def misspelt(asked: Sequence[str], dictionary: str) -> list[str]:
    """Return the words that hunspell does not know."""
    return _hunspell(dictionary, "\n".join(asked)).stdout.splitlines()


def report(unknown: Iterable[str], places: Places) -> Iterator[str]:
    """Yield one line for each word: the word, how often it occurs, and where first."""
    for word in unknown:
        first = list(dict.fromkeys(places[word]))
        more = " …" if len(first) > PLACES_SHOWN else ""
        yield f"{word} ({len(places[word])}) {' '.join(first[:PLACES_SHOWN])}{more}"


def _dictionaries() -> dict[str, str]:
    """Return the dictionary of each language; nothing unless all are there."""
    if not shutil.which("hunspell"):
        return {}
    found = {
        language: next((name for name in names if _hunspell(name, "").returncode == 0), "")
        for language, names in DICTIONARIES.items()
    }
    return found if all(found.values()) else {}


def _hunspell(dictionary: str, lines: str) -> subprocess.CompletedProcess[str]:
    """Ask for the lines that are not words of the dictionary."""
    return subprocess.run(
        ["hunspell", "-i", "utf-8", "-d", dictionary, "-l", "-w"],
        input=f"{lines}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
