"""Who looked at, or changed, somebody's record."""

import datetime as dt
from typing import Any

import pytest

from mhst.access.enums import RoleName
from mhst.audit import queries, recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.people.models import YoungPerson
from tests.factories.access import UserFactory, member_of
from tests.factories.people import ParentOrGuardianFactory, YoungPersonFactory
from tests.factories.places import TeamSchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> YoungPerson:
    return YoungPersonFactory()


@pytest.fixture
def manager(person: YoungPerson) -> Any:
    return member_of(TeamSchoolFactory(school=person.school).team, RoleName.TEAM_MANAGER)


def test_the_history_of_a_row_is_its_own_newest_first(person: YoungPerson, manager: Any) -> None:
    YoungPersonFactory(school=person.school)
    ParentOrGuardianFactory(young_person=person)
    recording.seen(person, by=manager, verb="young_person.detail")

    page = queries.history_of(manager, person)

    assert [event.kind for event in page] == ["viewed", "created"]
    assert {event.row_id for event in page} == {str(person.pk)}


def test_all_about_a_person_holds_what_hangs_on_them(person: YoungPerson, manager: Any) -> None:
    parent = ParentOrGuardianFactory(young_person=person)

    events = list(queries.about(manager, person))

    assert str(parent.pk) in {event.row_id for event in events}
    assert {event.person_id for event in events} == {str(person.pk)}
    assert [event.seq for event in events] == sorted((event.seq for event in events), reverse=True)


def test_views_are_only_looks(person: YoungPerson, manager: Any) -> None:
    reader = UserFactory(first_name="Rae", last_name="Quill")
    recording.seen(ParentOrGuardianFactory(young_person=person), by=reader, verb="parent.detail")

    [event] = queries.views_of(manager, person)

    assert (event.actor_label, event.verb, event.kind) == ("Rae Quill", "parent.detail", "viewed")


@pytest.mark.parametrize("ask", [queries.history_of, queries.about, queries.views_of])
def test_only_those_who_may_see_it(person: YoungPerson, ask: Any) -> None:
    practitioner = member_of(TeamSchoolFactory(school=person.school).team, RoleName.PRACTITIONER)
    elsewhere = member_of(TeamSchoolFactory().team, RoleName.TEAM_MANAGER)

    for viewer in (practitioner, elsewhere):
        with pytest.raises(Refused):
            ask(viewer, person)


def test_it_comes_in_pages(person: YoungPerson, manager: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(queries.PAGE + 1):
        recording.seen(person, by=SYSTEM, verb="young_person.detail")

    first, second = (queries.views_of(manager, person, page=number) for number in (1, 2))

    assert (len(first), len(second)) == (queries.PAGE, 1)
    assert first.has_next()
    assert not second.has_next()


@pytest.mark.both_engines
def test_what_was_written_since_is_told_by_its_fields(person: YoungPerson, time_machine) -> None:
    wanted, other = {YoungPerson: frozenset({"gender", "ethnicity"})}, YoungPersonFactory(school=person.school)
    time_machine.move_to(clock.now() + dt.timedelta(minutes=1), tick=False)
    with recording.acting(by=SYSTEM, verb="test"):
        YoungPerson.objects.filter(pk=person.pk).update(gender="1")
        YoungPerson.objects.filter(pk=other.pk).update(preferred_name="Robin")
    ParentOrGuardianFactory(young_person=other)
    recording.seen(other, by=UserFactory(), verb="young_person.detail")

    assert queries.written_since(clock.now(), wanted) == {YoungPerson: {str(person.pk)}}
    assert queries.written_since(clock.now() + dt.timedelta(seconds=1), wanted) == {}
