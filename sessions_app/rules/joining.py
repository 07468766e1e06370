"""Whether a set of pupils can be one group."""

import datetime as dt
from collections.abc import Collection, Sequence

from mhst.core import clock
from mhst.core.errors import Refused
from mhst.people.enums import ConsentKind
from mhst.people.models import YoungPerson
from mhst.people.queries import consent
from mhst.people.queries.siblings import siblings_among
from mhst.places.words import year_groups_in_words
from sessions_app.models import Programme, Series
from sessions_app.queries.joining import are_neighbours, kept_apart, twice, why_cannot_join


def check_group(programme: Programme, people: Sequence[YoungPerson], day: dt.date) -> None:
    """Raises: Refused saying who cannot join and why, or how many may."""
    if not people:
        raise Refused("Choose at least one pupil.", code="pupils", field="pupils")
    if len(people) > programme.largest_group:
        raise Refused(
            f"{programme} takes at most {programme.largest_group} young people; you chose {len(people)}. Leave out "
            f"{len(people) - programme.largest_group}, or book without them and put them on the waiting list.",
            code="too-many",
            field="pupils",
        )
    check_may_come(programme, people, day)
    check_not_twice(programme, people, day)
    check_apart(people)


def check_may_come(programme: Programme, people: Sequence[YoungPerson], day: dt.date) -> None:
    """Whether each is of the right age on `day` and agreed to be seen.

    A run may be written down after it began: then it is today's consent that counts, as it is today that somebody
    decides to see them.

    Raises: Refused saying who cannot join and why.
    """
    states = consent.states_for(people, ConsentKind.TO_BE_SEEN, max(day, clock.today()))
    for person in people:
        reason = why_cannot_join(person, programme, states[person.pk], day)
        if reason:
            raise Refused(f"{person.name} cannot join yet. {reason}", code="cannot-join", field="pupils")


def check_year_groups(
    programme: Programme, year_groups: Collection[int], people: Sequence[YoungPerson], day: dt.date
) -> None:
    """Whether a group is of one year group or two neighbouring ones, those it is booked for and those in it.

    Raises: Refused naming them.
    """
    years = {*year_groups, *(person.year_group_on(day) for person in people)}
    if programme.is_group and years and not are_neighbours(years):
        raise Refused(
            f"{year_groups_in_words(years)} would be in this group. Choose one year group, or two that are next to "
            "each other.",
            code="year-group",
            field="pupils",
        )


def check_not_twice(
    programme: Programme, people: Sequence[YoungPerson], day: dt.date, *, apart_from: Series | None = None
) -> None:
    """Raises: Refused naming somebody who is in another run of this programme that goes on to `day` or longer."""
    for person, where in twice(people, programme, day, apart_from=apart_from):
        raise Refused(
            f"{person.name} is already {where}. Nobody does the same programme twice at once: leave them out, and let "
            "them begin again once that run has ended.",
            code="twice",
            field="pupils",
        )


def check_apart(people: Sequence[YoungPerson]) -> None:
    """Raises: Refused naming two of them who are siblings, or kept apart for another reason."""
    for one, other in siblings_among(people):
        raise Refused(
            f"{one.name} and {other.name} have the same parent or guardian; siblings are not placed in one group. "
            "Choose one of them.",
            code="siblings",
            field="pupils",
        )
    for one, other in kept_apart(people):
        raise Refused(
            f"{one.name} and {other.name} are not placed in one group together. Choose one of them.",
            code="kept-apart",
            field="pupils",
        )
