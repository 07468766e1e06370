"""The pages on which a team manager looks after people."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from tests.factories import MembershipFactory, UserFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(client, manager) -> Client:
    client.force_login(manager)
    return client


@pytest.fixture
def nia(places) -> User:
    return member_of(
        places.team, RoleName.PRACTITIONER, first_name="Nia", last_name="Okoro", email="nia@example.invalid"
    )


def page(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def names(response) -> list[str]:
    return [user.name for user in response.context["page"]]


def url(name: str, *args: object) -> str:
    return reverse(f"access:{name}", args=args)


class TestTheList:
    def test_shows_the_people_of_the_team_and_its_schools(self, inside, places, manager, nia) -> None:
        lead = member_of(places.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
        member_of(places.other_team, RoleName.PRACTITIONER)
        member_of(None, RoleName.YOUNG_PERSON)

        assert set(names(inside.get(url("colleagues")))) == {manager.name, nia.name, lead.name}

    def test_tells_only_the_roles_that_the_viewer_reaches(self, inside, places, nia) -> None:
        MembershipFactory(user=nia, school=places.other_school)

        assert places.other_school.name + "<" not in page(inside.get(url("colleagues") + "?text=nia"))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("text=nia", True), ("text=oko+ni", True), ("text=nia%40example", True), ("text=zoe", False),
            ("role=practitioner", True), ("role=supervisor", False), ("role=nonsense", True),
            ("place=team:{team}", True), ("place=school:{school}", False), ("place=team:{other}", True),
            ("show=left", False),
        ],
    )  # fmt: skip
    def test_is_narrowed(self, inside, places, nia, query, found) -> None:
        asked = query.format(team=places.team.pk, school=places.school.pk, other=places.other_team.pk)

        assert ("Nia Okoro" in names(inside.get(f"{url('colleagues')}?{asked}"))) is found

    def test_those_who_left_are_a_list_of_their_own(self, inside, places) -> None:
        gone = member_of(places.team, RoleName.PRACTITIONER, left=True)
        over = MembershipFactory(school=places.school, ended=True).user

        assert {gone.name, over.name} <= set(names(inside.get(url("colleagues") + "?show=left")))
        assert gone.name not in names(inside.get(url("colleagues")))

    def test_has_pages_and_says_when_it_is_empty(self, inside, places) -> None:
        for _ in range(26):
            member_of(places.team, RoleName.PRACTITIONER)

        assert len(names(inside.get(url("colleagues")))) == 25
        assert len(names(inside.get(url("colleagues") + "?page=2"))) == 2
        assert "Nobody fits" in page(inside.get(url("colleagues") + "?text=xyzzy"))

    @pytest.mark.parametrize("role", [RoleName.PRACTITIONER, RoleName.SUPERVISOR, RoleName.ADMINISTRATOR])
    def test_is_not_for_others_of_the_team(self, client, places, role) -> None:
        client.force_login(member_of(places.team, role))
        answer = client.get(url("colleagues"))

        assert answer.status_code == 403
        assert "It is for: team manager or system administrator." in answer.content.decode()


class TestInviting:
    def given(self, places, **changes) -> dict[str, str]:
        return {
            "first_name": "Zoe", "last_name": "Ali", "email": "zoe@example.invalid", "role": "practitioner",
            "place": f"team:{places.team.pk}", **changes,
        }  # fmt: skip

    def test_somebody_new(self, inside, places) -> None:
        answer = inside.post(url("invite"), self.given(places), follow=True)

        zoe = User.objects.get(email="zoe@example.invalid")
        assert answer.redirect_chain == [(url("colleague", zoe.pk), 302)]
        assert "Zoe Ali is added. We have sent an invitation to zoe@example.invalid." in page(answer)

    def test_somebody_known(self, inside, places) -> None:
        UserFactory(email="zoe@example.invalid", first_name="Zoe", last_name="Ali", last_login=clock.now())

        assert "had an account already" in page(inside.post(url("invite"), self.given(places), follow=True))

    def test_only_roles_and_places_within_reach_are_offered(self, inside, places) -> None:
        form = page(inside.get(url("invite")))

        assert places.team.name in form
        assert places.school.name in form
        assert places.other_team.name not in form
        assert "System administrator" not in form
        assert "The whole system" not in form

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"role": "school_staff"}, "The role of school staff is held at a school."),
            ({"email": "nonsense"}, "Enter an email address like name@example.org"),
            ({"first_name": ""}, "Enter the first name"),
            ({"role": ""}, "Choose the role"),
            ({"place": ""}, "Choose where"),
            ({"role": "system_administrator", "place": "everywhere"}, "Choose the role from the list"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_is_kept(self, inside, places, changes, sentence) -> None:
        answer = page(inside.post(url("invite"), self.given(places, **changes)))

        assert sentence in answer
        assert 'value="Ali"' in answer
        assert not User.objects.filter(email="zoe@example.invalid").exists()

    def test_a_place_beyond_reach_is_not_taken_from_a_forged_form(self, inside, places) -> None:
        forged = self.given(places, place=f"team:{places.other_team.pk}")

        assert "Choose where from the list" in page(inside.post(url("invite"), forged))

    def test_the_systems_keeper_may_make_another(self, client, keeper, places) -> None:
        client.force_login(keeper)
        assert "The whole system" in page(client.get(url("invite")))
        client.post(url("invite"), self.given(places, role="system_administrator", place="everywhere"))

        assert User.objects.get(email="zoe@example.invalid").roles == {RoleName.SYSTEM_ADMINISTRATOR}


class TestOneColleague:
    def test_shows_roles_and_what_can_be_done(self, inside, nia) -> None:
        shown = page(inside.get(url("colleague", nia.pk)))

        assert "nia@example.invalid" in shown
        assert "Send the invitation again" in shown
        assert "They are leaving" in shown
        assert "They have lost their phone" not in shown

    def test_who_has_signed_in_can_start_again_instead(self, inside, nia) -> None:
        User.objects.filter(pk=nia.pk).update(last_login=clock.now())
        shown = page(inside.get(url("colleague", nia.pk)))

        assert "They have lost their phone" in shown
        assert "Send the invitation again" not in shown

    def test_nothing_can_be_done_to_oneself(self, inside, manager) -> None:
        shown = page(inside.get(url("colleague", manager.pk)))

        assert "They are leaving" not in shown
        assert "Not yours to change" in shown

    def test_a_leaver_is_shown_as_such(self, inside, places) -> None:
        shown = page(inside.get(url("colleague", member_of(places.team, RoleName.PRACTITIONER, left=True).pk)))

        assert "Left" in shown
        assert "on 31 July 2026" in shown

    def test_an_ended_role_is_over(self, inside, places, nia) -> None:
        MembershipFactory(user=nia, school=places.school, ended_at=clock.now())
        MembershipFactory(user=nia, school=places.school, ended=True)

        assert page(inside.get(url("colleague", nia.pk))).count("Over") == 2

    @pytest.mark.parametrize("name", ["colleague", "invite_again", "start_again", "leave", "role_add"])
    def test_somebody_elsewhere_is_not_there(self, inside, places, name) -> None:
        stranger = member_of(places.other_team, RoleName.PRACTITIONER)

        assert inside.get(url(name, stranger.pk)).status_code == 404
        assert inside.post(url(name, stranger.pk)).status_code in {404, 405}


class TestRoles:
    def role_of(self, user: User) -> Membership:
        return Membership.objects.filter(user=user).latest("created_at")

    def test_adding_one(self, inside, places, nia) -> None:
        assert "Add a role for Nia Okoro" in page(inside.get(url("role_add", nia.pk)))
        answer = inside.post(
            url("role_add", nia.pk), {"role": "school_staff", "place": f"school:{places.school.pk}"}, follow=True
        )

        assert f"Nia Okoro now has the role of school staff at {places.school.name}." in page(answer)

    def test_the_same_again_is_told(self, inside, places, nia) -> None:
        again = {"role": "practitioner", "place": f"team:{places.team.pk}"}

        assert "Nia Okoro already has this role there." in page(inside.post(url("role_add", nia.pk), again), 422)

    def test_changing_it_to_another_of_the_same_place(self, inside, nia) -> None:
        where = url("role_change", nia.pk, self.role_of(nia).pk)
        form = page(inside.get(where))
        assert "Supervisor" in form
        assert "School staff" not in form
        assert "is changed" in page(inside.post(where, {"role": "supervisor"}, follow=True))
        assert User.objects.get(pk=nia.pk).roles == {RoleName.SUPERVISOR}

    def test_giving_it_a_last_day(self, inside, nia) -> None:
        last = clock.today() + dt.timedelta(days=30)
        days = {"ends_on_0": last.day, "ends_on_1": last.month, "ends_on_2": last.year}
        inside.post(url("role_change", nia.pk, self.role_of(nia).pk), {"role": "practitioner", **days})

        assert self.role_of(nia).ends_on == last

    def test_a_day_in_the_past_is_told(self, inside, nia) -> None:
        days = {"ends_on_0": 1, "ends_on_1": 1, "ends_on_2": 2020}
        answer = inside.post(url("role_change", nia.pk, self.role_of(nia).pk), {"role": "practitioner", **days})

        assert "or later" in page(answer, 422)

    def test_what_a_rule_refuses_is_shown_at_its_field(self, inside, places, nia) -> None:
        MembershipFactory(user=nia, school=None, team=places.team, role=RoleName.SUPERVISOR)
        practitioner = Membership.objects.get(user=nia, role=RoleName.PRACTITIONER)
        answer = inside.post(url("role_change", nia.pk, practitioner.pk), {"role": "supervisor"})

        assert "Nia Okoro already has this role there." in page(answer, 422)
        assert not Membership.objects.get(pk=practitioner.pk).is_over

    def test_ending_it(self, inside, places, nia) -> None:
        where = url("role_end", nia.pk, self.role_of(nia).pk)
        assert "loses the role of practitioner" in page(inside.get(where))
        answer = inside.post(where, follow=True)

        assert f"Nia Okoro no longer has the role of practitioner at {places.team.name}." in page(answer)
        assert User.objects.get(pk=nia.pk).roles == set()

    @pytest.mark.parametrize("name", ["role_change", "role_end"])
    def test_not_one_held_elsewhere_nor_another_persons(self, inside, places, nia, manager, name) -> None:
        elsewhere = MembershipFactory(user=nia, school=places.other_school)
        over = MembershipFactory(user=nia, school=places.school, ended=True)

        assert inside.get(url(name, nia.pk, elsewhere.pk)).status_code == 404
        assert inside.get(url(name, nia.pk, self.role_of(manager).pk)).status_code == 404
        assert inside.get(url(name, nia.pk, over.pk)).status_code == 403
        assert inside.get(url(name, manager.pk, self.role_of(manager).pk)).status_code == 403


class TestAccounts:
    def test_inviting_again(self, inside, nia) -> None:
        assert "gets a new link" in page(inside.get(url("invite_again", nia.pk)))
        assert "again." in page(inside.post(url("invite_again", nia.pk), follow=True))

    def test_starting_again(self, inside, nia) -> None:
        assert "Make sure that it is them" in page(inside.get(url("start_again", nia.pk)))
        assert "can start again" in page(inside.post(url("start_again", nia.pk), follow=True))
        assert not User.objects.get(pk=nia.pk).has_usable_password()

    def test_leaving(self, inside, nia) -> None:
        assert "Close the account of Nia Okoro" in page(inside.get(url("leave", nia.pk)))
        assert "is closed" in page(inside.post(url("leave", nia.pk), follow=True))
        assert not User.objects.get(pk=nia.pk).is_active

    @pytest.mark.parametrize("name", ["invite_again", "start_again", "leave"])
    def test_not_somebody_with_a_role_beyond_reach(self, inside, places, nia, name) -> None:
        MembershipFactory(user=nia, school=places.other_school, role=RoleName.SCHOOL_STAFF)
        answer = inside.get(url(name, nia.pk))

        assert answer.status_code == 403
        assert "also has a role that you cannot end" in answer.content.decode()

    def test_nothing_happens_by_only_looking(self, inside, nia) -> None:
        for name in ("invite_again", "start_again", "leave"):
            inside.get(url(name, nia.pk))
        nia.refresh_from_db()

        assert nia.is_active
        assert nia.has_usable_password()
