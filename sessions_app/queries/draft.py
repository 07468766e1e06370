"""Reading half-finished bookings: each belongs to one person."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import School
from sessions_app.enums import ProgrammeKind
from sessions_app.models import BookingDraft, Programme, Series
from sessions_app.planner.offer import Offer
from sessions_app.planner.run import held
from sessions_app.queries import joining
from sessions_app.queries import offer as offers
from sessions_app.queries.days import first_day, load_days
from sessions_app.queries.joining import Candidate
from sessions_app.queries.offer import HORIZON, Wanted


def get_own(id: UUID, viewer: User) -> BookingDraft:
    """Raises: NotFound unless the viewer began it and may still book at the school."""
    draft = _unfinished(viewer).filter(pk=id).first()
    if draft is None or not viewer.can(Permission.GROUP_BOOK, draft.school):
        raise NotFound("We could not find that booking. It may be finished or discarded already.")
    return draft


def own(viewer: User) -> list[BookingDraft]:
    """What the viewer has begun and not finished, newest first."""
    return list(_unfinished(viewer))


def _unfinished(viewer: User) -> QuerySet[BookingDraft]:
    return BookingDraft.objects.filter(owner=viewer, booked_as=None).select_related("school", "programme")


def booked_as(id: UUID, viewer: User) -> Series | None:
    """The group that the viewer's draft became, if it was booked within the last day or so."""
    return Series.objects.filter(pk__in=BookingDraft.objects.filter(pk=id, owner=viewer).values("booked_as")).first()


def schools_to_book_at(viewer: User) -> list[School]:
    """Open schools for which the viewer may book and that a support team serves."""
    rows = check.visible(School.objects.open(), viewer, Permission.GROUP_BOOK)
    return list(rows.filter(team_schools__team__kind=TeamKind.MHST).distinct().order_by("name"))


def programmes_for(school: School) -> list[Programme]:
    """Groups on offer for ages that the school teaches.

    The eleven-year-olds of a primary school and of a secondary are not the same: to meet at the edge is not enough.
    """
    ages = {"oldest__gt": school.low_age, "youngest__lt": school.high_age}
    return list(Programme.objects.filter(kind=ProgrammeKind.GROUP, is_offered=True, **ages))


def earliest(draft: BookingDraft) -> dt.date:
    """From when the run may begin: the date wished for, but not before the school has had its notice."""
    return max(draft.earliest_on or clock.today(), first_day(draft.school))


def likely_dates(draft: BookingDraft) -> list[dt.date]:
    """The dates of the run if it began at once: before a time is chosen, near enough to ask about consent."""
    assert draft.programme is not None
    first = earliest(draft)
    first += dt.timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)  # from a weekend to Monday
    days = load_days(draft.school, draft.year_groups, draft.when_shut, first, first + HORIZON)
    return [week.date for week in held(days.run(first, draft.programme.session_count))]


def wanted(draft: BookingDraft, viewer: User) -> Wanted:
    """The draft as a question to the search."""
    assert draft.programme is not None
    pupils = joining.chosen(viewer, draft.school, list(draft.pupils.values_list("pk", flat=True)))
    return Wanted(draft.school, draft.programme, draft.year_groups, pupils, earliest(draft), when_shut=draft.when_shut)


def ticked(draft: BookingDraft) -> set[str]:
    """The ids of those chosen so far, as a form has them."""
    return {str(pk) for pk in draft.pupils.values_list("pk", flat=True)}


def listed(viewer: User, draft: BookingDraft, ticked: Collection[str], text: str) -> list[Candidate]:
    """Those ticked, whatever is searched for, then those whose name fits."""
    assert draft.programme is not None
    everybody = joining.candidates(
        viewer, draft.school, draft.programme, draft.year_groups, earliest(draft), days=likely_dates(draft)
    )
    fits = joining.fitting(viewer, draft.school, text)
    first = [c for c in everybody if str(c.person.pk) in ticked]
    return [*first, *(c for c in everybody if str(c.person.pk) not in ticked and c.person.pk in fits)]


def next_step(draft: BookingDraft) -> str:
    """The first step that is not done."""
    if draft.programme is None:
        return "programme"
    if not draft.pupils.exists():
        return "pupils"
    return "check" if draft.slot else "times"


def offer_of(draft: BookingDraft) -> Offer | None:
    """The run that was chosen, if one was."""
    return Offer.from_plain(draft.slot) if draft.slot else None


def choices(viewer: User, wanted: Wanted, asked: Offer | None, chosen: Offer | None) -> list[Offer]:
    """The time asked about just now, then the best three, after the time chosen before where it is none of them."""
    first, found = [asked] if asked else [], offers.offers(viewer, wanted)
    if chosen and chosen.key not in {offer.key for offer in [*first, *found]}:
        kept = offers.with_reasons(viewer, wanted, chosen)
        found = [kept, *found] if kept else found
    return list({offer.key: offer for offer in [*first, *found]}.values())
