"""Slips tell where to be and nothing else: no service, no programme, no reason."""

import datetime as dt
import io
from uuid import UUID

import pytest
from pypdf import PdfReader

from sessions_app.documents.slips import Slip, slips_of, slips_pdf
from sessions_app.queries.timetable.entries import Seen, SessionEntry, Who
from sessions_app.queries.timetable.week import Day, SchoolWeek

MONDAY = dt.date(2026, 9, 14)
TUESDAY = MONDAY + dt.timedelta(days=1)


def session(date: dt.date = MONDAY, people: int = 1, **given: object) -> SessionEntry:
    values = {
        "date": date, "start_minute": 600, "end_minute": 645, "id": UUID(int=3), "school_id": UUID(int=1),
        "school": "Elmwater College", "state": "planned", "is_group": True, "room": "Room 3",
        "programme": "Worry group", "practitioners": ("Hannah Whitlock",),
        "who": Who(tuple(Seen(f"Given{n} Family{n}", f"G{n}", "Year 8") for n in range(people))),
    }  # fmt: skip
    return SessionEntry(**(values | given))


def week(*entries: SessionEntry) -> SchoolWeek:
    dates = sorted({entry.date for entry in entries} or {MONDAY})
    days = tuple(Day(date, tuple(e for e in entries if e.date == date)) for date in dates)
    return SchoolWeek(UUID(int=1), "Elmwater College", MONDAY, days, shows_programmes=True)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def test_a_slip_for_everybody_who_is_to_come():
    assert slips_of(week(session(people=2))) == [
        Slip("Given0 Family0", "Year 8", MONDAY, "10:00", "Room 3"),
        Slip("Given1 Family1", "Year 8", MONDAY, "10:00", "Room 3"),
    ]


def test_for_one_date_only():
    assert [slip.date for slip in slips_of(week(session(), session(TUESDAY)), TUESDAY)] == [TUESDAY]


@pytest.mark.parametrize("given", [{"state": "cancelled"}, {"state": "skipped"}, {"with_parents": True}])
def test_nobody_is_called_to_what_is_off_or_to_their_parents_session(given: dict):
    assert slips_of(week(session(**given))) == []


def test_nobody_is_called_whose_consent_is_missing():
    people = Who((Seen("Given0 Family0", "G0", "Year 8", UUID(int=8)), Seen("Given1 Family1", "G1", "Year 8")))

    found = slips_of(week(session(who=people, not_agreed=frozenset({UUID(int=8)}))))
    assert [slip.name for slip in found] == ["Given1 Family1"]


def test_what_is_missing_for_one_leaves_the_others_certain():
    said = "consent is missing for 1 of 6 young people"

    assert [slip.is_certain for slip in slips_of(week(session(people=2, attention=said)))] == [True, True]
    assert [slip.is_certain for slip in slips_of(week(session(attention=said, may_move=True)))] == [False]


def test_without_a_room_they_come_to_reception():
    assert slips_of(week(session(room="")))[0].room == "reception"


def test_says_name_time_and_room_and_nothing_that_gives_away_why():
    document = read(slips_pdf(week(session())))

    text = " ".join(document.pages[0].extract_text().split())
    assert text == (
        "Given0 Family0 Year 8 Monday 14 September, 10:00 Please come to Room 3. "
        "You have an appointment. Show this slip to your teacher."
    )
    assert document.metadata is not None
    assert document.metadata.title == "Slips"


def test_what_needs_attention_sends_to_reception_and_does_not_say_why():
    shaky = week(session(attention="Hannah Whitlock is away", may_move=True))
    text = " ".join(read(slips_pdf(shaky)).pages[0].extract_text().split())

    assert "This may change. Please ask at reception before you go." in text
    assert "Please come to" not in text
    assert "Hannah" not in text


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (8, 1), (9, 2), (16, 2), (17, 3)])
def test_eight_to_a_page(people: int, pages: int):
    assert len(read(slips_pdf(week(session(people=people)))).pages) == pages


def test_says_so_when_there_are_none():
    text = read(slips_pdf(week())).pages[0].extract_text()

    assert "Nobody is to be called in this time." in text
