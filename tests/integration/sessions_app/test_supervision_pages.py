"""Supervision: hours, a whole caseload written as one talks, signed by both, and what is done about it afterwards."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils.html import escape

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from sessions_app.models import Referral, Supervision, SupervisionDecision
from tests.factories import PractitionerFactory, TeamFactory, member_of
from tests.factories.casework import SupervisionDecisionFactory, SupervisionFactory
from tests.support.supervising import Supervising, supervising

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 14, tzinfo=dt.UTC)
ABOUT = {"held_on_0": "20", "held_on_1": "11", "held_on_2": "2026", "minutes": "60", "learned": "Shorter agendas."}


@pytest.fixture(autouse=True)
def friday(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def there() -> Supervising:
    return supervising()


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def begun(there: Supervising, client: Client, kind: str = "case_management") -> str:
    client.force_login(there.supervisor)
    answer = client.post(f"/supervision/practitioner/{there.practitioner.pk}/begin/", {"kind": kind})
    return answer["Location"]


def decision(referral: Referral, there: Supervising, **changes: str) -> dict[str, str]:
    given = {"words": "Two more sessions.", "owner": str(there.practitioner.user_id)}
    given |= {"due_on_0": "4", "due_on_1": "12", "due_on_2": "2026", **changes}
    return {f"{referral.pk.hex}-{name}": value for name, value in given.items()}


class TestHours:
    def test_a_supervisor_sees_the_team(self, there: Supervising, client: Client) -> None:
        SupervisionFactory(practitioner=there.practitioner, held_on=dt.date(2026, 11, 9))
        client.force_login(there.supervisor)
        text = page(client, "/supervision/")
        assert str(there.practitioner) in text
        for said in ("Soon below", "Below the minimum", "60 minutes of 60 minutes a fortnight."):
            assert said in text

    def test_a_practitioner_sees_their_own_and_nobody_elses(self, there: Supervising, client: Client) -> None:
        colleague = PractitionerFactory(team=there.team)
        SupervisionFactory(practitioner=there.practitioner, held_on=dt.date(2026, 11, 9))
        client.force_login(there.practitioner.user)
        text = page(client, "/supervision/")
        assert "Your own" in text
        assert "9 November 2026" in text
        assert str(colleague) not in text
        assert page(client, f"/supervision/practitioner/{there.practitioner.pk}/")
        assert "Begin case management" not in page(client, f"/supervision/practitioner/{there.practitioner.pk}/")
        assert page(client, f"/supervision/practitioner/{colleague.pk}/", 404)

    def test_sources_are_named(self, there: Supervising, client: Client) -> None:
        client.force_login(there.practitioner.user)
        assert "BABCP guidance" in page(client, "/supervision/")

    def test_a_supervisor_with_nobody_is_told_so(self, client: Client) -> None:
        client.force_login(member_of(TeamFactory(), RoleName.SUPERVISOR))
        assert "Nobody to supervise" in page(client, "/supervision/")


class TestWriting:
    def test_is_begun_once(self, there: Supervising, client: Client) -> None:
        assert begun(there, client) == begun(there, client)
        assert begun(there, client, "clinical_skills") != begun(there, client)
        answer = client.post(f"/supervision/practitioner/{there.practitioner.pk}/begin/", {"kind": "chat"})
        assert answer.status_code == 404

    def test_decisions_are_saved_with_who_and_by_when(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        assert client.post(path, {**ABOUT, **decision(case, there)})["Location"] == path

        saved = SupervisionDecision.objects.get()
        assert (saved.decision, saved.owner, saved.due_on) == (
            "Two more sessions.", there.practitioner.user, dt.date(2026, 12, 4),
        )  # fmt: skip
        assert (saved.supervision.minutes, saved.supervision.learned) == (60, "Shorter agendas.")
        assert "Two more sessions." in page(client, path)

    def test_the_exceptions_come_first(self, there: Supervising, client: Client) -> None:
        before = SupervisionFactory(practitioner=there.practitioner, signed=True)
        calm = there.case(last_seen_on=NOW.date())
        SupervisionDecisionFactory(supervision=before, referral=calm)
        new = there.case()
        text = page(client, begun(there, client))
        assert text.index(escape(new.young_person.name)) < text.index(escape(calm.young_person.name))
        assert "Nothing special" in text

    def test_what_is_not_right_yet_is_kept_and_told(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        answer = client.post(
            path, {**ABOUT, "minutes": "", **decision(case, there, due_on_0="", due_on_1="", due_on_2="")}
        )
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Enter by when it is to be done" in text
        assert "Error: " in text
        assert SupervisionDecision.objects.get().decision == "Two more sessions."

    def test_it_is_kept_while_one_types(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        answer = client.post(path, decision(case, there, words="Two m"), headers={"accept": "application/json"})
        assert (answer.json(), SupervisionDecision.objects.get().decision) == ({"kept_at": "14:00"}, "Two m")

    def test_a_decision_can_be_taken_out_again(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        client.post(path, {**ABOUT, **decision(case, there)})
        client.post(path, {**ABOUT, **decision(case, there, words="", due_on_0="", due_on_1="", due_on_2="")})
        assert SupervisionDecision.objects.count() == 0

    def test_nobody_on_the_caseload(self, there: Supervising, client: Client) -> None:
        assert "Nobody on the caseload" in page(client, begun(there, client))

    def test_clinical_skills_hold_nothing_about_young_people(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client, "clinical_skills")
        text = page(client, path)
        assert case.young_person.name not in text
        assert "Write no names and nothing about a young person here" in text
        client.post(path, {**ABOUT, **decision(case, there)})
        assert SupervisionDecision.objects.count() == 0

    def test_the_day_cannot_be_to_come(self, there: Supervising, client: Client) -> None:
        answer = client.post(begun(there, client), {**ABOUT, "held_on_0": "21"})
        assert "When it was must be today or earlier" in answer.content.decode()


class TestSigning:
    def test_by_both_in_order(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        client.force_login(there.practitioner.user)
        assert "signs this first" in client.post(f"{path}sign/", follow=True).content.decode()
        client.force_login(there.supervisor)
        assert "Enter first how many minutes it lasted." in client.post(f"{path}sign/", follow=True).content.decode()
        client.post(path, ABOUT)
        told = client.post(f"{path}sign/", follow=True).content.decode()
        assert f"A decision is still needed for: {case.young_person}." in told
        undated = dict.fromkeys(("due_on_0", "due_on_1", "due_on_2"), "")
        draft = client.post(path, {**ABOUT, **decision(case, there, **undated)})
        assert (draft.status_code, "(optional)" in draft.content.decode().partition("By when?")[2][:80]) == (422, False)
        told = client.post(f"{path}sign/", follow=True).content.decode()
        assert f"A day is still needed for: {case.young_person}." in told
        assert Supervision.objects.get().is_open
        client.post(path, {**ABOUT, **decision(case, there)})
        assert "You have signed this supervision." in client.post(f"{path}sign/", follow=True).content.decode()
        assert client.post(path, ABOUT).status_code == 403

        client.force_login(there.practitioner.user)
        assert "Sign the supervision of 20 November" in page(client, "/home/")
        client.post(f"{path}sign/")
        assert "Sign the supervision" not in page(client, "/home/")
        assert "You have signed this already." in client.post(f"{path}sign/", follow=True).content.decode()
        record = Supervision.objects.get()
        assert (record.signed_by_supervisor_at, record.signed_by_practitioner_at) == (NOW, NOW)

    def test_somebody_without_a_reason_needs_no_decision(self, there: Supervising, client: Client) -> None:
        before = SupervisionFactory(practitioner=there.practitioner, signed=True)
        SupervisionDecisionFactory(supervision=before, referral=there.case(last_seen_on=NOW.date()))
        path = begun(there, client)
        client.post(path, ABOUT)
        client.post(f"{path}sign/")
        assert Supervision.objects.filter(signed_by_supervisor_at__isnull=False).count() == 2

    @pytest.mark.both_engines
    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"signed_by_practitioner_at": NOW}, "supervision_signed_in_order"),
            ({"signed_by_supervisor_at": NOW, "minutes": 0}, "supervision_signed_with_its_time"),
        ],
    )
    def test_the_database_holds_the_order(self, there: Supervising, fields: dict[str, object], constraint: str) -> None:
        with pytest.raises(IntegrityError, match=constraint):
            SupervisionFactory(practitioner=there.practitioner, **fields)


class TestWhoReads:
    def test_nobody_but_the_two_and_those_who_supervise_in_the_team(self, there: Supervising, client: Client) -> None:
        path = begun(there, client)
        colleague = PractitionerFactory(team=there.team).user
        elsewhere = member_of(TeamFactory(), RoleName.SUPERVISOR)
        lead = member_of(there.team, RoleName.ADMINISTRATOR)
        answers = {}
        for viewer in (
            there.practitioner.user,
            member_of(there.team, RoleName.TEAM_MANAGER),
            colleague,
            elsewhere,
            lead,
        ):
            client.force_login(viewer)
            answers[viewer] = client.get(path).status_code
        assert list(answers.values()) == [200, 200, 404, 404, 404]

    def test_only_its_supervisor_writes(self, there: Supervising, client: Client) -> None:
        path = begun(there, client)
        for viewer in (member_of(there.team, RoleName.SUPERVISOR), there.practitioner.user):
            client.force_login(viewer)
            assert client.post(path, ABOUT).status_code == 403
        assert Supervision.objects.get().minutes == 0

    def test_nobody_supervises_themselves(self, there: Supervising, client: Client) -> None:
        own = PractitionerFactory(team=there.team, user=there.supervisor)
        client.force_login(there.supervisor)
        answer = client.post(f"/supervision/practitioner/{own.pk}/begin/", {"kind": "case_management"})
        assert (answer.status_code, Supervision.objects.count()) == (403, 0)

    def test_after_a_hand_over_the_words_go_along(self, there: Supervising, client: Client) -> None:
        case = there.case()
        decided = SupervisionDecisionFactory(
            supervision=SupervisionFactory(practitioner=there.practitioner, supervisor=there.supervisor, signed=True),
            referral=case,
        )
        successor = PractitionerFactory(team=there.team)
        with recording.acting(by=SYSTEM, verb="test.hand_over"):
            Referral.objects.filter(pk=case.pk).update(practitioner=successor)
        path = f"/supervision/{decided.supervision_id}/"
        client.force_login(there.practitioner.user)
        text = page(client, path)
        assert decided.decision not in text
        assert "1 decision is about young people who are with somebody else now" in text
        assert "Do what supervision decided" not in page(client, "/home/")
        client.force_login(successor.user)
        assert "Do what supervision decided" in page(client, "/home/")
        assert decided.decision in page(client, f"/referrals/{case.pk}/supervision/")


class TestDoing:
    def test_what_was_decided_is_on_the_record_and_with_its_owner(self, there: Supervising, client: Client) -> None:
        case = there.case()
        decided = SupervisionDecisionFactory(
            supervision=SupervisionFactory(practitioner=there.practitioner, signed=True), referral=case,
            due_on=dt.date(2026, 11, 19),
        )  # fmt: skip
        client.force_login(there.practitioner.user)
        home = page(client, "/home/")
        assert f"Do what supervision decided for {case.young_person}, by 19 November" in home
        assert "Urgent" in home
        path = f"/referrals/{case.pk}/supervision/"
        assert f'href="{path}"' in page(client, f"/referrals/{case.pk}/")
        assert decided.decision in page(client, path)

        to_do = page(client, "/supervision/")
        assert (decided.decision in to_do, f'href="{path}"' in to_do, "Overdue" in to_do) == (True, True, True)
        seen = AuditEvent.objects.get(verb="supervision.to_do")
        assert (seen.actor_id, seen.person_id) == (there.practitioner.user.audit_id, str(case.young_person_id))

        assert client.post(f"{path}{decided.pk}/done/")["Location"] == path

        assert decided.decision not in page(client, "/supervision/")
        assert "Do what supervision decided" not in page(client, "/home/")
        assert client.post(f"{path}{decided.pk}/done/").status_code == 403

    def test_what_is_not_signed_is_not_decided(self, there: Supervising, client: Client) -> None:
        case = there.case()
        path = begun(there, client)
        client.post(path, {**ABOUT, **decision(case, there)})
        client.force_login(there.practitioner.user)
        assert "Nothing decided yet" in page(client, f"/referrals/{case.pk}/supervision/")
        assert "Do what" not in page(client, "/home/")

    def test_a_colleague_reads_nothing_of_it(self, there: Supervising, client: Client) -> None:
        case = there.case()
        decided = SupervisionDecisionFactory(
            supervision=SupervisionFactory(practitioner=there.practitioner, signed=True), referral=case
        )
        client.force_login(PractitionerFactory(team=there.team).user)
        assert page(client, f"/referrals/{case.pk}/supervision/", 403)
        assert client.post(f"/referrals/{case.pk}/supervision/{decided.pk}/done/").status_code == 403
