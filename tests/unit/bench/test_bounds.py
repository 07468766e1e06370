"""A figure that falls behind what was recorded fails the run."""

import pytest

from tests.bench import __main__ as bench
from tests.bench import bounds, registry
from tests.bench.bounds import Bound
from tests.bench.registry import Figure


def figure(value: float, baseline: float) -> Figure:
    return Figure(value, "KiB", "bare", baseline)


@pytest.mark.parametrize(
    ("bound", "value", "holds"),
    [
        (Bound(least=4), 40, True),
        (Bound(least=4), 39, False),
        (Bound(most=3), 30, True),
        (Bound(most=3), 31, False),
        (Bound(most=3, most_value=20), 21, False),
    ],
)
def test_a_bound_is_of_the_ratio_or_of_the_figure_itself(bound: Bound, value: float, holds: bool) -> None:
    assert bound.holds(figure(value, 10)) is holds


def test_a_run_says_which_figures_are_within_and_ends_with_one_where_one_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = {"chat.fast": Bound(least=4), "chat.small": Bound(most=2, most_value=32), "chat.other": Bound(least=1)}
    monkeypatch.setattr(bounds, "recorded", lambda: recorded)
    assert bench._judge({"chat.fast": figure(50, 10), "chat.small": figure(15, 10)}) == 0
    assert capsys.readouterr().out.split("\n")[1:3] == [
        "  within  chat.fast                       5 x, at least 4 x",
        "  within  chat.small                    1.5 x, at most 2 x and 32",
    ]
    assert bench._judge({"chat.fast": figure(30, 10), "demo.start": figure(1, 10)}) == 1
    assert capsys.readouterr().out == "\n  OUTSIDE chat.fast                       3 x, at least 4 x\n"


def test_bounds_are_of_figures_that_are_measured() -> None:
    for family in {name.partition(".")[0] for name in bounds.recorded()}:
        measured = registry.measurements(family)
        assert {name for name in bounds.recorded() if name.startswith(f"{family}.")} <= measured.keys()
