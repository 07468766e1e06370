import pytest

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound, Refused
from mhst.people.enums import ConsentKind
from sessions_app.actions import letter as actions
from sessions_app.enums import LetterKind, LetterState, LetterTo, ReferralState
from sessions_app.models import Letter, Referral, TriageDecision
from sessions_app.queries import letter as queries
from sessions_app.rules import letter as rules
from tests.factories import ConsentDecisionFactory, PractitionerFactory, World, member_of, world
from tests.factories.casework import LetterFactory, ReferralFactory, RequestForSupportFactory
from tests.support.letters import write, write_and_look

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
S = ReferralState


@pytest.fixture
def referral(there: World) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=S.REVIEW,
        practitioner=there.practitioner,
    )  # fmt: skip


@pytest.fixture
def by(there: World):
    return there.practitioner.user


def prepare(referral: Referral, by, to: str = LetterTo.YOUNG_PERSON, **more) -> Letter:
    return actions.prepare(referral=referral, kind=LetterKind.CLOSING, to=to, by=by, **more)


def test_a_draft_is_prepared_once(referral: Referral, by) -> None:
    first = prepare(referral, by)

    assert (first.addressee, first.state, first.written_by) == (str(referral.young_person), LetterState.DRAFT, by)
    assert first.body.startswith(f"Dear {referral.young_person.given_name}\n\nWe have finished our sessions")
    assert prepare(referral, by) == first


def test_nobody_is_written_to_whom_such_a_letter_is_not_for(referral: Referral, by) -> None:
    with pytest.raises(Refused, match="There is no such letter to them"):
        prepare(referral, by, LetterTo.SPECIALIST)


def test_a_referral_letter_names_its_service(referral: Referral, by) -> None:
    with pytest.raises(Refused, match="Say to which service"):
        actions.prepare(referral=referral, kind=LetterKind.STEP_UP, to=LetterTo.SPECIALIST, by=by)


def test_other_words_are_looked_at_again(referral: Referral, by) -> None:
    letter = actions.look(letter=prepare(referral, by), by=by)
    assert letter.previewed_at == clock.now()

    same = actions.write(letter=letter, addressee=letter.addressee, body=letter.body, by=by)
    assert same.previewed_at == clock.now()
    other = actions.write(letter=letter, addressee=letter.addressee, body="Dear Robin\r\n\r\nGoodbye.", by=by)
    assert (other.previewed_at, other.body) == (None, "Dear Robin\n\nGoodbye.\n")


def test_it_is_issued_after_somebody_looked(referral: Referral, by) -> None:
    letter = write(prepare(referral, by), by)
    with pytest.raises(Refused, match="Look at the letter as PDF first"):
        actions.issue(letter=letter, by=by)

    actions.look(letter=letter, by=by)
    issued = actions.issue(letter=letter, by=by)

    assert (issued.state, issued.issued_at, issued.issued_by) == (LetterState.ISSUED, clock.now(), by)


def test_what_a_colleague_wrote_while_it_was_laid_out_has_not_been_looked_at(referral: Referral, by) -> None:
    laid_out = write(prepare(referral, by), by)
    actions.write(letter=laid_out, addressee=laid_out.addressee, body="Dear Robin\n\nOther words.", by=by)
    assert actions.look(letter=laid_out, by=by).previewed_at is None
    with pytest.raises(Refused, match="Look at the letter as PDF first"):
        actions.issue(letter=laid_out, by=by)


def test_none_goes_while_a_line_says_nothing(referral: Referral, by) -> None:
    letter = actions.look(letter=prepare(referral, by, LetterTo.PARENT), by=by)
    with pytest.raises(Refused, match="The letter to the parent or guardian says nothing yet after"):
        actions.issue(letter=letter, by=by)
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT


def test_a_school_is_told_what_was_agreed(referral: Referral, by) -> None:
    letter = write_and_look(prepare(referral, by, LetterTo.SCHOOL), by)
    with pytest.raises(Refused, match="agreed to be shared with the school"):
        actions.issue(letter=letter, by=by)

    assert actions.issue(letter=letter, by=by, agreed=True).state == LetterState.ISSUED


@pytest.mark.parametrize("answer", [{"refused": True}, {"withdrawn": True}])
def test_none_goes_to_a_school_against_a_no(referral: Referral, by, answer: dict) -> None:
    letter = write_and_look(prepare(referral, by, LetterTo.SCHOOL), by)
    ConsentDecisionFactory(young_person=referral.young_person, kind=ConsentKind.SHARE_WITH_SCHOOL, **answer)

    with pytest.raises(Refused, match="nothing is to be shared with the school"):
        actions.issue(letter=letter, by=by, agreed=True)


@pytest.mark.parametrize("verb", ["write", "look", "issue", "discard"])
def test_what_was_issued_never_changes(referral: Referral, by, verb: str) -> None:
    letter = LetterFactory(referral=referral, issued=True)
    more = {"addressee": "Somebody", "body": "Other words"} if verb == "write" else {}

    with pytest.raises(Refused, match="does not change any more"):
        getattr(actions, verb)(letter=letter, by=by, **more)


def test_a_draft_can_be_deleted(referral: Referral, by) -> None:
    actions.discard(letter=prepare(referral, by), by=by)
    assert not Letter.objects.exists()


def test_another_letter_can_follow_an_issued_one(referral: Referral, by) -> None:
    issued = LetterFactory(referral=referral, issued=True)
    assert prepare(referral, by) != issued


class TestWho:
    def test_colleagues_who_do_not_hold_it_neither_read_nor_write(self, there: World, referral: Referral) -> None:
        colleague = there.practitioners[1].user
        with pytest.raises(Refused, match="Only the practitioner who works with this young person"):
            rules.check_can_read(referral, colleague)
        with pytest.raises(Refused, match="Only the practitioner who works with this young person"):
            prepare(referral, colleague)

    def test_the_manager_does(self, there: World, referral: Referral) -> None:
        assert prepare(referral, there.manager).written_by == there.manager

    def test_the_safeguarding_lead_reads_and_does_not_write(self, there: World, referral: Referral) -> None:
        lead = member_of(there.team, RoleName.SAFEGUARDING_LEAD)
        rules.check_can_read(referral, lead)
        with pytest.raises(Refused, match="Your role does not allow this"):
            prepare(referral, lead)

    @pytest.mark.parametrize("state", [S.ADVICE_ONLY, S.NOT_ACCEPTED, S.STEPPED_UP])
    def test_those_who_decided_write_the_letters(self, there: World, state: str) -> None:
        request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
        decided = ReferralFactory(
            team=there.team, school=there.school, young_person=there.pupils[0], state=state, request=request
        )
        there_too, absent = there.practitioners[1].user, PractitionerFactory(team=there.team).user
        _decision(decided, there)

        rules.check_can_prepare(decided, there_too)
        with pytest.raises(Refused, match="Only the practitioner who works"):
            rules.check_can_prepare(decided, absent)

    def test_another_team_does_not_find_it(self, referral: Referral) -> None:
        letter, elsewhere = LetterFactory(referral=referral), world(pupils=1)
        with pytest.raises(NotFound):
            queries.get_visible(letter.pk, elsewhere.manager)


def _decision(referral: Referral, there: World) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        made = TriageDecision.objects.create(referral=referral, outcome="advice", why="Because.")
        made.decided_with.add(there.practitioners[1])
