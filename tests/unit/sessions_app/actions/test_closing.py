import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.enums import ConsentKind
from sessions_app.actions import closing as actions
from sessions_app.actions import referral as referrals
from sessions_app.enums import ClosedBecause, LetterState, LetterTo, Occasion, ReferralState
from sessions_app.models import Referral
from sessions_app.queries import closing as queries
from sessions_app.rules.closing import Ending
from tests.factories import ConsentDecisionFactory, World
from tests.factories.casework import MeasureFactory, ReferralFactory, RequestForSupportFactory
from tests.support.letters import write_and_look

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
S = ReferralState
TODAY = dt.date(2026, 9, 14)
YP, PARENT, SCHOOL = LetterTo.YOUNG_PERSON, LetterTo.PARENT, LetterTo.SCHOOL
ENDING = Ending(because=ClosedBecause.COMPLETED, why="Goals reached.", agreed=True)
WITHOUT = replace(ENDING, left_out=(YP, PARENT, SCHOOL), left_out_because="They asked for none.")


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(f"{TODAY} 08:00+01:00", tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.REVIEW,
        practitioner=there.practitioner,
    )  # fmt: skip


@pytest.fixture
def by(there: World):
    return there.practitioner.user


def looked_at(referral: Referral, by) -> None:
    for letter in actions.prepare_letters(referral=referral, by=by):
        write_and_look(letter, by)


def measured(referral: Referral, occasion: str, *, filled: bool, **more) -> None:
    done = {"filled_in_at": clock.now(), "scores": "{}", "how": "read_out"} if filled else {}
    MeasureFactory(referral=referral, instrument="session-feedback", occasion=occasion, **done, **more)


def test_three_letters_are_prepared_once(referral: Referral, by) -> None:
    assert [letter.to for letter in actions.prepare_letters(referral=referral, by=by)] == [YP, PARENT, SCHOOL]
    assert actions.prepare_letters(referral=referral, by=by) == []


def test_none_is_prepared_for_a_school_of_which_they_said_no(referral: Referral, by) -> None:
    ConsentDecisionFactory(young_person=referral.young_person, kind=ConsentKind.SHARE_WITH_SCHOOL, refused=True)
    assert SCHOOL not in [letter.to for letter in actions.prepare_letters(referral=referral, by=by)]


def test_each_letter_is_looked_at_before_the_closing_and_issued_with_it(referral: Referral, by) -> None:
    made = actions.prepare_letters(referral=referral, by=by)
    for letter in made[:2]:
        write_and_look(letter, by)
    with pytest.raises(Refused, match="Look at the closing letter first: school"):
        actions.close(referral=referral, ending=ENDING, by=by)
    assert {letter.state for letter in referral.letters.all()} == {LetterState.DRAFT}

    write_and_look(made[2], by)
    actions.close(referral=referral, ending=replace(ENDING, follow_up_on=dt.date(2026, 12, 1)), by=by)

    referral.refresh_from_db()
    assert (referral.state, referral.closed_on, referral.follow_up_on) == (S.CLOSED, TODAY, dt.date(2026, 12, 1))
    assert {(letter.state, letter.issued_by) for letter in referral.letters.all()} == {(LetterState.ISSUED, by)}


def test_who_gets_no_letter_gets_none_for_a_reason(referral: Referral, by) -> None:
    with pytest.raises(Refused, match="Say why they get no letter"):
        actions.close(referral=referral, ending=replace(WITHOUT, left_out_because=" "), by=by)

    actions.close(referral=referral, ending=WITHOUT, by=by)

    assert referral.moves.last().why == (
        "Goals reached.\nNo letter to young person, parent, school: They asked for none."
    )


def test_a_letter_that_is_left_out_stays_a_draft(referral: Referral, by) -> None:
    looked_at(referral, by)
    actions.close(
        referral=referral, ending=replace(ENDING, left_out=(PARENT,), left_out_because="Moved abroad."), by=by
    )
    assert dict(referral.letters.values_list("to", "state")) == {YP: "issued", PARENT: "draft", SCHOOL: "issued"}


def test_what_the_school_reads_was_agreed(referral: Referral, by) -> None:
    looked_at(referral, by)
    with pytest.raises(Refused, match="Confirm that what the school reads was agreed"):
        actions.close(referral=referral, ending=replace(ENDING, agreed=False), by=by)


class TestMeasures:
    def test_the_second_half_of_a_pair_is_asked_for(self, referral: Referral, by) -> None:
        measured(referral, Occasion.BASELINE, filled=True)
        with pytest.raises(Refused, match="Ask for the measures of the end, or say why not"):
            actions.close(referral=referral, ending=WITHOUT, by=by)

        measured(referral, Occasion.END, filled=False)
        assert actions.close(referral=referral, ending=WITHOUT, by=by).state == S.CLOSED

    def test_or_it_is_said_why_not(self, referral: Referral, by) -> None:
        measured(referral, Occasion.BASELINE, filled=True)
        actions.close(referral=referral, ending=replace(WITHOUT, no_measures_because="Left suddenly."), by=by)
        assert "No measures at the end: Left suddenly." in referral.moves.last().why

    @pytest.mark.parametrize(("rater", "is_missing"), [("self", False), ("parent", True)])
    def test_another_raters_is_no_second_half(self, referral: Referral, rater: str, is_missing: bool) -> None:
        measured(referral, Occasion.BASELINE, filled=True, rater="self")
        measured(referral, Occasion.END, filled=True, rater=rater)
        (pair,) = queries.closing_of(referral).pairs
        assert (pair.is_missing, pair.state) == (is_missing, "Not asked for yet" if is_missing else "Filled in")

    def test_what_was_never_filled_in_needs_no_second(self, referral: Referral) -> None:
        measured(referral, Occasion.BASELINE, filled=False)
        assert queries.closing_of(referral).pairs == ()


@pytest.mark.parametrize("state", [S.TRIAGE, S.WAITING, S.NOT_ACCEPTED, S.ADVICE_ONLY])
def test_where_nobody_was_seen_nothing_is_asked_for(there: World, state: str) -> None:
    referral = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0], state=state)

    actions.close(referral=referral, ending=replace(ENDING, agreed=False), by=there.manager)

    assert (referral.state, referral.letters.count()) == (S.CLOSED, 0)


def test_what_somebody_else_closed_meanwhile_is_not_closed_again(referral: Referral, by) -> None:
    stale = Referral.objects.get(pk=referral.pk)
    actions.close(referral=referral, ending=WITHOUT, by=by)
    with pytest.raises(Conflict, match="Somebody has moved this referral"):
        actions.close(referral=stale, ending=WITHOUT, by=by)


def test_a_referral_that_is_opened_again_gets_new_letters_when_it_ends(there: World, referral: Referral, by) -> None:
    looked_at(referral, by)
    actions.close(referral=referral, ending=ENDING, by=by)
    with time_machine.travel("2026-10-01 08:00+01:00", tick=False):
        referrals.reopen(referral=referral, why="Worried again.", by=there.manager)
        with recording.acting(by=SYSTEM, verb="test"):
            referral.state, referral.practitioner = S.REVIEW, there.practitioner
            referral.save()
        assert queries.closing_of(referral).unprepared == [YP, PARENT, SCHOOL]


class TestFollowUp:
    @pytest.fixture
    def closed(self, referral: Referral, by) -> Referral:
        actions.close(referral=referral, ending=replace(WITHOUT, follow_up_on=dt.date(2026, 9, 21)), by=by)
        return referral

    def test_it_is_due_on_its_day(self, there: World, closed: Referral, by) -> None:
        assert (queries.follow_ups_due(by), list(queries.follow_ups(by))) == (0, [closed])
        with time_machine.travel("2026-09-21 08:00+01:00", tick=False):
            assert queries.follow_ups_due(by) == 1
            assert queries.follow_ups_due(there.manager) == 1
            assert queries.follow_ups_due(there.practitioners[1].user) == 0

    def test_it_is_done_or_put_off(self, closed: Referral, by) -> None:
        actions.followed_up(referral=closed, again_on=dt.date(2026, 10, 5), by=by)
        assert [one.follow_up_on for one in queries.follow_ups(by)] == [dt.date(2026, 10, 5)]
        actions.followed_up(referral=closed, by=by)
        assert list(queries.follow_ups(by)) == []
        with pytest.raises(Refused, match="No follow-up is planned"):
            actions.followed_up(referral=closed, by=by)

    def test_again_lies_ahead(self, closed: Referral, by) -> None:
        with pytest.raises(Refused, match="Choose a day after today"):
            actions.followed_up(referral=closed, again_on=TODAY, by=by)

    def test_others_do_not_do_it(self, there: World, closed: Referral) -> None:
        with pytest.raises(Refused, match="Only the practitioner"):
            actions.followed_up(referral=closed, by=there.practitioners[1].user)
