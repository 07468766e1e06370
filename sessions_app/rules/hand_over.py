"""Who hands young people over, and to whom. Each rule raises `Refused` with a sentence for the person."""

import datetime as dt
from collections.abc import Collection, Sequence

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.models import HandOver, Referral, SupportSession
from sessions_app.queries.hand_over import Passed, Run
from sessions_app.rules.referral import check_can_work


def check_can_hand_over(practitioner: Practitioner, by: Actor) -> None:
    by.require(Permission.REFERRAL_ALLOCATE, practitioner)


def check_can_hand_one_over(referral: Referral, by: Actor) -> None:
    """Raises: Refused when nobody holds it now."""
    by.require(Permission.REFERRAL_ALLOCATE, referral)
    if not Referral.objects.on_a_caseload().filter(pk=referral.pk).exists():
        raise Refused("Nobody works with this young person now, so nobody can hand them over.", code="state")


def check_anything(chosen: Collection[object]) -> None:
    if not chosen:
        raise Refused("Choose somebody for at least one young person or group.", code="nothing")


def check_notes(young_people: Sequence[Passed]) -> None:
    """Raises: Refused when whoever takes somebody on would be told nothing of them."""
    for passed in young_people:
        if not passed.note.strip():
            raise Refused(
                f"Write what {passed.to} should know of {passed.referral.young_person}.",
                code="note",
                field=f"note-{passed.referral.pk}",
            )


def about(session: SupportSession, refused: DomainError) -> DomainError:
    """The same, saying which session it is about, at its field."""
    when = f"{session.series.school}, {session.date:%A %-d %B}, {session.starts_at:%H:%M}"
    details = {**refused.details, "field": f"session-{session.pk}"}
    return type(refused)(f"{when}: {refused.message}", code=refused.code, **details)


def check_held_by(referral: Referral, practitioner: Practitioner) -> None:
    """Raises: Conflict when somebody else has handed it over since the page was opened."""
    if referral.practitioner_id != practitioner.pk:
        raise Conflict(
            f"{referral.young_person} has been handed over in the meantime. Look at the caseload again.", code="moved"
        )


def check_same(seen: Sequence[Run], now: Sequence[Run]) -> None:
    """Raises: Conflict when a run was changed or passed on while this one waited for its turn."""
    if [(run.series.pk, run.sessions, run.holders) for run in seen] != [
        (run.series.pk, run.sessions, run.holders) for run in now
    ]:
        raise Conflict("Sessions have changed in the meantime. Look at them again.", code="changed")


def check_holds_run(run: Run, to: Practitioner) -> None:
    """Raises: Refused when whoever takes it over holds it already."""
    if to.pk in run.holders:
        raise Refused(
            f"{to} holds {run.series} already, and it needs two. Choose somebody else for it.",
            code="holds-already",
            field=f"run-{run.series.pk}",
        )


def check_complete(left: Collection[object], practitioner: Practitioner) -> None:
    """Raises: Refused when somebody who does not work here would keep young people."""
    if left and not practitioner.is_working:
        raise Refused(f"{practitioner} is not working at present, so everybody needs somebody else.", code="left")


def check_can_say_told(hand_over: HandOver, by: Actor) -> None:
    """Raises: Refused to all but who works with them and who answers for the team; Conflict once it is said."""
    check_can_work(hand_over.referral, by)
    if hand_over.told_on:
        raise Conflict(f"They were told on {hand_over.told_on:%-d %B %Y}. That is written down already.", code="told")


def may_say_told(hand_over: HandOver, by: Actor) -> bool:
    try:
        check_can_say_told(hand_over, by)
    except DomainError:
        return False
    return True


def check_told_on(hand_over: HandOver, on: dt.date) -> None:
    """Raises: Refused for a day to come, or one before anybody had asked for them."""
    if not hand_over.referral.received_on <= on <= clock.today():
        raise Refused(f"Give a day from {hand_over.referral.received_on:%-d %B %Y} to today.", code="day", field="on")
