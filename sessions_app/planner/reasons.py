"""Why a run is offered, in words for the school."""

from collections.abc import Iterator, Sequence

from sessions_app.planner.offer import Slot
from sessions_app.planner.question import RoomOption, StaffOption


def reasons(
    slots: tuple[Slot, ...],
    room: RoomOption,
    team: tuple[StaffOption, ...],
    weekday: int,
    promised: Sequence[StaffOption],
    *,
    in_turn: bool,
    misses: int,
) -> Iterator[str]:
    """What speaks for a run, in sentences: the room, the people, the weeks, the lessons, the exams."""
    yield f"{room.name} is free every week." if room.id else "No room is needed."
    there = [person.name for person in team if weekday in person.days_there]
    names = listed([person.name for person in team])
    also = f"; {_whoever(there, team)} at the school that day anyway" if there else ""
    yield f"{names} {'is' if len(team) == 1 else 'are'} free, with time to travel{also}."
    if promised:
        yield promised_in_words([person.name for person in promised])
    skipped = [f"{slot.date:%-d %B} ({slot.why_skipped})" for slot in slots if slot.number is None]
    if skipped:
        yield f"Leaves out {listed(skipped)}; the last session is on {slots[-1].date:%-d %B}."
    for slot in slots:
        if slot.moved_from:
            yield f"Moves to {slot.date:%A %-d %B} instead of {slot.moved_from:%A %-d %B}: {slot.why_moved}."
    if not skipped and not any(slot.moved_from for slot in slots):
        yield "The school is open every week of the run."
    if in_turn:
        yield "Lessons take turns: none is missed twice in three weeks."
    elif misses:
        yield _missed_again([slot.lesson for slot in slots if slot.number is not None], misses)
    else:
        yield "No lesson is missed."
    yield "No exams of these year groups fall on these dates."


def promised_in_words(names: Sequence[str]) -> str:
    """Of practitioners whose day another school has been promised. Says not which: the reader may not know it."""
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'} agreed with another school that day: ask first."


def _missed_again(lessons: Sequence[str], number: int) -> str:
    """`number` lessons a week at most; some weeks may touch none, or others, where the bells differ."""
    if len(set(lessons)) > 1:
        return f"Lessons are missed: {listed(sorted({lesson for lesson in lessons if lesson}))}."
    same = "the same lessons are" if number > 1 else "the same lesson is"
    return f"Always in {lessons[0]}, so {same} missed."


def _whoever(there: list[str], team: tuple[StaffOption, ...]) -> str:
    if len(there) == len(team) > 1:
        return "both are" if len(there) == 2 else "all are"
    return f"{listed(there)} {'is' if len(there) == 1 else 'are'}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
