"""Thousands of records that cite one source, in one city, on one day: work grows as they do, pages do not.

Work is counted in steps of the interpreter, not in time.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TODAY, TOY

from utpe.checks.runner import Report, check
from utpe.indicators.table import figures
from utpe.pages.coordination import write as write_coordination
from utpe.pages.frame import build_frame
from utpe.pages.health import health
from utpe.pages.home import MOST_RINGS, rings
from utpe.pages.indicator_tables import MOST_MARKS
from utpe.pages.indicators import chapters
from utpe.pages.long_lists import ENTRIES, LINKS
from utpe.pages.memory import Task
from utpe.pages.site import Site
from utpe.pages.timeline import MOST_OF_YEAR, timeline_view
from utpe.pages.tracker import MOST_BESIDE, Board
from utpe.pages.writer import Writer
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Shared
from utpe.records.vocab import EventStatus
from utpe.settings import Settings
from utpe.text.strings import strings

FEW, MANY = 150, 1_200
MEETING = """- id: muchos-{n}
  title: {{es: "Encuentro número {n}", pt: "Encontro número {n}"}}
  kind: seminar
  relation: own
  status: held
  mode: in_person
  date: {day}
  city_ids: [{city}]
  unit_link: {{es: Actividad propia de la unidad., pt: Atividade própria da unidade.}}
  confidence: high
  sources: [{{id: {source}}}]
"""
SHARED = {"day": "2014-07-03", "city": "alfa", "source": "acta-alfa"}


def steps(work: Callable[[], object]) -> int:
    """Return how many steps of the interpreter some work takes."""
    done = 0

    def traced(frame: Any, event: str, _: object) -> Any:
        nonlocal done
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        done += event == "opcode"
        return traced

    before = sys.gettrace()
    gc.disable()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return done


def crowded(toy: Report, number: int) -> Catalogue:
    """Return the toy register with so many meetings more: one source, one city, one day."""
    meeting = toy.catalogue.get("meetings", "toy-2014-alfa")
    assert meeting and meeting.date
    plain = {"related_ids": (), "former_ids": (), "documents": (), "outcomes": ()}
    copies = {f"muchos-{n}": meeting.model_copy(update={"id": f"muchos-{n}", **plain}) for n in range(number)}
    own = toy.catalogue.records["meetings"]
    origins = {("meetings", id_): toy.catalogue.origins[("meetings", meeting.id)] for id_ in copies}
    records = {**toy.catalogue.records, "meetings": {**own, **copies}}
    return Catalogue(records, {**toy.catalogue.origins, **origins})


@pytest.fixture(scope="module")
def read() -> Report:
    return check(Settings(root=TOY, today=TODAY, theme_dir=ROOT / "overrides"))


@pytest.fixture(scope="module")
def sites(read: Report) -> dict[int, Site]:
    settings = Settings(root=TOY, today=TODAY, theme_dir=ROOT / "overrides", page_size=30, workers=1)
    frame = build_frame(settings, read.pages)
    found = {n: Site(settings, crowded(read, n), History("no_git"), frame) for n in (FEW, MANY)}
    for site in found.values():
        site.prepare()
    return found


def _made(site: Site, task: Task) -> list[str]:
    return [page.html for page in site.stamped(task, site.catalogue, finds=True)]


@pytest.mark.parametrize(
    ("collection", "first", "second"),
    [("meetings", "muchos-3", "muchos-7"), ("topics", "vacio", "frontera")],
)
def test_a_page_costs_the_same_whatever_the_register_holds(
    sites: dict[int, Site], collection: str, first: str, second: str
) -> None:
    taken = {}
    for number, site in sites.items():
        # What is worked out once for all pages, is for the first.
        _made(site, Task("record", "es", collection, first))
        task = Task("record", "es", collection, second)
        taken[number] = steps(lambda site=site, task=task: _made(site, task))
    assert taken[MANY] < 1.1 * taken[FEW], taken


@pytest.mark.parametrize(
    "task",
    [
        Task("record", "es", "cities", "alfa"),
        Task("record", "es", "countries", "AR"),
        Task("record", "pt", "meetings", "muchos-5"),
        Task("overview", "es", "timeline", "2014"),
        Task("embed", "es", "meetings", ""),
    ],
    ids=lambda task: f"{task.kind} {task.collection}",
)
def test_no_page_weighs_more_in_a_larger_register(sites: dict[int, Site], task: Task) -> None:
    weights = {}
    for number, site in sites.items():
        known = [t for t in site.tasks() if t == task or (t[0] == task[0] == "embed" and t[1] == "es")]
        weights[number] = max(len(html) for t in known for html in _made(site, t))
    assert weights[MANY] < 1.1 * weights[FEW] < 200_000, weights


def test_every_page_of_listings_and_sources_is_bounded(sites: dict[int, Site]) -> None:
    weights = {}
    for number, site in sites.items():
        tasks = [t for t in site.tasks() if t.kind in ("listing", "overview") and t.language == "es"]
        # `list.json` has all there is: it is no page.
        pages = [page for t in tasks for page in site.stamped(t, site.catalogue, finds=False)]
        weights[number] = max((len(p.html), p.path) for p in pages if p.path.endswith("/"))
    assert weights[MANY][0] < 1.2 * weights[FEW][0], weights


def test_overviews_of_the_unit_end(read: Report, toy_settings: Settings) -> None:
    catalogue, s = crowded(read, MANY), strings("es")
    own = [m for m in catalogue.all("meetings") if m.id.startswith("muchos")]
    marks, more, text = rings(own, s)
    assert (len(marks), more) == (MOST_RINGS, f"+{s.number(MANY - MOST_RINGS)}") and s.number(MANY) in text
    assert rings(own[:MOST_RINGS], s)[1] == ""

    view = timeline_view(catalogue, "es", toy_settings.today)
    year = next(x for x in view.sections if x.years == ("2014",))
    assert len(year.own) <= MOST_OF_YEAR + 5
    assert year.rest.startswith(f"La página muestra {MOST_OF_YEAR} de ")
    assert [x.rest for x in view.sections if x.years != ("2014",)] == [""] * (len(view.sections) - 1)
    assert view.undated_rest == ()

    undated = {m.id: m.model_copy(update={"date": None}) for m in own}
    records = {**catalogue.records, "meetings": {**catalogue.records["meetings"], **undated}}
    view = timeline_view(Catalogue(records, catalogue.origins), "es", toy_settings.today)
    assert len(view.undated) == MOST_OF_YEAR and view.undated_rest[-1].href.endswith("/")

    for term in catalogue.all("coordination"):
        parts = write_coordination(Writer(catalogue, "coordination", term, "es"), term)
        assert all(len(block.items) <= ENTRIES for block in parts.blocks)
    crowd = next(t for t in catalogue.all("coordination") if 2014 in t.date.years)
    blocks = write_coordination(Writer(catalogue, "coordination", crowd, "es"), crowd).blocks
    assert any(
        "".join(bit.text for bit in line).startswith("La página muestra") for b in blocks for line in b.texts
    )


def test_the_health_of_a_large_register_is_told_in_short(read: Report, toy_settings: Settings) -> None:
    catalogue = crowded(read, MANY)
    blocks = {b.id: b for b in health(catalogue, {}, toy_settings, "es", {}, Shared())}
    assert len(blocks["minutes"].bullets) == LINKS
    assert "".join(bit.text for bit in blocks["minutes"].texts[-1]).startswith(
        f"La página muestra {LINKS} de "
    )
    announced = {
        m.id: m.model_copy(update={"status": EventStatus.ANNOUNCED})
        for m in catalogue.all("meetings")
        if m.id.startswith("muchos")
    }
    records = {**catalogue.records, "meetings": {**catalogue.records["meetings"], **announced}}
    past = health(Catalogue(records, catalogue.origins), {}, toy_settings, "es", {}, Shared())
    assert len(next(b for b in past if b.id == "overdue").items) == ENTRIES


def test_a_promise_has_only_so_many_records_beside_it(read: Report) -> None:
    catalogue = crowded(read, MANY)
    plan, later = catalogue.get("plans", "plan-toy"), catalogue.get("meetings", "toy-2017-anuncio")
    assert plan and later
    moved = {m.id: m.model_copy(update={"date": later.date}) for m in catalogue.all("meetings")}
    crowd = Catalogue({**catalogue.records, "meetings": moved}, catalogue.origins)
    board = Board(Writer(crowd, "plans", plan, "es"), plan)
    beside = [len(promise.after) for promise in board.pledges("x", plan.contents.indicators)]
    assert max(beside) == MOST_BESIDE + 1


@pytest.mark.parametrize("number", [6, MANY])
def test_a_mark_stands_for_one_record_as_long_as_there_are_few(
    read: Report, toy_settings: Settings, number: int
) -> None:
    found = figures(crowded(read, number), toy_settings.today.year, ("es", "pt"))
    indicators = {i.id: i for c in chapters(found, "indicators/index", "es") for i in c.indicators}
    chart = indicators["in-person-meetings"].years
    assert chart
    dots = sum(len(band.dots) for band in chart.wide.bands)
    cells = [c for i in indicators.values() for row in i.table.rows for c in row.cells]
    is_many = number > MOST_MARKS
    assert 6 <= dots < 60
    assert ("representa hasta" in chart.note) is is_many
    assert max(c.marks for c in cells) <= MOST_MARKS
    assert any(c.marks for c in cells) is not is_many and any(c.length for c in cells) is is_many


def _with_meetings(target: Path, project: Path, number: int, **values: str) -> Path:
    for name in ("content", "data"):
        shutil.copytree(project / name, target / name)
    for name in ("urls.yaml", "translations.yaml"):
        (target / "data" / name).unlink(missing_ok=True)
    (target / "data" / "meetings").mkdir()
    text = "".join(MEETING.format(n=n, **values) for n in range(number)) or "[]\n"
    (target / "data" / "meetings" / "many.yaml").write_text(text)
    return target


def test_a_check_takes_twice_the_steps_for_twice_the_records(tmp_path: Path) -> None:
    taken = []
    for number in (0, 75, 150, 300):
        root = _with_meetings(tmp_path / str(number), TOY, number, **SHARED)
        settings = Settings(root=root, today=TODAY, theme_dir=ROOT / "overrides")
        found: list[Report] = []
        # What is loaded once is not what is counted.
        taken.append(steps(lambda settings=settings, found=found: found.append(check(settings))))
        assert len(found[0].catalogue.records["meetings"]) >= number
        assert not [f for f in found[0].findings if f.severity == "error"]
    first, second = taken[2] - taken[1], taken[3] - taken[2]
    assert 0 < second < 2.02 * first, taken


# ---- in time, with registers as large as they may become

SIZES = (1_250, 2_500, 5_000)
REAL = {"day": "2014-07-03", "city": "posadas", "source": "founding-document"}
SPREAD = {
    "day": lambda n: f"{1995 + n % 30}-{1 + n // 30 % 12:02}-{1 + n // 360 % 28:02}",
    "city": lambda n: ("posadas", "quilmes", "canoas", "montevideo", "santa-fe")[n % 5],
    "source": lambda n: ("founding-document", "mercociudades-reune-foro-autoridades-locais")[n % 2],
}
HEAVIEST = 300_000


def _seconds(root: Path, *command: str) -> float:
    """Run a command; return how long the processor worked for it, in all processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "utpe.cli", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


@pytest.mark.audit
@pytest.mark.slow
@pytest.mark.parametrize("alike", [("source",), ("city",), ("day",), ("source", "city", "day")], ids="+".join)
def test_thousands_of_records_take_their_time_and_no_more(tmp_path: Path, alike: tuple[str, ...]) -> None:
    taken: dict[str, list[float]] = {"check": [], "build": []}
    for size in SIZES:
        root = tmp_path / str(size)
        _with_meetings(root, ROOT, 0)
        (root / "overrides").symlink_to(ROOT / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", root)
        text = "".join(
            MEETING.format(n=n, **{k: REAL[k] if k in alike else SPREAD[k](n) for k in REAL})
            for n in range(size)
        )
        (root / "data/meetings/many.yaml").write_text(text)
        taken["check"].append(_seconds(root, "check"))
        taken["build"].append(_seconds(root, "build"))
        weights = {p.relative_to(root): p.stat().st_size for p in (root / "site").rglob("*.html")}
        heaviest = max(weights, key=lambda path: weights[path])
        assert weights[heaviest] < HEAVIEST, heaviest
        shutil.rmtree(root / "site")
    for what, seconds in taken.items():
        growth = log(seconds[-1] / seconds[0]) / log(SIZES[-1] / SIZES[0])
        assert growth <= 1.2, (what, seconds)
