"""Weeks on paper: read back from the PDF."""

import datetime as dt
import io
from uuid import UUID

import pytest
from pypdf import PdfReader

from sessions_app.documents.week import school_week_pdf, week_pdf
from sessions_app.queries.timetable.entries import Agreed, FixedEntry, Seen, SessionEntry, Shut, TravelEntry, Who
from sessions_app.queries.timetable.week import Day, SchoolWeek, Week

MONDAY = dt.date(2026, 9, 14)
SCHOOL, OTHER = UUID(int=1), UUID(int=2)
PEOPLE = tuple(Seen(f"Given{n} Family{n}", f"G{n}", "Year 8") for n in range(8))


def session(day: int = 0, start: int = 600, **given: object) -> SessionEntry:
    values = {
        "date": MONDAY + dt.timedelta(days=day),
        "start_minute": start,
        "end_minute": start + 45,
        "id": UUID(int=3),
        "school_id": SCHOOL,
        "school": "Saint Bartholomew's Church of England Academy",
        "state": "planned",
        "is_group": True,
        "room": "The Old Library Annexe",
        "programme": "Brief behavioural activation for low mood",
        "number": 2,
        "count": 6,
        "year_groups": "Years 8 and 9",
        "who": Who(PEOPLE),
        "due": "RCADS and goals, second time",
        "practitioners": ("Hannah Whitlock", "Imran Aziz"),
    }
    return SessionEntry(**(values | given))


def travel(day: int, start: int) -> TravelEntry:
    date = MONDAY + dt.timedelta(days=day)
    return TravelEntry(date, start, start + 30, OTHER, "Saint Bartholomew's Academy", "Elmwater College")


def week(*days: Day) -> Week:
    return Week(UUID(int=4), "Hannah Whitlock", MONDAY, days, is_own=True)


def day(number: int, *entries: object, **given: object) -> Day:
    return Day(MONDAY + dt.timedelta(days=number), entries, **given)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in read(content).pages).split())


def overfull() -> Week:
    """Five long sessions a day for groups of eight, two journeys and a meeting: more than anybody should do."""
    return week(
        *(
            day(
                number,
                *(session(number, 510 + again * 75) for again in range(5)),
                travel(number, 480),
                travel(number, 690),
                FixedEntry(MONDAY + dt.timedelta(days=number), 930, 990, "Supervision"),
            )
            for number in range(5)
        )
    )


def test_an_ordinary_week_is_one_landscape_page_of_a4():
    document = read(week_pdf(week(*(day(n, session(n)) for n in range(5)))))

    (page,) = document.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)


@pytest.mark.parametrize("names", [False, True])
def test_twenty_five_sessions_still_fit_one_page(names: bool):
    assert len(read(week_pdf(overfull(), names=names)).pages) == 1


def test_gives_initials_unless_names_are_asked_for():
    of_one = week(day(0, session()))

    initials, names = words(week_pdf(of_one)), words(week_pdf(of_one, names=True))

    assert "G0, G1, G2" in initials
    assert "Given0" not in initials
    assert "Family0" not in initials
    assert "Given0 Family0" in names


def test_says_where_to_be_when_and_what_is_due():
    text = words(week_pdf(week(day(0, travel(0, 570), session()), day(1, notes=("Away",)))))

    assert "Week of Hannah Whitlock 14 September to 18 September 2026" in text
    assert "09:30 to 10:00 Travel from Elmwater College and sign in" in text
    assert "10:00 to 10:45" in text
    assert "The Old Library Annexe" in text
    assert "Due: RCADS and goals, second time" in text
    assert "Tuesday 15 September Away" in text


def test_says_what_is_off_and_calls_nobody_to_it():
    off = session(state="cancelled", why_off="room needed by the school")

    text = words(week_pdf(week(day(0, off, shut=(Shut(SCHOOL, "Elmwater College", "INSET day"),)))))

    assert "Cancelled: room needed by the school" in text
    assert "Elmwater College is shut: INSET day" in text
    assert "G0" not in text


def test_says_where_nothing_is_booked_unless_the_school_is_shut():
    agreed = tuple(
        Agreed(MONDAY, 510, 990, key, name) for key, name in ((SCHOOL, "Elmwater College"), (OTHER, "Lapwing School"))
    )

    text = words(week_pdf(week(day(0, agreed=agreed, shut=(Shut(OTHER, "Lapwing School", "INSET day"),)))))

    assert "08:30 to 16:30 Elmwater College Agreed, nothing booked" in text
    assert text.count("nothing booked") == 1
    assert "Nothing" not in text


def test_says_what_needs_attention():
    text = words(week_pdf(week(day(0, session(attention="Hannah Whitlock is away"), notes=("Away",)))))

    assert "Needs attention: Hannah Whitlock is away" in text


class TestSchoolWeek:
    def of(self, *entries: SessionEntry, names: bool = False) -> str:
        shown = SchoolWeek(SCHOOL, "Elmwater College", MONDAY, (day(0, *entries),), shows_programmes=True)
        return words(school_week_pdf(shown, names=names))

    def test_lists_who_goes_where(self):
        text = self.of(session())

        assert "Monday 14 September" in text
        assert "10:00 to 10:45 The Old Library Annexe Group, 2 of 6 G0, G1" in text
        assert "Hannah Whitlock and Imran Aziz" in text

    def test_says_what_needs_attention(self):
        assert "Needs attention: The Old Library Annexe is out of use" in self.of(
            session(attention="The Old Library Annexe is out of use")
        )

    def test_never_prints_the_name_of_a_programme(self):
        assert "behavioural" not in self.of(session(), names=True)

    def test_gives_names_when_asked(self):
        assert "Given0" not in self.of(session())
        assert "Given0 Family0" in self.of(session(), names=True)

    def test_a_parents_session_says_whose(self):
        assert "Parents or guardians of G0" in self.of(session(with_parents=True))
