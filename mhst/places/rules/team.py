"""What a team may be called, which kind it stays, and who employs its people."""

from collections.abc import Collection

from mhst.core.errors import Refused
from mhst.places import affected
from mhst.places.models import Organisation, Team
from mhst.places.queries.team import employers_of, is_at_work


def check_name(team: Team) -> None:
    """Raises: Refused when it has none, or another's."""
    if not team.name:
        raise Refused("Enter the name, as schools and families know the team.", code="team-name", field="name")
    if Team.objects.exclude(pk=team.pk).filter(name__iexact=team.name).exists():
        raise Refused(f"There is a team called {team.name} already.", code="team-name", field="name")


def check_kind(team: Team, kind: str) -> None:
    """Raises: Refused for another kind once the team works: what belongs to it was asked, written and counted as such.

    A mental health support team that became a carers' service would leave its schools without one, and its cases
    without anybody who may open them.
    """
    if kind != team.kind and is_at_work(team):
        raise Refused(
            f"{team} works already: schools, people, records, figures or who pays for it belong to it as "
            f"{team.get_kind_display()}. Add another team of the other kind instead.",
            code="team-kind",
            field="kind",
        )


def check_employers(team: Team, employers: Collection[Organisation]) -> None:
    """Raises: Refused when there are none, or one is left out whose practitioners work in the team."""
    if not employers:
        raise Refused("Choose at least one organisation that employs its people.", code="employers", field="employers")
    if team._state.adding:
        return
    at_work = affected.employers(team.pk)
    for each in employers_of(team):
        if each.pk in at_work and each not in employers:
            raise Refused(
                f"{each} employs practitioners who work in the team, so it stays chosen.",
                code="employers",
                field="employers",
            )
