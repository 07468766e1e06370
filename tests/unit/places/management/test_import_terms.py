import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from mhst.audit.models import AuditEvent
from mhst.places.enums import DayKind
from mhst.places.models import Calendar, Council, School, SpecialDay, Term
from mhst.places.queries.calendar import load_dates
from tests.factories import A_MONDAY, CalendarFactory, CouncilFactory, SchoolFactory

pytestmark = pytest.mark.django_db

LINES = [
    "term,Autumn term,2026-09-01,2026-12-18,,,",
    "half-term,,2026-10-26,2026-10-30,,,",
    "inset,,2026-11-13,,,,",
    "term,Spring term,2027-01-04,2027-03-25,,,",
]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=False):
        yield


@pytest.fixture
def council() -> Council:
    return CouncilFactory()


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text("\n".join(["kind,name,starts_on,ends_on,first_week,year_groups,finish", *lines]))
    return path


def run(path: Path, *options: Any) -> str:
    out = io.StringIO()
    call_command("import_terms", str(path), *map(str, options), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(path: Path, *options: Any) -> tuple[str, str]:
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_terms", str(path), *map(str, options), stdout=io.StringIO(), stderr=err)
    return err.getvalue(), str(error.value)


def test_a_councils_dates_open_and_shut_its_schools(tmp_path: Path, council: Council) -> None:
    school = SchoolFactory(council=council)
    told = run(write(tmp_path, *LINES), "--council", "990", "--source", "Council's website")
    assert "Added: 4\n  Autumn term, 1 September to 18 December 2026" in told
    dates = load_dates([school], A_MONDAY, dt.date(2027, 3, 31))[school.pk]
    assert [dates.why_shut(dt.date(2026, 11, 13)), dates.why_shut(dt.date(2026, 10, 27))] == ["INSET day", "half-term"]
    calendar = Calendar.objects.get()
    assert (calendar.source, calendar.checked_on) == ("Council's website", A_MONDAY)
    assert not Term.objects.filter(is_override=True).exists()


def test_the_same_file_again_changes_only_when_it_was_checked(tmp_path: Path, council: Council) -> None:
    path = write(tmp_path, *LINES)
    run(path, "--council", "990")
    before = set(Term.objects.values_list("pk", flat=True))
    told = run(path, "--council", "990")
    assert "Added: 0\nChanged: 0\nClosed or closing: 0\nRemoved: 0\nUnchanged: 4" in told
    assert set(Term.objects.values_list("pk", flat=True)) == before


def test_the_years_of_the_file_become_those_of_the_file(tmp_path: Path, council: Council) -> None:
    run(write(tmp_path, *LINES, "term,Old,2025-09-01,2025-12-19,,,"), "--council", "990")
    told = run(
        write(
            tmp_path,
            "term,Autumn term,2026-09-01,2026-12-17,,,",
            "inset,,2026-11-16,,,,",
            "term,Spring term,2027-01-04,2027-03-25,,,",
        ),
        "--council",
        "990",
    )
    assert "Changed: 1\n  Autumn term, 1 September to 17 December 2026: ends on 2026-12-18 -> 2026-12-17" in told
    assert "Removed: 2\n  Half-term, 26 to 30 October 2026\n  INSET day, 13 November 2026" in told
    assert set(Term.objects.values_list("name", flat=True)) == {"Old", "Autumn term", "Spring term"}


def test_what_is_past_stays_unless_it_is_replaced(tmp_path: Path, council: Council) -> None:
    with time_machine.travel(dt.date(2027, 2, 1), tick=False):
        run(write(tmp_path, *LINES), "--council", "990")
        told = run(
            write(
                tmp_path,
                "term,Autumn term,2026-09-02,2026-12-18,,,",
                "term,Spring term,2027-01-04,2027-03-25,,,",
            ),
            "--council",
            "990",
        )
    assert "Left out because they are past, and the past stays: 2" in told
    assert Term.objects.get(name="Autumn term").starts_on == dt.date(2026, 9, 2)
    assert SpecialDay.objects.count() == 2


def test_a_file_of_days_alone_removes_nothing(tmp_path: Path, council: Council) -> None:
    run(write(tmp_path, *LINES), "--council", "990")
    run(write(tmp_path, "inset,,2027-02-12,,,,"), "--council", "990")
    assert SpecialDay.objects.count() == 3


def test_a_schools_dates_are_its_own(tmp_path: Path) -> None:
    school = SchoolFactory(urn=990007)
    CalendarFactory(of_council=True, council=school.council)
    run(write(tmp_path, *LINES), "--school", "990007")
    assert Term.objects.filter(calendar__school=school, is_override=True).count() == 2
    assert Term.objects.filter(calendar__council=school.council).count() == 3


def test_one_of_several_sites_is_named_with_it(tmp_path: Path) -> None:
    SchoolFactory(urn=990007)
    annexe = SchoolFactory(urn=990007, site="Annexe")
    run(write(tmp_path, *LINES), "--school", "990007/Annexe")
    assert Calendar.objects.get().school == annexe


def test_a_calendar_file_is_read_by_its_ending(tmp_path: Path, council: Council) -> None:
    path = tmp_path / "terms.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Autumn term\r\n"
        b"DTSTART;VALUE=DATE:20260901\r\nDTEND;VALUE=DATE:20261219\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    run(path, "--council", "990")
    assert list(Term.objects.values_list("name", "ends_on")) == [("Autumn term", dt.date(2026, 12, 18))]
    assert Calendar.objects.get().source == "terms.ics"


def test_a_check_writes_nothing(tmp_path: Path, council: Council) -> None:
    before = AuditEvent.objects.count()
    told = run(write(tmp_path, *LINES), "--council", "990", "--check")
    assert "Added: 4" in told
    assert "Only checked: nothing was written." in told
    assert (Calendar.objects.count(), AuditEvent.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("inset,,13th,,,,", "line 6: starts_on is “13th”"),
        (
            "term,Second,2026-12-01,2026-12-20,,,",
            "line 6: These dates overlap with Autumn term (1 September to 18 December 2026).",
        ),
        ("inset,,2026-12-28,,,,", "line 6: 28 December 2026 is outside term, so the school is shut then anyway."),
        ("inset,,2026-11-13,,,,", "line 6: the same kind of day begins then on line 4 too; one of them must go"),
        ("early finish,,2026-12-18,,,,", "line 6: Say when the school finishes that day, between 07:00 and 19:00."),
    ],
)
def test_one_wrong_line_refuses_everything(tmp_path: Path, council: Council, line: str, listed: str) -> None:
    errors, sentence = refused(write(tmp_path, *LINES, line), "--council", "990")
    assert errors.startswith(listed)
    assert sentence.startswith("Nothing was imported: 1 line is wrong.")
    assert not Calendar.objects.exists()
    assert refused(write(tmp_path, *LINES, line), "--council", "990", "--check")[1].startswith("The import would be")


def test_wrong_lines_can_be_skipped(tmp_path: Path, council: Council) -> None:
    told = run(write(tmp_path, *LINES, "inset,,13th,,,,"), "--council", "990", "--skip-rejected")
    assert "Rejected: 1\n  line 6: starts_on is “13th”" in told
    assert SpecialDay.objects.filter(kind=DayKind.INSET).count() == 1


def test_an_unknown_council_or_school_says_how_it_comes_to_be_known(tmp_path: Path, db: None) -> None:
    path = write(tmp_path, *LINES)
    assert refused(path, "--council", "123")[1] == (
        "No council with LA code 123 is known here. Import its schools first: import_gias."
    )
    for urn in ("990001", "Ashgrove", "990001/Annexe"):
        assert refused(path, "--school", urn)[1].startswith(f"No school with URN {urn} is known here.")
    assert not School.objects.exists()
