"""Consultations: written, sent, taken, passed on, asked back about and withdrawn."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import School
from school_link.actions import news, room
from school_link.dates import due_at
from school_link.enums import ConsultationState, Side
from school_link.models import AddedAnswer, Consultation, ConsultationQuestion
from school_link.queries import consultation as queries
from school_link.queries import desk as desks
from school_link.queries import room as rooms
from school_link.rules import consultation as rules

S = ConsultationState
NO_DESK = "No specialist team answers schools of your area here yet."
SOON = dt.timedelta(minutes=5)


@action
def start(*, school: School, by: User) -> Consultation:
    """A draft for somebody's own school. Raises: Refused."""
    if school.pk not in by.reach(Permission.CONSULTATION_WRITE).own_schools:
        by.require(Permission.CONSULTATION_WRITE, school)
    desk = desks.desk_of(school)
    if desk is None:
        raise Refused(NO_DESK, code="no-desk")
    return Consultation.objects.create(school=school, desk=desk, written_by=by, concern="", tried="", wanted="")


@action
def save(*, consultation: Consultation, version: int, answers: Mapping[str, Any], by: User) -> Consultation:
    """Keep what is typed. `version` is the one that whoever types has seen. Raises: Refused, Conflict."""
    one = _locked(consultation)
    rules.check_can_write(one, by)
    rules.check_version(one, version)
    rules.check_year_group(one.school, answers.get("year_group"))
    for name, value in answers.items():
        setattr(one, name, value)
    one.version, one.saved_at = version + 1, clock.now()
    one.save()
    return one


@action
def give_to_lead(*, consultation: Consultation, version: int, by: User) -> None:
    """The school's leads see it from now on, and one of them sends it. `version` is the one that was looked over; given
    twice, they have it once. Raises: Refused, Conflict."""
    one = _locked(consultation)
    if rules.has_given(one, by):
        return
    rules.check_can_write(one, by)
    rules.check_looked_over(one, version)
    rules.check_complete(one)
    if one.state == S.DRAFT:
        _move(one, S.WITH_LEAD)
        news.tell(consultation=one, users=rooms.colleagues(one, Side.SCHOOL), by=by)


@action
def send(*, consultation: Consultation, version: int, by: User) -> Consultation:
    """The desk has it. `version` is the one that was looked over. Sent twice, it is received once. Raises: Refused,
    Conflict."""
    one = _locked(consultation)
    if one.is_sent:
        return one
    rules.check_asks(one, by)
    rules.check_looked_over(one, version)
    rules.check_complete(one)
    one.lead, one.sent_at = by, clock.now()
    one.due_at = due_at(one.urgency, one.sent_at, one.desk.routine_days, desks.is_off)
    _move(one, S.WAITING)
    news.tell_desk(consultation=one, by=by)
    return one


@action
def discard(*, consultation: Consultation, by: User) -> None:
    """For good; who wrote it is told where it was somebody else. Raises: Refused once it was sent."""
    one = _locked(consultation)
    rules.check_can_write(one, by)
    news.tell_gone(consultation=one, user=one.written_by, by=by)
    one.delete()


@action
def ask_back(*, consultation: Consultation, words: str, by: User) -> ConsultationQuestion:
    """Ask the school before advising. The clock goes on, for both to see. Raises: Refused."""
    one = _locked(consultation)
    rules.check_asks_back(one, by)
    news.tell(consultation=one, users=[one.lead], by=by)
    return ConsultationQuestion.objects.create(consultation=one, asked_by=by, words=words.strip())


@action
def answer(*, question: ConsultationQuestion, words: str, seen: int, by: User) -> None:
    """The school answers, and others of it add to that. `seen` is how many answers whoever writes has read: nobody adds
    to what they do not know of. Sent twice, it is kept once. Raises: Refused, Conflict."""
    rows = ConsultationQuestion.objects.select_for_update(of=("self",)).select_related("answered_by")
    held, words = rows.get(pk=question.pk), words.strip()
    one = _locked(held.consultation)
    rules.check_asks(one, by)
    rules.check_goes_on(one)
    said = queries.answers_of(held)
    if said and (said[-1].author, said[-1].words) == (by, words):
        return
    rules.check_answers_read(said, seen)
    if not said:
        held.answer, held.answered_by, held.answered_at = words, by, clock.now()
        held.save()
    else:
        AddedAnswer.objects.create(question=held, author=by, words=words)
    news.tell(consultation=one, users=[one.holder or held.asked_by], by=by)


@action
def withdraw(*, consultation: Consultation, by: User) -> None:
    """The school no longer asks; the room is over. What was written stays with both. Raises: Refused, Conflict."""
    one = _locked(consultation)
    rules.check_asks(one, by)
    one.over_at = clock.now()
    _move(one, S.WITHDRAWN)
    room.shut(one)
    news.tell(consultation=one, users=[one.holder], by=by)


@action
def is_coming(*, consultation: Consultation, by: User) -> None:
    """Whoever answers says that they are in the room in five minutes. Raises: Refused."""
    one = _locked(consultation)
    rules.check_holds(one, by)
    one.coming_at = clock.now() + SOON
    one.save()


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",))
    found: Consultation = rows.select_related("school", "desk__team", "holder", "lead", "conversation").get(
        pk=consultation.pk
    )
    return found


def _move(one: Consultation, to: ConsultationState) -> None:
    """Raises: Conflict."""
    rules.check_move(one, to)
    one.state = to
    one.save()
