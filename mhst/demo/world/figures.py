"""Published quarters: the team's sessions as they were held, and an online service's first quarter with 34 people."""

import datetime as dt
import uuid

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.demo.world.area import Area
from mhst.places.models import Team
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting import facts
from mhst.reporting.actions import contact, publication
from mhst.reporting.dates import Period, due_on, quarter_of, slot_of
from mhst.reporting.models import Contact
from mhst.reporting.queries.release import work_out

#: So many quarters of the team: the last, the one before, and the same one a year before are looked at.
QUARTERS = 5
GIRL, BOY, ANOTHER, NOT_SAID = "2", "1", "3", "Z"
#: docs/small-numbers.md: how many, of which gender, at which hour, on a weekday counted from Monday.
FIRST_QUARTER = (
    (10, GIRL, 18, 1), (6, GIRL, 14, 5), (8, GIRL, 15, 2), (3, GIRL, 23, 3), (3, BOY, 19, 3), (1, ANOTHER, 20, 6),
    (2, BOY, 12, 0), (1, NOT_SAID, 11, 4),
)  # fmt: skip


def build(area: Area, today: dt.date, by: Actor) -> None:
    """What the commissioner reads."""
    for team in (area.team, area.counselling):
        publication.commission(organisation=area.commissioner, team=team, by=by)
    for source in facts.sources():
        contact.roll_up(source=source, by=by)
    last = _last_due(today)
    _first_quarter(area.counselling, last)
    for quarter in _quarters(last, QUARTERS):
        _publish(area.team, quarter, by)
    _publish(area.counselling, last, by)


def _last_due(today: dt.date) -> Period:
    """The last quarter that is published by now."""
    last = quarter_of(today).before
    return last if due_on(last, bank_holiday) <= today else last.before


def _quarters(last: Period, many: int) -> list[Period]:
    found = [last]
    while len(found) < many:
        found.insert(0, found[0].before)
    return found


def _publish(team: Team, quarter: Period, by: Actor) -> None:
    for period in (*(Period(first, 1) for first in quarter.starts), quarter):
        publication.publish(worked_out=work_out(team, period, clock.now()), by=by)


def _first_quarter(team: Team, quarter: Period) -> None:
    """34 young people, each of whom chatted once: most are girls, most came on an evening or at a weekend."""
    rows, number = [], 0
    for many, gender, hour, weekday in FIRST_QUARTER:
        for _ in range(many):
            month = quarter.starts[number % 3]
            on = month + dt.timedelta(days=(weekday - month.weekday()) % 7 + 7 * (number % 4))
            rows.append(_chat(team, number, gender, dt.datetime.combine(on, dt.time(hour), tzinfo=clock.LONDON)))
            number += 1
    Contact.objects.bulk_create(rows)


def _chat(team: Team, number: int, gender: str, at: dt.datetime) -> Contact:
    return Contact(
        kind="chat", source_id=uuid.uuid4(), person_key=f"invented account {number}", team=team, on=at.date(),
        hour=at.hour, slot=slot_of(at), is_bank_holiday=bank_holiday(at.date()) is not None, in_term=True,
        gender=gender, ethnicity="Z", age=11 + number % 8, learnt_at=at,
    )  # fmt: skip
