"""Workshops of the link programme: six weeks apart, rated alone, shown to all at once, agreed and planned."""

import datetime as dt
from typing import Any

import pytest

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from realtime.models import Event
from school_link.actions import action_plan as plans
from school_link.actions import cohort as cohorts
from school_link.actions import rating as ratings
from school_link.actions import workshop as workshops
from school_link.enums import Domain, PlanState, WorkshopState
from school_link.models import PlanPoint, Rating, Workshop
from school_link.queries import action_plan as plan_queries
from school_link.queries import rating as rating_queries
from school_link.queries import workshop as queries
from school_link.tasks import remind_of_plans
from sessions_app.models import Message
from tests.factories import CalendarFactory, member_of
from tests.factories.link import PlanPointFactory
from tests.support.refusals import refusal, said
from tests.support.workshop import Held, a_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> None:
    time_machine.move_to("2026-10-05T08:00:00Z", tick=False)


@pytest.fixture
def held() -> Held:
    return a_workshop()


class TestSixWeeks:
    def test_the_second_is_at_least_six_weeks_after_the_first(self, held: Held) -> None:
        first = held.workshop.held_on
        day_before = first + dt.timedelta(days=41)

        too_soon = said(workshops.plan, cohort=held.cohort, held_on=day_before, by=held.host)
        assert too_soon == "The second workshop is at least six weeks after the first: 16 November 2026 or later."
        second = workshops.plan(cohort=held.cohort, held_on=first + dt.timedelta(days=42), by=held.host)
        assert (second.number, str(second)) == (2, "Workshop 2")
        assert refusal(workshops.change, workshop=second, held_on=day_before, by=held.host) == "too-soon"
        assert refusal(workshops.change, workshop=held.workshop, held_on=first + dt.timedelta(1), by=held.host) == (
            "too-late"
        )
        workshops.change(workshop=held.workshop, held_on=first - dt.timedelta(1), place="The hall", by=held.host)
        assert held.fresh().place == "The hall"

    def test_later_looks_back_come_one_after_the_other(self, held: Held) -> None:
        second = workshops.plan(cohort=held.cohort, held_on=dt.date(2026, 11, 16), by=held.host)
        third = {"cohort": held.cohort, "by": held.host}

        assert refusal(workshops.plan, held_on=second.held_on, **third) == "out-of-order"
        assert str(workshops.plan(held_on=dt.date(2027, 2, 1), **third)) == "Look back 1"


class TestRatingAlone:
    def test_nobody_sees_others_ratings_before_all_have_rated(self, held: Held) -> None:
        held.begin()
        for number, user in enumerate(held.everybody[:-1], 1):
            held.rate(user, number)
            room = queries.room(held.fresh(), held.host)
            assert (room.seen, room.have_rated, room.expected) == ((), number, 4)
            with pytest.raises(LookupError):
                rating_queries.seen(held.fresh())
        assert set(rating_queries.own(held.workshop, held.everybody[0])) == set(Domain)
        assert rating_queries.own(held.workshop, held.host) == {}

        held.rate(held.everybody[-1], 4)
        assert held.fresh().state == WorkshopState.REVEALED
        clarity = rating_queries.seen(held.fresh())[0]
        assert (clarity.education, clarity.health, clarity.gap) == ((1, 2), (3, 4), -2.0)
        assert clarity.gap_in_words == "Health sees it 2 higher"

    def test_one_can_change_ones_mind_until_all_is_shown(self, held: Held) -> None:
        held.begin()
        held.rate(held.educators[0], 1)
        held.rate(held.educators[0], 3, "It is better than I thought")
        assert set(Rating.objects.values_list("level", flat=True)) == {3}
        held.reveal()
        assert refusal(held.rate, held.educators[0], 2) == "workshop-state"

    def test_who_did_not_come_is_not_waited_for(self, held: Held) -> None:
        held.begin()
        for user in held.everybody[:3]:
            held.rate(user, 2)
        absent = held.attendee(held.everybody[3])
        workshops.attend(attendee=absent, came=False, by=held.host)

        assert held.fresh().state == WorkshopState.REVEALED
        assert [one.came for one in held.workshop.attendees.order_by("came")].count(True) == 3

    def test_only_those_who_are_in_it_rate_and_only_its_levels(self, held: Held) -> None:
        held.begin()
        assert refusal(held.rate, held.host, 1) == "not-in-workshop"
        assert refusal(held.rate, held.educators[0], 5) == "no-such-level"
        assert refusal(workshops.reveal, workshop=held.fresh(), by=held.educators[0]) == "needs-link.host"

    def test_a_school_sees_its_own_view_beside_all_of_health(self, held: Held) -> None:
        held.begin()
        for level, user in enumerate(held.everybody, 1):
            held.rate(user, level)
        theirs = rating_queries.seen(held.fresh(), held.schools[1])[0]
        assert (theirs.education, theirs.health) == ((2,), (3, 4))


class TestAgreeing:
    def test_a_level_and_its_reasons_are_agreed_and_change_from_time_to_time_shows(self, held: Held) -> None:
        agreed = {"domain": Domain.CLARITY, "reasons": "Two of three schools have a leaflet", "by": held.host}
        assert refusal(ratings.agree, workshop=held.fresh(), level=2, **agreed) == "workshop-state"
        held.begin()
        held.reveal()
        ratings.agree(workshop=held.fresh(), level=1, **agreed)
        ratings.agree(workshop=held.fresh(), level=2, **agreed)
        workshops.close(workshop=held.fresh(), by=held.host)
        assert refusal(ratings.agree, workshop=held.fresh(), level=3, **agreed) == "workshop-state"

        second = workshops.plan(cohort=held.cohort, held_on=dt.date(2026, 11, 20), by=held.host)
        workshops.begin(workshop=second, by=held.host)
        workshops.reveal(workshop=second, by=held.host)
        ratings.agree(workshop=second, level=4, **agreed)
        changes = rating_queries.changes(rating_queries.shown_of(held.cohort))
        assert [(one.levels, one.in_words) for one in changes[:2]] == [
            ((2, 4), "Up 2"), ((None, None), "Not to be said yet")
        ]  # fmt: skip

    def test_each_change_is_told_to_the_screens_and_carries_no_words(self, held: Held) -> None:
        def news() -> int:
            return Event.objects.filter(stream__conversation=held.workshop.conversation_id, kind="changed").count()

        held.begin()
        held.rate(held.educators[0], 1, "A secret of ours")
        held.reveal()
        assert news() == 3

    def test_levels_keep_their_number_once_somebody_has_rated(self, held: Held) -> None:
        held.begin()
        held.rate(held.educators[0], 1)
        now = {"cohort": held.cohort, "name": "Renamed", "schools": held.schools, "by": held.host}
        with pytest.raises(Refused):
            cohorts.change(levels=["No", "Yes"], **now)
        cohorts.change(levels=["None", "Few", "Many", "All"], **now)
        assert Workshop.objects.get().cohort.levels == ["None", "Few", "Many", "All"]


class TestPlan:
    @pytest.fixture
    def point(self, held: Held) -> PlanPoint:
        held.begin()
        held.reveal()
        for school in held.schools:
            CalendarFactory(school=school)
        return plans.add(
            workshop=held.fresh(), domain=Domain.CONTACT, what="Put the number on the door",
            owner=held.attendee(held.educators[0]), due_on=dt.date(2026, 12, 1), sign="Everybody knows it",
            by=held.educators[1],
        )  # fmt: skip

    def test_a_point_is_looked_at_by_its_owner_or_the_host(self, held: Held, point: PlanPoint) -> None:
        outsider = member_of(held.schools[0], "senior_mental_health_lead")
        assert refusal(plans.review, point=point, state=PlanState.DOING, by=held.educators[1]) == "not-owner"
        assert refusal(plans.add, workshop=held.fresh(), domain=Domain.CLARITY, what="x", sign="y", owner=point.owner,
                       due_on=clock.today(), by=outsider) == "not-in-workshop"  # fmt: skip
        plans.review(point=point, state=PlanState.DOING, note="Printed", by=held.educators[0])
        plans.review(point=point, state=PlanState.DONE, by=held.host)
        assert [review.state for review in point.reviews.order_by("created_at")] == [PlanState.DOING, PlanState.DONE]
        assert not point.is_open

    def test_nobody_is_reminded_in_the_term_in_which_it_was_written(self, point: PlanPoint) -> None:
        assert plan_queries.to_remind_of() == []

    def test_its_owner_is_reminded_once_a_term(self, held: Held, point: PlanPoint, time_machine: Any) -> None:
        time_machine.move_to("2027-01-20T08:00:00Z", tick=False)
        remind_of_plans()
        remind_of_plans()
        letters = Message.objects.filter(words="to_review")
        assert [letter.address for letter in letters] == [held.educators[0].email]
        assert [todo.is_urgent for todo in plan_queries.todo(held.educators[0])] == [True]

        plans.review(point=point, state=PlanState.DONE, by=held.educators[0])
        assert plan_queries.to_remind_of() == []
        assert plan_queries.todo(held.educators[0]) == []

    def test_the_second_workshop_looks_at_it_again(self, held: Held, point: PlanPoint, time_machine: Any) -> None:
        time_machine.move_to("2026-11-20T08:00:00Z", tick=False)
        second = workshops.plan(cohort=held.cohort, held_on=clock.today(), by=held.host)
        assert plan_queries.to_remind_of() == []
        workshops.begin(workshop=second, by=held.host)
        workshops.reveal(workshop=second, by=held.host)
        assert [(found.pk, since) for found, since in plan_queries.to_remind_of()] == [(point.pk, clock.today())]

    def test_one_reminder_that_fails_does_not_hold_up_the_others(
        self, point: PlanPoint, time_machine: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        PlanPointFactory(workshop=point.workshop, owner=point.owner)
        time_machine.move_to("2027-01-20T08:00:00Z", tick=False)
        left = [RuntimeError("no")]
        remind = plans.remind

        def failing(**given: Any) -> None:
            if left:
                raise left.pop()
            remind(**given)

        monkeypatch.setattr(plans, "remind", failing)
        remind_of_plans()
        assert (Message.objects.count(), "Nobody could be reminded" in caplog.text) == (1, True)


def test_those_invited_twice_are_there_once_and_a_workshop_under_way_takes_more(held: Held) -> None:
    late = member_of(held.team, "camhs_specialist")
    again = [workshops.Guest(held.health[0], held.team), workshops.Guest(late, held.team)]
    held.begin()
    workshops.invite(workshop=held.fresh(), guests=again, by=SYSTEM)
    assert held.workshop.attendees.count() == 5
    assert queries.room(held.fresh(), late).follows
