"""A referral waits where consent is taken back, and goes on from where it stood once it is given again."""

import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.people.actions import consent as consents
from mhst.people.actions import parent_or_guardian as parents
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod, WithdrawnBecause
from mhst.people.models import ConsentDecision, YoungPerson
from sessions_app import tasks
from sessions_app.actions import referral as referrals
from sessions_app.actions import referral_consent as actions
from sessions_app.enums import HELD_STATES, MessageWords, ReferralState
from sessions_app.models import Message, Notice, Referral
from sessions_app.queries import consent_end
from sessions_app.queries.todo import consent_to_ask_again
from tests.factories import ParentOrGuardianFactory, World, YoungPersonFactory
from tests.factories.casework import ReferralFactory
from tests.factories.people import ConsentDecisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
S = ReferralState


@pytest.fixture
def person(there: World) -> YoungPerson:
    return there.pupils[0]


@pytest.fixture(autouse=True)
def after_commit(django_capture_on_commit_callbacks):
    """Whatever is published is heard, as it is after a commit."""
    return django_capture_on_commit_callbacks


def referral_of(there: World, state: str = S.IN_INTERVENTION, **more) -> Referral:
    held = {"practitioner": there.practitioner} if state in HELD_STATES else {}
    about = {"young_person": there.pupils[0], **held, **more}
    return ReferralFactory(team=there.team, school=there.school, state=state, **about)


def take_back(person: YoungPerson, after_commit) -> None:
    decision = ConsentDecision.objects.get(young_person=person, kind=ConsentKind.TO_BE_SEEN, withdrawn_at=None)
    with after_commit(execute=True):
        consents.withdraw(decision=decision, because=WithdrawnBecause.CHANGED_MIND, reason="Rang us.", by=SYSTEM)


def give(person: YoungPerson, after_commit, kind: ConsentKind = ConsentKind.TO_BE_SEEN, parent=None) -> None:
    with after_commit(execute=True):
        consents.record(
            young_person=person, kind=kind, answer=ConsentAnswer.GIVEN, basis=ConsentBasis.PARENTAL,
            method=ConsentMethod.PHONE, decided_on=dt.date(2026, 9, 14), by=SYSTEM,
            parent=parent or person.parents_and_guardians.first(),
        )  # fmt: skip


def stands(referral: Referral) -> str:
    referral.refresh_from_db()
    return referral.state


@pytest.mark.parametrize("state", sorted({S.WAITING, *HELD_STATES}))
def test_consent_taken_back_makes_it_wait_and_given_again_lets_it_go_on(there, person, after_commit, state) -> None:
    referral = referral_of(there, state)
    take_back(person, after_commit)
    assert (stands(referral), referral.practitioner is not None) == (S.AWAITING_CONSENT, state in HELD_STATES)
    assert referral.moves.last().why == "Consent was taken back. Ask again before booking."
    give(person, after_commit)
    assert (stands(referral), referral.moves.last().moved_by) == (state, None)


def test_the_practitioner_is_told_without_a_name(there, person, after_commit) -> None:
    referral_of(there)
    take_back(person, after_commit)
    notice = Notice.objects.get()
    assert (notice.to, notice.sentence) == (there.practitioner.user, actions.STOPPED)
    assert [m.words for m in Message.objects.all()] == [MessageWords.NOTICE]
    assert [word for word in person.name.split() if word in notice.sentence] == []


def test_whoever_works_with_them_has_it_to_do_until_somebody_agrees(there, person, after_commit) -> None:
    referral_of(there)
    holder = there.practitioner.user
    assert consent_to_ask_again(holder) == []
    take_back(person, after_commit)
    [todo] = consent_to_ask_again(holder)
    assert (todo.sentence, todo.is_urgent) == ("Ask about consent: 1 young person cannot be seen", True)
    assert consent_to_ask_again(there.practitioners[1].user) == []
    give(person, after_commit)
    assert consent_to_ask_again(holder) == []


def test_a_request_goes_on_to_triage_when_somebody_agrees(there, after_commit) -> None:
    person = YoungPersonFactory(school=there.school)
    parent = ParentOrGuardianFactory(young_person=person)
    referral = referral_of(there, S.AWAITING_CONSENT, young_person=person)
    give(person, after_commit, parent=parent)
    assert stands(referral) == S.TRIAGE


def test_a_second_parent_who_refuses_makes_it_wait(there, person, after_commit) -> None:
    referral = referral_of(there)
    other = ParentOrGuardianFactory(young_person=person, father=True)
    with after_commit(execute=True):
        consents.record(
            young_person=person, kind=ConsentKind.TO_BE_SEEN, answer=ConsentAnswer.REFUSED, parent=other,
            basis=ConsentBasis.PARENTAL, method=ConsentMethod.PHONE, decided_on=dt.date(2026, 9, 14), by=SYSTEM,
        )  # fmt: skip
    assert stands(referral) == S.AWAITING_CONSENT
    assert referral.moves.last().why.startswith("People disagree about consent.")


def test_a_parent_who_may_no_longer_decide_makes_it_wait(there, person, after_commit) -> None:
    referral = referral_of(there)
    parent = person.parents_and_guardians.get()
    with after_commit(execute=True):
        parents.change(
            parent=parent, name=parent.name, relationship="mother", has_parental_responsibility=False, by=SYSTEM
        )
    assert stands(referral) == S.AWAITING_CONSENT


@pytest.mark.parametrize("state", [S.TRIAGE, S.AWAITING_CONSENT])
def test_what_does_not_need_consent_yet_stays_where_it_is(there, person, after_commit, state) -> None:
    referral = referral_of(there, state)
    take_back(person, after_commit)
    assert (stands(referral), Notice.objects.count()) == (state, 0)


def test_what_is_paused_stays_so(there, person, after_commit) -> None:
    referral = referral_of(there, paused=True, state=S.PAUSED, practitioner=there.practitioner)
    take_back(person, after_commit)
    assert stands(referral) == S.PAUSED


def test_what_is_shared_with_the_school_moves_nothing(there, after_commit) -> None:
    person = YoungPersonFactory(school=there.school)
    parent = ParentOrGuardianFactory(young_person=person)
    referral = referral_of(there, S.AWAITING_CONSENT, young_person=person)
    give(person, after_commit, ConsentKind.SHARE_WITH_SCHOOL, parent)
    assert stands(referral) == S.AWAITING_CONSENT


def test_it_goes_on_to_wait_for_somebody_when_who_held_it_has_it_no_longer(there, person, after_commit) -> None:
    referral = referral_of(there)
    take_back(person, after_commit)
    with recording.acting(by=SYSTEM, verb="test"):
        referral.refresh_from_db()
        referral.practitioner = None
        referral.save()
    give(person, after_commit)
    assert stands(referral) == S.WAITING


def test_a_person_lets_it_go_on_where_it_has_not_by_itself(there, person) -> None:
    referral = referral_of(there, S.AWAITING_CONSENT)  # consent was there before anybody listened
    actions.go_on(referral=referral, by=there.manager)
    assert (stands(referral), referral.moves.last().moved_by) == (S.TRIAGE, there.manager)


def test_nobody_lets_it_go_on_without_consent(there) -> None:
    referral = referral_of(there, S.AWAITING_CONSENT, young_person=YoungPersonFactory(school=there.school))
    with pytest.raises(Refused, match="No consent yet: ask a parent or guardian"):
        actions.go_on(referral=referral, by=there.manager)


def test_only_what_waits_for_consent_goes_on_this_way(there) -> None:
    with pytest.raises(Refused, match="Only a referral that waits for consent"):
        actions.go_on(referral=referral_of(there), by=there.manager)


def test_not_everybody_lets_it_go_on(there) -> None:
    referral = referral_of(there, S.AWAITING_CONSENT)
    with pytest.raises(Refused):
        actions.go_on(referral=referral, by=there.administrator)


def test_a_decision_for_one_day_takes_it_on_that_day(there, after_commit) -> None:
    person = YoungPersonFactory(school=there.school)
    referral = referral_of(there, S.AWAITING_CONSENT, young_person=person)
    ConsentDecisionFactory(young_person=person, gillick=True)
    actions.follow(referral=referral, by=SYSTEM)
    assert stands(referral) == S.TRIAGE
    referrals.move(referral=referral, to=S.WAITING, by=there.manager)


class TestEndedByItself:
    """The referral stays where it is; whoever works with them is told once, and has it among what is to be done."""

    @pytest.fixture(params=["ran out", "sixteen", "gillick"])
    def ended(self, request, there: World, time_machine) -> Referral:
        """On the day after."""
        decision = ConsentDecision.objects.get(young_person=there.pupils[0], kind=ConsentKind.TO_BE_SEEN)
        with recording.acting(by=SYSTEM, verb="test"):
            if request.param == "ran out":
                decision.expires_on = dt.date(2026, 9, 20)
                decision.save()
            elif request.param == "gillick":
                decision.delete()
            else:
                there.pupils[0].birth_date = dt.date(2010, 9, 21)
                there.pupils[0].save()
        if request.param == "gillick":
            ConsentDecisionFactory(young_person=there.pupils[0], gillick=True, decided_on=dt.date(2026, 9, 20))
        self.sentence = actions.SIXTEEN if request.param == "sixteen" else actions.ENDED
        referral = referral_of(there)
        time_machine.move_to("2026-09-20 08:00+01:00", tick=False)
        tasks.tell_of_ended_consent()
        assert (consent_end.lately_ended(dt.date(2026, 9, 20)), Notice.objects.count()) == ([], 0)
        time_machine.move_to("2026-09-21 08:00+01:00", tick=False)
        return referral

    def test_whoever_works_with_them_is_told_once(self, there: World, ended: Referral) -> None:
        for _ in range(2):
            tasks.tell_of_ended_consent()
        [told] = Notice.objects.all()
        assert (told.to, told.referral, told.sentence) == (there.practitioner.user, ended, self.sentence)
        assert stands(ended) == S.IN_INTERVENTION

    def test_it_is_among_what_is_to_be_done(self, client, there: World, ended: Referral) -> None:
        sentence = "Ask about consent: 1 young person cannot be seen"
        assert [todo.sentence for todo in consent_to_ask_again(there.practitioner.user)] == [sentence]
        assert consent_to_ask_again(there.lead) == []
        client.force_login(there.practitioner.user)
        assert "Consent has run out" in client.get("/caseload/", follow=True).content.decode()

    def test_not_of_what_ended_long_ago_nor_of_what_was_settled(
        self, there: World, ended: Referral, after_commit, time_machine
    ) -> None:
        assert consent_end.lately_ended(dt.date(2026, 10, 21)) == []
        sixteen = dt.date(2026, 9, 21) >= Referral.objects.get().young_person.sixteen_on
        given = {"sixteen": True} if sixteen else {}
        ConsentDecisionFactory(young_person=there.pupils[0], decided_on=dt.date(2026, 9, 21), **given)
        assert (actions.tell_of_end(referral=ended, by=SYSTEM), consent_to_ask_again(there.practitioner.user)) == (
            False, [],
        )  # fmt: skip


def test_one_that_fails_does_not_hold_up_the_others(there: World, monkeypatch, caplog) -> None:
    """What a sweep cannot tell of is written to the log."""
    referral = referral_of(there)
    monkeypatch.setattr(tasks, "lately_ended", lambda day: [referral, referral])
    monkeypatch.setattr(tasks.referral_consent, "tell_of_end", lambda **given: 1 / 0)
    tasks.tell_of_ended_consent()
    assert caplog.text.count("Nobody could be told") == 2
