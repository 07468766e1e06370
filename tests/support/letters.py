"""Letters that somebody has written, for tests."""

from mhst.core.actors import Actor
from sessions_app.actions import letter as letters
from sessions_app.documents.letter import TO_WRITE
from sessions_app.models import Letter


def write(letter: Letter, by: Actor) -> Letter:
    """Say something wherever the draft leaves it to a person."""
    body = letter.body.replace(TO_WRITE, "A ladder of small steps.")
    return letters.write(letter=letter, addressee=letter.addressee, body=body, by=by)


def write_and_look(letter: Letter, by: Actor) -> Letter:
    """And look at it as its reader will."""
    return letters.look(letter=write(letter, by), by=by)
