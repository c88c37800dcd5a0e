"""What a changed filter costs on the screens that answer anew: processor seconds until the screen is settled.

Run it with the environment of the tests: ``.venv/bin/python -P benchmarks/filters.py``. Screens run in this process (Streamlit AppTest), and
so do the findings, which a served dashboard works out in processes of its own. *Anew*: nobody has asked with this filter before;
*again*: somebody has. The kept results of earlier runs are left aside.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "dashboard")]
SCREENS = {
    "priorities": {"kind": "action-areas"},
    "gatekeepers": {},
    "evidence": {},
    "scenarios": {"push": "action-embed~plus"},
}
FILTERS = (
    {"claims": "stated"},
    {"confidence": "medium"},
    {"voice": "report-authors"},
    {"claims": "stated", "confidence": "high"},
)


def spent(run: object) -> float:
    """Processor seconds of this process and its children."""
    before = time.process_time()
    run()  # type: ignore[operator]
    return time.process_time() - before


def main() -> int:
    """Print a table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        from streamlit.testing.v1 import AppTest

        print(f"{'screen':14}{'unfiltered again':>18}{'anew, median':>14}{'anew, most':>12}{'again, median':>15}")
        for screen, query in SCREENS.items():
            app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=600)
            for key, value in query.items():
                app.query_params[key] = value
            app.run()
            app.switch_page(f"screens/{screen}.py")
            for key, value in query.items():
                app.query_params[key] = value
            app.run()
            plain = spent(app.run)
            anew: list[float] = []
            again: list[float] = []
            for chosen in FILTERS:
                for into in (anew, again):
                    for each in ("claims", "confidence", "voice"):
                        if each in app.query_params:
                            del app.query_params[each]
                    app.run()
                    for key, value in chosen.items():
                        app.query_params[key] = value
                    into.append(spent(app.run))
                    assert not app.exception, (screen, chosen)
            print(f"{screen:14}{plain:18.2f}{median(anew):14.2f}{max(anew):12.2f}{median(again):15.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
