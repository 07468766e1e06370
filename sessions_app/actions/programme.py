"""Writing the catalogue."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from sessions_app.catalogue import CATALOGUE, Starting
from sessions_app.models import PlannedContent, Programme


@action
def add_starting_catalogue(*, by: Actor) -> list[Programme]:
    """Add those starting programmes whose names are not there yet. Returns the ones added."""
    by.require(Permission.PROGRAMME_EDIT)
    there = set(Programme.objects.values_list("name", flat=True))
    return [_add(starting) for starting in CATALOGUE if starting.name not in there]


def _add(starting: Starting) -> Programme:
    programme = Programme.objects.create(
        name=starting.name,
        kind=starting.kind,
        summary=starting.summary,
        session_count=len(starting.titles),
        session_minutes=starting.minutes,
        youngest=starting.ages[0],
        oldest=starting.ages[1],
        smallest_group=starting.group[0],
        largest_group=starting.group[1],
        facilitators=starting.facilitators,
        skills=[str(skill) for skill in starting.skills],
    )
    PlannedContent.objects.bulk_create(
        PlannedContent(programme=programme, number=number, title=title, due=due)
        for number, (title, due) in enumerate(zip(starting.titles, starting.due, strict=True), start=1)
    )
    return programme
