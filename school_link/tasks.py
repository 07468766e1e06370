"""What the worker does every minute for consultations."""

from mhst.core.actors import Machine
from school_link.actions import room

DOOR = Machine("consultation sweep")


def close_doors() -> None:
    """A sweep: guests whose invitation has ended have left."""
    room.close_doors(by=DOOR)
