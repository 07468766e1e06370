"""Who may book and change a run, and when. Each rule raises `Refused` with a sentence for the person."""

from collections.abc import Collection

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room, School
from sessions_app.enums import SeriesState
from sessions_app.models import Programme, Series
from sessions_app.planner.offer import Offer
from sessions_app.queries import series as queries


def check_can_book(
    *,
    school: School,
    programme: Programme,
    practitioners: list[Practitioner],
    pupils: Collection[YoungPerson],
    room: Room | None,
    by: Actor,
) -> None:
    by.require(Permission.GROUP_BOOK, school)
    if not programme.is_offered:
        raise Refused(f"{programme} is not offered at the moment; choose another programme.", code="not-offered")
    if room and room.school_id != school.pk:
        raise Refused(f"{room} is not a room of {school}.", code="room")
    _check_facilitators(programme, practitioners)
    strangers = [pupil for pupil in pupils if pupil.school_id != school.pk]
    if strangers:
        raise Refused(f"Not at {school}: {len(strangers)} of the pupils chosen.", code="pupils")
    if len(set(pupils)) > programme.largest_group:
        raise Refused(
            f"{programme} takes at most {programme.largest_group} young people; you chose {len(set(pupils))}.",
            code="too-many",
        )
    if room:
        _check_large_enough(room, len(set(pupils)), len(practitioners))


def check_has_sessions(offer: Offer) -> None:
    """Raises: Refused for dates on none of which a session could take place."""
    if not any(slot.number for slot in offer.slots):
        raise Refused("None of these dates is open for a session. Choose another first date.", code="no-weeks")


def check_can_change(series: Series, by: Actor) -> None:
    by.require(Permission.SESSION_MOVE, series)
    if series.state in {SeriesState.CANCELLED, SeriesState.COMPLETED}:
        raise Refused(f"This run is {series.get_state_display().lower()}, so nothing in it changes.", code="state")


def check_can_cancel(series: Series, by: Actor) -> None:
    by.require(Permission.GROUP_CANCEL, series)
    if series.state in {SeriesState.CANCELLED, SeriesState.COMPLETED}:
        raise Refused(f"This run is already {series.get_state_display().lower()}.", code="state")


def check_can_pause(series: Series, by: Actor) -> None:
    check_can_change(series, by)
    if series.state == SeriesState.PAUSED:
        raise Refused("This run is already paused.", code="state")


def check_can_resume(series: Series, by: Actor) -> None:
    check_can_change(series, by)
    if series.state != SeriesState.PAUSED:
        raise Refused("Only a paused run can go on.", code="state")


def check_unchanged(seen: Series, now: Series) -> None:
    """Raises: Conflict when somebody changed the run since this page was opened."""
    if seen.version != now.version:
        raise Conflict(
            f"Somebody has changed this run in the meantime: it is now {now.get_state_display().lower()}. "
            "Look at it again before you change it.",
            code="changed",
        )


def check_can_place(series: Series, by: Actor) -> None:
    by.require(Permission.GROUP_BOOK, series)
    if series.state not in {SeriesState.CONFIRMED, SeriesState.PAUSED}:
        raise Refused(f"This run is {series.get_state_display().lower()}; nobody can join it.", code="state")


def check_goes_on_without(series: Series) -> None:
    """Raises: Refused for sessions that are one young person's own: without them there are none."""
    if not series.programme.is_group:
        raise Refused(
            "These sessions are theirs alone. Say why they end, and those still to come are cancelled.", code="own"
        )


def check_can_take_out(series: Series, by: Actor) -> None:
    """End the sessions that are one young person's own. Raises: Refused."""
    check_can_cancel(series, by)
    if series.programme.is_group:
        raise Refused("A group goes on without one of them: take them out of it.", code="group")
    if not queries.to_come(series):
        raise Refused(
            "None of these sessions is still to come, so nothing is left to cancel. What was held stays as it is.",
            code="over",
        )


def _check_large_enough(room: Room, pupils: int, holders: int) -> None:
    if pupils + holders > room.capacity:
        raise Refused(
            f"{room} is for {room.capacity} people; {pupils} young people and {holders} who hold the session are "
            f"{pupils + holders}. Choose a larger room, or leave out {pupils + holders - room.capacity}.",
            code="room",
        )


def _check_facilitators(programme: Programme, practitioners: list[Practitioner]) -> None:
    if len({p.pk for p in practitioners}) != programme.facilitators:
        raise Refused(
            f"Practitioners needed for {programme}: {programme.facilitators}, not {len(practitioners)}.",
            code="facilitators",
        )
    missing = set(programme.skills) - set(practitioners[0].skills)
    if missing:
        raise Refused(f"{practitioners[0]} has not the training that {programme} needs.", code="skills")
