"""What of consultations waits for somebody, on their first page."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from school_link.enums import CHASED_AFTER, AdviceKind, ConsultationState, ConsultationUrgency, Side
from school_link.models import Consultation, ConsultationQuestion, Desk, RoomGuest, Signature
from school_link.queries import after, library, quiet
from sessions_app.queries.todo.line import Todo, counted

S = ConsultationState
ENDS = "Go on with {} if you still need to: nobody has, and it ends by itself"
UNANSWERED = "Ask anew if you still need to: specialists have not answered {}, and it ends by itself"


def todo(viewer: User) -> list[Todo]:
    """For guests of a room, for a school's leads, for the specialists of a desk and for those who keep it. A few
    queries."""
    lines = _invited(viewer)
    if schools := viewer.reach(Permission.CONSULTATION_ASK).own_schools:
        lines += _at_school(schools, viewer)
    if teams := viewer.reach(Permission.CONSULTATION_ADVISE).teams:
        lines += _at_desk(teams, viewer)
    if kept := viewer.reach(Permission.CONSULTATION_KEEP).teams:
        lines += _of_others(kept, viewer)
    return lines


def late_at(teams: Any) -> Any:
    """Neither answered nor withdrawn when it was due."""
    open_ones = Consultation.objects.filter(desk__team__in=teams, state__in=(S.WAITING, S.TAKEN))
    return open_ones.filter(due_at__lt=clock.now())


def unwritten_at(teams: Any) -> Any:
    """Taken a day ago, and no part of the advice has a word."""
    taken = Consultation.objects.filter(desk__team__in=teams, state=S.TAKEN, edition=0)
    return taken.filter(taken_at__lt=clock.now() - CHASED_AFTER)


def held_up(desk: Desk) -> list[Consultation]:
    """Overdue, or taken and not written, for those who keep the desk: with whom it is, never what it is about."""
    found = {one.pk: one for rows in (late_at, unwritten_at) for one in rows([desk.team_id])}
    rows = Consultation.objects.filter(pk__in=found).select_related("school", "holder")
    return list(rows.order_by("due_at"))


def _invited(viewer: User) -> list[Todo]:
    here = RoomGuest.objects.filter(user=viewer, until__gt=clock.now(), consultation__state__in=(S.TAKEN, S.AGREED))
    return [
        Todo(
            f"Join the consultation that you are asked into, by {one.until.astimezone(clock.LONDON):%H:%M}",
            reverse("consultation-room", args=[one.consultation_id]), is_urgent=True,
        )
        for one in here.order_by("until")
    ]  # fmt: skip


def _at_school(schools: Any, viewer: User) -> list[Todo]:
    here, listed = Consultation.objects.filter(school__in=schools), reverse("consultations")
    written, today = here.filter(state=S.WITH_LEAD), ConsultationUrgency.TODAY
    asked_back = ConsultationQuestion.objects.filter(consultation__school__in=schools, answered_at__isnull=True)
    ending = quiet.ending().filter(school__in=schools)
    to_answer = here.filter(pk__in=asked_back.values("consultation"), state__in=(S.WAITING, S.TAKEN))
    return [
        *_line(written.filter(urgency=today), "Look over and send {}: urgent today", listed, is_urgent=True),
        *_line(written.exclude(urgency=today), "Look over and send {} that colleagues have written", listed),
        *_line(to_answer, "Answer what specialists ask back in {}", listed, is_urgent=True),
        *_line(_to_sign(here.filter(lead=viewer), Side.SCHOOL), "Read and sign the advice of {}", listed),
        *_line(after.to_tell().filter(school__in=schools), "Say what happened after {}", listed),
        *_line(ending.filter(state=S.TAKEN), ENDS, listed),
        *_line(ending.filter(state=S.WAITING), UNANSWERED, listed),
    ]


def _at_desk(teams: Any, viewer: User) -> list[Todo]:
    desk, to_read = reverse("consultation-desk"), len(library.to_read(viewer))
    waiting = Consultation.objects.filter(desk__team__in=teams, state=S.WAITING)
    presses = Q(urgency=ConsultationUrgency.TODAY) | Q(due_at__lt=clock.now())
    mine = Consultation.objects.filter(holder=viewer)
    taken, late = mine.filter(state=S.TAKEN), Q(due_at__lt=clock.now())
    reads = f"Read {counted(to_read, 'piece')} of advice for the library, as its second reader"
    return [
        *_line(waiting.filter(presses), "Take {}: urgent today, or overdue", desk, is_urgent=True),
        *_line(waiting.exclude(presses), "Take {}: routine", desk),
        *_line(taken.filter(late), "Answer {} that you have taken: overdue", desk, is_urgent=True),
        *_line(taken.filter(edition=0).exclude(late), "Write the advice of {} that you have taken", desk),
        *_line(_to_sign(mine, Side.SPECIALIST), "Read and sign the advice of {}", desk),
        *_line(quiet.ending().filter(holder=viewer), ENDS, desk),
        *[Todo(reads, reverse("consultation-library"))] * bool(to_read),
    ]


def _of_others(teams: Any, viewer: User) -> list[Todo]:
    """For those who keep a desk, of whom some cannot open what is asked there: how many, never which."""
    advises = viewer.reach(Permission.CONSULTATION_ADVISE).teams
    late = late_at(teams).exclude(holder=viewer).exclude(desk__team__in=advises, state=S.WAITING)
    unwritten = unwritten_at(teams).exclude(holder=viewer).exclude(due_at__lt=clock.now())
    lines = (
        (late, "See to {} of your desk: overdue", True),
        (unwritten, "See to {} of your desk: taken, and nothing written", False),
    )
    return [
        Todo(words.format(counted(count, "consultation")), reverse("consultation-rotas"), is_urgent)
        for rows, words, is_urgent in lines
        if (count := rows.count())
    ]


def _to_sign(rows: Any, side: Side) -> Any:
    """Those whose every part is written, and which this side has not signed as they stand."""
    parts = Count("advice__kind", distinct=True)
    signed = Signature.objects.filter(consultation=OuterRef("pk"), side=side, edition=OuterRef("edition"))
    whole = rows.filter(state=S.TAKEN).annotate(parts=parts).filter(parts=len(AdviceKind))
    return whole.exclude(Exists(signed))


def _line(rows: Any, sentence: str, listed: str, *, is_urgent: bool = False) -> list[Todo]:
    """One line for all of them; where it is one, to its own page."""
    found = list(rows.values_list("pk", flat=True))
    if not found:
        return []
    where = reverse("consultation", args=found) if len(found) == 1 else listed
    return [Todo(sentence.format(counted(len(found), "consultation")), where, is_urgent=is_urgent)]
