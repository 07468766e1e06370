"""Asking for questionnaires and taking what comes back."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM, Machine
from mhst.core.errors import Refused
from mhst.people.enums import ConsentKind
from sessions_app.actions import measure as actions
from sessions_app.enums import FilledIn, Occasion, Rater, ReferralState
from sessions_app.models import Comparison, GoalScore, Measure, Message, Referral
from sessions_app.queries import measure as queries
from tests.factories import ConsentDecisionFactory, World
from tests.factories.casework import GoalFactory, InstalledPackFactory, MeasureFactory
from tests.factories.message import ContactPreferenceFactory
from tests.support.measures import RECEIVED, course, somebody
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TODAY = dt.date(2026, 10, 5)
PHONE = Machine("questionnaire link")


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-10-05 08:00+01:00", tick=False) as moving:
        yield moving


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


def asked(referral: Referral, instrument: str = "session-feedback", rater: str = Rater.SELF, **more) -> Measure:
    return actions.ask(
        referral=referral, instrument=instrument, rater=rater, occasion=Occasion.SESSION,
        by=referral.practitioner.user, **more,
    )  # fmt: skip


def linked(referral: Referral, instrument: str = "session-feedback") -> tuple[Measure, str]:
    measure = asked(referral, instrument)
    token = actions.make_link(measure=measure, by=referral.practitioner.user)
    return queries.by_token(token), token


def test_whoever_works_with_them_asks(there: World, referral: Referral) -> None:
    measure = asked(referral)

    assert (measure.instrument, measure.rater, measure.occasion, measure.due_on) == (
        "session-feedback", "self", "session", TODAY,
    )  # fmt: skip
    assert measure.asked_by == there.practitioner.user
    assert measure.is_open is True


def test_one_asked_for_a_session_is_due_on_its_day(referral: Referral) -> None:
    session = course(referral, dt.date(2026, 10, 12))[0]

    assert asked(referral, session=session).due_on == dt.date(2026, 10, 12)


def test_nobody_else_asks(there: World, referral: Referral) -> None:
    def ask(by) -> str | None:
        return refusal(actions.ask, referral=referral, instrument="sdq", rater="self", occasion="baseline", by=by)

    assert [ask(by) for by in (there.practitioners[1].user, there.administrator, there.lead)] == [
        "not-on-caseload", "needs-referral.work", "needs-referral.work",
    ]  # fmt: skip
    assert ask(there.manager) is None


@pytest.mark.parametrize(
    ("instrument", "rater", "sentence"),
    [
        ("core-10", "self", "CORE-10, filled in by the young person, is for ages 17 to 25; they are 12."),
        ("core-10", "parent", "CORE-10 is not filled in by a parent or guardian."),
        ("goals", "self", "There are no goals yet. Write down a goal with them first."),
    ],
)
def test_what_does_not_fit_them_is_not_asked(referral: Referral, instrument: str, rater: str, sentence: str) -> None:
    assert said(asked, referral, instrument, rater) == sentence


@pytest.mark.parametrize("state", [ReferralState.AWAITING_CONSENT, ReferralState.ADVICE_ONLY])
def test_nothing_is_asked_without_consent_or_a_place_here(there: World, state: str) -> None:
    referral = somebody(there, state)

    assert refusal(
        actions.ask, referral=referral, instrument="sdq", rater="self", occasion="baseline", by=there.manager
    ) == ("state")


def test_the_same_is_asked_once_at_a_time(referral: Referral) -> None:
    measure = asked(referral, "sdq")

    assert refusal(asked, referral, "sdq") == "already-asked"
    assert refusal(asked, referral, "sdq", Rater.PARENT) is None
    actions.decline(measure=measure, by=referral.practitioner.user)
    assert refusal(asked, referral, "sdq") is None


def test_a_link_is_kept_as_a_hash_and_opens_for_seven_days(referral: Referral, monday_morning) -> None:
    measure, token = linked(referral)

    assert len(token) == 43
    assert token not in str(Measure.objects.values().get(pk=measure.pk))
    monday_morning.shift(dt.timedelta(days=7, seconds=-1))
    assert measure.has_live_link is True
    monday_morning.shift(dt.timedelta(seconds=1))
    assert measure.has_live_link is False
    assert refusal(actions.save_answers, measure=measure, answers={1: 5}, by=PHONE) == "expired"


def test_a_new_link_ends_the_one_before(referral: Referral) -> None:
    measure, old = linked(referral)
    new = actions.make_link(measure=measure, by=referral.practitioner.user)

    with pytest.raises(queries.NotFound):
        queries.by_token(old)
    assert queries.by_token(new) == measure


def test_without_words_there_is_no_link_until_a_pack_is_installed(referral: Referral) -> None:
    measure = asked(referral, "yp-core")
    by = referral.practitioner.user

    assert refusal(actions.make_link, measure=measure, by=by) == "no-words"
    InstalledPackFactory()
    assert refusal(actions.make_link, measure=measure, by=by) is None


def test_a_teachers_scores_are_entered_here(referral: Referral) -> None:
    measure = asked(referral, "sdq", Rater.TEACHER)

    assert said(actions.make_link, measure=measure, by=referral.practitioner.user) == (
        "Only young people and parents or guardians are given a link. Enter the scores here."
    )


def test_answers_are_kept_as_they_come_and_sealed(referral: Referral) -> None:
    measure, _ = linked(referral)

    actions.save_answers(measure=measure, answers={1: 5, 2: 3}, by=PHONE)
    measure = actions.save_answers(measure=measure, answers={2: 4, 3: 1}, by=PHONE)

    assert measure.given_answers == {1: 5, 2: 4, 3: 1}
    assert measure.is_open is True
    assert Measure.objects.values("answers").get(pk=measure.pk)["answers"] != measure.answers


@pytest.mark.parametrize("answers", [{9: 1}, {1: 6}, {1: 0}])
def test_answers_that_nobody_offered_are_refused(referral: Referral, answers: dict) -> None:
    measure, _ = linked(referral)

    assert refusal(actions.save_answers, measure=measure, answers=answers, by=PHONE) == "answers"


def test_what_is_sent_is_added_up_at_once_and_the_link_is_over(referral: Referral) -> None:
    measure, _ = linked(referral)
    actions.save_answers(measure=measure, answers={1: 5, 2: 2}, by=PHONE)

    measure = actions.send(measure=measure, by=PHONE)

    assert (measure.how, measure.given_scores, measure.filled_in_on) == (
        FilledIn.PHONE, {"item-1": 5, "item-2": 2}, TODAY,
    )  # fmt: skip
    assert refusal(actions.send, measure=measure, by=PHONE) == "filled-in"
    assert refusal(actions.save_answers, measure=measure, answers={1: 1}, by=PHONE) == "filled-in"


def test_nothing_at_all_cannot_be_sent(referral: Referral) -> None:
    measure, _ = linked(referral)

    assert refusal(actions.send, measure=measure, by=PHONE) == "empty"


def test_a_link_ends_when_consent_is_gone(referral: Referral) -> None:
    measure, _ = linked(referral)
    with recording.acting(by=SYSTEM, verb="test"):
        referral.state = ReferralState.AWAITING_CONSENT
        referral.save()

    assert refusal(actions.save_answers, measure=measure, answers={1: 5}, by=PHONE) == "expired"


def test_declining_by_link_forgets_what_was_answered(referral: Referral) -> None:
    measure, _ = linked(referral)
    actions.save_answers(measure=measure, answers={1: 5}, by=PHONE)

    measure = actions.decline_by_link(measure=measure, by=PHONE)

    assert (measure.answers, measure.is_open) == (None, False)
    assert refusal(actions.decline_by_link, measure=measure, by=PHONE) == "declined"


def test_read_out_and_answered_together(referral: Referral) -> None:
    measure = asked(referral)

    measure = actions.answer_together(measure=measure, answers={1: 4, 4: 2}, by=referral.practitioner.user)

    assert (measure.how, measure.given_scores) == (FilledIn.READ_OUT, {"item-1": 4, "item-4": 2})


def test_scores_from_paper_bring_their_sums_and_their_day(referral: Referral) -> None:
    measure = asked(referral, "sdq")
    scores = {"emotional": 7, "conduct": 2, "hyperactivity": 4, "peer": 3, "impact": 2}

    measure = actions.enter_scores(
        measure=measure, scores=scores, on=dt.date(2026, 10, 1), by=referral.practitioner.user
    )

    assert measure.given_scores == {**scores, "total": 16}
    assert (measure.how, measure.filled_in_on, measure.answers) == (FilledIn.SCORES, dt.date(2026, 10, 1), None)


@pytest.mark.parametrize(
    ("on", "field"), [(dt.date(2026, 10, 6), "on"), (RECEIVED - dt.timedelta(days=1), "on"), (RECEIVED, None)]
)
def test_the_day_lies_between_the_request_and_today(referral: Referral, on: dt.date, field: str | None) -> None:
    measure = asked(referral, "sdq")
    refused = None
    try:
        actions.enter_scores(measure=measure, scores={"peer": 3}, on=on, by=referral.practitioner.user)
    except Refused as answer:
        refused = answer.details.get("field")

    assert refused == field


@pytest.mark.parametrize("scores", [{}, {"peer": 11}, {"peer": -1}])
def test_scores_out_of_range_or_none_are_refused(referral: Referral, scores: dict) -> None:
    measure = asked(referral, "sdq")

    with pytest.raises(Refused):
        actions.enter_scores(measure=measure, scores=scores, on=TODAY, by=referral.practitioner.user)


def test_the_first_outcome_measure_stops_its_part_of_the_clock(referral: Referral) -> None:
    by = referral.practitioner.user
    actions.answer_together(measure=asked(referral), answers={1: 5}, by=by)
    assert Referral.objects.get(pk=referral.pk).baseline_on is None  # how a session was is no outcome

    sdq = asked(referral, "sdq")
    actions.enter_scores(measure=sdq, scores={"peer": 3}, on=TODAY, by=by)
    assert Referral.objects.get(pk=referral.pk).baseline_on == TODAY

    parents = asked(referral, "sdq", Rater.PARENT)
    actions.enter_scores(measure=parents, scores={"peer": 3}, on=dt.date(2026, 10, 1), by=by)
    assert Referral.objects.get(pk=referral.pk).baseline_on == dt.date(2026, 10, 1)


def test_one_answer_of_many_stops_no_clock(referral: Referral) -> None:
    InstalledPackFactory()
    measure = asked(referral, "yp-core")
    measure = actions.answer_together(measure=measure, answers={1: 0}, by=referral.practitioner.user)

    assert measure.given_scores == {}
    assert Referral.objects.get(pk=referral.pk).baseline_on is None


def test_goals_are_scored_by_questionnaire_as_in_a_session(referral: Referral) -> None:
    goal = GoalFactory(referral=referral, number=2)
    GoalFactory(referral=referral, number=3, dropped_on=TODAY)
    measure, _ = linked(referral, "goals")

    assert [question.number for question in queries.sheet_of(measure).questions] == [2]
    actions.save_answers(measure=measure, answers={2: 7}, by=PHONE)
    actions.send(measure=measure, by=PHONE)

    assert list(GoalScore.objects.values_list("goal", "score", "scored_on")) == [(goal.pk, 7, TODAY)]
    assert Referral.objects.get(pk=referral.pk).baseline_on == TODAY


def test_an_answer_to_read_today_writes_to_whoever_works_with_them(referral: Referral) -> None:
    InstalledPackFactory()
    measure, _ = linked(referral, "yp-core")
    actions.save_answers(measure=measure, answers=dict.fromkeys(range(1, 11), 1), by=PHONE)

    measure = actions.send(measure=measure, by=PHONE)

    assert measure.to_read is True
    message = Message.objects.get()
    assert (message.words, message.address) == ("to_read", referral.practitioner.user.email)
    assert str(referral.young_person) not in (message.details or "")


def test_answers_that_call_for_nobody_write_to_nobody(referral: Referral) -> None:
    InstalledPackFactory()
    measure, _ = linked(referral, "yp-core")
    actions.save_answers(measure=measure, answers={1: 4, 4: 0}, by=PHONE)

    assert actions.send(measure=measure, by=PHONE).to_read is False
    assert Message.objects.count() == 0


def test_whoever_read_them_says_so_once(there: World, referral: Referral) -> None:
    measure = MeasureFactory(
        referral=referral,
        to_read=True,
        filled_in_at=dt.datetime(2026, 10, 5, 7, tzinfo=dt.UTC),
        how="phone",
        scores="{}",
    )

    assert refusal(actions.mark_read, measure=measure, by=there.practitioners[1].user) == "not-on-caseload"
    assert actions.mark_read(measure=measure, by=there.practitioner.user).read_by == there.practitioner.user
    assert refusal(actions.mark_read, measure=measure, by=there.practitioner.user) == "nothing"


def test_a_link_goes_by_the_way_they_agreed_to(referral: Referral) -> None:
    ConsentDecisionFactory(young_person=referral.young_person, kind=ConsentKind.CONTACT)
    way = ContactPreferenceFactory(young_person=referral.young_person)
    measure = asked(referral)

    message = actions.send_link(measure=measure, way=way, by=referral.practitioner.user)

    token = message.details.rpartition("/measures/")[2].split("/")[0]
    assert queries.by_token(token) == measure
    assert (message.channel, message.address, message.words) == ("text", way.address, "questions")


@pytest.mark.parametrize("how", ["nobody agreed", "ended", "no reminders", "somebody else's"])
def test_a_link_goes_no_other_way(there: World, referral: Referral, how: str) -> None:
    if how != "nobody agreed":
        ConsentDecisionFactory(young_person=referral.young_person, kind=ConsentKind.CONTACT)
    person = there.pupils[0] if how == "somebody else's" else referral.young_person
    way = ContactPreferenceFactory(young_person=person, ended=how == "ended", reminders=how != "no reminders")
    measure = asked(referral)

    assert refusal(actions.send_link, measure=measure, way=way, by=referral.practitioner.user) == "way"
    assert Message.objects.count() == 0


def test_whom_they_are_compared_with_is_their_choice(there: World, referral: Referral) -> None:
    actions.compare(referral=referral, compared_with="boys", by=there.practitioner.user)
    actions.compare(referral=referral, compared_with="nobody", by=there.practitioner.user)

    assert Comparison.objects.get().compared_with == "nobody"
    assert refusal(actions.compare, referral=referral, compared_with="girls", by=there.lead) == "needs-referral.work"
