"""When a run's rule for shut days may be applied to a session that is booked."""

import datetime as dt

from mhst.core.errors import Conflict, Refused
from sessions_app.queries.shut_day import Remedy


def check_is_shut(found: Remedy | None) -> Remedy:
    """Raises: Refused when its young people can be seen that day, so that nothing needs to be done."""
    if found is None:
        raise Refused("The school is open for this session on its day, so nothing needs to be done.", code="open")
    return found


def check_as_told(found: Remedy, to: dt.date | None) -> None:
    """Raises: Conflict when the rule would now do something else than was read before it was pressed."""
    if found.to != to:
        raise Conflict(f"Something has changed in the meantime, so nothing was done yet. Now: {found.sentence}")
