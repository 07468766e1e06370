"""What a counselling service is: for whom, when, and who is on shift."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.places.models import Council, Team
from realtime.actions import booking as bookings
from realtime.events import HoursChanged
from realtime.models import Booking, Service, ServiceArea, Shift, SpecialHours, WeeklyHours
from realtime.queries import booking as bookings_of
from realtime.queries import hours
from realtime.queries import visit as visits
from realtime.queries.visit import Here
from realtime.rules import hours as rules


@action
def describe(*, team: Team, areas: Sequence[Council], youngest: int, oldest: int, by: Actor) -> Service:
    """Begin a team's service, or say anew whom it is for. Raises: Refused, Conflict."""
    rules.check_may_keep(by, team)
    rules.check_ages(youngest, oldest)
    service = Service.objects.filter(team=team).first() or Service(team=team)
    service.youngest, service.oldest = youngest, oldest
    service.save()
    rules.check_areas(ServiceArea.objects.filter(council__in=areas).exclude(service=service).select_related("council"))
    known = {area.council_id: area for area in ServiceArea.objects.filter(service=service)}
    for council in areas:
        if known.pop(council.pk, None) is None:
            ServiceArea.objects.create(service=service, council=council)
    for area in known.values():
        area.delete()
    return service


@action
def set_weekly(
    *, service: Service, weekday: int, opens: int | None, accept_until: int | None, closes: int | None,
    anyway: bool = False, by: Actor,
) -> None:  # fmt: skip
    """When it opens on this day of every week; three times nothing for closed. `anyway`, whoever says it knows which
    booked chats are outside by that, and who is here now. Raises: Refused."""
    rules.check_may_keep(by, service)
    rules.check_times(opens, accept_until, closes)
    before = _stands(service)
    row = WeeklyHours.objects.filter(service=service, weekday=weekday).first()
    if opens is None:
        if row is not None:
            row.delete()
    else:
        assert accept_until is not None
        assert closes is not None
        row = row or WeeklyHours(service=service, weekday=weekday)
        row.opens, row.accept_until, row.closes = opens, accept_until, closes
        row.save()
    _changed_hours(service, before, anyway, by)


@action
def set_special(
    *, service: Service, on: dt.date, opens: int | None, accept_until: int | None, closes: int | None,
    anyway: bool = False, by: Actor,
) -> SpecialHours:  # fmt: skip
    """Other hours than usual on one date, or closed; said again it replaces what was said. Raises: Refused."""
    rules.check_may_keep(by, service)
    rules.check_date(on)
    rules.check_times(opens, accept_until, closes)
    before = _stands(service)
    row = SpecialHours.objects.filter(service=service, on=on).first() or SpecialHours(service=service, on=on)
    row.opens, row.accept_until, row.closes = opens, accept_until, closes
    row.save()
    _changed_hours(service, before, anyway, by)
    return row


@action
def remove_special(*, special: SpecialHours, anyway: bool = False, by: Actor) -> None:
    """The usual hours again. Raises: Refused."""
    rules.check_may_keep(by, special.service)
    before = _stands(special.service)
    special.delete()
    _changed_hours(special.service, before, anyway, by)


@action
def add_shift(
    *, service: Service, counsellor: User, on: dt.date, starts: int, ends: int, most: int, by: Actor
) -> Shift:
    """Put somebody on the rota. Raises: Refused."""
    return _save(Shift(service=service), counsellor, on, starts, ends, most, by)


@action
def change_shift(
    *, shift: Shift, counsellor: User, on: dt.date, starts: int, ends: int, most: int, anyway: bool = False, by: Actor
) -> Shift:
    """`anyway`, whoever says it knows who is here now, where it closes by that. Raises: Refused."""
    was_open = hours.is_open_now(shift.service)
    changed = _save(shift, counsellor, on, starts, ends, most, by)
    rules.check_knows([], _put_out(shift.service, was_open), anyway)
    return changed


@action
def remove_shift(*, shift: Shift, by: Actor) -> None:
    """Take it off the rota; chats that go on stay with whoever has them. Raises: Refused."""
    rules.check_may_keep(by, shift.service)
    counsellor, on = shift.counsellor, shift.on
    shift.delete()
    bookings.tell_of_left_alone(counsellor=counsellor, on=on, by=by)
    _changed(shift.service_id)


def _save(shift: Shift, counsellor: User, on: dt.date, starts: int, ends: int, most: int, by: Actor) -> Shift:
    rules.check_may_keep(by, shift.service)
    User.objects.select_for_update().get(pk=counsellor.pk)  # two who put the same person down come one by one
    others = Shift.objects.filter(counsellor=counsellor, on=on).exclude(pk=shift.pk)
    rules.check_shift(shift.service, counsellor, on, starts, ends, others)
    before = (shift.counsellor, shift.on) if shift.counsellor_id else None
    shift.counsellor, shift.on, shift.starts, shift.ends, shift.most = counsellor, on, starts, ends, most
    shift.save()
    if before is not None:
        bookings.tell_of_left_alone(counsellor=before[0], on=before[1], by=by)
    _changed(shift.service_id)
    return shift


def _stands(service: Service) -> tuple[bool, Sequence[Booking]]:
    """Whether it is open now, and which booked chats lie within its hours."""
    return hours.is_open_now(service), bookings_of.within_hours(service)


def _changed_hours(service: Service, before: tuple[bool, Sequence[Booking]], anyway: bool, by: Actor) -> None:
    """`before` is how it stood. Raises: Refused."""
    was_open, booked = before
    still = {one.pk for one in bookings_of.within_hours(service)}
    outside = [one for one in booked if one.pk not in still]
    rules.check_knows(outside, _put_out(service, was_open), anyway)
    bookings.tell_who_leads(bookings=outside, by=by)
    _changed(service.pk)


def _put_out(service: Service, was_open: bool) -> Here | None:
    """Who is here, where it has closed before them by this."""
    return visits.here_now(service) if was_open and not hours.is_open_now(service) else None


def _changed(service: UUID) -> None:
    events.publish(HoursChanged(service))


@action
def keep_phrases(*, service: Service, phrases: str, by: User) -> None:
    """What counsellors often say, one a line."""
    rules.check_may_keep(by, service)
    service.phrases = "\n".join(line.strip() for line in phrases.splitlines() if line.strip())
    service.save()
