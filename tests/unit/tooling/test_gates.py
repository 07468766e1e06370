"""The gates of coverage: what is too little is said, with how much it is."""

from typing import Any

import pytest

from docker.gates import gates, hold

FOUND: dict[str, Any] = {
    "meta": {"software": "slipcover", "branch_coverage": True},
    "files": {
        "mhst/access/check.py": {
            "executed_lines": [1, 2, 3], "missing_lines": [],
            "executed_branches": [[2, 3]], "missing_branches": [],
        },
        "sessions_app/rules/group.py": {
            "executed_lines": [1, 2, 3], "missing_lines": [],
            "executed_branches": [], "missing_branches": [[2, 0]],
        },
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "failed"),
    [
        ({"mhst/access/*": 100}, []),
        ({"*": 80, "mhst/*": 100}, []),
        ({"*/rules/*": 100}, ["*/rules/* must be covered to 100 per cent, and is to 75.00."]),
        ({"*": 95}, ["* must be covered to 95 per cent, and is to 87.50."]),
        ({"gone/*": 100}, ["gone/* must be covered to 100 per cent, and names nothing."]),
    ],
)
def test_a_gate_that_is_not_met_is_named_with_what_was_reached(wanted: dict[str, float], failed: list[str]) -> None:
    assert hold(FOUND, wanted) == failed


def test_a_branch_never_taken_is_shown_with_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    hold(FOUND, {})
    assert "2->exit" in capsys.readouterr().out


def test_all_that_decides_who_may_do_what_is_covered_in_full() -> None:
    assert {pattern for pattern, least in gates().items() if least == 100} >= {"mhst/access/*", "*/rules/*"}
