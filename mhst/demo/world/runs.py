"""Eighteen months of 1:1 courses and groups, booked through the same action as everybody's, up to some weeks ahead."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.demo.world import born, pen
from mhst.demo.world.area import Area
from mhst.demo.world.staff import Staff
from mhst.demo.world.work import BREATHER, Work
from mhst.people.enums import ConsentKind
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries.availability import between
from mhst.people.queries.consent import decisions_of
from mhst.places.dates import PeriodOn, SchoolDates
from mhst.places.enums import PeriodKind
from mhst.places.models import School
from mhst.places.queries import calendar
from sessions_app.actions import place as places
from sessions_app.actions import series as series_actions
from sessions_app.enums import ProgrammeKind
from sessions_app.models import Place, Programme, Series
from sessions_app.planner.offer import Offer, Slot
from sessions_app.planner.run import RunDate, held, rotate, run_dates
from sessions_app.queries import series as groups
from sessions_app.rules.group_run import why_not

WEEK = dt.timedelta(weeks=1)
A_ROUND = 8 * WEEK
HISTORY = dt.timedelta(days=548)
ONE_TO_ONE_A_DAY = 2
#: How long before it begins a run was booked.
BOOKED_AHEAD = 2 * WEEK
#: So many weeks after the last round a group with room is looked for.
AT_LATEST = 12
#: How many wait for a place in a group that has room.
WISH_TO_JOIN = 2


def build(
    area: Area,
    staff: Staff,
    pupils: dict[School, list[YoungPerson]],
    programmes: list[Programme],
    today: dt.date,
    chance: Random,
    by: Actor,
    tick: Callable[[int, int], None],
) -> None:
    """Book everything; `tick(done, of)` tells how far it is."""
    dates = calendar.load_dates(area.schools, today - HISTORY - WEEK, today + 40 * WEEK)
    people = list(staff.practitioners)
    known = between(people, today - HISTORY, today + 40 * WEEK)
    weeks = {id: replace(week, absences=[]) for id, week in known.items()}  # nobody knew of these when they booked
    answers = decisions_of([p for known in pupils.values() for p in known], ConsentKind.TO_BE_SEEN)
    work = Work(area, staff, pupils, programmes, dates, weeks, today, chance, by, answers)
    work.pupils = {school: [p for p in known if work.agrees(p, today)] for school, known in pupils.items()}
    blocks = list(_blocks(today))
    for done, block in enumerate(blocks):
        for person in people:  # groups first: it is harder to find enough of neighbouring years
            _groups(work, person, block)
        for number, person in enumerate(people):
            _fill(work, person, block, later=number % 4 * WEEK)
        tick(done + 1, len(blocks))
    _more_than_places(work)
    _one_with_room(work, blocks[-1])


def _more_than_places(work: Work) -> None:
    """So many ask for one group to come that it is full, and two wait: the first for which enough can be found."""
    rows = Series.objects.filter(programme__kind=ProgrammeKind.GROUP, first_on__gt=work.today)
    for series in rows.select_related("programme", "school").order_by("first_on", "pk"):
        if _all_ask(work, series):
            return


def _all_ask(work: Work, series: Series) -> bool:
    """Whether in the end two wait."""
    waiting, first = 0, series.first_on
    for person in work.pupils[series.school]:
        if work.seen_until.get(person.pk, first) - BREATHER >= first:
            continue
        try:
            taken = places.take(series=series, young_person=person, by=work.by)
        except (Conflict, Refused):
            continue
        work.seen_until[person.pk] = max(series.sessions.values_list("date", flat=True)) + BREATHER
        waiting += not isinstance(taken, Place)
        if waiting == 2:
            return True
    return False


def _one_with_room(work: Work, block: dt.date) -> None:
    """Whatever day it is, a group is to come that others can join: if none of the round is, a small one after it."""
    judged: set[UUID] = set()
    for later in range(AT_LATEST):
        for person in work.staff.practitioners:
            new = [run for run in groups.with_places(groups.to_begin(work.area.team)) if run.pk not in judged]
            if any(_others_can_join(work, run) for run in new):
                return
            judged |= {run.pk for run in new}
            _groups(work, person, block + later * WEEK, small=True)


def _others_can_join(work: Work, run: Any) -> bool:
    """Whether it has room, and enough of those who are in no course now may come and are of its years."""
    free = [p for p in work.pupils[run.school] if work.seen_until.get(p.pk, dt.date.min) < work.today + BREATHER]
    return run.taken < run.holds and sum(not why_not(run, person) for person in free) >= WISH_TO_JOIN


def _blocks(today: dt.date) -> Iterable[dt.date]:
    """The Mondays on which a round of courses begins, every eight weeks: today falls into the middle of one."""
    begun = today - dt.timedelta(days=today.weekday()) - 3 * WEEK
    for round_ in range(-(HISTORY // A_ROUND), 2):
        yield begun + round_ * A_ROUND


def _groups(work: Work, person: Practitioner, monday: dt.date, *, small: bool = False) -> None:
    """One on Wednesdays wherever there is a second person."""
    for agreed in person.agreed_days.filter(weekday=2).select_related("school"):
        _group(work, person, agreed.school, monday + dt.timedelta(days=agreed.weekday), small=small)


def _fill(work: Work, person: Practitioner, monday: dt.date, later: dt.timedelta) -> None:
    """Courses of one that begin some weeks `later`."""
    for agreed in person.agreed_days.select_related("school"):
        first = monday + dt.timedelta(days=agreed.weekday)
        for _ in range(ONE_TO_ONE_A_DAY if monday <= work.today else work.chance.choice([0, 0, 1])):
            _one_to_one(work, person, agreed.school, first + later)


def _group(work: Work, person: Practitioner, school: School, first: dt.date, *, small: bool) -> None:
    second = next(
        (p for p in work.staff.practitioners if p != person and _there(p, school, 2) and p.team_id == person.team_id),
        None,
    )
    if second is None or person.pk > second.pk:
        return
    lead, other = (person, second) if "group_work" in person.skills else (second, person)
    programme = work.programme([ProgrammeKind.GROUP], lead, {p.age_on(work.today) for p in work.pupils[school]})
    if programme is None:
        return
    able = work.free_pupils(school, programme, first, rested=not small)
    able = _of_neighbouring_years(work.chance.sample(able, len(able)), first)
    seats = able[: programme.smallest_group if small else work.chance.choice((programme.largest_group, 5))]
    if len(seats) < programme.smallest_group:
        return
    years = sorted({p.year_group_on(first) for p in seats})
    _book(work, school, programme, "Willow room", [lead, other], first, seats, years)


def _of_neighbouring_years(able: list[YoungPerson], first: dt.date) -> list[YoungPerson]:
    """Those of one year and the next: of the two of which the most could come."""
    count = Counter(person.year_group_on(first) for person in able)
    year = max(count, key=lambda one: count[one] + count[one + 1], default=0)
    return [person for person in able if person.year_group_on(first) in {year, year + 1}]


def _one_to_one(work: Work, person: Practitioner, school: School, first: dt.date) -> None:
    pupils = work.pupils[school]
    programme = work.programme([ProgrammeKind.ONE_TO_ONE], person, {p.age_on(work.today) for p in pupils})
    if programme is None:
        return
    if able := work.free_pupils(school, programme, first, rested=True):
        pupil = work.chance.choice(able)
        _book(work, school, programme, _room(school, first), [person], first, [pupil], [pupil.year_group_on(first)])


def _room(school: School, first: dt.date) -> str:
    """The small one, on the days on which it is lent."""
    small = school.rooms.filter(name="Small meeting room", hours__weekday=first.weekday())
    return "Small meeting room" if small.exists() else "Willow room"


def _there(person: Practitioner, school: School, weekday: int) -> bool:
    return person.agreed_days.filter(school=school, weekday=weekday).exists()


def _book(
    work: Work,
    school: School,
    programme: Programme,
    room: str,
    people: list[Practitioner],
    first: dt.date,
    pupils: list[YoungPerson],
    years: list[int],
) -> Series | None:
    """Book at the first of a few times that is free, or not at all: a busy team has gaps too."""
    there: SchoolDates = work.dates[school.pk]
    weeks = run_dates(first, programme.session_count, there.why_shut)
    if len(held(weeks)) < programme.session_count:
        return None
    days, minutes = [week.date for week in held(weeks)], programme.session_minutes
    there_then = school.rooms.get(name=room)
    ids = [there_then.pk, *(person.pk for person in people)]
    free = [_free_starts(work, there, people, ids, day, minutes) for day in days]
    for starts in islice(_times(work, there, programme, days, free), 3):
        slots = _slots(weeks, starts, minutes)
        offer = Offer(slots, None, tuple(p.pk for p in people), people[0].team_id)
        try:
            with born.on(asked := pen.at(pen.school_day(min(slots[0].date, work.today) - BOOKED_AHEAD))):
                series = series_actions.book(
                    school=school, team=work.area.team, programme=programme, room=there_then,
                    practitioners=people, offer=offer, year_groups=years, pupils=pupils, by=work.by,
                )  # fmt: skip
        except (Conflict, Refused):
            continue
        series.places.filter(young_person__isnull=False).update(taken_at=asked)
        series.booked_by = work.staff.leads[school] if programme.is_group else people[0].user
        series.save()
        work.take(ids, days, starts, minutes)
        work.seen_until |= dict.fromkeys((pupil.pk for pupil in pupils), slots[-1].date + BREATHER)
        return series
    return None


def _times(
    work: Work, there: SchoolDates, programme: Programme, days: list[dt.date], free: list[list[int]]
) -> Iterator[list[int]]:
    """As the product proposes them: lessons of a 1:1 take turns where they can; else the same time every week."""
    if not programme.is_group:
        missed = [partial(_missed, there.periods(day), programme.session_minutes) for day in days]
        if in_turn := rotate(free, missed):
            yield in_turn
    same = sorted(set.intersection(*map(set, free)))
    work.chance.shuffle(same)
    yield from ([start] * len(days) for start in same)


def _missed(periods: list[PeriodOn], minutes: int, start: int) -> list[str]:
    return [p.name for p in periods if p.is_lesson and p.start_minute < start + minutes and start < p.end_minute]


def _slots(weeks: list[RunDate], starts: list[int], minutes: int) -> tuple[Slot, ...]:
    begins = iter(starts)
    at = [(week, next(begins) if week.number else starts[0]) for week in weeks]
    return tuple(Slot(w.date, w.number, start, start + minutes, why_skipped=w.why_skipped) for w, start in at)


def _free_starts(
    work: Work, there: SchoolDates, people: list[Practitioner], ids: list[UUID], day: dt.date, minutes: int
) -> list[int]:
    return [
        start
        for start in _starts(there.periods(day), minutes)
        if work.are_free(ids, day, start, start + minutes)
        and not any(work.weeks[person.pk].why_not(day, start, start + minutes) for person in people)
    ]


def _starts(periods: list[PeriodOn], minutes: int) -> list[int]:
    return [p.start_minute for p in periods if p.kind == PeriodKind.LESSON and p.start_minute + minutes <= 930]
