import datetime as dt

import pytest
from django.contrib.auth.models import Group

from mhst.access.actions import membership as actions
from mhst.access.enums import RoleName
from mhst.access.events import RolesChanged
from mhst.access.models import Membership
from mhst.audit.models import AuditEvent
from mhst.core import clock, events
from mhst.core.actors import SYSTEM
from mhst.core.permissions import Permission as P
from tests.factories import MembershipFactory, UserFactory, member_of
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def told(monkeypatch) -> list[object]:
    found: list[object] = []
    monkeypatch.setattr(events, "publish", found.append)
    return found


class TestAdd:
    def test_a_manager_gives_a_role_at_the_team_and_at_its_schools(self, places, manager, told) -> None:
        nia = UserFactory()
        at_team = actions.add(user=nia, role=RoleName.PRACTITIONER, place=places.team, by=manager)
        at_school = actions.add(user=nia, role=RoleName.SCHOOL_STAFF, place=places.school, by=manager)

        assert (at_team.place, at_school.place) == (places.team, places.school)
        assert at_team.starts_on == clock.today()
        assert nia.can(P.YOUNG_PERSON_VIEW, places.school)
        assert told == [RolesChanged(nia.pk)] * 2

    def test_it_is_in_the_audit(self, places, manager) -> None:
        membership = actions.add(user=UserFactory(), role=RoleName.SUPERVISOR, place=places.team, by=manager)

        row = AuditEvent.objects.latest("seq")
        assert (row.verb, row.kind, row.actor_id, row.row_id) == (
            "membership.add", "created", manager.audit_id, str(membership.pk),
        )  # fmt: skip
        assert row.detail["role"] == "supervisor"

    @pytest.mark.parametrize(
        ("role", "place", "code"),
        [
            (RoleName.PRACTITIONER, "other_team", "role-beyond-reach"),
            (RoleName.SCHOOL_STAFF, "other_school", "role-beyond-reach"),
            (RoleName.COMMISSIONER, "trust", "role-beyond-reach"),
            (RoleName.SAFEGUARDING_LEAD, "trust", "role-beyond-reach"),
            (RoleName.COUNSELLOR, "team", "role-beyond-reach"),
            (RoleName.PRACTITIONER, "school", "role-place"),
            (RoleName.SCHOOL_STAFF, "team", "role-place"),
            (RoleName.SCHOOL_STAFF, None, "role-place"),
            (RoleName.YOUNG_PERSON, "team", "role-place"),
            (RoleName.SYSTEM_ADMINISTRATOR, "team", "role-place"),
            (RoleName.SYSTEM_ADMINISTRATOR, None, "role-beyond-reach"),
        ],
    )
    def test_never_above_or_beyond_their_own_reach(self, places, manager, role, place, code) -> None:
        where = getattr(places, place) if place else None

        assert refusal(actions.add, user=UserFactory(), role=role, place=where, by=manager) == code
        assert Membership.objects.exclude(user=manager).count() == 0

    @pytest.mark.parametrize("role", [RoleName.PRACTITIONER, RoleName.ADMINISTRATOR, RoleName.SAFEGUARDING_LEAD])
    def test_others_of_the_team_give_none(self, places, role) -> None:
        by = member_of(places.team, role)

        assert refusal(
            actions.add, user=UserFactory(), role=RoleName.SCHOOL_STAFF, place=places.school, by=by
        ) == "role-beyond-reach"  # fmt: skip

    def test_the_keeper_of_the_system_gives_every_role_but_not_to_themselves(self, places, keeper) -> None:
        actions.add(user=UserFactory(), role=RoleName.SYSTEM_ADMINISTRATOR, place=None, by=keeper)
        actions.add(user=UserFactory(), role=RoleName.COMMISSIONER, place=places.trust, by=keeper)

        assert refusal(
            actions.add, user=keeper, role=RoleName.PRACTITIONER, place=places.team, by=keeper
        ) == "role-own"  # fmt: skip

    def test_not_twice_there(self, places, manager) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)

        assert refusal(
            actions.add, user=nia, role=RoleName.PRACTITIONER, place=places.team, by=manager
        ) == "role-held"  # fmt: skip

    def test_nor_everywhere(self, keeper) -> None:
        assert refusal(
            actions.add, user=keeper, role=RoleName.SYSTEM_ADMINISTRATOR, place=None, by=SYSTEM
        ) == "role-held"  # fmt: skip

    def test_again_on_the_day_it_was_stopped(self, places, manager) -> None:
        nia = UserFactory()
        actions.end(
            membership=actions.add(user=nia, role=RoleName.PRACTITIONER, place=places.team, by=manager), by=manager
        )

        assert actions.add(user=nia, role=RoleName.PRACTITIONER, place=places.team, by=manager).is_over is False

    def test_not_to_a_leaver(self, places, manager) -> None:
        gone = UserFactory(left=True)

        assert refusal(
            actions.add, user=gone, role=RoleName.PRACTITIONER, place=places.team, by=manager
        ) == "user-left"  # fmt: skip

    @pytest.mark.parametrize(("starts", "ends"), [(2, 1), (-9, -1)])
    def test_its_last_day_is_ahead_and_after_its_first(self, places, manager, starts, ends) -> None:
        assert refusal(
            actions.add, user=UserFactory(), role=RoleName.PRACTITIONER, place=places.team, by=manager,
            starts_on=clock.today() + starts * DAY, ends_on=clock.today() + ends * DAY,
        ) == "role-dates"  # fmt: skip

    def test_the_machine_may(self, places) -> None:
        assert actions.add(user=UserFactory(), role=RoleName.MODERATOR, place=places.team, by=SYSTEM).pk


class TestChange:
    def test_another_role_begins_and_the_old_one_ends(self, places, manager, told) -> None:
        old = MembershipFactory(school=None, team=places.team, role=RoleName.PRACTITIONER)

        new = actions.change(membership=old, role=RoleName.SUPERVISOR, by=manager)

        old.refresh_from_db()
        assert old.is_over
        assert (new.role, new.team, new.user) == (RoleName.SUPERVISOR, places.team, old.user)
        assert old.user.roles == {RoleName.SUPERVISOR}
        assert told == [RolesChanged(old.user_id)] * 2

    def test_only_a_last_day(self, places, manager) -> None:
        role = MembershipFactory(school=None, team=places.team, role=RoleName.PRACTITIONER)

        same = actions.change(membership=role, role=role.role, by=manager, ends_on=clock.today() + DAY)

        assert (same.pk, Membership.objects.get(pk=role.pk).ends_on) == (role.pk, clock.today() + DAY)
        assert refusal(
            actions.change, membership=role, role=role.role, by=manager, ends_on=clock.today() - DAY
        ) == "role-dates"  # fmt: skip

    def test_taking_a_last_day_away(self, places, manager) -> None:
        role = MembershipFactory(school=places.school, ends_on=clock.today() + DAY)
        actions.change(membership=role, role=role.role, by=manager)

        assert Membership.objects.get(pk=role.pk).ends_on is None

    def test_not_beyond_reach_nor_when_over(self, places, manager) -> None:
        theirs = MembershipFactory(school=places.other_school)
        over = MembershipFactory(school=places.school, ended=True)

        assert refusal(
            actions.change, membership=theirs, role=RoleName.SCHOOL_STAFF, by=manager
        ) == "role-beyond-reach"  # fmt: skip
        assert refusal(actions.change, membership=over, role=RoleName.SCHOOL_STAFF, by=manager) == "role-over"

    def test_the_last_keeper_of_the_system_stays(self, keeper) -> None:
        role = keeper.memberships.get()
        assert refusal(actions.change, membership=role, role=role.role, by=SYSTEM, ends_on=clock.today()) == "role-last"


class TestEnd:
    def test_it_stops_at_once(self, places, manager, told) -> None:
        role = MembershipFactory(school=places.school)
        assert role.user.can(P.GROUP_BOOK, places.school)

        actions.end(membership=role, by=manager)

        role.user.refresh_from_db()
        assert not role.user.can(P.GROUP_BOOK, places.school)
        assert told == [RolesChanged(role.user_id)]
        assert AuditEvent.objects.latest("seq").verb == "membership.end"

    def test_the_last_keeper_of_the_system_stays(self, keeper) -> None:
        assert refusal(actions.end, membership=keeper.memberships.get(), by=SYSTEM) == "role-last"

        member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
        assert refusal(actions.end, membership=keeper.memberships.get(), by=SYSTEM) is None

    def test_one_who_left_does_not_count_as_staying(self, keeper) -> None:
        member_of(None, RoleName.SYSTEM_ADMINISTRATOR, left=True)

        assert refusal(actions.end, membership=keeper.memberships.get(), by=SYSTEM) == "role-last"

    def test_an_ordinary_role_of_the_last_keeper_may_end(self, places, keeper) -> None:
        role = MembershipFactory(user=keeper, school=places.school, role=RoleName.SCHOOL_STAFF)

        assert refusal(actions.end, membership=role, by=SYSTEM) is None
        assert [held.role for held in keeper.memberships.filter(ended_at=None)] == [RoleName.SYSTEM_ADMINISTRATOR]


class TestTheEditorsGroup:
    """Wagtail's groups follow the roles."""

    def test_in_with_the_role_and_out_with_it(self, places, keeper) -> None:
        nia = UserFactory()
        role = actions.add(user=nia, role=RoleName.CONTENT_EDITOR, place=places.trust, by=keeper)
        assert [group.name for group in nia.groups.all()] == ["Content editors"]

        actions.end(membership=role, by=keeper)
        assert list(nia.groups.all()) == []

    def test_a_missing_group_comes_back(self, places, keeper) -> None:
        Group.objects.all().delete()
        actions.add(user=UserFactory(), role=RoleName.CONTENT_EDITOR, place=places.trust, by=keeper)

        assert Group.objects.filter(name="Content editors").exists()
