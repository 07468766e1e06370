"""What the workers of pytest run of the product, measured by SlipCover: `pytest -n 2 -p docker.measuring`.

SlipCover's own way with workers measures the process that hands out the tests too, which runs nothing and waits ten
seconds for it; and it takes its marks out of the code, walking through all of it, fifty visits after each new line.
"""

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ROOT = Path(__file__).resolve().parent.parent
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["slipcover"]
#: Visits to a line that was seen already, after which all seen lines lose their marks.
VISITS = 1000


def _begun() -> Slipcover:
    """Whatever is imported from now on is measured."""
    measure = Slipcover(
        branch=TOLD["branch"], source=TOLD["source"], omit=TOLD["omit"], exclude_also=TOLD["exclude-also"],
        d_miss_threshold=VISITS,
    )  # fmt: skip
    ImportManager(measure, FileMatcher(sources=TOLD["source"], omit=TOLD["omit"])).__enter__()
    return measure


#: Begun when this is loaded, before anything of ours is.
_measure = _begun() if "PYTEST_XDIST_WORKER" in os.environ else None
_together: dict[str, Any] = {}


@pytest.hookimpl(hookwrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    yield
    if _measure:
        output: dict[str, Any] = session.config.workeroutput  # type: ignore[attr-defined]  # put there by xdist
        output["measured"] = json.dumps(_measure.get_coverage())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    if told := getattr(node, "workeroutput", {}).get("measured"):
        if _together:
            merge_coverage(_together, json.loads(told))
        else:
            _together.update(json.loads(told))


def pytest_unconfigure() -> None:
    if _together:
        out = ROOT / TOLD["out"]
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(_together))
