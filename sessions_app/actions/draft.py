"""A booking as it is filled in. Nothing here holds anybody's time until `confirm`."""

import datetime as dt
from collections.abc import Sequence

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team
from sessions_app.actions import series as series_actions
from sessions_app.enums import WhenShut
from sessions_app.models import BookingDraft, Programme, Series
from sessions_app.planner.offer import Offer
from sessions_app.queries import draft as queries
from sessions_app.rules.draft import check_years
from sessions_app.rules.joining import check_group
from sessions_app.rules.offer import check_notice, check_still_free


@action
def start(*, school: School, by: User) -> BookingDraft:
    """Begin one. What was booked more than a day ago is not needed to answer a second press any more."""
    by.require(Permission.GROUP_BOOK, school)
    yesterday = clock.now() - dt.timedelta(days=1)
    BookingDraft.objects.filter(owner=by, booked_as__isnull=False, changed_at__lt=yesterday).delete()
    return BookingDraft.objects.create(owner=by, school=school)


@action
def set_programme(
    *,
    draft: BookingDraft,
    programme: Programme,
    year_groups: Sequence[int],
    earliest_on: dt.date,
    when_shut: str = WhenShut.MOVE,
    by: User,
) -> None:
    """Step one. A chosen time no longer counts when any of the answers is another."""
    before = draft.programme, draft.year_groups, draft.earliest_on, draft.when_shut
    answers = programme, sorted(year_groups), earliest_on, when_shut
    if before != answers:
        draft.slot = None
    draft.programme, draft.year_groups, draft.earliest_on, draft.when_shut = answers
    draft.save()


@action
def set_pupils(*, draft: BookingDraft, pupils: Sequence[YoungPerson], by: User) -> None:
    """Step two. Raises: Refused when they cannot be one group; what was ticked is kept all the same."""
    assert draft.programme is not None
    check_years(pupils, draft.year_groups, queries.earliest(draft))
    check_group(draft.programme, pupils, queries.earliest(draft))
    keep_ticked(draft=draft, pupils=pupils, by=by)


@action
def keep_ticked(*, draft: BookingDraft, pupils: Sequence[YoungPerson], by: User) -> None:
    """Keep what is ticked while somebody is still choosing. A time chosen for others no longer counts."""
    if {person.pk for person in pupils} != set(draft.pupils.values_list("pk", flat=True)):
        draft.slot = None
    draft.pupils.set(pupils)
    draft.save()


@action
def choose(*, draft: BookingDraft, offer: Offer, by: User) -> None:
    """Step three."""
    draft.slot = offer.as_plain()
    draft.save()


@action
def discard(*, draft: BookingDraft, by: User) -> None:
    draft.delete()


@action
def confirm(*, draft: BookingDraft, by: User) -> Series:
    """Step four: book what the draft says. The draft is emptied and remembers the group, to answer a second press.

    Raises: Refused when something is missing or no longer allowed; Conflict when something was taken since.
    """
    BookingDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()  # one press at a time
    booked = queries.booked_as(draft.pk, by)
    if booked:
        return booked
    draft = queries.get_own(draft.pk, by)
    offer = queries.offer_of(draft)
    if draft.programme is None or offer is None:
        raise Refused("Choose a programme and a time first.", code="unfinished")
    room, practitioners = series_actions.lock_for(offer, draft.pupils.values_list("pk", flat=True))
    check_notice(draft.school, offer)
    wanted = queries.wanted(draft, by)
    pupils = list(wanted.pupils)
    check_years(pupils, draft.year_groups, wanted.earliest_on)
    check_group(draft.programme, pupils, offer.first_on)
    check_still_free(wanted, offer, by)
    series = series_actions.book(
        school=draft.school,
        team=Team.objects.get(pk=offer.team),
        programme=draft.programme,
        room=room,
        practitioners=practitioners,
        offer=offer,
        year_groups=draft.year_groups,
        pupils=pupils,
        when_shut=draft.when_shut,
        by=by,
    )
    draft.pupils.clear()
    draft.slot, draft.booked_as = None, series
    draft.save()
    return series
