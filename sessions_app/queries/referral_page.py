"""What the pages of one referral show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.enums import HELD_STATES, LEADS_TO, Asker, ReferralState, TriageOutcome
from sessions_app.models import (
    Course,
    HandOver,
    Referral,
    ReferralMove,
    RequestForSupport,
    TriageDecision,
    Waiting,
)
from sessions_app.queries import referral as queries
from sessions_app.queries.course import RunningCourse, left_last, running
from sessions_app.queries.decision import decisions_of
from sessions_app.queries.referral_list import waits


@dataclass(frozen=True)
class Overview:
    referral: Referral
    others: list[Referral]
    year_group: int | None
    courses: list[RunningCourse]
    waits: list[Waiting]
    left: Course | None
    may_move: bool
    record: str

    @property
    def is_nothing_booked(self) -> bool:
        """Somebody works with them, in no run at present."""
        return self.referral.state in HELD_STATES and not self.courses


@dataclass(frozen=True)
class Step:
    """One move, question or hand-over as it is shown; why, or the note, only to those who may read what was said."""

    what: str
    before: str
    at: dt.datetime
    by: User | None
    why: str
    together: tuple[Practitioner, ...] = ()


def overview(referral: Referral, viewer: User) -> Overview:
    person, courses = referral.young_person, running(referral)
    return Overview(
        referral=referral,
        others=list(queries.others_of(referral, viewer)[:10]),
        year_group=person.year_group_on(referral.received_on) if person else None,
        courses=courses,
        waits=waits(referral) if person else [],
        left=None if courses else left_last(referral),
        may_move=viewer.can(Permission.SESSION_MOVE, referral.school),
        record=_record(referral, viewer),
    )


def _record(referral: Referral, viewer: User) -> str:
    """The address of the young person's record, or of what a school sees of it, or nothing."""
    for permission, name in ((Permission.YOUNG_PERSON_VIEW, "young_person"), (Permission.PUPIL_VIEW, "pupil")):
        if referral.young_person and viewer.can(permission, referral.young_person):
            return reverse(f"people:{name}", args=[referral.young_person_id])
    return ""


def history(referral: Referral, *, with_why: bool, with_notes: bool) -> list[Step]:
    """How it got to where it stands, and through whose hands; the newest first."""
    decided = decisions_of(referral)
    asked_more = [one for one in decided if one.outcome == TriageOutcome.MORE_INFORMATION]
    steps = [_asked_more(one, with_why=with_why) for one in asked_more]
    steps += [_moved(move, decided, with_why=with_why) for move in queries.moves_of(referral)]
    steps += [_handed_over(one, with_note=with_notes) for one in hand_overs_of(referral)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _moved(move: ReferralMove, decided: list[TriageDecision], *, with_why: bool) -> Step:
    before, why = move.get_from_state_display().lower() if move.from_state else "", (move.why or "") if with_why else ""
    return Step(move.get_to_state_display(), before, move.at, move.moved_by, why, _together(move, decided))


def _together(move: ReferralMove, decided: list[TriageDecision]) -> tuple[Practitioner, ...]:
    """Who was there when the team decided what this move did."""
    day = move.at.astimezone(clock.LONDON).date()
    from_triage = [one for one in decided if move.from_state == ReferralState.TRIAGE and one.decided_on == day]
    found = next((one for one in from_triage if LEADS_TO.get(one.outcome) == move.to_state), None)
    return tuple(found.decided_with.all()) if found else ()


def _asked_more(one: TriageDecision, *, with_why: bool) -> Step:
    """It moved nothing, so no move tells of it."""
    together = tuple(one.decided_with.all())
    return Step("Asked for more information", "", one.created_at, one.decided_by, one.why if with_why else "", together)


def _handed_over(one: HandOver, *, with_note: bool) -> Step:
    what, before = f"Handed over to {one.to_practitioner}", str(one.from_practitioner or "")
    return Step(what, before, one.at, one.handed_by, (one.note or "") if with_note else "")


def hand_overs_of(referral: Referral) -> list[HandOver]:
    """The newest first."""
    people = "to_practitioner__user", "from_practitioner__user", "handed_by", "told_by", "referral"
    return list(referral.hand_overs.select_related(*people).order_by("-at"))


def handed_over(referral: Referral) -> HandOver | None:
    """The hand-over by which whoever works with them now came to do so."""
    last = next(iter(hand_overs_of(referral)), None)
    return last if last and last.to_practitioner_id == referral.practitioner_id else None


def asker_to_name(referral: Referral) -> RequestForSupport | None:
    """The last request that a parent or guardian sent who is not named on the record yet."""
    assert referral.young_person is not None
    named = {parent.name.casefold() for parent in referral.young_person.parents_and_guardians.all()}
    sent = [one for one in requests_of(referral) if one.asked_by == Asker.PARENT and one.asker_name]
    return next((one for one in reversed(sent) if one.asker_name.casefold() not in named), None)


def requests_of(referral: Referral) -> list[RequestForSupport]:
    """What was asked for, and what was asked again while it was open."""
    about = Q(referral=referral) | Q(referral__same_as=referral)
    rows = RequestForSupport.objects.filter(about).select_related("school", "young_person", "owner")
    return list(rows.order_by("sent_at"))
