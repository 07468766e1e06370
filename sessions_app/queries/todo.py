"""What waits for one person, the most urgent first: shown on their first page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from sessions_app.enums import TriageStage
from sessions_app.models import SupervisionDecision
from sessions_app.queries import closing, concern, consent_end, dispatch, supervision, triage, unmatched_consent
from sessions_app.queries.measures_missed import missed_by
from sessions_app.queries.own import practitioner_of
from sessions_app.queries.supervision_hours import hours_of


@dataclass(frozen=True)
class Todo:
    """One line, and where it is done."""

    sentence: str
    href: str
    is_urgent: bool = False


def todo_of(viewer: User) -> tuple[Todo, ...]:
    return tuple(todo for source in SOURCES for todo in source(viewer))


def concerns_to_answer(viewer: User) -> list[Todo]:
    return [
        Todo(
            f"Answer a safeguarding concern{': it is overdue' if step.is_overdue else ' by ' + _time(step.due_at)}",
            reverse("concern", args=[step.concern_id]),
            is_urgent=True,
        )
        for step in concern.waiting_for(viewer)
    ]


def concerns_overdue(viewer: User) -> list[Todo]:
    """Also where somebody else is on duty: whoever answers for safeguarding sees that nobody did."""
    count = concern.overdue_with_others(viewer) if viewer.can(Permission.CONCERN_CLOSE) else 0
    were = "was" if count == 1 else "were"
    sentence = f"See to {_counted(count, 'safeguarding concern')} that {were} not answered in time"
    return [Todo(sentence, reverse("concerns"), is_urgent=True)] if count else []


def concerns_begun(viewer: User) -> list[Todo]:
    return [
        Todo(
            f"Send the safeguarding concern that you began at {_time(draft.changed_at)}",
            f"{reverse('concern-new')}?draft={draft.pk}",
            is_urgent=True,
        )
        for draft in concern.own_drafts(viewer)
    ]


def requests_to_look_at(viewer: User) -> list[Todo]:
    """What has come in, until somebody matches, answers or passes it on."""
    count = triage.to_look_at(viewer) if viewer.can(Permission.REFERRAL_TRIAGE) else 0
    what = "new request or enquiry" if count == 1 else "new requests and enquiries"
    arriving = f"{reverse('triage')}?stage={TriageStage.ARRIVING}"
    return [Todo(f"Look at {count} {what}", arriving)] if count else []


def requests_to_decide(viewer: User) -> list[Todo]:
    count = triage.to_decide(viewer) if viewer.can(Permission.REFERRAL_TRIAGE) else 0
    return [Todo(f"Decide on {_counted(count, 'request')} in triage", reverse("triage"))] if count else []


def follow_ups(viewer: User) -> list[Todo]:
    count = closing.follow_ups_due(viewer) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person is" if count == 1 else f"{count} young people are"
    return [Todo(f"Ask how {people}, whose support has ended", reverse("follow-ups"))] if count else []


#: So many young people are named in one list of the first page.
NAMED = 5


def decisions_to_do(viewer: User) -> list[Todo]:
    """One line for each young person, with the first date that something is due; the most pressing by name."""
    firsts: dict[UUID | None, SupervisionDecision] = {}
    for decision in supervision.decisions_to_do(viewer):
        firsts.setdefault(decision.referral.young_person_id, decision)
    earliest = list(firsts.values())
    rest = earliest[NAMED:]
    people = "1 more young person" if len(rest) == 1 else f"{len(rest)} more young people"
    more = Todo(
        f"Do what supervision decided for {people}",
        f"{reverse('supervision')}#to-do",
        is_urgent=any(map(_is_late, rest)),
    )
    return [*map(_decided, earliest[:NAMED]), *([more] if rest else [])]


def _decided(decision: SupervisionDecision) -> Todo:
    by = f", by {decision.due_on:%-d %B}" if decision.due_on else ""
    sentence = f"Do what supervision decided for {decision.referral.young_person}{by}"
    return Todo(sentence, reverse("referral-supervision", args=[decision.referral_id]), is_urgent=_is_late(decision))


def _is_late(decision: SupervisionDecision) -> bool:
    return decision.due_on is not None and decision.due_on < clock.today()


def supervision_to_sign(viewer: User) -> list[Todo]:
    return [
        Todo(f"Sign the supervision of {record.held_on:%-d %B}", reverse("supervision-record", args=[record.pk]))
        for record in supervision.to_sign(viewer)
    ]


def supervision_to_have(viewer: User) -> list[Todo]:
    """One's own that is too little, or soon will be: early enough to hold one before."""
    own = practitioner_of(viewer) if viewer.can(Permission.SUPERVISION_VIEW) else None
    hours = hours_of([own])[own.pk] if own else []
    return [
        Todo(
            f"Arrange {one.kind.label.lower()} supervision: "
            + ("you have had too little" if one.is_short else f"you have had enough until {one.short_from:%-d %B}"),
            reverse("supervision"),
            is_urgent=one.is_short,
        )
        for one in hours
        if one.is_short or one.is_nearly_short
    ]


def supervision_to_give(viewer: User) -> list[Todo]:
    """To whom of the team: how many have too little, and how many soon will have."""
    hours = hours_of(supervision.team_of(viewer)).values() if viewer.can(Permission.SUPERVISION_GIVE) else ()
    short = sum(any(one.is_short for one in each) for each in hours)
    soon = sum(any(one.is_nearly_short for one in each) for each in hours) if not short else 0
    if not short and not soon:
        return []
    when = "is below the minimum" if short else "soon falls below the minimum"
    sentence = f"Give supervision: that of {_counted(short or soon, 'practitioner')} {when}"
    return [Todo(sentence, reverse("supervision"), is_urgent=bool(short))]


def consents_to_match(viewer: User) -> list[Todo]:
    count = unmatched_consent.count_waiting(viewer)
    if not count:
        return []
    return [Todo(f"Match {_counted(count, 'answer')} about consent", reverse("unmatched-consents"))]


#: A referral to another service that has waited for so many days is pressing.
LETTER_WAITS = 2


def letters_to_send(viewer: User) -> list[Todo]:
    waits, at = dispatch.to_send_count(viewer), reverse("letters-to-send")
    found = []
    if waits.step_ups:
        since = "since today" if waits.days == 0 else f"for {_counted(waits.days, 'day')}"
        sentence = f"Send {_counted(waits.step_ups, 'letter')} to specialist help: the oldest waits {since}"
        found.append(Todo(sentence, at, is_urgent=waits.days >= LETTER_WAITS))
    if waits.others:
        found.append(Todo(f"Finish or send {_counted(waits.others, 'letter')}", at))
    if waits.undelivered:
        found.append(Todo(f"Send again: {_counted(waits.undelivered, 'letter')} could not be delivered", at))
    return found


def consent_to_ask_again(viewer: User) -> list[Todo]:
    count = len(consent_end.cannot_be_seen(viewer)) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person" if count == 1 else f"{count} young people"
    return (
        [Todo(f"Ask about consent: {people} cannot be seen", reverse("caseload-own"), is_urgent=True)] if count else []
    )


def consent_ends_soon(viewer: User) -> list[Todo]:
    count = consent_end.ends_soon(viewer) if viewer.can(Permission.REFERRAL_WORK) else 0
    people = "1 young person" if count == 1 else f"{count} young people"
    sentence = f"Ask about consent in time: that of {people} ends within {environment.consent_ends_days} days"
    return [Todo(sentence, reverse("caseload-own"))] if count else []


def measures_to_ask_for(viewer: User) -> list[Todo]:
    """Of one's own caseload: what the programme's plan asked for and nobody else did."""
    missing = len(missed_by(viewer, own=True))
    if not missing:
        return []
    sentence = f"Ask for {_counted(missing, 'questionnaire')} that {'was' if missing == 1 else 'were'} due by the plan"
    return [Todo(sentence, reverse("measures"))]


SOURCES: tuple[Callable[[User], list[Todo]], ...] = (
    concerns_to_answer,
    concerns_overdue,
    concerns_begun,
    consent_to_ask_again,
    consent_ends_soon,
    letters_to_send,
    requests_to_look_at,
    requests_to_decide,
    consents_to_match,
    measures_to_ask_for,
    follow_ups,
    decisions_to_do,
    supervision_to_sign,
    supervision_to_have,
    supervision_to_give,
)


def _time(at: dt.datetime) -> str:
    return f"{at.astimezone(clock.LONDON):%H:%M on %-d %B}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
