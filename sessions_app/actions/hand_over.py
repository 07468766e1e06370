"""A caseload goes to other practitioners in one act: young people, notes, and the sessions to come."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import DomainError
from mhst.people.models import Practitioner
from sessions_app.actions import notice, numbering, occupancy, referral_notice
from sessions_app.actions import referral as referrals
from sessions_app.actions import session as sessions
from sessions_app.enums import CancelReason, NoticeKind
from sessions_app.events import PersonHandedOver, SessionsChanged
from sessions_app.models import Facilitation, HandOver, Referral, Series, SupportSession
from sessions_app.queries.hand_over import Instead, Passed, Run, runs_of
from sessions_app.rules import hand_over as rules
from sessions_app.rules.allocation import check_takes_on

#: To whoever takes somebody on with whom no session is booked; of a session that goes along they are told by its run.
TO_YOU = "A young person whom {} worked with is handed over to you. What you should know of them is on their referral."


@action
def hand_over(
    *,
    practitioner: Practitioner,
    young_people: Sequence[Passed],
    by: Actor,
    runs: Mapping[UUID, Practitioner] | None = None,
    instead: Mapping[UUID, Instead] | None = None,
) -> None:
    """Pass young people on, each with their own course, and other `runs` (by id); all of it or nothing.

    `instead` says by session what becomes of those that collide. The former practitioner reads nothing of theirs from
    this moment. Raises: Refused; Conflict when somebody else was quicker, or a session collides after all.
    """
    rules.check_can_hand_over(practitioner, by)
    rules.check_anything([*young_people, *(runs or {})])
    rules.check_notes(young_people)
    locked = _lock_referrals(practitioner, young_people)
    seen = _who_takes_what(practitioner, locked, young_people, runs or {})
    _lock_runs(practitioner, seen)
    passing = _who_takes_what(practitioner, locked, young_people, runs or {})
    rules.check_same([run for run, _ in seen], [run for run, _ in passing])
    for passed in young_people:
        _pass_on(locked[passed.referral.pk], practitioner, passed, by)
    moved = [session for run, to in passing for session in _pass_sessions(run, practitioner, to)]
    _settle(moved, instead or {}, by)
    with_sessions = {run.referral.pk for run, _ in passing if run.referral}
    for passed in young_people:
        if passed.referral.pk not in with_sessions:
            referral_notice.tell(
                referral=locked[passed.referral.pk], sentence=TO_YOU.format(practitioner), by=by,
                kind=NoticeKind.HANDED_OVER,
            )  # fmt: skip
    for run, to in passing:
        _tell(run, practitioner, to, by)


@action
def told(*, hand_over: HandOver, on: dt.date, by: Actor) -> None:
    """The young person was told who comes next. Raises: Refused; Conflict when somebody has said so meanwhile."""
    locked = HandOver.objects.select_for_update(of=("self",), no_key=True).get(pk=hand_over.pk)
    rules.check_can_say_told(locked, by)
    rules.check_told_on(locked, on)
    locked.told_on, locked.told_by = on, by if isinstance(by, User) else None
    locked.save()


def _lock_referrals(practitioner: Practitioner, young_people: Sequence[Passed]) -> dict[UUID, Referral]:
    """In one order, so that two who hand over at once wait and then see that somebody was quicker."""
    locked = {}
    for passed in sorted(young_people, key=lambda one: one.referral.pk):
        locked[passed.referral.pk] = referrals.lock(passed.referral)
        rules.check_held_by(locked[passed.referral.pk], practitioner)
        check_takes_on(locked[passed.referral.pk], passed.to, field=f"to-{passed.referral.pk}")
    return locked


def _who_takes_what(
    practitioner: Practitioner,
    locked: Mapping[UUID, Referral],
    young_people: Sequence[Passed],
    chosen: Mapping[UUID, Practitioner],
) -> list[tuple[Run, Practitioner]]:
    to = {passed.referral.pk: passed.to for passed in young_people}
    found = []
    for run in runs_of(practitioner, list(locked.values())):
        person = to[run.referral.pk] if run.referral else chosen.get(run.series.pk)
        if person is not None:
            rules.check_holds_run(run, person)
            found.append((run, person))
    return sorted(found, key=lambda pair: pair[0].series.pk)


def _lock_runs(practitioner: Practitioner, passing: Sequence[tuple[Run, Practitioner]]) -> None:
    """Every run, then everybody and everything in them, in the one order in which all who book take them."""
    ids = [run.series.pk for run, _ in passing]
    list(Series.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True))
    places = [run.series.places.filter(young_person__isnull=False) for run, _ in passing]
    occupancy.lock(
        practitioners={practitioner.pk}.union({to.pk for _, to in passing}, *(run.holders for run, _ in passing)),
        rooms={session.room_id for run, _ in passing for session in run.sessions if session.room_id},
        young_people={id for rows in places for id in rows.values_list("young_person", flat=True)},
    )


def _pass_on(referral: Referral, practitioner: Practitioner, passed: Passed, by: Actor) -> None:
    referral.practitioner = passed.to
    referral.version += 1
    referral.save()
    HandOver.objects.create(
        referral=referral,
        from_practitioner=practitioner,
        to_practitioner=passed.to,
        handed_by=by if isinstance(by, User) else None,
        note=passed.note.strip(),
        told_on=clock.today() if passed.is_told else None,
        told_by=by if passed.is_told and isinstance(by, User) else None,
    )
    if referral.young_person_id and practitioner.user_id and passed.to.user_id:
        events.publish(PersonHandedOver(referral.young_person_id, practitioner.user_id, passed.to.user_id))


def _pass_sessions(run: Run, practitioner: Practitioner, to: Practitioner) -> list[SupportSession]:
    """Who held them stays on record as replaced, so that their phone hears of it."""
    for session in run.sessions:
        held = Facilitation.objects.get(session=session, practitioner=practitioner)
        role, held.replaced_at = held.role, clock.now()
        held.save()
        Facilitation.objects.update_or_create(
            session=session, practitioner=to, defaults={"role": role, "replaced_at": None}
        )
        numbering.touch(session)
    return list(run.sessions)


def _settle(moved: Sequence[SupportSession], instead: Mapping[UUID, Instead], by: Actor) -> None:
    """Those with another time or none first, so that they make room; then all that stay hold their new time."""
    for session in moved:
        if session.pk in instead:
            fresh = SupportSession.objects.select_related("series__school", "room").get(pk=session.pk)
            try:
                _do(fresh, instead[session.pk], by)
            except DomainError as refused:
                raise rules.about(session, refused) from refused
    occupancy.occupy([session for session in moved if session.pk not in instead])


def _do(session: SupportSession, what: Instead, by: Actor) -> None:
    if what.date is not None:
        sessions.move(session=session, date=what.date, start_minute=what.start_minute, room=what.room, by=by)
    else:
        reason = CancelReason.PRACTITIONER_AWAY
        sessions.cancel(session=session, reason=reason, add_at_end=what.add_at_end, over_summer=True, by=by)


def _tell(run: Run, practitioner: Practitioner, to: Practitioner, by: Actor) -> None:
    notice.tell(
        series=run.series,
        kind=NoticeKind.HANDED_OVER,
        sentence=f"{run.series}: from {run.sessions[0].date:%A %-d %B} {to} holds it instead of {practitioner}.",
        by=by,
    )
    events.publish(SessionsChanged(run.series.pk, tuple(session.pk for session in run.sessions)))
