"""What the worker does by itself: partners are asked whether what is out of date is still right."""

from cms.directory.actions import edit_link
from cms.directory.queries import keeping
from mhst.core import clock
from mhst.core.actors import SYSTEM

#: A sweep comes every minute: a directory of hundreds is asked within an hour and no mail server is flooded.
AT_ONCE = 10
BEGINS, ENDS = 9, 17


def ask_partners() -> int:
    """A sweep, on working days in office hours. Returns how many were asked; one who cannot be is put back."""
    now = clock.now().astimezone(clock.LONDON)
    if now.weekday() > 4 or not BEGINS <= now.hour < ENDS:
        return 0
    return sum(edit_link.ask(provider=provider, by=SYSTEM) for provider in keeping.to_ask(clock.now())[:AT_ONCE])
