"""What the worker does every minute for consultations."""

from mhst.core.actors import Machine
from school_link.actions import advice, after, room

SWEEP = Machine("consultation sweep")


def close_doors() -> None:
    """A sweep: guests whose invitation has ended have left."""
    room.close_doors(by=SWEEP)


def chase_signatures() -> None:
    """A sweep: what was written together and is not signed by both."""
    advice.chase(by=SWEEP)


def ask_what_happened() -> None:
    """A sweep: four and six weeks after the agreement."""
    after.ask_what_happened(by=SWEEP)
