import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict
from mhst.places.enums import DayKind
from mhst.places.models import Period
from sessions_app.actions import course as actions
from sessions_app.actions import course_end, place
from sessions_app.actions import series as series_actions
from sessions_app.enums import (
    CancelReason,
    CourseEnd,
    NoticeKind,
    Pathway,
    ReferralState,
    ResourceKind,
    SeriesState,
    SessionState,
)
from sessions_app.models import Allocation, Course, Notice, Programme, Referral, Series
from sessions_app.queries import course as queries
from sessions_app.queries import offer as offers
from sessions_app.queries.group_run import runs_for
from tests.factories import AbsenceFactory, PractitionerFactory, RoomFactory, World, YoungPersonFactory, world
from tests.factories.calendar import SpecialDayFactory
from tests.support.booking import book, offer
from tests.support.courses import held, one_to_one
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
S = ReferralState


@pytest.fixture
def there() -> World:
    return world(pupils=2)


@pytest.fixture
def programme(there: World) -> Programme:
    return one_to_one(there)


def allocated(there: World, state: str = S.ALLOCATED, **more) -> Referral:
    return held(there, there.pupils[0], there.practitioner, state=state, **more)


def offered(referral: Referral, programme: Programme):
    return offers.offers_in_turn(SYSTEM, queries.wanted(referral, programme, dt.date(2026, 9, 15)))


def test_three_whole_courses_are_offered_with_lessons_that_take_turns(there: World, programme) -> None:
    found = offered(allocated(there), programme)

    assert len(found) == 3
    for one in found:
        starts = [slot.start_minute for slot in one.slots if slot.number]
        assert len(starts) == 6
        assert all(start not in starts[max(0, n - 2) : n] for n, start in enumerate(starts))
        assert one.practitioners == (there.practitioner.pk,)
        assert "Lessons take turns: none is missed twice in three weeks." in one.reasons


def test_where_lessons_cannot_take_turns_the_reason_says_so(there: World, programme) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Period.objects.filter(school_day__school=there.school).exclude(name__in=["P1", "P2"]).delete()
    [*found] = offered(allocated(there), programme)
    assert found
    assert all("the same lesson is missed" in " ".join(one.reasons) for one in found)


def test_booking_takes_everybodys_time_and_moves_the_referral_on(there: World, programme) -> None:
    referral = allocated(there)
    chosen = offered(referral, programme)[0]

    series = actions.book(referral=referral, programme=programme, offer=chosen, by=there.practitioner.user)

    now = Referral.objects.get()
    assert (now.state, now.pathway, now.programme) == (S.ASSESSMENT, Pathway.ONE_TO_ONE, programme)
    assert Course.objects.get().series == series
    assert series.sessions.filter(state=SessionState.PLANNED).count() == 6
    assert series.year_groups == [8]
    person = Allocation.objects.filter(kind=ResourceKind.YOUNG_PERSON, resource_id=there.pupils[0].pk)
    assert person.count() == 6


@pytest.mark.parametrize(
    ("state", "then"), [(S.ASSESSMENT, S.IN_INTERVENTION), (S.IN_INTERVENTION, S.IN_INTERVENTION), (S.REVIEW, S.REVIEW)]
)
def test_where_it_stands_after_booking(there: World, programme, state: str, then: str) -> None:
    referral = allocated(there, state)
    actions.book(referral=referral, programme=programme, offer=offered(referral, programme)[0], by=there.manager)
    assert Referral.objects.get().state == then


def test_a_course_is_booked_once(there: World, programme) -> None:
    referral = allocated(there, S.IN_INTERVENTION)
    first, second, _ = offered(referral, programme)
    actions.book(referral=referral, programme=programme, offer=first, by=there.manager)
    answer = refusal(actions.book, referral=referral, programme=programme, offer=second, by=there.manager)
    assert answer == "booked-already"
    assert [one.to_come for one in queries.running(Referral.objects.get())] == [6]


def test_what_was_taken_meanwhile_books_nothing(there: World, programme) -> None:
    referral = allocated(there)
    chosen = offered(referral, programme)[0]
    taken = next(slot for slot in chosen.slots if slot.number)
    book(there, offer(there, taken.date, taken.start_minute, count=1), pupils=[there.pupils[1]])

    with pytest.raises(Conflict):
        actions.book(referral=referral, programme=programme, offer=chosen, by=there.manager)

    assert (Course.objects.count(), Series.objects.count(), Referral.objects.get().state) == (0, 1, S.ALLOCATED)


def test_what_no_longer_will_do_is_not_booked(there: World, programme) -> None:
    referral = allocated(there)
    chosen = offered(referral, programme)[0]
    second = chosen.slots[1].date
    absence = AbsenceFactory(practitioner=there.practitioner, starts_on=second, ends_on=second)
    with pytest.raises(Conflict, match=f"{second:%A %-d %B}: {there.practitioner.user.name} is away that day"):
        actions.book(referral=referral, programme=programme, offer=chosen, by=there.manager)
    with recording.acting(by=SYSTEM, verb="test"):
        absence.delete()
    SpecialDayFactory(calendar=there.school.calendar, kind=DayKind.INSET, starts_on=second, ends_on=second)
    with pytest.raises(Conflict, match=f"{second:%A %-d %B}: INSET day"):
        actions.book(referral=referral, programme=programme, offer=chosen, by=there.manager)
    assert Series.objects.count() == 0


def test_a_course_begins_no_sooner_than_the_notice_lets_it(there: World, programme) -> None:
    referral = allocated(there)
    chosen = offered(referral, programme)[0]
    assert chosen.first_on >= dt.date(2026, 9, 16)
    with time_machine.travel(dt.datetime.combine(chosen.first_on, dt.time(8)) - dt.timedelta(days=1), tick=False):
        assert refusal(actions.book, referral=referral, programme=programme, offer=chosen, by=there.manager) == "notice"


def test_who_may_book_what_for_whom(there: World, programme) -> None:
    referral = allocated(there)
    chosen = offered(referral, programme)[0]
    given = {"referral": referral, "programme": programme, "offer": chosen}
    other = there.practitioners[1]

    assert refusal(actions.book, by=other.user, **given) == "not-on-caseload"
    assert refusal(actions.book, by=there.lead, **given) == "needs-referral.work"
    assert refusal(actions.book, by=there.manager, **{**given, "programme": there.programme}) == "group"
    theirs = offer(there, practitioners=(other.pk,))
    assert refusal(actions.book, by=there.manager, **{**given, "offer": theirs}) == "practitioner"
    past = offer(there, dt.date(2026, 9, 9), practitioners=(there.practitioner.pk,))
    assert refusal(actions.book, by=there.manager, **{**given, "offer": past}) == "notice"


def test_without_consent_nothing_is_booked(there: World, programme) -> None:
    referral = held(there, YoungPersonFactory(school=there.school), there.practitioner, state=S.ALLOCATED)
    chosen = offer(there, practitioners=(there.practitioner.pk,))
    answer = refusal(actions.book, referral=referral, programme=programme, offer=chosen, by=there.manager)
    assert answer == "cannot-join"


def test_nobody_is_booked_before_somebody_works_with_them(there: World, programme) -> None:
    referral = held(there, there.pupils[0], None, state=S.WAITING)
    chosen = offer(there, practitioners=(there.practitioner.pk,))
    assert refusal(actions.book, referral=referral, programme=programme, offer=chosen, by=there.manager) == "state"


def test_programmes_of_their_age_the_decided_one_first(there: World, programme) -> None:
    decided = one_to_one(there)
    older = one_to_one(there)
    with recording.acting(by=SYSTEM, verb="test"):
        older.youngest, older.oldest = 15, 18
        older.save()
    referral = allocated(there, programme=decided)
    assert queries.programmes_for(referral, dt.date(2026, 9, 15)) == [decided, programme]


def test_a_group_in_a_small_room_is_full_before_its_places_are_taken(there: World) -> None:
    six = YoungPersonFactory.create_batch(6, school=there.school, consented=True)
    book(there, pupils=six[:5], room=RoomFactory(school=there.school, capacity=8))
    [run] = runs_for(allocated(there))
    assert (run.is_full, run.places) == (False, "1 of 6 places free.")
    place.take(series=run.series, young_person=six[5], by=SYSTEM)
    [run] = runs_for(Referral.objects.get())
    assert (run.is_full, run.places) == (True, "Full; they would be first on the waiting list.")


def test_whoever_moves_up_from_the_waiting_list_is_worked_with_in_the_group(
    there: World, django_capture_on_commit_callbacks
) -> None:
    series = book(there, pupils=YoungPersonFactory.create_batch(8, school=there.school, consented=True))
    referral = allocated(there)
    assert actions.join_group(referral=referral, series=series, by=there.manager).is_waiting

    with django_capture_on_commit_callbacks(execute=True):
        place.release(series=series, young_person=series.places.get(number=3).young_person, by=there.lead)

    assert (Course.objects.get().series, Referral.objects.get().state) == (series, S.ASSESSMENT)


class TestWaitingForAPractitioner:
    """Somebody whom triage accepted, and nobody works with yet."""

    def waiting(self, there: World) -> Referral:
        return held(there, there.pupils[0], there.practitioner, state=S.WAITING, practitioner=None)

    def test_a_place_gives_them_to_the_lead_of_the_group(self, there: World) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        actions.join_group(referral=referral, series=series, by=there.manager)
        now = Referral.objects.get(pk=referral.pk)
        assert (now.state, now.practitioner, now.pathway) == (S.ASSESSMENT, there.practitioner, Pathway.GROUP)
        assert list(now.moves.order_by("number").values_list("to_state", flat=True))[1:] == [S.ALLOCATED, S.ASSESSMENT]
        told = Notice.objects.get(to=there.practitioner.user, referral=referral)
        assert there.pupils[0].given_name not in told.sentence

    def test_one_who_may_not_choose_is_told_whom_to_ask_and_nothing_is_done(self, there: World) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        by = there.practitioner.user
        assert refusal(actions.join_group, referral=referral, series=series, by=by) == "waits-for-practitioner"
        added = {"series": series, "young_person": there.pupils[0]}
        assert refusal(actions.add_to_group, by=by, **added) == "waits-for-practitioner"
        assert not series.places.filter(young_person=there.pupils[0]).exists()

    def test_from_the_page_of_the_group_too(self, there: World) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        actions.add_to_group(series=series, young_person=there.pupils[0], by=there.manager)
        assert Referral.objects.get(pk=referral.pk).practitioner == there.practitioner

    def test_a_school_that_knows_of_no_referral_gives_the_place_and_it_follows(
        self, there: World, django_capture_on_commit_callbacks
    ) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        with django_capture_on_commit_callbacks(execute=True):
            actions.add_to_group(series=series, young_person=there.pupils[0], by=there.lead)
        assert Referral.objects.get(pk=referral.pk).state == S.ASSESSMENT

    def test_whoever_waits_for_a_place_waits_on_for_a_practitioner(
        self, there: World, django_capture_on_commit_callbacks
    ) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        with recording.acting(by=SYSTEM, verb="test"):
            series.places.filter(young_person__isnull=True).delete()
        answer = actions.join_group(referral=referral, series=series, by=there.manager)
        assert (answer.is_waiting, Referral.objects.get(pk=referral.pk).state) == (True, S.WAITING)
        with django_capture_on_commit_callbacks(execute=True):
            place.release(series=series, young_person=there.pupils[1], by=there.manager)
        assert Referral.objects.get(pk=referral.pk).state == S.ASSESSMENT

    def test_those_with_whom_a_group_is_booked_are_worked_with_in_it(
        self, there: World, django_capture_on_commit_callbacks
    ) -> None:
        referral = self.waiting(there)
        with django_capture_on_commit_callbacks(execute=True):
            series = book(there)
        now = Referral.objects.get(pk=referral.pk)
        assert (now.state, now.practitioner, Course.objects.get().series) == (S.ASSESSMENT, there.practitioner, series)

    def test_it_stays_where_nobody_who_works_leads(self, there: World) -> None:
        referral, series = self.waiting(there), book(there, pupils=[there.pupils[1]])
        with recording.acting(by=SYSTEM, verb="test"):
            for one in there.practitioners:
                one.is_working = False
                one.save()
        actions.join_group(referral=referral, series=series, by=there.manager)
        assert Referral.objects.get(pk=referral.pk).state == S.WAITING


def test_nobody_begins_in_a_group_that_is_over(there: World) -> None:
    """Its place may be heard of late."""
    series = book(there, pupils=[there.pupils[0]])
    with recording.acting(by=SYSTEM, verb="test"):
        series.state = SeriesState.COMPLETED
        series.save()
    referral = held(there, there.pupils[0], None, state=S.WAITING)
    actions.group_booked(series_id=series.pk, by=SYSTEM)
    referral.refresh_from_db()
    assert (referral.state, referral.courses.count()) == (S.WAITING, 0)


class TestTakenOutOfAGroup:
    """Giving the place up ends their support there; nothing else does it for them."""

    def in_group(self, there: World) -> tuple[Referral, Series]:
        referral = held(there, there.pupils[0], there.practitioners[1], state=S.IN_INTERVENTION)
        series = book(there, pupils=[there.pupils[1]])
        actions.join_group(referral=referral, series=series, by=there.manager)
        return referral, series

    def take_out(self, there: World, series: Series) -> None:
        place.release(series=series, young_person=there.pupils[0], by=there.manager)

    def test_their_course_ends_today_and_says_why(self, there: World) -> None:
        referral, series = self.in_group(there)
        assert queries.left_last(referral) is None
        self.take_out(there, series)
        course = Course.objects.get()
        assert (course.ended_on, course.ended_because) == (dt.date(2026, 9, 14), CourseEnd.TAKEN_OUT)
        assert (queries.running(referral), queries.left_last(referral)) == ([], course)

    def test_no_review_is_due_any_more(self, there: World) -> None:
        referral, series = self.in_group(there)
        assert Referral.objects.get().review_due_on == dt.date(2026, 9, 30)
        self.take_out(there, series)
        now = Referral.objects.get(pk=referral.pk)
        assert (now.review_due_on, now.state) == (None, S.IN_INTERVENTION)

    def test_whoever_works_with_them_is_told(self, there: World) -> None:
        referral, series = self.in_group(there)
        self.take_out(there, series)
        told = Notice.objects.get(to=there.practitioners[1].user, kind=NoticeKind.TAKEN_OUT)
        assert told.referral == referral
        assert "No support is booked" in told.sentence
        assert there.pupils[0].given_name not in told.sentence

    def test_they_may_come_back_and_it_goes_on(self, there: World) -> None:
        _, series = self.in_group(there)
        self.take_out(there, series)
        actions.join_group(referral=Referral.objects.get(), series=series, by=there.manager)
        course = Course.objects.get()
        assert (course.ended_on, course.ended_because) == (None, "")
        assert Referral.objects.get().review_due_on == dt.date(2026, 9, 30)

    def test_one_who_only_waited_keeps_what_they_have(self, there: World) -> None:
        referral = held(there, there.pupils[0], there.practitioner)
        full = book(there, pupils=YoungPersonFactory.create_batch(8, school=there.school, consented=True))
        assert actions.join_group(referral=referral, series=full, by=there.manager).is_waiting
        self.take_out(there, full)
        assert not Notice.objects.filter(kind=NoticeKind.TAKEN_OUT).exists()

    def test_a_place_heard_of_after_it_was_given_up_begins_nothing(self, there: World) -> None:
        _, series = self.in_group(there)
        self.take_out(there, series)
        actions.place_taken(series_id=series.pk, young_person_id=there.pupils[0].pk, by=SYSTEM)
        assert queries.running(Referral.objects.get()) == []

    def test_closing_ends_it_for_its_own_reason_and_tells_nobody_of_a_place(self, there: World) -> None:
        referral, series = self.in_group(there)
        course_end.end_all(referral=referral, by=there.manager)
        assert Course.objects.get().ended_because == CourseEnd.REFERRAL_OVER
        assert not series.places.filter(young_person=there.pupils[0]).exists()
        assert not Notice.objects.filter(kind=NoticeKind.TAKEN_OUT).exists()


class TestTheWholeRunIsCancelled:
    def test_what_everybody_in_it_was_worked_with_ends_and_those_who_work_with_them_are_told(
        self, there: World, django_capture_on_commit_callbacks
    ) -> None:
        stranger = PractitionerFactory(team=there.team)
        mine, other = (
            held(there, person, practitioner, state=S.IN_INTERVENTION)
            for person, practitioner in zip(there.pupils, (there.practitioner, stranger), strict=True)
        )
        series = book(there, pupils=[])
        for referral in (mine, other):
            actions.join_group(referral=referral, series=series, by=there.manager)

        with django_capture_on_commit_callbacks(execute=True):
            series_actions.cancel(
                series=Series.objects.get(pk=series.pk), reason=CancelReason.TOO_FEW, by=there.manager
            )

        ends = Course.objects.values_list("ended_on", "ended_because")
        assert list(ends) == [(dt.date(2026, 9, 14), CourseEnd.RUN_CANCELLED)] * 2
        assert set(Referral.objects.values_list("review_due_on", flat=True)) == {None}
        assert queries.left_last(mine).series == series
        told = Notice.objects.filter(kind=NoticeKind.RUN_CANCELLED)
        assert told.get(to=stranger.user).referral == other
        assert told.get(to=there.practitioner.user).series == series  # they hold it: once is enough

    def test_closing_a_referral_with_sessions_of_its_own_tells_nobody_that_they_must_decide(
        self, there: World, programme
    ) -> None:
        referral = allocated(there)
        actions.book(referral=referral, programme=programme, offer=offered(referral, programme)[0], by=there.manager)
        course_end.end_all(referral=Referral.objects.get(), by=there.manager)
        assert Course.objects.get().ended_because == CourseEnd.REFERRAL_OVER
        assert not Notice.objects.filter(referral=referral).exists()
