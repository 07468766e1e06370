"""Writing the catalogue."""

from django.db import IntegrityError, transaction

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.catalogue import CATALOGUE, Starting
from sessions_app.models import PlannedContent, Programme
from sessions_app.queries import programme as queries
from sessions_app.rules import programme as rules


@action
def add_starting_catalogue(*, by: Actor) -> list[Programme]:
    """Add those starting programmes whose names are not there yet. Returns the ones added."""
    rules.check_can_edit(by)
    there = {name.lower() for name in Programme.objects.values_list("name", flat=True)}
    return [_create(described(starting)) for starting in CATALOGUE if starting.name.lower() not in there]


@action
def add(*, description: rules.Description, by: Actor) -> Programme:
    """Something new to offer. Raises: Refused."""
    rules.check_can_edit(by)
    rules.check_description(description)
    rules.check_name(description.name)
    return _create(description)


@action
def change(*, programme: Programme, description: rules.Description, by: Actor) -> Programme:
    """What is booked keeps its number and length of sessions, its places and its plan: a new plan is a new edition.

    Raises: Refused by a rule; Conflict when somebody changed it since it was read.
    """
    rules.check_can_edit(by)
    rules.check_description(description)
    seen, programme = programme, _lock(programme)
    rules.check_unchanged(seen, programme)
    rules.check_change(programme, description)
    if programme.is_offered:
        rules.check_name(description.name, itself=programme)
    is_new_plan = description.plan != queries.plan_of(programme)
    for name, value in description.facts.items():
        setattr(programme, name, value)
    programme.edition += is_new_plan
    _save(programme)
    if is_new_plan:
        _write(programme, description)
    return programme


@action
def retire(*, programme: Programme, by: Actor) -> Programme:
    """Offer it no more for new bookings. What is booked goes on."""
    programme = _lock(programme)
    rules.check_can_retire(programme, by)
    programme.is_offered = False
    return _save(programme)


@action
def bring_back(*, programme: Programme, by: Actor) -> Programme:
    """Offer it again. Raises: Refused when another has its name by now."""
    programme = _lock(programme)
    rules.check_can_bring_back(programme, by)
    programme.is_offered = True
    return _save(programme)


def described(starting: Starting) -> rules.Description:
    """A programme of the starting catalogue, as a person would have written it."""
    return rules.Description(
        name=starting.name,
        kind=starting.kind,
        summary=starting.summary,
        session_minutes=starting.minutes,
        youngest=starting.ages[0],
        oldest=starting.ages[1],
        smallest_group=starting.group[0],
        largest_group=starting.group[1],
        facilitators=starting.facilitators,
        skills=tuple(str(skill) for skill in starting.skills),
        plan=tuple(zip(starting.titles, starting.due, strict=True)),
    )


def _create(description: rules.Description) -> Programme:
    programme = Programme(**description.facts)
    _save(programme)
    _write(programme, description)
    return programme


def _lock(programme: Programme) -> Programme:
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _save(programme: Programme) -> Programme:
    """Raises: Refused when another of its name came into use at the same moment."""
    programme.version += not programme._state.adding
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        if "programme_name_once_in_use" in str(error):
            raise rules.name_taken(programme.name) from error
        raise
    return programme


def _write(programme: Programme, description: rules.Description) -> None:
    PlannedContent.objects.bulk_create(
        PlannedContent(programme=programme, edition=programme.edition, number=number, title=title, due=due)
        for number, (title, due) in enumerate(description.plan, start=1)
    )
