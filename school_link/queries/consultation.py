"""Consultations that somebody may see: one's school's, one's desk's, and those one is invited to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.places.models import School
from realtime.models import Conversation
from school_link.dates import days_left
from school_link.enums import UNSENT, ConsultationState, ConsultationUrgency
from school_link.models import Consultation, ConsultationQuestion, Desk
from school_link.queries.desk import is_off

PAGE = 25


@dataclass(frozen=True)
class Clock:
    """Until when an answer is due, as both sides read it."""

    due_at: dt.datetime
    days: int
    is_over: bool
    is_stopped: bool


def visible_to(viewer: User) -> Any:
    """Unsent ones only by who writes them, and by the leads of the school once they are given to them."""
    own, leads = (viewer.reach(p).own_schools for p in (Permission.CONSULTATION_WRITE, Permission.CONSULTATION_ASK))
    theirs = Q(school__in=leads) & ~Q(state=ConsultationState.DRAFT) | Q(school__in=own, written_by=viewer)
    teams = viewer.reach(Permission.CONSULTATION_ADVISE).teams
    at_desk = Q(desk__team__in=teams) & ~Q(state__in=UNSENT)
    rooms = check.visible(Conversation.objects, viewer, Permission.CONSULTATION_TALK)
    rows = Consultation.objects.filter(theirs | at_desk | Q(conversation__in=rooms.values("pk")))
    return rows.select_related("school", "desk__team", "written_by", "lead", "holder", "conversation")


def get_visible(id: UUID, viewer: User) -> Consultation:
    """Raises: NotFound."""
    found: Consultation | None = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that consultation.")
    return found


def of_school(viewer: User, page: int | str) -> Page[Consultation]:
    """Those of the schools that the viewer asks for, the newest first."""
    own = viewer.reach(Permission.CONSULTATION_WRITE).own_schools
    return Paginator(visible_to(viewer).filter(school__in=own).order_by("-created_at"), PAGE).get_page(page)


def invited(viewer: User) -> list[Consultation]:
    """Those whose room the viewer may be in as a guest now."""
    rows = visible_to(viewer).filter(guests__user=viewer, guests__until__gt=clock.now())
    return list(rows.filter(state__in=(ConsultationState.TAKEN, ConsultationState.AGREED)))


def at_desk(desk: Desk) -> list[Consultation]:
    """Who waits: what is urgent first, then what is due first."""
    rows = Consultation.objects.filter(desk=desk, state=ConsultationState.WAITING).select_related("school")
    return sorted(rows, key=lambda one: (one.urgency != ConsultationUrgency.TODAY, one.due_at, one.sent_at))


def held_by(viewer: User) -> list[Consultation]:
    """What the viewer answers; the next due first."""
    states = (ConsultationState.TAKEN, ConsultationState.AGREED)
    rows = Consultation.objects.filter(holder=viewer, state__in=states).select_related("school", "desk__team")
    return list(rows.order_by("state", "due_at").reverse())


def of_colleagues(desk: Desk, viewer: User) -> list[Consultation]:
    """What others of the desk answer now."""
    rows = Consultation.objects.filter(desk=desk, state=ConsultationState.TAKEN).exclude(holder=viewer)
    return list(rows.select_related("school", "holder").order_by("due_at"))


def clock_of(one: Consultation) -> Clock | None:
    """None before it is sent."""
    if one.due_at is None:
        return None
    now = clock.now()
    is_stopped = one.state not in (ConsultationState.WAITING, ConsultationState.TAKEN)
    return Clock(one.due_at, days_left(one.due_at, now, is_off), now > one.due_at and not is_stopped, is_stopped)


def schools_to_ask_for(viewer: User) -> list[School]:
    """Those of the viewer that have a desk to ask."""
    rows = School.objects.open().filter(pk__in=viewer.reach(Permission.CONSULTATION_WRITE).own_schools)
    return list(rows.filter(council__consultation_desk__isnull=False).order_by("name"))


@dataclass(frozen=True)
class Answer:
    """What one of the school said to a question."""

    author: User
    words: str
    at: dt.datetime


def questions_of(one: Consultation) -> list[tuple[ConsultationQuestion, list[Answer]]]:
    """What was asked back, each with all that was answered."""
    asked = one.questions.select_related("asked_by", "answered_by").prefetch_related("added__author")
    return [(question, answers_of(question)) for question in asked]


def answers_of(question: ConsultationQuestion) -> list[Answer]:
    """The first, and what others of the school added."""
    if question.answered_by is None or question.answered_at is None:
        return []
    first = Answer(question.answered_by, question.answer or "", question.answered_at)
    rows = question.added.all()
    return [first, *(Answer(row.author, row.words, row.created_at) for row in rows)]


def get_question(one: Consultation, id: UUID) -> ConsultationQuestion:
    """Raises: NotFound."""
    asked = one.questions.select_related("asked_by", "answered_by").prefetch_related("added__author")
    found: ConsultationQuestion | None = asked.filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that question.")
    return found


def names_at(school: School) -> set[str]:
    """What pupils and staff of this school are called, to warn somebody who is about to name one."""
    pupils = YoungPerson.objects.filter(school=school).values_list("given_name", "family_name", "preferred_name")
    here = Membership.objects.current().filter(school=school)
    staff = User.objects.filter(pk__in=here.values("user")).values_list("first_name", "last_name")
    return {name for row in (*pupils, *staff) for name in row if name}
