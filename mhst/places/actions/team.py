"""Teams: what they are called, of which kind they are, who leads them and who employs their people."""

from collections.abc import Collection

from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.actions import kept
from mhst.places.models import Organisation, Team
from mhst.places.queries.team import employers_of
from mhst.places.rules import team as rules


@action
def add(
    *, name: str, kind: str, led_by: Organisation, employers: Collection[Organisation], phone: str = "",
    email: str = "", by: Actor,
) -> Team:  # fmt: skip
    """Raises: Refused when the name is another's, or nobody employs its people."""
    by.require(Permission.ORGANISATION_KEEP)
    return _kept(Team(kind=kind, led_by=led_by, phone=phone, email=email), name, employers)


@action
def change(
    *, team: Team, name: str, kind: str, led_by: Organisation, employers: Collection[Organisation], phone: str,
    email: str, by: Actor,
) -> Team:  # fmt: skip
    """The one that is kept, as it is now.

    Raises: Refused as for `add`, for another kind once the team works, and for leaving out who employs somebody.
    """
    by.require(Permission.ORGANISATION_KEEP)
    found = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)  # nothing can begin to belong to it meanwhile
    rules.check_kind(found, kind)
    found.kind, found.led_by, found.phone, found.email = kind, led_by, phone, email
    return _kept(found, name, employers)


@action
def set_reached(*, team: Team, phone: str, email: str, by: Actor) -> Team:
    """How it is reached, kept by whoever runs it. Raises: Refused."""
    by.require(Permission.TEAM_REACHED, team)
    found = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    found.phone, found.email = phone, email
    found.save()
    return found


def _kept(team: Team, name: str, employers: Collection[Organisation]) -> Team:
    team.name = " ".join(name.split())
    rules.check_employers(team, employers)
    kept.checked(team, rules.check_name)
    _employ(team, employers)
    return team


def _employ(team: Team, employers: Collection[Organisation]) -> None:
    """The audit keeps who came and who went: the list itself is no column."""
    before = employers_of(team)
    team.employers.set(employers)
    for each in employers:
        if each not in before:
            recording.note(team, employer=each.pk, is_added=True)
    for each in before:
        if each not in employers:
            recording.note(team, employer=each.pk, is_added=False)
