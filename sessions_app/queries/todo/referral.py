"""Letters, questionnaires and follow-ups of those whom somebody works with."""

from django.urls import reverse

from mhst.access.models import User
from mhst.core.permissions import Permission
from sessions_app.queries import closing, dispatch
from sessions_app.queries.measures_missed import missed_by
from sessions_app.queries.todo.line import Todo, counted

#: A referral to another service that has waited for so many days is pressing.
LETTER_WAITS = 2


def letters_to_send(viewer: User) -> list[Todo]:
    waits, at = dispatch.to_send_count(viewer), reverse("letters-to-send")
    found = []
    if waits.step_ups:
        since = "since today" if waits.days == 0 else f"for {counted(waits.days, 'day')}"
        sentence = f"Send {counted(waits.step_ups, 'letter')} to specialist help: the oldest waits {since}"
        found.append(Todo(sentence, at, is_urgent=waits.days >= LETTER_WAITS))
    if waits.others:
        found.append(Todo(f"Finish or send {counted(waits.others, 'letter')}", at))
    if waits.undelivered:
        found.append(Todo(f"Send again: {counted(waits.undelivered, 'letter')} could not be delivered", at))
    return found


def measures_to_ask_for(viewer: User) -> list[Todo]:
    """Of one's own caseload: what the programme's plan asked for and nobody else did."""
    missing = len(missed_by(viewer, own=True))
    if not missing:
        return []
    sentence = f"Ask for {counted(missing, 'questionnaire')} that {'was' if missing == 1 else 'were'} due by the plan"
    return [Todo(sentence, reverse("measures"))]


def follow_ups(viewer: User) -> list[Todo]:
    count = closing.follow_ups_due(viewer) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person is" if count == 1 else f"{count} young people are"
    return [Todo(f"Ask how {people}, whose support has ended", reverse("follow-ups"))] if count else []
