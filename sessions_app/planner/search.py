"""Finds runs that can be booked and says why, and says of others why not. Plain data in and out.

For each weekday the weeks of the run are fixed by the school's dates. Within them every start, room and set of
practitioners is tried; starts may differ from week to week, so that no lesson is missed again and again. A week whose
day is shut is made good on another day of that week, if room, practitioners and pupils are free then.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import permutations
from uuid import UUID

from sessions_app.planner.against import by_person, by_room, needed
from sessions_app.planner.offer import Offer, Slot
from sessions_app.planner.question import Question, RoomOption, StaffOption, WhyNot
from sessions_app.planner.reasons import listed, reasons
from sessions_app.planner.run import RunDate, held, rotate, with_moves


def best_offers(question: Question, *, wanted: int = 3) -> list[Offer]:
    """The best runs, on different weekdays where that can be, cheapest first."""
    return best_of(candidates(question), wanted=wanted)


def best_in_turn(question: Question, *, wanted: int = 3) -> list[Offer]:
    """The best of those that miss no lesson twice in three weeks; only when there are none, of all."""
    found = list(candidates(question))
    return best_of([offer for offer in found if not offer.misses] or found, wanted=wanted)


def best_of(offers: Iterable[Offer], *, wanted: int = 3) -> list[Offer]:
    """The cheapest, on different weekdays where that can be."""
    found = sorted(offers, key=lambda offer: offer.cost)
    chosen: list[Offer] = []
    for distinct in (_weekday, _weekday_and_start):
        taken = {distinct(offer) for offer in chosen}
        for offer in found:
            if len(chosen) < wanted and distinct(offer) not in taken and offer not in chosen:
                chosen.append(offer)
                taken.add(distinct(offer))
    return sorted(chosen, key=lambda offer: offer.cost)


def offer_at(question: Question, weekday: int, minute: int) -> Offer | None:
    """The best run on this weekday at this minute every week, or None when something speaks against it."""
    same = (
        offer
        for offer in candidates(question, {weekday})
        if all(slot.start_minute == minute for slot in offer.slots if slot.number)
    )
    return min(same, key=lambda offer: offer.cost, default=None)


def why_not(question: Question, weekday: int, minute: int) -> list[str]:
    """Everything that speaks against a run on this weekday at this minute, in sentences; empty when nothing does."""
    weeks = held(question.runs.get(weekday, []))
    if len(weeks) < question.count:
        skipped = [d.why_skipped for d in question.runs.get(weekday, []) if d.why_skipped]
        return [f"The school is open on only {len(weeks)} of the {question.count} weeks ({listed(skipped)})."]
    end = minute + question.minutes
    found = []
    against = _weeks_against(weeks, question.pupils_why_not, minute, end)
    if against:
        found.append(f"Some of the pupils are not free: {against}.")
    rooms = [(r.name, _weeks_against(weeks, r.why_not, minute, end)) for r in question.rooms]
    if not rooms:
        found.append("The school lends no confidential room that is large enough.")
    elif all(reason for _, reason in rooms):
        found += by_room(rooms)
    found += _staff_against(question, weeks, minute, end)
    return found


def bells(question: Question, weekday: int) -> list[int]:
    """The minutes at which a session could begin on every day of the run."""
    days = [{start.minute for start in question.starts(each.date)} for each in held(question.runs.get(weekday, []))]
    return sorted(set.intersection(*days)) if days else []


def _staff_against(question: Question, weeks: list[RunDate], minute: int, end: int) -> list[str]:
    against = {s: list(_why_in_which_weeks(weeks, s.why_not, minute, end)) for s in question.staff}
    free = [s for s, reasons in against.items() if not reasons]
    if any(_teams(question, {s.id for s in free})):
        return []
    if not any(s.can_lead for s in question.staff):
        return ["No practitioner who serves this school has the training for this programme."]
    return [
        needed(question.facilitators, len(free)),
        *by_person((s.name, reason) for s, reasons in against.items() for reason in reasons),
    ]


def candidates(question: Question, weekdays: Collection[int] = range(5)) -> Iterator[Offer]:
    """Every run that could be booked, on these weekdays."""
    free = _Free(question)
    for weekday, run in question.runs.items():
        possible = [week for week in run if week.number or week.instead][: question.count]
        if len(possible) < question.count or weekday not in weekdays:
            continue
        sure = [week.date for week in possible if week.number]
        able = {s.id for s in question.staff if all(free.at(s, date) for date in sure)}
        uneven = _uneven(question, run)
        for room in question.rooms:
            for team in _teams(question, able):
                yield from _patterns(question, weekday, run, room, team, free.for_all(room, *team), uneven)


class _Free:
    """At which minutes of a date somebody could begin with these pupils; asked once for each, whoever asks again."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.open: dict[dt.date, list[int]] = {}
        self.known: dict[tuple[UUID | None, dt.date], set[int]] = {}

    def at(self, option: RoomOption | StaffOption, date: dt.date) -> set[int]:
        key = option.id, date
        if key not in self.known:
            minutes = self.question.minutes
            self.known[key] = {m for m in self._open(date) if option.why_not(date, m, m + minutes) is None}
        return self.known[key]

    def for_all(self, *options: RoomOption | StaffOption) -> Callable[[dt.date], set[int]]:
        return cache(lambda date: set.intersection(*(self.at(option, date) for option in options)))

    def _open(self, date: dt.date) -> list[int]:
        if date not in self.open:
            asked, minutes = self.question, self.question.minutes
            starts = (start.minute for start in asked.starts(date))
            self.open[date] = [m for m in starts if not asked.pupils_why_not(date, m, m + minutes)]
        return self.open[date]


def _teams(question: Question, able: set[UUID]) -> Iterator[tuple[StaffOption, ...]]:
    """Every set of the right size, of one team, whose first may lead; a lead who also could is named once."""
    seen = set()
    for people in permutations([s for s in question.staff if s.id in able], question.facilitators):
        key = (people[0].id, frozenset(p.id for p in people[1:]))
        if people[0].can_lead and len({p.team for p in people}) == 1 and key not in seen:
            seen.add(key)
            yield people


def _patterns(
    question: Question,
    weekday: int,
    run: list[RunDate],
    room: RoomOption,
    team: tuple[StaffOption, ...],
    free: Callable[[dt.date], set[int]],
    uneven: Collection[str],
) -> Iterator[Offer]:
    """The same time every week; the same lesson, where it begins at another time in some weeks; lessons in turn."""

    def dates(will_do: Callable[[dt.date], object]) -> list[RunDate]:
        return with_moves(run, question.count, lambda day, number: _are_there(team, day) and bool(will_do(day)))

    first = free(held(run)[0].date)
    for start in sorted(first):
        weeks = dates(lambda day, start=start: start in free(day))  # type: ignore[misc]
        if _is_whole(question, weeks) and all(start in free(week.date) for week in held(weeks)):
            yield _offer(question, weekday, weeks, room, team, [start] * question.count, in_turn=False)
    for name in uneven:
        at = partial(_start_named, question, name, free)
        weeks = dates(at)
        found = [minute for week in held(weeks) if (minute := at(week.date))]
        if len(found) == question.count and len(set(found)) > 1:
            yield _offer(question, weekday, weeks, room, team, found, in_turn=False)
    weeks = dates(free)
    in_turn = _is_whole(question, weeks) and rotate(
        [sorted(free(week.date)) for week in held(weeks)],
        [partial(_missed, question, week.date) for week in held(weeks)],
    )
    if in_turn and len(set(in_turn)) > 1:
        yield _offer(question, weekday, weeks, room, team, in_turn, in_turn=True)


def _is_whole(question: Question, weeks: list[RunDate]) -> bool:
    return len(held(weeks)) == question.count


def _are_there(team: Sequence[StaffOption], day: dt.date) -> bool:
    """Whether a moved session would keep to the days on which these people are at the school, where days are agreed."""
    return all(not person.days_there or day.weekday() in person.days_there for person in team)


def _uneven(question: Question, run: list[RunDate]) -> list[str]:
    """Lessons and breaks that do not begin at the same minute in every week, such as in weeks A and B."""
    minutes: dict[str, set[int]] = {}
    for week in held(run):
        for start in question.starts(week.date):
            minutes.setdefault(start.name, set()).add(start.minute)
    return [name for name, begins in minutes.items() if name and len(begins) > 1]


def _start_named(question: Question, name: str, free: Callable[[dt.date], set[int]], day: dt.date) -> int | None:
    return next((s.minute for s in question.starts(day) if s.name == name and s.minute in free(day)), None)


def _offer(
    question: Question,
    weekday: int,
    run: list[RunDate],
    room: RoomOption,
    team: tuple[StaffOption, ...],
    minutes: list[int],
    *,
    in_turn: bool,
) -> Offer:
    starts = iter(minutes)
    slots = tuple(_slot(question, week, next(starts) if week.number else minutes[0]) for week in run)
    touched = (len(_missed(question, slot.date, slot.start_minute)) for slot in slots if slot.number)
    misses = 0 if in_turn else max(touched)
    skipped = [slot for slot in slots if slot.number is None]
    promised = [person for person in team if any(person.is_promised(*slot.time) for slot in slots if slot.number)]
    away = sum(weekday not in person.days_there for person in team)
    moved = [slot for slot in slots if slot.moved_from]
    cost = (
        len(promised),
        bool(misses),
        away,
        len(skipped),
        len(moved),
        sum(p.load for p in team),
        room.spare,
        slots[0].date.toordinal(),
        minutes[0],
    )
    return Offer(
        slots=slots,
        room=room.id,
        practitioners=tuple(person.id for person in team),
        team=team[0].team,
        reasons=tuple(reasons(slots, room, team, weekday, promised, in_turn=in_turn, misses=misses)),
        cost=tuple(int(part) for part in cost),
    )


def _slot(question: Question, week: RunDate, minute: int) -> Slot:
    end = minute + question.minutes
    if week.number is None:
        return Slot(week.date, None, minute, end, why_skipped=week.why_skipped)
    lesson = listed(_missed(question, week.date, minute))
    return Slot(
        week.date, week.number, minute, end, lesson=lesson, moved_from=week.moved_from, why_moved=week.why_moved
    )


def _missed(question: Question, day: dt.date, minute: int) -> tuple[str, ...]:
    """The lessons of which a session that begins then takes any part."""
    return next((start.missed for start in question.starts(day) if start.minute == minute), ())


def _weeks_against(weeks: list[RunDate], why_not: WhyNot, minute: int, end: int) -> str:
    """ "in use on 4 March and 11 March", joined for all reasons; empty when nothing speaks against it."""
    return ", ".join(_why_in_which_weeks(weeks, why_not, minute, end))


def _why_in_which_weeks(weeks: list[RunDate], why_not: WhyNot, minute: int, end: int) -> Iterator[str]:
    """Each reason with the dates on which it holds, or without when it holds in every week."""
    dates: dict[str, list[str]] = {}
    for week in weeks:
        reason = why_not(week.date, minute, end)
        if reason:
            dates.setdefault(reason, []).append(f"{week.date:%-d %B}")
    for reason, days in dates.items():
        yield reason if len(days) == len(weeks) else f"{reason} on {listed(days)}"


def _weekday(offer: Offer) -> object:
    return offer.first_on.weekday()


def _weekday_and_start(offer: Offer) -> object:
    return offer.first_on.weekday(), tuple(slot.start_minute for slot in offer.slots)
