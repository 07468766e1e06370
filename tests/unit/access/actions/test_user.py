import pytest
from allauth.mfa.models import Authenticator
from django_tasks_db.models import DBTaskResult

from mhst.access import grants, secrets
from mhst.access.actions import user as actions
from mhst.access.enums import RoleName
from mhst.access.events import RolesChanged, SessionsEnded, UserLeft
from mhst.access.models import Membership, User
from mhst.audit.models import AuditEvent
from mhst.core import clock, events
from mhst.core.actors import SYSTEM
from mhst.core.permissions import Permission as P
from tests.factories import MembershipFactory, UserFactory, YoungPersonFactory, member_of
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db
NIA = {"first_name": " Nia", "last_name": "Okoro ", "email": " Nia.Okoro@Example.invalid"}


def letters() -> list[tuple[str, list]]:
    return [(job.task_path.rpartition(".")[2], job.args_kwargs["args"]) for job in DBTaskResult.objects.all()]


class TestInvite:
    def test_somebody_new_gets_an_account_a_role_and_a_letter(self, places, manager) -> None:
        nia = actions.invite(**NIA, role=RoleName.PRACTITIONER, place=places.team, by=manager)

        assert (nia.name, nia.email, nia.username) == (
            "Nia Okoro", "nia.okoro@example.invalid", "nia.okoro@example.invalid",
        )  # fmt: skip
        assert not nia.has_usable_password()
        assert nia.roles == {RoleName.PRACTITIONER}
        assert letters() == [("send_invitation", [str(nia.pk)])]
        rows = AuditEvent.objects.filter(actor_id=manager.audit_id).values_list("verb", "kind", "table")
        assert list(rows) == [
            ("user.invite", "acted", "access_user"),
            ("membership.add", "created", "access_membership"),
        ]

    def test_somebody_known_gets_only_the_role(self, places, manager) -> None:
        nia = UserFactory(email="nia.okoro@example.invalid", first_name="Nia")

        assert actions.invite(**NIA, role=RoleName.SCHOOL_STAFF, place=places.school, by=manager) == nia
        assert letters() == []

    def test_nothing_is_left_behind_when_the_role_may_not_be_given(self, places, manager) -> None:
        assert refusal(
            actions.invite, **NIA, role=RoleName.PRACTITIONER, place=places.other_team, by=manager
        ) == "role-beyond-reach"  # fmt: skip
        assert (User.objects.count(), letters()) == (1, [])

    def test_not_somebody_who_left(self, places, manager) -> None:
        UserFactory(email="nia.okoro@example.invalid", left=True)

        assert refusal(
            actions.invite, **NIA, role=RoleName.PRACTITIONER, place=places.team, by=manager
        ) == "user-left"  # fmt: skip

    def test_again_until_they_have_signed_in(self, places, manager) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        actions.invite_again(user=nia, by=manager)
        assert letters() == [("send_invitation", [str(nia.pk)])]

        User.objects.filter(pk=nia.pk).update(last_login=clock.now())
        nia.refresh_from_db()
        assert refusal(actions.invite_again, user=nia, by=manager) == "user-signed-in"


class TestLookAfter:
    """Nobody acts on an account above or beyond their own reach."""

    @pytest.mark.parametrize("action", [actions.invite_again, actions.start_again, actions.leave])
    def test_not_ones_own(self, manager, action) -> None:
        assert refusal(action, user=manager, by=manager) == "user-self"

    @pytest.mark.parametrize("action", [actions.invite_again, actions.start_again, actions.leave])
    def test_not_beyond_reach(self, places, manager, action) -> None:
        assert refusal(action, user=member_of(places.other_team, RoleName.PRACTITIONER), by=manager) == (
            "needs-membership.edit"
        )

    @pytest.mark.parametrize("action", [actions.invite_again, actions.start_again, actions.leave])
    def test_not_somebody_who_also_works_elsewhere(self, places, manager, action) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        MembershipFactory(user=nia, school=places.other_school, role=RoleName.SCHOOL_STAFF)

        assert refusal(action, user=nia, by=manager) == "user-beyond-reach"

    def test_not_the_keeper_of_the_system(self, places, manager, keeper) -> None:
        MembershipFactory(user=keeper, school=places.school, role=RoleName.SCHOOL_STAFF)

        assert refusal(actions.start_again, user=keeper, by=manager) == "user-beyond-reach"

    def test_a_role_elsewhere_that_is_over_is_no_bar(self, places, manager) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        MembershipFactory(user=nia, school=places.other_school, ended=True)
        actions.leave(user=nia, by=manager)

        assert not User.objects.get(pk=nia.pk).is_active


class TestStartAgain:
    def test_everything_one_signs_in_with_is_forgotten(self, places, manager, client) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        secrets.enrol(nia, "JBSWY3DPEHPK3PXP")

        actions.start_again(user=nia, by=manager)

        nia.refresh_from_db()
        assert not nia.has_usable_password()
        assert not Authenticator.objects.filter(user=nia).exists()
        assert nia.is_active
        assert nia.roles == {RoleName.PRACTITIONER}
        assert letters() == [("send_invitation", [str(nia.pk)])]
        assert AuditEvent.objects.latest("seq").verb == "user.start_again"


class TestLeave:
    def test_all_that_they_held_ends_at_once(self, places, manager, monkeypatch) -> None:
        told: list[object] = []
        monkeypatch.setattr(events, "publish", told.append)
        nia = member_of(places.team, RoleName.PRACTITIONER)
        later = MembershipFactory(user=nia, school=places.school, starts_on=clock.today().replace(year=2099))
        person = YoungPersonFactory(school=places.school)
        grants.give(
            user=nia, permission=P.YOUNG_PERSON_VIEW, thing=person, by=SYSTEM, reason="Shared",
            until=clock.now().replace(year=2099),
        )  # fmt: skip
        secrets.enrol(nia, "JBSWY3DPEHPK3PXP")

        actions.leave(user=nia, by=manager)

        nia.refresh_from_db()
        assert (nia.is_active, nia.left_at is not None, nia.has_usable_password()) == (False, True, False)
        assert not Membership.objects.to_come_or_current().filter(user=nia).exists()
        assert Membership.objects.get(pk=later.pk).is_over
        assert grants.on(person) == []
        assert not Authenticator.objects.filter(user=nia).exists()
        assert told == [RolesChanged(nia.pk), RolesChanged(nia.pk), SessionsEnded(nia.pk, ()), UserLeft(nia.pk)]

    def test_it_is_in_the_audit(self, places, manager) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        actions.leave(user=nia, by=manager)

        row = AuditEvent.objects.filter(table="access_user").latest("seq")
        assert (row.verb, row.kind, row.row_id, row.actor_id) == ("user.leave", "acted", str(nia.pk), manager.audit_id)
        assert list(row.detail) == ["left_at"]

    def test_only_once(self, places, manager) -> None:
        nia = member_of(places.team, RoleName.PRACTITIONER)
        actions.leave(user=nia, by=manager)

        assert refusal(actions.leave, user=nia, by=manager) == "user-left"

    def test_the_last_keeper_of_the_system_stays(self, keeper) -> None:
        assert refusal(actions.leave, user=keeper, by=SYSTEM) == "role-last"
