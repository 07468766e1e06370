"""Published quarters: the team's sessions as they were held, and an online service's first quarter with 34 people."""

import datetime as dt
import uuid
from collections.abc import Sequence
from copy import copy
from itertools import groupby
from random import Random
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.demo.world import whole_school
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.places.enums import SchoolGender
from mhst.places.models import School, Team
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting import facts
from mhst.reporting.actions import commission, contact, publication
from mhst.reporting.dates import Period, due_on, month_of, quarter_of, slot_of
from mhst.reporting.models import Contact
from mhst.reporting.queries.at_school import days_open
from mhst.reporting.queries.release import work_out

#: So many quarters of the team: the last, the one before, and the same one a year before are looked at.
QUARTERS = 5
GIRL, BOY, ANOTHER, NOT_SAID = "2", "1", "3", "Z"
#: docs/small-numbers.md: how many, of which gender, at which hour, on a weekday counted from Monday.
FIRST_QUARTER = (
    (10, GIRL, 18, 1), (6, GIRL, 14, 5), (8, GIRL, 15, 2), (3, GIRL, 23, 3), (3, BOY, 19, 3), (1, ANOTHER, 20, 6),
    (2, BOY, 12, 0), (1, NOT_SAID, 11, 4),
)  # fmt: skip


#: Groups and drop-ins of each school whose registers were kept on paper: so many young people, more each quarter.
AT_A_SCHOOL, MORE = (14, 34), 2
#: How likely it is that they came then: mostly in lessons, some after school, a few at breakfast. Never at a weekend,
#: nor in a month without lessons: then no session can be held at a school.
HOURS = ((10, 3, 28), (13, 1, 22), (11, 4, 17), (17, 2, 17), (18, 0, 9), (8, 1, 7))
WHO = ((GIRL, 58), (BOY, 34), (ANOTHER, 4), (NOT_SAID, 4))
ETHNIC_GROUPS = (("A", 62), ("C", 6), ("J", 9), ("N", 6), ("F", 5), ("S", 2), ("99", 10))
LONG_WAITS = (5, 12, 19, 26, 33, 47, 60, 90)


#: What they came for, and what came of support that ended.
REASONS = (("05", 34), ("04", 20), ("07", 8), ("15", 5), ("12", 4), ("16", 9), ("19", 12), ("24", 4), ("11", 4))
CAME_OF_IT = (("better", 40), ("same", 24), ("worse", 6), ("not_twice", 30))
#: Why it ended, by its code: completed, nothing more needed, was not brought, asked to stop, goes on elsewhere.
BECAUSE = (("02", 52), ("04", 12), ("05", 14), ("07", 10), ("08", 12))
#: Of those who were seen in the quarter before, so many per cent drifted away: it ended, and they were not seen again.
DRIFTED, DRIFTED_BECAUSE = 9, (("05", 62), ("07", 18), ("08", 14), ("02", 6))
DRIFTED_CAME_OF_IT = (("not_twice", 80), ("same", 10), ("better", 7), ("worse", 3))


def build(area: Area, workers: Staff, today: dt.date, by: Actor) -> None:
    """What the commissioner reads."""
    last = _last_due(today)
    for team, since in ((area.team, _quarters(last, QUARTERS)[0]), (area.counselling, last)):
        commission.begin(organisation=area.commissioner, team=team, starts_on=since.first, by=by)
    for source in facts.sources():
        contact.roll_up(source=source, by=by)
    Contact.objects.filter(team=area.counselling, on__lte=last.last).delete()  # its first quarter is told below
    for quarter in (last, *_since(last, today)):
        _online(area.counselling, quarter, month_of(today).first)
    quarters = [*_quarters(last, QUARTERS), *_since(last, today)]
    for number, quarter in enumerate(quarters):
        _from_paper(area, quarter, number, today, Random(number))
    whole_school.build(area, workers, quarters, month_of(today).first)
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


def _since(last: Period, today: dt.date) -> list[Period]:
    """Those that have begun and are not published: their months are told of one by one, and must not look deserted."""
    found = [last.after]
    while found[-1].end <= today:
        found.append(found[-1].after)
    return found


def _publish(team: Team, quarter: Period, by: Actor) -> None:
    for period in (*(Period(first, 1) for first in quarter.starts), quarter):
        publication.publish(worked_out=work_out(team, period, clock.now()), by=by)


def _online(team: Team, quarter: Period, until: dt.date) -> None:
    """34 young people, each of whom chatted once: most are girls, most came on an evening or at a weekend. As many come
    in the quarter after it, of which the chats of the demo are the present month."""
    rows, number = [], 0
    for many, gender, hour, weekday in FIRST_QUARTER:
        for _ in range(many):
            month = quarter.starts[number % 3]
            on = month + dt.timedelta(days=(weekday - month.weekday()) % 7 + 7 * (number % 4))
            at = dt.datetime.combine(on, dt.time(hour), tzinfo=clock.LONDON)
            key, age = f"invented account {quarter.first} {number}", 11 + number % 8
            rows.append(_contact(team, key, gender, at, kind="chat", ethnicity="Z", age=age))
            number += 1
    Contact.objects.bulk_create(row for row in rows if row.on < until)


def _from_paper(area: Area, quarter: Period, number: int, until: dt.date, chance: Random) -> None:
    """What schools wrote down by hand, typed in: enough of them that figures by school say something."""
    rows, days = [], days_open({school.pk for school in area.schools}, quarter)
    for place, school in enumerate(area.schools):
        is_primary = (school.high_age or 18) <= 11
        many = chance.randint(*AT_A_SCHOOL) // (2 if is_primary else 1) + MORE * number
        for person in range(many if place % 5 else many // 4):
            rows += _register(area.team, school, f"paper {quarter.first} {place} {person}", days[school.pk], chance)
    Contact.objects.bulk_create((row for row in rows if row.on < until), batch_size=500)


def _register(team: Team, school: School, key: str, days: list[dt.date], chance: Random) -> list[Contact]:
    """One young person, who came once to four times, mostly at the same hour."""
    who = [one for one in WHO if one[0] != BOY or school.gender != SchoolGender.GIRLS]
    gender, ethnicity = _one_of(who, chance), _one_of(ETHNIC_GROUPS, chance)
    age = chance.randint(school.low_age or 5, school.high_age or 18)
    hour, weekday, _ = chance.choices(HOURS, [weight for *_, weight in HOURS])[0]
    wait = chance.choice(LONG_WAITS) if chance.random() < 0.4 else None
    rows = []
    by_month = [list(some) for _, some in groupby((day for day in days if day.weekday() == weekday), month_of)]
    for some in chance.sample(by_month, min(chance.randint(1, 3), len(by_month))):
        on = chance.choice(some)
        at = dt.datetime.combine(on, dt.time(hour), tzinfo=clock.LONDON)
        kind = "group" if chance.random() < 0.8 else "session"
        rows.append(_contact(team, key, gender, at, kind=kind, school=school, age=age, ethnicity=ethnicity))
    min(rows, key=lambda row: row.on).waited = wait
    return _with_request(rows, Random(key))


def _with_request(rows: list[Contact], chance: Random) -> list[Contact]:
    """Most came for a reason that was written down; of every third the support ended that quarter, of some later."""
    last = max(rows, key=lambda row: row.on)
    for row in rows if chance.random() < 0.8 else ():
        row.reason = rows[0].reason or _one_of(REASONS, chance)
    if chance.random() < 0.34:
        ended = copy(last)
        ended.kind, ended.came_of_it = "ending", _one_of(CAME_OF_IT, chance)
        ended.ended_because = _one_of(BECAUSE, chance)
        rows.append(ended)
    elif chance.randrange(100) < DRIFTED:
        rows.append(_drifted(last, chance))
    return rows


def _drifted(last: Contact, chance: Random) -> Contact:
    """Was not seen any more, and some weeks into the next quarter the support was ended."""
    on = quarter_of(last.on).end + dt.timedelta(days=chance.randint(14, 70))
    ended = copy(last)
    ended.kind, ended.on, ended.learnt_at = "ending", on, dt.datetime.combine(on, dt.time(12), tzinfo=clock.LONDON)
    ended.came_of_it, ended.ended_because = _one_of(DRIFTED_CAME_OF_IT, chance), _one_of(DRIFTED_BECAUSE, chance)
    ended.waited = None
    return ended


def _one_of(choices: Sequence[tuple[str, int]], chance: Random) -> str:
    return chance.choices([value for value, _ in choices], [weight for _, weight in choices])[0]


def _contact(team: Team, key: str, gender: str, at: dt.datetime, **more: Any) -> Contact:
    return Contact(
        source_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{key} {at}"), person_key=key, team=team, on=at.date(), hour=at.hour, slot=slot_of(at),
        is_bank_holiday=bank_holiday(at.date()) is not None, in_term=True, gender=gender, learnt_at=at, **more,
    )  # fmt: skip
