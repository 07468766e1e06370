"""What a team keeps about a school itself. Name, address and status come from the national register."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import School, TravelTime
from mhst.places.queries.travel import LONGEST_JOURNEY


@action
def edit(*, school: School, sign_in_minutes: int, ods_code: str = "", by: Actor) -> None:
    """Raises: Refused if the minutes are not a multiple of five up to an hour."""
    by.require(Permission.SCHOOL_EDIT, school)
    if sign_in_minutes not in range(0, 65, 5):
        raise Refused(
            "Parking and signing in takes from 0 to 60 minutes, in steps of five.",
            code="sign-in",
            field="sign_in_minutes",
        )
    school.sign_in_minutes, school.ods_code = sign_in_minutes, ods_code.strip().upper()
    school.save()


@action
def set_travel(*, origin: School, destination: School, minutes: int | None, by: Actor) -> None:
    """Correct the estimate of a journey, both ways unless the other way has its own; None goes back to the estimate.

    Raises: Refused if the schools are the same or the minutes are not a multiple of five.
    """
    by.require(Permission.SCHOOL_EDIT, origin)
    by.require(Permission.SCHOOL_EDIT, destination)
    if origin == destination:
        raise Refused("Choose two different schools.", code="travel-same", field="destination")
    if minutes is None:
        TravelTime.objects.filter(origin=origin, destination=destination).delete()
        return
    if minutes not in range(5, LONGEST_JOURNEY + 5, 5):
        raise Refused(
            f"A journey takes from 5 to {LONGEST_JOURNEY} minutes, in steps of five.",
            code="travel-step",
            field="minutes",
        )
    journey = TravelTime.objects.filter(origin=origin, destination=destination).first() or TravelTime(
        origin=origin, destination=destination
    )
    journey.minutes = minutes
    journey.save()
