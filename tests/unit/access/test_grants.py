"""Dated permissions on one thing for one person."""

import datetime as dt

import pytest

from mhst.access import grants
from mhst.access.enums import RoleName
from mhst.access.models import Grant, User
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.core.permissions import Permission as P
from mhst.people.models import YoungPerson
from tests.factories import UserFactory, YoungPersonFactory, member_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def person(places) -> YoungPerson:
    return YoungPersonFactory(school=places.school)


@pytest.fixture
def guest() -> User:
    return UserFactory()


def give(user: User, thing: object, **changes) -> Grant:
    return grants.give(
        **{
            "user": user, "permission": P.YOUNG_PERSON_VIEW, "thing": thing, "until": clock.now() + HOUR,
            "reason": "Second opinion", "by": SYSTEM, **changes,
        }
    )  # fmt: skip


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_it_opens_that_one_thing_for_that_one_deed(guest, person, places) -> None:
    other = YoungPersonFactory(school=places.school)
    give(guest, person)

    assert guest.can(P.YOUNG_PERSON_VIEW, person)
    assert not guest.can(P.YOUNG_PERSON_EDIT, person)
    assert not guest.can(P.YOUNG_PERSON_VIEW, other)
    assert not guest.can(P.YOUNG_PERSON_VIEW, places.school)
    assert not guest.can(P.YOUNG_PERSON_VIEW)
    assert not fresh(UserFactory()).can(P.YOUNG_PERSON_VIEW, person)


def test_it_ends_by_itself(guest, person, time_machine) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC), tick=False)
    give(guest, person, until=clock.now() + HOUR)

    time_machine.shift(HOUR - dt.timedelta(seconds=1))
    assert fresh(guest).can(P.YOUNG_PERSON_VIEW, person)
    time_machine.shift(dt.timedelta(seconds=1))
    assert not fresh(guest).can(P.YOUNG_PERSON_VIEW, person)
    assert Grant.objects.count() == 1


def test_one_that_begins_later_opens_nothing_yet(guest, person) -> None:
    grant = give(guest, person)
    with_start(grant, clock.now() + HOUR / 2)

    assert not fresh(guest).can(P.YOUNG_PERSON_VIEW, person)


def with_start(grant: Grant, at: dt.datetime) -> None:
    from mhst.audit import recording

    with recording.acting(by=SYSTEM, verb="test"):
        grant.starts_at = at
        grant.save()


def test_it_is_ended_at_once_and_its_row_stays(guest, person, manager) -> None:
    grant = give(guest, person, by=manager)
    grants.end(grant=grant, by=manager)

    assert not fresh(guest).can(P.YOUNG_PERSON_VIEW, person)
    kept = Grant.objects.get()
    assert (kept.user, kept.given_by, kept.reason) == (guest, manager, "Second opinion")


def test_giving_again_while_it_runs_changes_its_end(guest, person) -> None:
    first = give(guest, person)
    second = give(guest, person, until=clock.now() + 3 * HOUR, reason="Takes longer")

    assert second.pk == first.pk
    assert second.starts_at == first.starts_at
    assert Grant.objects.get().reason == "Takes longer"


def test_giving_again_after_it_ended_is_another_row(guest, person) -> None:
    grants.end(grant=give(guest, person), by=SYSTEM)
    give(guest, person)

    assert Grant.objects.count() == 2
    assert fresh(guest).can(P.YOUNG_PERSON_VIEW, person)


def test_who_a_thing_is_shared_with(guest, person, places) -> None:
    give(guest, person)
    give(UserFactory(), YoungPersonFactory(school=places.school))
    grants.end(grant=give(UserFactory(), person), by=SYSTEM)

    assert [grant.user for grant in grants.on(person)] == [guest]


def test_a_leaver_holds_none(person) -> None:
    gone = UserFactory()
    give(gone, person)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert grants.running((gone.pk,)) == {}


class TestWhoMayGive:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"until": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "grant-end"),
            ({"reason": "  "}, "grant-reason"),
        ],
    )
    def test_an_end_ahead_and_a_reason_are_needed(self, guest, person, manager, changes, code) -> None:
        with pytest.raises(Refused) as refused:
            give(guest, person, by=manager, **changes)
        assert refused.value.code == code
        assert not Grant.objects.exists()

    def test_not_to_oneself(self, person, manager) -> None:
        with pytest.raises(Refused, match="You cannot give yourself access"):
            give(manager, person, by=manager)

    def test_not_to_a_leaver(self, person, manager) -> None:
        gone = UserFactory(left=True)
        with pytest.raises(Refused, match="has left"):
            give(gone, person, by=manager)

    def test_not_without_the_permission_to_give(self, guest, person, places) -> None:
        with pytest.raises(Refused) as refused:
            give(guest, person, by=member_of(places.team, RoleName.PRACTITIONER))
        assert refused.value.code == "needs-grant.give"

    def test_not_what_one_does_not_hold(self, guest, person, manager) -> None:
        with pytest.raises(Refused) as refused:
            give(guest, person, by=manager, permission=P.SYSTEM_ADMINISTER)
        assert refused.value.code == "needs-system.administer"

    def test_not_elsewhere(self, guest, places, manager) -> None:
        with pytest.raises(Refused):
            give(guest, YoungPersonFactory(school=places.other_school), by=manager)

    def test_only_who_may_give_may_end(self, guest, person, places) -> None:
        grant = give(guest, person)
        with pytest.raises(Refused):
            grants.end(grant=grant, by=member_of(places.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))

    def test_the_audit_tells_who_gave_what(self, guest, person, manager) -> None:
        grant = give(guest, person, by=manager)

        row = AuditEvent.objects.filter(table=Grant._meta.db_table).latest("seq")
        assert (row.actor_id, row.verb, row.kind, row.row_id) == (
            manager.audit_id, "grants.give", "created", str(grant.pk),
        )  # fmt: skip


def test_guardians_own_backend_is_not_installed(settings) -> None:
    assert settings.AUTHENTICATION_BACKENDS == ["mhst.access.backends.PasswordBackend"]
