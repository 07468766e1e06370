"""What a booking must be before it is one."""

import datetime as dt
from collections.abc import Collection, Sequence

from mhst.core.errors import Refused
from mhst.people.models import YoungPerson


def check_years(people: Sequence[YoungPerson], year_groups: Collection[int], day: dt.date) -> None:
    """Raises: Refused naming a pupil who is in none of the year groups that were chosen."""
    for person in people:
        if person.year_group_on(day) not in year_groups:
            raise Refused(
                f"{person.name} is not in a year group chosen for this group. Leave them out, or choose their year.",
                code="year",
                field="pupils",
            )
