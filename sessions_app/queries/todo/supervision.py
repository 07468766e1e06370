"""What supervision decided, and what is missing of it."""

from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from sessions_app.models import SupervisionDecision
from sessions_app.queries import supervision
from sessions_app.queries.own import practitioner_of
from sessions_app.queries.supervision_hours import hours_of
from sessions_app.queries.todo.line import Todo, counted

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
    sentence = f"Give supervision: that of {counted(short or soon, 'practitioner')} {when}"
    return [Todo(sentence, reverse("supervision"), is_urgent=bool(short))]
