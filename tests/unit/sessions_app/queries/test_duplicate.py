import datetime as dt

import pytest

from mhst.access.models import User
from sessions_app.models import Referral
from sessions_app.queries import duplicate
from sessions_app.queries.duplicate import alike
from tests.factories import SchoolFactory, World, YoungPersonFactory, world
from tests.factories.casework import ReferralFactory, RequestForSupportFactory

pytestmark = pytest.mark.django_db
BORN = dt.date(2013, 5, 4)


@pytest.fixture
def there() -> World:
    return world(pupils=0)


@pytest.fixture
def viewer(there: World) -> User:
    return there.manager


def asked_for(there: World, **named) -> Referral:
    request = RequestForSupportFactory(
        school=there.school, young_person=None,
        **{"given_name": "Samira", "family_name": "O'Dowd", "birth_date": BORN, **named},
    )  # fmt: skip
    return ReferralFactory(
        team=there.team, school=there.school, young_person=None, state="request_received", request=request
    )


def known(there: World, given: str, family: str, born: dt.date = BORN, **more):
    return YoungPersonFactory(
        **{"school": there.school, "given_name": given, "family_name": family, "birth_date": born, **more}
    )


@pytest.mark.parametrize(
    ("given", "family", "born", "why"),
    [
        ("Samira", "O'Dowd", BORN, "Same name, same birth date."),
        ("SAMIRA", "O\u2019Dowd", BORN, "Same name, same birth date."),
        ("Samirra", "O'Dowd", BORN, "Same birth date; the name is nearly the same."),
        ("Sam", "O'Dowd", BORN, "Same birth date; the name is nearly the same."),
        ("Samira", "O'Dowd", dt.date(2013, 4, 5),
         "Same name; day and month of the birth date are the other way round."),
        ("Samira", "O'Dowd", dt.date(2012, 5, 4), "Same name, another birth date."),
        ("Samirra", "O'Dowd", dt.date(2013, 4, 5),
         "The name is nearly the same; day and month are the other way round."),
        ("O'Dowd", "Samira", BORN, "Same birth date; first and family name are the other way round."),
        ("Samíra", "O'Dowd-Price", BORN, "Same birth date; the name is nearly the same."),
    ],
)  # fmt: skip
def test_each_likeness_says_why(there: World, viewer: User, given: str, family: str, born: dt.date, why: str) -> None:
    person = known(there, given, family, born)
    assert [(one.person, one.why) for one in alike(asked_for(there), viewer)] == [(person, why)]


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Nia", "Kaur", BORN),  # born on the same day, and nothing else
        ("Nia", "O'Dowd", BORN),  # a twin
        ("Samirra", "O'Dowd", dt.date(2011, 1, 1)),
        ("Samira", "Kaur", BORN),
    ],
)
def test_somebody_else_is_not_suggested(there: World, viewer: User, given: str, family: str, born: dt.date) -> None:
    known(there, given, family, born)
    assert alike(asked_for(there), viewer) == []


def test_the_likeliest_comes_first(there: World, viewer: User) -> None:
    other_date = known(there, "Samira", "O'Dowd", dt.date(2012, 5, 4))
    same = known(there, "Samira", "O'Dowd")
    assert [one.person for one in alike(asked_for(there), viewer)] == [same, other_date]


def test_a_preferred_name_counts(there: World, viewer: User) -> None:
    person = known(there, "Elizabeth", "O'Dowd", preferred_name="Samira")
    assert [one.person for one in alike(asked_for(there), viewer)] == [person]


def test_the_thirteenth_of_a_month_is_not_turned_round(there: World, viewer: User) -> None:
    person = known(there, "Samira", "O'Dowd", dt.date(2013, 5, 13))
    [found] = alike(asked_for(there, birth_date=dt.date(2013, 5, 13)), viewer)
    assert (found.person, found.closeness) == (person, 5)


def test_an_open_referral_and_another_school_are_told(there: World, viewer: User) -> None:
    person = known(there, "Samira", "O'Dowd", school=there.schools[1])
    referral = ReferralFactory(team=there.team, school=there.schools[1], young_person=person)
    [found] = alike(asked_for(there), viewer)
    assert (found.open_referral, found.is_elsewhere) == (referral, True)


def test_people_of_schools_that_the_team_does_not_reach_are_not_told_of(there: World, viewer: User) -> None:
    known(there, "Samira", "O'Dowd", school=SchoolFactory())
    assert alike(asked_for(there), viewer) == []


def test_of_many_who_share_a_name_those_with_the_birth_date_are_looked_at(
    there: World, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicate, "AT_MOST", 1)
    known(there, "Samira", "O'Dowd", dt.date(2012, 1, 1))
    same = known(there, "Zamira", "O'Dowd")
    assert [one.person for one in alike(asked_for(there), viewer)] == [same]


def test_an_enquiry_names_nobody(there: World, viewer: User) -> None:
    assert alike(asked_for(there, given_name="", family_name="", birth_date=None), viewer) == []
