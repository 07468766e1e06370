"""Two open requests that seem to be about the same young person are shown to those who decide on both."""

import datetime as dt
from typing import Any

import pytest

from mhst.access.enums import RoleName
from sessions_app.enums import ReferralState as S
from sessions_app.enums import TriageStage
from sessions_app.models import Referral
from sessions_app.queries.same_request import same_as, same_as_each
from sessions_app.queries.triage import Wanted, board
from tests.factories import World, YoungPersonFactory, member_of, world
from tests.factories.casework import ReferralFactory, RequestForSupportFactory

pytestmark = pytest.mark.django_db
BORN = dt.date(2013, 5, 4)


@pytest.fixture
def there() -> World:
    return world(pupils=0)


def asked(there: World, state: str = S.RECEIVED, **named: Any) -> Referral:
    school = named.pop("school", there.school)
    request = RequestForSupportFactory(
        school=school, young_person=None,
        **{"given_name": "Samira", "family_name": "Dowd", "birth_date": BORN, **named},
    )  # fmt: skip
    return ReferralFactory(team=there.team, school=school, young_person=None, state=state, request=request)


def shown(referral: Referral, there: World) -> list[tuple[Referral, int]]:
    return [(one.referral, one.closeness) for one in same_as(referral, there.manager)]


def test_two_that_are_alike_are_shown_beside_each_other_the_likeliest_first(there: World) -> None:
    first, near = asked(there), asked(there, given_name="Samirra")
    turned = asked(there, given_name="Dowd", family_name="Samira", school=there.schools[1])
    other_day = asked(there, birth_date=dt.date(2012, 5, 4))
    asked(there, given_name="Nia", family_name="Kaur")
    assert shown(first, there) == [(near, 4), (turned, 4), (other_day, 2)]
    assert shown(turned, there) == [(first, 4), (near, 4)]


def test_a_referral_of_somebody_on_record_is_compared_by_their_name_there(there: World) -> None:
    person = YoungPersonFactory(school=there.school, given_name="Samira", family_name="Dowd", birth_date=BORN)
    matched = ReferralFactory(team=there.team, school=there.school, young_person=person)
    open_one = asked(there)
    assert shown(matched, there) == [(open_one, 5)]
    assert shown(open_one, there) == []  # whoever is on record is suggested as a person, with their open referral
    arrived = ReferralFactory(team=there.team, school=there.school, young_person=person, state=S.RECEIVED)
    assert shown(open_one, there) == [(arrived, 5)]
    assert shown(matched, there) == [(open_one, 5)]  # the two of one person are shown as theirs


def test_what_is_over_names_nobody_or_says_too_little_is_not_compared(there: World) -> None:
    first = asked(there)
    asked(there, S.ADVICE_ONLY)
    asked(there, S.ENQUIRY, given_name="", family_name="", birth_date=None)
    assert shown(first, there) == []


def test_whoever_may_not_see_the_other_learns_nothing_of_it(there: World) -> None:
    elsewhere = world(pupils=0)
    mine, theirs = asked(there), asked(elsewhere)
    assert (shown(mine, there), shown(theirs, elsewhere)) == ([], [])
    asked(there)
    reads_no_requests = member_of(there.team, RoleName.ADMINISTRATOR)
    assert same_as(mine, reads_no_requests) == []


def test_the_board_says_of_which_there_is_another(there: World) -> None:
    first, second, alone = asked(there), asked(there), asked(there, given_name="Nia", family_name="Kaur")
    rows = board(there.manager, Wanted(stage=TriageStage.ARRIVING)).rows
    assert {row.id: row.same for row in rows} == {first.pk: 1, second.pk: 1, alone.pk: 0}


def test_many_cost_one_query(there: World, django_assert_max_num_queries: Any) -> None:
    rows = [asked(there) for _ in range(6)]
    same_as(rows[0], there.manager)
    with django_assert_max_num_queries(1):
        found = same_as_each(rows, there.manager)
    assert {len(same) for same in found.values()} == {5}
