import pytest
import time_machine
from django.db import IntegrityError, transaction

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from sessions_app.actions import session_record as actions
from sessions_app.enums import AttendanceCode, RecordState
from sessions_app.models import GoalScore, Referral, SessionRecord
from sessions_app.rules.session_record import Words
from tests.factories import A_MONDAY, World
from tests.factories.casework import GoalFactory, SessionRecordFactory
from tests.support.writing_up import AFTERWARDS, came, one_to_one, session_of, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
WORDS = Words(note="Talked about the hall.", safety="Asked; feels safe at home and at school.")


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


@pytest.fixture
def session(there: World):
    found = session_of(one_to_one(there))
    came(found, minutes=45)
    return found


def test_what_is_typed_is_kept_and_counted(there: World, session) -> None:
    by = there.practitioner.user
    first = actions.save(sheet=sheet(session), words=WORDS, version=0, by=by)
    again = actions.save(sheet=sheet(session), words=Words(note="More."), version=first.version, by=by)

    record = SessionRecord.objects.get()
    assert (record.note, record.safety, record.version, record.author) == ("More.", None, 2, by)
    assert again.version == 2


def test_asking_twice_with_the_same_words_saves_once(there: World, session) -> None:
    """A page that lost the answer on its way asks again with the version it knows."""
    by = there.practitioner.user
    actions.save(sheet=sheet(session), words=WORDS, version=0, by=by)
    assert actions.save(sheet=sheet(session), words=WORDS, version=0, by=by).version == 1


def test_the_second_window_is_told_and_nothing_is_overwritten(there: World, session) -> None:
    by = there.practitioner.user
    actions.save(sheet=sheet(session), words=WORDS, version=0, by=by)
    with pytest.raises(Conflict, match="saved in another window at 12:00:00"):
        actions.save(sheet=sheet(session), words=Words(note="Other."), version=0, by=by)
    with pytest.raises(Conflict, match=f"saved by {by.name} at"):
        actions.save(sheet=sheet(session), words=Words(note="Other."), version=0, by=there.manager)
    assert SessionRecord.objects.get().note == WORDS.note


def test_nothing_is_written_before_it_is_said_whether_they_came(there: World) -> None:
    bare = session_of(one_to_one(there))
    with pytest.raises(Refused, match="Say first whether they came"):
        actions.save(sheet=sheet(bare), words=WORDS, version=0, by=there.practitioner.user)


def test_a_signed_note_stays_and_is_added_to(there: World, session) -> None:
    by = there.practitioner.user
    with pytest.raises(Refused, match="not signed yet"):
        actions.add(sheet=sheet(session), words="Later.", by=by)
    saved = actions.save(sheet=sheet(session), words=WORDS, version=0, by=by)
    signed = actions.sign(sheet=sheet(session), version=saved.version, by=by)
    assert (signed.state, signed.signed_at) == (RecordState.SIGNED, AFTERWARDS)

    with pytest.raises(Conflict, match="signed on 14 September at 12:00"):
        actions.save(sheet=sheet(session), words=Words(note="Other."), version=signed.version, by=by)
    actions.add(sheet=sheet(session), words="Rang the school.", by=by)
    with pytest.raises(Refused, match="Write what is to be added"):
        actions.add(sheet=sheet(session), words=" ", by=by)

    record = SessionRecord.objects.get()
    assert (record.note, [a.words for a in record.additions.all()]) == (WORDS.note, ["Rang the school."])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words(safety="Safe."), "note"),
        (Words(note="Talked."), "safety"),
        (Words(note="Talked.", safety="Safe.", safety_plan="Ring home."), "safety_owner"),
    ],
)
def test_what_is_missing_to_sign_is_named(there: World, session, words: Words, field: str) -> None:
    by = there.practitioner.user
    saved = actions.save(sheet=sheet(session), words=words, version=0, by=by)
    with pytest.raises(Refused) as refused:
        actions.sign(sheet=sheet(session), version=saved.version, by=by)
    assert refused.value.details == {"field": field}
    assert SessionRecord.objects.get().state == RecordState.DRAFT


def test_who_was_not_seen_is_looked_after_too(there: World) -> None:
    session = session_of(one_to_one(there))
    came(session, AttendanceCode.NOT_BROUGHT, why_not_there="absent")
    by = there.practitioner.user
    saved = actions.save(sheet=sheet(session), words=Words(note="Not in school."), version=0, by=by)
    with pytest.raises(Refused, match="They were not seen"):
        actions.sign(sheet=sheet(session), version=saved.version, by=by)
    saved = actions.save(sheet=sheet(session), words=Words(safety="Mum says ill."), version=saved.version, by=by)
    assert actions.sign(sheet=sheet(session), version=saved.version, by=by).state == RecordState.SIGNED


def test_an_owner_without_a_plan_is_asked_about(there: World, session) -> None:
    by = there.practitioner.user
    words = Words(note="Talked.", safety="Safe.", safety_owner=there.practitioner)
    saved = actions.save(sheet=sheet(session), words=words, version=0, by=by)
    with pytest.raises(Refused, match="Write what is to be done"):
        actions.sign(sheet=sheet(session), version=saved.version, by=by)


def test_a_session_of_the_support_itself_counts_as_a_plan(there: World, session) -> None:
    by = there.practitioner.user
    saved = actions.save(sheet=sheet(session), words=Words(gave_intervention=True), version=0, by=by)
    assert Referral.objects.get().plan_on == A_MONDAY
    actions.save(sheet=sheet(session), words=Words(note="No."), version=saved.version, by=by)
    assert Referral.objects.get().plan_on is None


def test_goals_are_scored_where_they_are_talked_about(there: World, session) -> None:
    by, referral = there.practitioner.user, Referral.objects.get()
    first, second = GoalFactory(referral=referral, number=1), GoalFactory(referral=referral, number=2)
    actions.save(sheet=sheet(session), words=Words(scores={1: 3}), version=0, by=by)
    actions.save(sheet=sheet(session), words=Words(scores={1: 4, 2: 10}), version=1, by=by)
    assert actions.save(sheet=sheet(session), words=Words(scores={1: 4, 2: 10}), version=1, by=by).version == 2

    rows = GoalScore.objects.order_by("goal__number").values_list("goal", "score", "session", "scored_on")
    assert list(rows) == [(first.pk, 4, session.pk, A_MONDAY), (second.pk, 10, session.pk, A_MONDAY)]
    referral.refresh_from_db()
    assert referral.baseline_on == A_MONDAY
    with pytest.raises(Refused, match="from 0 to 10"):
        actions.save(sheet=sheet(session), words=Words(scores={1: 11}), version=2, by=by)


def test_the_database_keeps_a_plan_from_being_signed_without_its_owner() -> None:
    with recording.acting(by=SYSTEM, verb="test"), pytest.raises(IntegrityError), transaction.atomic():
        SessionRecordFactory(state=RecordState.SIGNED, signed_at=AFTERWARDS, safety_plan="Ring home.")


def test_the_database_keeps_one_note_about_somebody_at_a_session(there: World, session) -> None:
    SessionRecordFactory(session=session, young_person=there.pupils[0])
    with recording.acting(by=SYSTEM, verb="test"), pytest.raises(IntegrityError), transaction.atomic():
        SessionRecordFactory(session=session, young_person=there.pupils[0])
