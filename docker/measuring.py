"""What the workers of pytest run of the product, measured by SlipCover: `pytest -n 2 -p docker.measuring`.

SlipCover's own way with workers measures the process that hands out the tests too, which runs nothing and waits ten
seconds for it; and it takes its marks out of the code, walking through all of it, fifty visits after each new line.
In each worker it looks through all source for what there is to see: here workers tell only what they have seen, and
the process that hands out the tests looks through the source once.
"""

import ast
import json
import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, branch

ROOT = Path(__file__).resolve().parent.parent
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["slipcover"]
#: Visits to a line that was seen already, after which all seen lines lose their marks.
VISITS = 1000


def _measure() -> Slipcover:
    return Slipcover(
        branch=TOLD["branch"], source=TOLD["source"], omit=TOLD["omit"], exclude_also=TOLD["exclude-also"],
        d_miss_threshold=VISITS,
    )  # fmt: skip


def _begun() -> Slipcover:
    """Whatever is imported from now on is measured."""
    Slipcover.lines_from_code = Slipcover.branches_from_code = staticmethod(lambda code: iter(()))
    measure = _measure()
    ImportManager(measure, FileMatcher(sources=TOLD["source"], omit=TOLD["omit"])).__enter__()
    return measure


def seen(measure: Slipcover) -> dict[str, list[Any]]:
    """By file the lines, and the branches as pairs of lines, that ran."""
    found: dict[str, set[Any]] = {}
    for some in (measure.all_seen, measure.newly_seen):
        for file, places in some.items():
            found.setdefault(str(Path(file).resolve()), set()).update(places)
    return {file: list(places) for file, places in found.items()}


def _look_through(files: Iterable[str], together: Slipcover) -> None:
    """Note what there is to see in these, as a worker compiled them: SlipCover compiles what nobody imported, and that
    without the lines of a signature."""
    for file in set(files) - set(together.code_lines):
        code = compile(branch.preinstrument(ast.parse(Path(file).read_bytes())), file, "exec", dont_inherit=True)
        together.code_lines[file] = set(Slipcover.lines_from_code(code))
        together.code_branches[file] = set(Slipcover.branches_from_code(code))


def covered(told: list[dict[str, list[Any]]]) -> dict[str, Any]:
    """What several workers have seen together, of all that there is to see."""
    together = _measure()
    for one in told:
        for file, places in one.items():
            together.all_seen[file].update(tuple(each) if isinstance(each, list) else each for each in places)
        _look_through(one, together)
    return dict(together.get_coverage())


#: Begun when this is loaded, before anything of ours is.
_begun_here = _begun() if "PYTEST_XDIST_WORKER" in os.environ else None
_told: list[dict[str, list[Any]]] = []


@pytest.hookimpl(hookwrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    yield
    if _begun_here:
        output: dict[str, Any] = session.config.workeroutput  # type: ignore[attr-defined]  # put there by xdist
        output["seen"] = json.dumps(seen(_begun_here))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    if told := getattr(node, "workeroutput", {}).get("seen"):
        _told.append(json.loads(told))


def pytest_unconfigure() -> None:
    if _told:
        out = ROOT / TOLD["out"]
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(covered(_told)))
