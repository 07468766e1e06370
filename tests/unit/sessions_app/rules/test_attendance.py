"""When not coming asks for a talk, and what can be said about who came."""

import pytest

from mhst.core.errors import Refused
from mhst.people.models import YoungPerson
from sessions_app.enums import AttendanceCode as A
from sessions_app.enums import WhyNotThere as W
from sessions_app.models import Attendance, SupportSession
from sessions_app.rules.attendance import Came, check_came, talk_about_coming, words_for
from tests.factories import A_MONDAY
from tests.factories.academic_year import birthday_of
from tests.support.refusals import refusal

SEEN, FORGOT, UNWILLING, TRIP = (A.ON_TIME, ""), (A.NOT_BROUGHT, W.FORGOT), (A.LATE_NOT_SEEN, W.DID_NOT_WANT), (
    A.NOT_BROUGHT, W.TRIP,
)  # fmt: skip
OURS, THEIRS = (A.CANCELLED_BY_SERVICE, ""), (A.CANCELLED_BY_PERSON, W.EXAM)


def somebody(year_group: int) -> YoungPerson:
    return YoungPerson(given_name="Robin", family_name="Marsh", birth_date=birthday_of(year_group, 1))


def said(*came: tuple[str, str], year_group: int = 8) -> str:
    person = somebody(year_group)
    rows = [Attendance(session=SupportSession(date=A_MONDAY), code=code, why_not_there=why) for code, why in came]
    return talk_about_coming(person, rows)


@pytest.mark.parametrize(
    "came",
    [
        (),
        (SEEN,),
        (FORGOT,),
        (FORGOT, SEEN, FORGOT),
        (FORGOT, TRIP),
        (TRIP, TRIP, TRIP, TRIP),
        (OURS, THEIRS, OURS),
        (FORGOT, FORGOT, SEEN),
        (FORGOT, SEEN, FORGOT, SEEN, FORGOT, SEEN),
    ],
)
def test_no_talk_is_asked_for(came: tuple) -> None:
    assert said(*came) == ""


@pytest.mark.parametrize(
    ("came", "how_often"),
    [
        ((FORGOT, UNWILLING), "twice in a row"),
        ((FORGOT, TRIP, OURS, UNWILLING), "twice in a row"),
        ((FORGOT, FORGOT, TRIP), "twice in a row"),
        ((FORGOT, SEEN, FORGOT, SEEN, FORGOT), "three times in all"),
        ((FORGOT, FORGOT, FORGOT, FORGOT), "4 times in a row"),
    ],
)
def test_a_talk_is_asked_for_and_nothing_is_closed(came: tuple, how_often: str) -> None:
    sentence = said(*came)
    assert f"was not brought {how_often}. Ask first whether they are safe." in sentence
    assert "Nothing is closed because of this by itself." in sentence


def test_from_sixteen_on_they_come_or_do_not() -> None:
    assert "did not come twice in a row" in said(FORGOT, FORGOT, year_group=13)
    session = SupportSession(date=A_MONDAY)
    older, younger = somebody(13), somebody(8)
    assert words_for(A.NOT_BROUGHT, older, session) == "Did not come, no word"
    assert words_for(A.NOT_BROUGHT, younger, session) == "Was not brought, no word"
    assert words_for(A.ON_TIME, older, session) == "Came on time"


@pytest.mark.parametrize(
    ("came", "field"),
    [
        (Came(A.NOT_BROUGHT), "why_not_there"),
        (Came(A.LATE_NOT_SEEN), "why_not_there"),
        (Came(A.ON_TIME), "minutes"),
        (Came(A.ON_TIME, minutes=0), "minutes"),
        (Came(A.LATE_SEEN, minutes=241), "minutes"),
    ],
)
def test_what_does_not_fit_together_is_named(came: Came, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_came(came)
    assert refused.value.details == {"field": field}


@pytest.mark.parametrize(
    "came", [Came(A.ON_TIME, minutes=1), Came(A.CANCELLED_BY_PERSON), Came(A.CANCELLED_BY_SERVICE)]
)
def test_what_fits_together_passes(came: Came) -> None:
    assert refusal(check_came, came) is None
