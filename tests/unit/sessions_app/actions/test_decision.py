from dataclasses import replace

import pytest

from mhst.core.errors import Conflict, Refused
from mhst.people.enums import ConsentBasis, ConsentKind
from sessions_app.actions import decision as actions
from sessions_app.actions import referral as referral_actions
from sessions_app.actions import what_for
from sessions_app.enums import (
    LetterKind,
    LetterTo,
    Pathway,
    ProgrammeKind,
    ReferralReason,
    ReferralState,
    TriageOutcome,
)
from sessions_app.models import Referral, TriageDecision
from sessions_app.queries.letter import told
from sessions_app.queries.referral_page import history
from sessions_app.rules.decision import Reasons
from tests.factories import (
    ConsentDecisionFactory,
    PractitionerFactory,
    ProgrammeFactory,
    World,
    YoungPersonFactory,
)
from tests.factories.casework import ReferralFactory, RequestForSupportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
S, T = ReferralState, TriageOutcome
YP, PARENT, SCHOOL, SPECIALIST = LetterTo.YOUNG_PERSON, LetterTo.PARENT, LetterTo.SCHOOL, LetterTo.SPECIALIST


@pytest.fixture
def referral(there: World) -> Referral:
    """Asked by the school, agreed to by a parent."""
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.TRIAGE
    )


@pytest.fixture
def reasons(there: World) -> Reasons:
    return Reasons(
        why="Fits what we offer.", present=list(there.practitioners), advice="Keep a diary.", because="02",
        signposts=["School nurse: Tuesdays, room 4"], service="Northshire CAMHS",
    )  # fmt: skip


def decide(referral: Referral, outcome: str, reasons: Reasons, there: World) -> TriageDecision:
    return actions.decide(referral=referral, outcome=outcome, reasons=reasons, by=there.manager)


def letters(referral: Referral) -> set[tuple[str, str]]:
    return set(referral.letters.values_list("to", "addressee"))


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(T.ONE_TO_ONE, S.WAITING), (T.GROUP, S.WAITING), (T.ADVICE, S.ADVICE_ONLY), (T.MORE_INFORMATION, S.TRIAGE),
     (T.NOT_ACCEPTED, S.NOT_ACCEPTED), (T.STEP_UP, S.STEPPED_UP)],
)  # fmt: skip
def test_each_outcome_leads_somewhere(there: World, referral: Referral, reasons: Reasons, outcome, state) -> None:
    made = decide(referral, outcome, reasons, there)

    referral.refresh_from_db()
    assert (referral.state, made.outcome, made.decided_by) == (state, outcome, there.manager)
    assert set(made.decided_with.all()) == set(there.practitioners)
    moved = [move for move in referral.moves.all() if move.from_state == S.TRIAGE]
    assert [move.why for move in moved] == (["Fits what we offer."] if state != S.TRIAGE else [])


def test_an_acceptance_keeps_what_was_suggested_and_writes_no_letter(
    there: World, referral: Referral, reasons: Reasons
) -> None:
    decide(referral, T.GROUP, replace(reasons, programme=there.programme), there)

    referral.refresh_from_db()
    assert (referral.pathway, referral.programme) == (Pathway.GROUP, there.programme)
    assert letters(referral) == set()


@pytest.mark.parametrize("outcome", [T.GROUP, T.ONE_TO_ONE])
def test_an_acceptance_keeps_what_they_came_for(
    there: World, referral: Referral, reasons: Reasons, outcome: str
) -> None:
    with pytest.raises(Refused, match="Choose what they come for"):
        decide(referral, outcome, replace(reasons, came_for="99"), there)
    decide(referral, outcome, replace(reasons, came_for=ReferralReason.ANXIETY), there)

    referral.refresh_from_db()
    assert referral.reason == ReferralReason.ANXIETY


def test_what_was_said_before_stays_where_it_is_not_asked(there: World, referral: Referral, reasons: Reasons) -> None:
    what_for.say(referral=referral, came_for=ReferralReason.LOW_MOOD, by=there.manager)
    decide(referral, T.GROUP, reasons, there)

    referral.refresh_from_db()
    assert referral.reason == ReferralReason.LOW_MOOD


@pytest.mark.parametrize(
    ("outcome", "kind"), [(T.GROUP, ProgrammeKind.ONE_TO_ONE), (T.ONE_TO_ONE, ProgrammeKind.GROUP)]
)
def test_a_programme_of_the_other_kind_is_not_suggested(
    there: World, referral: Referral, reasons: Reasons, outcome: str, kind: str
) -> None:
    other = ProgrammeFactory(kind=kind)
    with pytest.raises(Refused, match="Choose another"):
        decide(referral, outcome, replace(reasons, programme=other), there)


def test_nobody_is_accepted_without_consent(there: World, reasons: Reasons) -> None:
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=YoungPersonFactory(school=there.school)
    )

    with pytest.raises(Refused, match="No consent yet"):
        decide(referral, T.ONE_TO_ONE, reasons, there)
    assert not TriageDecision.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "wrong", "sentence"),
    [
        (T.ADVICE, {"advice": " "}, "Write what you say to those who asked"),
        (T.MORE_INFORMATION, {"advice": ""}, "Write what you say to those who asked"),
        (T.NOT_ACCEPTED, {"signposts": []}, "Nobody is left without a way on"),
        (T.NOT_ACCEPTED, {"because": ""}, "Choose the reason"),
        (T.STEP_UP, {"service": ""}, "Name the service"),
        (T.GROUP, {"why": "  "}, "Say why"),
        (T.GROUP, {"present": []}, "Say who was there"),
    ],
)
def test_what_an_outcome_needs_is_asked_for(
    there: World, referral: Referral, reasons: Reasons, outcome: str, wrong: dict, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        decide(referral, outcome, replace(reasons, **wrong), there)
    assert (referral.state, TriageDecision.objects.count()) == (S.TRIAGE, 0)


def test_people_of_another_team_were_not_there(there: World, referral: Referral, reasons: Reasons) -> None:
    with pytest.raises(Refused, match="Choose people of this team"):
        decide(referral, T.GROUP, replace(reasons, present=[PractitionerFactory()]), there)


def test_those_who_do_not_decide_are_refused(there: World, referral: Referral, reasons: Reasons) -> None:
    with pytest.raises(Refused, match="Your role does not allow this"):
        actions.decide(referral=referral, outcome=T.ADVICE, reasons=reasons, by=there.administrator)


def test_what_is_no_longer_in_triage_is_not_decided(there: World, reasons: Reasons) -> None:
    waiting = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0], state=S.WAITING)
    with pytest.raises(Refused, match="This referral is waiting"):
        decide(waiting, T.ADVICE, reasons, there)


def test_of_two_who_decide_at_once_the_second_is_told(there: World, referral: Referral, reasons: Reasons) -> None:
    stale = Referral.objects.get(pk=referral.pk)
    referral_actions.move(referral=referral, to=S.WAITING, by=there.manager)

    with pytest.raises(Conflict, match="Somebody has moved this referral"):
        decide(stale, T.ADVICE, reasons, there)


class TestLetters:
    def test_everybody_concerned_is_written_to_and_the_reasons_stay_with_the_team(
        self, there: World, referral: Referral, reasons: Reasons
    ) -> None:
        decide(referral, T.NOT_ACCEPTED, reasons, there)

        person = there.pupils[0]
        parent = person.parents_and_guardians.get()
        assert letters(referral) == {
            (YP, person.name), (PARENT, parent.name), (SCHOOL, f"The senior mental health lead, {there.school}"),
        }  # fmt: skip
        bodies = [letter.body for letter in referral.letters.all()]
        assert all("School nurse: Tuesdays, room 4" in body for body in bodies)
        assert not [body for body in bodies if reasons.why in body or "stopped eating" in body]

    def test_only_whoever_asked_reads_the_advice(self, there: World, referral: Referral, reasons: Reasons) -> None:
        decide(referral, T.ADVICE, reasons, there)

        assert {letter.to for letter in referral.letters.all() if "Keep a diary." in letter.body} == {SCHOOL}

    def test_no_other_template_is_even_given_it(self, there: World, reasons: Reasons) -> None:
        request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0], from_parent=True)
        referral = ReferralFactory(
            team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.TRIAGE
        )
        decide(referral, T.ADVICE, reasons, there)

        assert {to: told(referral, LetterKind.ADVICE, to).words for to in (YP, PARENT, SCHOOL)} == {
            YP: "", PARENT: "Keep a diary.", SCHOOL: "",
        }  # fmt: skip

    def test_a_step_up_has_its_letter_to_the_service(self, there: World, referral: Referral, reasons: Reasons) -> None:
        decide(referral, T.STEP_UP, reasons, there)

        assert (SPECIALIST, "Northshire CAMHS") in letters(referral)

    def test_the_school_reads_nothing_when_it_did_not_ask(self, there: World, reasons: Reasons) -> None:
        request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0], from_parent=True)
        referral = ReferralFactory(
            team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.TRIAGE
        )
        decide(referral, T.NOT_ACCEPTED, reasons, there)

        assert {to for to, _ in letters(referral)} == {YP, PARENT}

    def test_a_parent_is_not_told_of_somebody_who_came_by_themselves(self, there: World, reasons: Reasons) -> None:
        person = YoungPersonFactory(school=there.school)
        ConsentDecisionFactory(young_person=person, parent=None, basis=ConsentBasis.GILLICK)
        request = RequestForSupportFactory(
            school=there.school, young_person=person, asked_by="young_person", owner=None, resume_hash="a" * 64
        )
        referral = ReferralFactory(
            team=there.team, school=there.school, young_person=person, request=request, state=S.TRIAGE
        )
        decide(referral, T.NOT_ACCEPTED, reasons, there)

        assert {to for to, _ in letters(referral)} == {YP}

    @pytest.mark.parametrize(("answer", "told"), [("given", True), ("refused", False)])
    def test_somebody_of_sixteen_says_whether_a_parent_is_told(
        self, there: World, reasons: Reasons, answer: str, told: bool
    ) -> None:
        person = YoungPersonFactory(school=there.school, year_group=12)
        for kind, said in ((ConsentKind.TO_BE_SEEN, "given"), (ConsentKind.SHARE_WITH_PARENT, answer)):
            ConsentDecisionFactory(young_person=person, parent=None, basis=ConsentBasis.SIXTEEN, kind=kind, answer=said)
        referral = ReferralFactory(team=there.team, school=there.school, young_person=person, state=S.TRIAGE)
        decide(referral, T.NOT_ACCEPTED, reasons, there)

        assert (PARENT in {to for to, _ in letters(referral)}) == told


def test_the_history_tells_who_decided_and_also_of_a_question_that_moved_nothing(there, referral, reasons) -> None:
    decide(referral, T.MORE_INFORMATION, reasons, there)
    decide(referral, T.GROUP, reasons, there)

    steps = history(referral, with_why=True, with_notes=True)

    both = tuple(there.practitioners)
    assert sorted((step.what, set(step.together) == set(both), step.why) for step in steps if step.together) == [
        ("Asked for more information", True, reasons.why), ("Waiting", True, reasons.why),
    ]  # fmt: skip
    assert {step.why for step in history(referral, with_why=False, with_notes=False)} == {""}
