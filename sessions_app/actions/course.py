"""Beginning a course for one young person: sessions of their own, or a place in a group."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.actions import facilitation, place, progress, referral_notice
from sessions_app.actions import referral as referrals
from sessions_app.actions import series as series_actions
from sessions_app.enums import GROUP_KINDS, HELD_STATES, NoticeKind, Pathway, ReferralState, SeriesState, WhenShut
from sessions_app.models import Course, Place, Programme, Referral, Series, Waiting
from sessions_app.planner.offer import Offer
from sessions_app.queries import course as courses
from sessions_app.rules import course as rules
from sessions_app.rules.joining import check_group
from sessions_app.rules.offer import check_notice, check_still_free
from sessions_app.rules.referral import check_state_seen, missing

#: Nobody begins in these any more, whenever their place is heard of.
_OVER = frozenset({SeriesState.CANCELLED, SeriesState.COMPLETED})

#: Booking is the next step of these; later ones stay where they are.
_GOES_ON = {
    ReferralState.ALLOCATED: ReferralState.ASSESSMENT,
    ReferralState.ASSESSMENT: ReferralState.IN_INTERVENTION,
}

LEADS = "Leads the group that they have a place in."
TOLD = "A young person whose referral waited has a place in a group that you lead, so you work with them now."


@action
def book(
    *, referral: Referral, programme: Programme, offer: Offer, by: Actor, when_shut: str = WhenShut.MOVE
) -> Series:
    """Book all sessions of a 1:1 course, or none. Raises: Refused; Conflict when something was taken since."""
    locked = referrals.lock(referral)
    check_state_seen(referral, locked)
    rules.check_can_book(locked, by)
    rules.check_offer(locked, programme, offer)
    person, practitioner = locked.young_person, locked.practitioner
    assert person is not None
    assert practitioner is not None
    room, practitioners = series_actions.lock_for(offer, [person.pk])
    check_notice(person.school, offer)
    check_group(programme, [person], offer.first_on)
    check_still_free(courses.wanted(locked, programme, offer.first_on, when_shut), offer, by)
    series = series_actions.book(
        school=person.school, team=practitioner.team, programme=programme, room=room, practitioners=practitioners,
        offer=offer, year_groups=[person.year_group_on(offer.first_on)], pupils=[person], when_shut=when_shut, by=by,
    )  # fmt: skip
    begin(referral=locked, series=series, by=by)
    return series


@action
def join_group(*, referral: Referral, series: Series, by: Actor) -> Place | Waiting:
    """A place in a group, or the end of its waiting list. Raises: Refused by who they are and who is in it."""
    locked = referrals.lock(referral)
    check_state_seen(referral, locked)
    rules.check_can_join_group(locked, by)
    person = locked.young_person
    assert person is not None
    answer = place.take(series=series, young_person=person, by=by)
    if not answer.is_waiting:
        _begin_with_lead(locked, series, by)
    return answer


@action
def add_to_group(*, series: Series, young_person: YoungPerson, by: Actor) -> Place | Waiting:
    """As from the page of a group. A referral of theirs that waits is given to whoever leads it, in the same act.

    Raises: Refused when the referral is for somebody else to give. Those who may not know of it are told nothing of
    it, and it follows their place by itself.
    """
    waits = courses.waiting_in(series.team_id, young_person.pk)
    if waits is None or not by.can(Permission.REFERRAL_VIEW, waits):
        return place.take(series=series, young_person=young_person, by=by)
    return join_group(referral=waits, series=series, by=by)


@action
def place_taken(*, series_id: UUID, young_person_id: UUID, by: Actor) -> None:
    """Whoever waited and has a place now is worked with in that group: by their practitioner, or by its lead."""
    states = [*HELD_STATES, ReferralState.WAITING]
    referral = Referral.objects.filter(young_person=young_person_id, state__in=states).first()
    still_there = Series.objects.filter(pk=series_id, places__young_person=young_person_id)
    series = still_there.select_related("programme").first()
    if referral and series and series.team_id == referral.team_id and series.state not in _OVER:
        _begin_with_lead(referrals.lock(referral), series, by)


@action
def group_booked(*, series_id: UUID, by: Actor) -> None:
    """Those with whom a group was booked are worked with in it, as if each had been given a place."""
    taken = Place.objects.filter(series=series_id, young_person__isnull=False).order_by("number")
    for person in taken.filter(series__programme__kind__in=GROUP_KINDS).values_list("young_person", flat=True):
        place_taken(series_id=series_id, young_person_id=person, by=by)


@action
def begin(*, referral: Referral, series: Series, by: Actor) -> Course:
    """A referral is worked on in this series from now on, or again; once, however often it is said."""
    course, is_new = Course.objects.get_or_create(referral=referral, series=series)
    if course.ended_on:
        course.go_on()
        course.save()
        is_new = True
    if is_new:
        group = series.programme.is_group
        changes = {"pathway": Pathway.GROUP if group else Pathway.ONE_TO_ONE, "programme": series.programme}
        _go_on(referral, changes, by)
    return course


def _begin_with_lead(referral: Referral, series: Series, by: Actor) -> None:
    """As `begin`; whoever waits for a practitioner is given to the lead of the group first, who is told.

    Where nobody who still works leads it, or consent has gone, the referral stays where it is.
    """
    if referral.state == ReferralState.WAITING:
        lead = next((one for one in facilitation.holders_of(series) if _takes_on(referral, one)), None)
        if lead is None or missing(referral, ReferralState.WAITING):
            return
        referrals.move(referral=referral, to=ReferralState.ALLOCATED, changes={"practitioner": lead}, why=LEADS, by=by)
        referral_notice.tell(referral=referral, sentence=TOLD, kind=NoticeKind.PLACE_FREED, by=by)
    begin(referral=referral, series=series, by=by)


def _takes_on(referral: Referral, practitioner: Practitioner) -> bool:
    return practitioner.is_working and practitioner.team_id == referral.team_id


def _go_on(referral: Referral, changes: Mapping[str, Any], by: Actor) -> None:
    to = _GOES_ON.get(ReferralState(referral.state))
    if to is not None:
        referrals.move(referral=referral, to=to, by=by, changes=changes)
        return
    for name, value in changes.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save()
    progress.note(referral=referral, names=progress.REVIEW, by=by)
