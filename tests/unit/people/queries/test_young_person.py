from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentState
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries import parent_or_guardian
from mhst.people.queries import young_person as queries
from mhst.people.queries.young_person import Wanted
from tests.factories import (
    A_MONDAY,
    KeepApartFactory,
    ParentOrGuardianFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def found(viewer: User, **wanted: object) -> list[YoungPerson]:
    return [line.person for line in queries.search(viewer, Wanted(**wanted), day=A_MONDAY)]


def test_school_and_team_see_their_own(person: YoungPerson, lead: User, colleague: User, gwen: Practitioner) -> None:
    YoungPersonFactory()
    for viewer in (lead, colleague, gwen.user):
        assert list(queries.visible_to(viewer)) == [person]
        assert queries.get_visible(person.pk, viewer) == person


def test_others_do_not_learn_that_somebody_exists(person: YoungPerson, stranger: User) -> None:
    other_team = member_of(TeamFactory(), RoleName.PRACTITIONER)
    system_administrator = member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
    for viewer in (stranger, other_team, system_administrator):
        assert list(queries.visible_to(viewer)) == []
        with pytest.raises(NotFound):
            queries.get_visible(person.pk, viewer)
    with pytest.raises(NotFound):
        queries.get_visible(uuid4(), stranger)


def test_the_record_is_the_teams(person: YoungPerson, lead: User, administrator: User, gwen: Practitioner) -> None:
    assert queries.get_visible(person.pk, gwen.user, Permission.YOUNG_PERSON_VIEW) == person
    for viewer in (lead, administrator):
        with pytest.raises(NotFound):
            queries.get_visible(person.pk, viewer, Permission.YOUNG_PERSON_VIEW)


def test_parents_are_seen_with_their_child_only(person: YoungPerson, lead: User, stranger: User) -> None:
    parent = ParentOrGuardianFactory(young_person=person)
    assert parent_or_guardian.get_visible(parent.pk, lead) == parent
    with pytest.raises(NotFound):
        parent_or_guardian.get_visible(parent.pk, stranger)


@pytest.mark.both_engines
def test_lists_are_narrowed_by_name_school_and_year(person: YoungPerson, gwen: Practitioner) -> None:
    other = YoungPersonFactory(
        school=TeamSchoolFactory(team=gwen.team).school, year_group=8, given_name="Łucja", family_name="Wójcik"
    )
    viewer = gwen.user
    assert found(viewer) == [person, other]
    assert found(viewer, text="wojc") == [other]
    assert found(viewer, school=person.school_id) == [person]
    assert found(viewer, year_group=8) == [other]
    assert found(viewer, year_group=10) == []


@pytest.mark.both_engines
def test_lists_are_narrowed_by_consent(person: YoungPerson, lead: User) -> None:
    agreed = YoungPersonFactory(school=person.school, consented=True, family_name="Zed")
    assert found(lead, consent=ConsentState.GIVEN) == [agreed]
    assert found(lead, consent=ConsentState.NOT_ASKED) == [person]
    assert found(lead, consent=ConsentState.CONFLICTING) == []
    assert [(line.year_group, line.consent) for line in queries.search(lead, Wanted(), day=A_MONDAY)] == [
        (9, ConsentState.NOT_ASKED),
        (8, ConsentState.GIVEN),
    ]


@pytest.mark.parametrize("consent", ["", ConsentState.GIVEN])
def test_a_full_page_costs_as_many_queries_as_a_single_line(lead: User, school: object, consent: str) -> None:
    def queries_for(count: int) -> int:
        YoungPersonFactory.create_batch(count, school=school, consented=True)
        list(queries.search(lead, Wanted(), day=A_MONDAY))
        with CaptureQueriesContext(connection) as captured:
            lines = queries.search(lead, Wanted(consent=consent), day=A_MONDAY)
            assert all(str(line.person.school) and line.consent for line in lines)
        return len(captured)

    assert queries_for(1) == queries_for(29)


def test_pages_hold_twenty_five_and_a_page_too_far_is_the_last(lead: User, school: object) -> None:
    YoungPersonFactory.create_batch(27, school=school)
    pages = [queries.search(lead, Wanted(), day=A_MONDAY, page=page) for page in (1, 2, "99", "x")]
    assert [(page.number, len(page.object_list), page.paginator.count) for page in pages] == [
        (1, 25, 27),
        (2, 2, 27),
        (2, 2, 27),
        (1, 25, 27),
    ]


def test_pairs_are_found_from_either_side() -> None:
    pair = KeepApartFactory()
    KeepApartFactory()
    assert list(queries.kept_apart_from(pair.one)) == list(queries.kept_apart_from(pair.other)) == [pair]
