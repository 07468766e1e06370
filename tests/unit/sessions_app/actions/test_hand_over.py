import datetime as dt

import pytest
import time_machine

from mhst.core.errors import Conflict, Refused
from mhst.people.models import Practitioner
from sessions_app.actions import hand_over as actions
from sessions_app.enums import NoticeKind, ReferralState, ResourceKind
from sessions_app.models import Allocation, Facilitation, HandOver, Notice, Referral, Series
from sessions_app.queries import feed
from sessions_app.queries.hand_over import Instead, Passed, collisions, to_pass
from sessions_app.rules.referral import check_can_read
from tests.factories import PractitionerFactory, RoomFactory, World, world
from tests.support.booking import TEN, book, offer, sessions
from tests.support.courses import held, one_to_one, with_course
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]

NOTE = "Likes to draw."


@pytest.fixture
def there() -> World:
    return world(pupils=2)


@pytest.fixture
def leaver(there: World) -> Practitioner:
    return there.practitioners[0]


@pytest.fixture
def next_one(there: World) -> Practitioner:
    return there.practitioners[1]


def holders(series: Series) -> set[tuple[Practitioner, bool]]:
    rows = Facilitation.objects.filter(session__series=series)
    return {(row.practitioner, row.replaced_at is None) for row in rows}


def taken(person: Practitioner) -> int:
    return Allocation.objects.filter(kind=ResourceKind.PRACTITIONER, resource_id=person.pk).count()


def test_a_young_person_goes_with_a_note_and_their_sessions(there: World, leaver, next_one) -> None:
    referral, series = with_course(there, there.pupils[0], leaver)
    before = taken(leaver)

    actions.hand_over(
        practitioner=leaver, young_people=[Passed(referral, next_one, "Likes to draw.", is_told=True)], by=there.manager
    )

    assert Referral.objects.get().practitioner == next_one
    note = HandOver.objects.get()
    assert (note.from_practitioner, note.to_practitioner, note.note, note.told_on, note.handed_by) == (
        leaver, next_one, "Likes to draw.", dt.date(2026, 9, 14), there.manager,
    )  # fmt: skip
    assert holders(series) == {(leaver, False), (next_one, True)}
    assert (taken(leaver), taken(next_one)) == (0, before)
    assert Notice.objects.filter(to=next_one.user, kind=NoticeKind.HANDED_OVER).count() == 1


def test_the_former_phone_hears_of_it_and_the_next_one_too(there: World, leaver, next_one) -> None:
    referral, _ = with_course(there, there.pupils[0], leaver)
    actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)

    assert [event.is_off for event in feed.events_of(leaver)] == [True] * 6
    assert [event.is_off for event in feed.events_of(next_one)] == [False] * 6


def test_the_former_practitioner_reads_nothing_from_then_on(there: World, leaver, next_one) -> None:
    referral, series = with_course(there, there.pupils[0], leaver)
    with time_machine.travel("2026-09-24 08:00+01:00", tick=False):  # one session was held by then
        assert refusal(check_can_read, referral, leaver.user) is None
        assert refusal(check_can_read, referral, next_one.user) == "not-on-caseload"

        actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)
        referral.refresh_from_db()

        assert refusal(check_can_read, referral, leaver.user) == "not-on-caseload"
        assert refusal(check_can_read, referral, next_one.user) is None
        assert holders(series) == {(leaver, True), (leaver, False), (next_one, True)}


def test_nor_when_no_session_was_left_to_pass_on(there: World, leaver, next_one) -> None:
    referral, _ = with_course(there, there.pupils[0], leaver)
    with time_machine.travel("2026-11-30 08:00Z", tick=False):
        actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)
        referral.refresh_from_db()
        assert refusal(check_can_read, referral, leaver.user) == "not-on-caseload"
    told = Notice.objects.get(referral=referral)
    assert (told.to, told.kind, told.sentence) == (next_one.user, NoticeKind.HANDED_OVER, actions.TO_YOU.format(leaver))


def test_sessions_can_come_back_to_whoever_held_them(there: World, leaver, next_one) -> None:
    referral, series = with_course(there, there.pupils[0], leaver)
    actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)
    referral.refresh_from_db()
    actions.hand_over(practitioner=next_one, young_people=[Passed(referral, leaver, NOTE)], by=there.manager)
    referral.refresh_from_db()

    assert holders(series) == {(leaver, True), (next_one, False)}
    assert refusal(check_can_read, referral, leaver.user) is None


def test_a_second_practitioner_of_a_group_goes_to_somebody_who_is_not_in_it(there: World, leaver, next_one) -> None:
    series = book(there)
    third = PractitionerFactory(team=there.team, at=[there.school])

    with pytest.raises(Refused, match="already, and it needs two"):
        actions.hand_over(practitioner=leaver, young_people=[], runs={series.pk: next_one}, by=there.manager)
    actions.hand_over(practitioner=leaver, young_people=[], runs={series.pk: third}, by=there.manager)

    assert holders(series) == {(leaver, False), (third, True), (next_one, True)}
    assert Facilitation.objects.filter(practitioner=third, role="lead").count() == 6


def collide(there: World, leaver: Practitioner, next_one: Practitioner):
    """Both hold a course at ten on Wednesdays, in a room each."""
    programme = None
    referral, series = with_course(there, there.pupils[0], leaver)
    with_course(there, there.pupils[1], next_one, room=RoomFactory(school=there.school), programme=programme)
    return referral, series


def test_what_collides_is_refused_and_nothing_has_happened(there: World, leaver, next_one) -> None:
    referral, series = collide(there, leaver, next_one)
    before = taken(leaver)

    with pytest.raises(Conflict, match="a practitioner is already taken"):
        actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)

    referral.refresh_from_db()
    assert (referral.practitioner, HandOver.objects.count(), holders(series)) == (leaver, 0, {(leaver, True)})
    assert taken(leaver) == before


def test_what_collides_is_shown_with_times_at_which_everybody_is_free(there: World, leaver, next_one) -> None:
    _, series = collide(there, leaver, next_one)
    what = to_pass(leaver, there.manager)

    found = collisions(there.manager, what, {series.pk: next_one}).each

    assert [one.session for one in found] == sessions(series)
    assert found[0].why == f"{next_one} is in another session"
    assert len(found[0].free) == 3
    third = PractitionerFactory(team=there.team, at=[there.school])
    assert collisions(there.manager, what, {series.pk: third}).each == ()


def test_each_session_that_collides_is_moved_cancelled_or_made_good_at_the_end(there: World, leaver, next_one) -> None:
    referral, series = collide(there, leaver, next_one)
    first, second, *rest = sessions(series)
    instead = {
        first.pk: Instead(dt.date(2026, 9, 17), TEN, there.room),
        second.pk: Instead(add_at_end=False),
        **{session.pk: Instead(add_at_end=False) for session in rest},
    }

    actions.hand_over(
        practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], instead=instead, by=there.manager
    )

    assert [(str(s.date), s.state) for s in sessions(series)][:2] == [
        ("2026-09-17", "planned"), ("2026-09-23", "cancelled"),
    ]  # fmt: skip
    assert holders(series) == {(leaver, False), (next_one, True)}
    assert taken(leaver) == 0


def test_a_session_made_good_goes_into_the_next_week_in_which_whoever_takes_it_is_free(
    there: World, leaver, next_one
) -> None:
    """The first week after the end is taken by one of their own, which is nothing to be refused for."""
    referral, series = collide(there, leaver, next_one)
    first, *rest = sessions(series)
    own = offer(there, dt.date(2026, 11, 4), count=1)
    book(there, own, pupils=[], programme=one_to_one(there), practitioners=[next_one],
         room=RoomFactory(school=there.school))  # fmt: skip
    instead = {first.pk: Instead(add_at_end=True), **{session.pk: Instead() for session in rest}}
    passed = [Passed(referral, next_one, NOTE)]

    actions.hand_over(practitioner=leaver, young_people=passed, instead=instead, by=there.manager)

    [added] = series.sessions.filter(state="planned")
    assert added.date == dt.date(2026, 11, 11)
    assert added.facilitations.get(replaced_at=None).practitioner == next_one


def test_what_cannot_be_made_good_names_the_session_and_who_is_not_free(there: World, leaver, next_one) -> None:
    referral, series = collide(there, leaver, next_one)
    first, *_ = sessions(series)
    own = offer(there, dt.date(2026, 11, 4), count=8)
    book(there, own, pupils=[], programme=one_to_one(there), practitioners=[next_one],
         room=RoomFactory(school=there.school))  # fmt: skip

    with pytest.raises(Refused) as refused:
        actions.hand_over(
            practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)],
            instead={first.pk: Instead(add_at_end=True)}, by=there.manager,
        )  # fmt: skip

    assert refused.value.details["field"] == f"session-{first.pk}"
    assert refused.value.message.startswith(
        f"{there.school}, Wednesday 16 September, 10:00: No session can be added at the end: on Wednesday 4 November "
        f"at 10:00 {next_one} is in another session"
    )
    assert HandOver.objects.count() == 0


def test_nobody_goes_without_a_note(there: World, leaver, next_one) -> None:
    referral, _ = with_course(there, there.pupils[0], leaver)
    given = {"practitioner": leaver, "young_people": [Passed(referral, next_one, " ")]}
    assert said(actions.hand_over, by=there.manager, **given) == (
        f"Write what {next_one} should know of {there.pupils[0]}."
    )
    assert Referral.objects.get().practitioner == leaver


def test_whoever_is_second_to_hand_over_is_told(there: World, leaver, next_one) -> None:
    referral, _ = with_course(there, there.pupils[0], leaver)
    third = PractitionerFactory(team=there.team, at=[there.school])
    actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)

    with pytest.raises(Conflict, match="has been handed over in the meantime"):
        actions.hand_over(practitioner=leaver, young_people=[Passed(referral, third, NOTE)], by=there.manager)

    assert HandOver.objects.count() == 1


def test_one_who_is_paused_goes_too_and_stays_paused(there: World, leaver, next_one) -> None:
    referral = held(there, there.pupils[0], leaver, paused=True, state=ReferralState.PAUSED)
    actions.hand_over(practitioner=leaver, young_people=[Passed(referral, next_one, NOTE)], by=there.manager)
    referral.refresh_from_db()
    assert (referral.practitioner, referral.state) == (next_one, ReferralState.PAUSED)


def test_a_practitioner_hands_nobody_over_and_nobody_goes_to_another_team(there: World, leaver, next_one) -> None:
    referral = held(there, there.pupils[0], leaver)
    given = {"practitioner": leaver, "young_people": [Passed(referral, next_one, NOTE)]}
    assert refusal(actions.hand_over, by=leaver.user, **given) == "needs-referral.allocate"
    elsewhere = [Passed(referral, PractitionerFactory(), NOTE)]
    assert refusal(actions.hand_over, practitioner=leaver, young_people=elsewhere, by=there.manager) == "team"
    assert refusal(actions.hand_over, practitioner=leaver, young_people=[], by=there.manager) == "nothing"


def test_each_is_suggested_somebody_and_groups_somebody_who_is_not_in_them(there: World, leaver, next_one) -> None:
    referral, series = with_course(there, there.pupils[0], leaver, start=TEN + 120)
    group = book(there)
    third = PractitionerFactory(team=there.team, at=[there.school])

    what = to_pass(leaver, there.manager)

    assert [(run.series, run.referral) for run in what.runs] == [(group, None), (series, referral)]
    assert [run.series for run in what.others] == [group]
    assert what.suggested[group.pk] == third
    assert what.suggested[referral.pk] in {next_one, third}
    only = to_pass(leaver, there.manager, only=referral)
    assert ([run.series for run in only.runs], only.referrals) == ([series], (referral,))
