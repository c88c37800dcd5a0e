"""What the dashboard does once for everybody, and only when asked: counts of what is worked out, no clocks. (AppTest, no browser.)"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from conftest import ROOT, WALES
from picked import few_first
from ports import HANG
from screens import SCREENS, open_screen, tables, text_of
from trosol.cli.dashboard import settings
from trosol.findings.cache import kept
from trosol.findings.processes import shared_findings
from trosol.findings.processes.process_pool import Workers
from trosol.store.snapshot import Snapshot


@pytest.fixture
def dashboard_modules(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Modules of the dashboard, as its scripts see them."""
    monkeypatch.syspath_prepend(str(ROOT / "dashboard"))
    return import_module


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch, dashboard_modules: Callable[[str], Any]) -> Iterator[Counter[str]]:
    """How often each finding is worked out while nothing is in memory or on disk."""
    times: Counter[str] = Counter()
    real = kept

    def counted(snapshot: Snapshot, finding: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
        times[finding.__name__] += 1
        return real(snapshot, finding, *args, **options)

    monkeypatch.setenv("TROSOL_CACHE", "off")
    monkeypatch.setattr(shared_findings, "kept", counted)
    everybody = dashboard_modules("process_wide").FINDINGS
    everybody.clear()
    yield times
    everybody.clear()


@pytest.mark.exhaustive
def test_another_person_and_a_second_visit_work_nothing_out(worked_out: Counter[str]) -> None:
    open_screen("overview")
    open_screen("priorities")
    assert worked_out == dict.fromkeys(("gatekeepers", "leverage", "matrix"), 1)
    for screen in ("overview", "priorities", "gatekeepers"):
        open_screen(screen)
    assert set(worked_out.values()) == {1}, "all of them were parts of what the overview showed"


def test_the_ecosystem_is_read_once_for_all_sessions(
    monkeypatch: pytest.MonkeyPatch, dashboard_modules: Callable[[str], Any]
) -> None:
    from trosol.ecosystem import Ecosystem

    dashboard_modules("process_wide").ECOSYSTEMS.clear()
    read, real = list[str](), Ecosystem.load

    def watched(name: str, *more: Any) -> Ecosystem:
        read.append(str(name))
        return real(name, *more)

    monkeypatch.setattr(Ecosystem, "load", watched)
    for screen in ("about", "evidence", "map"):
        open_screen(screen)
    assert read == [WALES]


class Inline(Workers):
    """Counts what it is given, and works it out in a thread of this process."""

    def __init__(self) -> None:
        self.given = Counter[str]()
        super().__init__(1)

    def _started(self) -> None:
        return None

    def put(self, waiting: Any, work: Any, question: Any, *, beforehand: bool = False) -> None:
        self.given[question[0].__name__] += 1
        super().put(waiting, work, question, beforehand=beforehand)


@pytest.mark.exhaustive
def test_what_home_and_the_first_clicks_need_is_there_when_the_server_is_warm(
    worked_out: Counter[str], dashboard_modules: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    warm, inline, told = dashboard_modules("warm_up"), Inline(), list[str]()
    monkeypatch.setattr(warm, "Workers", lambda: inline)
    monkeypatch.setattr(warm.FINDINGS, "workers", None)
    monkeypatch.setattr(warm.gc, "freeze", lambda: None)
    warm.warm(told.append).join(HANG)
    assert len(told) == 1 and inline.given
    before = Counter(inline.given)
    for screen in SCREENS:
        if screen != "compare":  # it looks at another state, which is a choice
            assert not open_screen(screen).error
    for screen, view in (("gatekeepers", "doors"), ("priorities", "sets"), ("evidence", "voices"), ("evidence", "next")):
        open_screen(screen, view=view)
    inline.close()
    assert inline.given == before, "no screen, opened from the menu, waits for a finding that was not begun at the start"
    assert worked_out == before, "and none is worked out that no screen shows"


def test_warming_up_says_nothing_of_an_ecosystem_that_is_broken(
    dashboard_modules: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    warm, inline, told = dashboard_modules("warm_up"), Inline(), list[str]()
    monkeypatch.setattr(warm, "Workers", lambda: inline)
    monkeypatch.setattr(warm.FINDINGS, "workers", None)
    monkeypatch.setattr(warm.gc, "freeze", lambda: None)
    monkeypatch.setenv("TROSOL_ECOSYSTEM", "nowhere")
    warm.warm(told.append).join(HANG)
    inline.close()
    assert not told and not inline.given


def test_nothing_that_screens_import_is_left_for_the_threads_of_screens() -> None:
    """Threads that import the same things in another order meet half a module."""
    script = f"""
import sys
sys.path[:0] = [{str(ROOT / "dashboard")!r}, {str(ROOT / "tests")!r}]
import warm_up
warm_up.load()
before = set(sys.modules)
import ast, pathlib
for path in pathlib.Path({str(ROOT / "dashboard" / "screens")!r}).glob("*.py"):
    body = [line for line in ast.parse(path.read_bytes()).body if isinstance(line, (ast.Import, ast.ImportFrom))]
    exec(compile(ast.Module(body, []), str(path), "exec"), {{}})
print(sorted(set(sys.modules) - before))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=HANG, check=True)
    assert run.stdout.strip() == "[]"


WRITERS = {
    "trosol.views.charts.vega_lite": ("svg", "png"),
    "trosol.brief": ("write",),
    "trosol.export": ("export",),
    "screen_parts": ("workbook", "csv_text"),
    "components.map_figure": ("standalone_page",),
}
"""Where screens take what makes files from."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, dashboard_modules: Callable[[str], Any]) -> list[str]:
    """Names of the files that were made."""
    files: list[str] = []

    def writer(name: str) -> Callable[..., bytes]:
        def write(*_asked: Any, **_more: Any) -> bytes:
            files.append(name)
            return b""

        return write

    for module, names in WRITERS.items():
        for name in names:
            monkeypatch.setattr(dashboard_modules(module), name, writer(name))
    monkeypatch.setattr("trosol.sparql.query_result.Answer.text", writer("text"))
    return files


@pytest.mark.parametrize("screen", few_first(SCREENS, [*SCREENS][::4]))
def test_a_screen_opens_leads_on_and_makes_no_file_that_nobody_asked_for(screen: str, made: list[str]) -> None:
    """Briefs, pictures, workbooks, pages and tables as files are made by the click that downloads them."""
    app = open_screen(screen, entity="commissioners")
    assert not app.error
    assert "**Next:**" in text_of(app)
    assert any(button.key == "next-step" for button in app.button)
    assert not made


def test_an_answer_in_sparql_is_written_in_no_format_that_nobody_asked_for(made: list[str]) -> None:
    app = open_screen("ask", way="sparql")
    next(button for button in app.button if button.label == "Run").click().run()
    assert tables(app).count("<table") == 1 and not made


def test_no_screen_ends_with_a_search_for_cycles() -> None:
    """Streamlit's own, after each run, holds up every other session for as long as it takes to walk over all that is loaded."""
    from streamlit import config

    assert settings(1)["runner.postScriptGC"] is False
    assert config.get_option("runner.postScriptGC") is True, "if Streamlit itself no longer does, the setting can go"
