"""What a team needs before it when it decides, and what it decided."""

from dataclasses import dataclass
from typing import Any

from cms.queries import help_route
from mhst.access.models import User
from mhst.people.models import Practitioner
from sessions_app.enums import GROUP_KINDS, TriageOutcome
from sessions_app.models import Programme, Referral, TriageDecision


@dataclass(frozen=True)
class Signpost:
    """A way to help that everybody may use, in the line that a letter says."""

    name: str
    line: str


def decisions_of(referral: Referral) -> list[TriageDecision]:
    """The newest first."""
    rows = referral.decisions.select_related("programme", "decided_by").prefetch_related("decided_with__user")
    return list(rows)


def who_could_be_there(referral: Referral) -> list[Practitioner]:
    """Those of the team who work at present."""
    return list(Practitioner.objects.working().filter(team=referral.team_id).select_related("user", "team"))


def own_id(referral: Referral, viewer: User) -> str:
    """The viewer, if they are one of those."""
    return next((str(person.pk) for person in who_could_be_there(referral) if person.user_id == viewer.pk), "")


def programmes_for(referral: Referral, outcome: str) -> list[Programme]:
    """What is offered of that kind, those for the young person's age first."""
    wanted = outcome == TriageOutcome.GROUP
    offered = Programme.objects.filter(is_offered=True).order_by("name")
    fitting = [programme for programme in offered if (programme.kind in GROUP_KINDS) == wanted]
    person = referral.young_person
    if person is None:
        return fitting
    age = person.age_on(referral.received_on)
    return sorted(fitting, key=lambda programme: not programme.youngest <= age <= programme.oldest)


def signposts() -> list[Signpost]:
    """The ways to get help that the public site shows; editors keep them true."""
    return [Signpost(way.name, _line(way)) for way in help_route.shown()]


def _line(way: Any) -> str:
    ways = [
        f"call {way.phone}{f', {way.phone_note}' if way.phone_note else ''}" if way.phone else "",
        f"text {way.text_word} to {way.text_to}" if way.text_to else "",
        way.web,
    ]
    how = " or ".join(part for part in ways if part)
    return f"{way.name}: {way.what_for}{f' {how[0].upper()}{how[1:]}' if how else ''}"
