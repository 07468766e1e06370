import json
from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.baseline import bare_query, rate
from tests.bench.registry import Figure


@pytest.mark.django_db
def test_a_run_is_kept_in_the_agreed_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS", tmp_path / "bench" / "results.json")
    report.write({"booking.contention": Figure(250.0, "per s", "bare indexed query", 1000.0)})
    run = json.loads((tmp_path / "bench" / "results.json").read_text())
    assert list(run) == ["at", "commit", "machine", "versions", "results"]
    assert run["results"] == [
        {
            "name": "booking.contention",
            "value": 250.0,
            "unit": "per s",
            "baseline": "bare indexed query",
            "baseline_value": 1000.0,
            "ratio": 0.25,
        }
    ]


def test_a_row_tells_the_figure_and_what_it_is_measured_against() -> None:
    row = report.row("timetable.week", Figure(12.5, "ms", "bare indexed query", 0.5))
    assert row.split() == ["timetable.week", "12.5", "ms", "25", "x", "bare", "indexed", "query", "0.5"]


def test_a_rate_counts_work_done_in_a_second() -> None:
    calls: list[int] = []
    per_second = rate(lambda: calls.append(1), seconds=0.05)
    assert per_second > 1000
    assert len(calls) > 50


@pytest.mark.django_db
def test_the_bare_page_can_be_measured() -> None:
    assert bare_query() > 1
