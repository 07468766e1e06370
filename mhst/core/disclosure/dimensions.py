"""The dimensions of the declared tables: what people are told apart by, and how each value falls into parts."""

from collections.abc import Sequence

from mhst.core.disclosure.shape import TOP, Dimension

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = ("day", "evening", "night")
WEEKDAYS, WEEKEND = DAYS[:5], DAYS[5:]

BANDS = ("weekday_daytime", "weekday_evening", "weekday_overnight", "weekend")
TWO_TIMES = ("evenings_and_weekends", "other_times")
GENDERS = ("female", "male", "another", "not_said")
THREE_GENDERS = ("female", "male", "another_or_not_said")
TWO_GENDERS = ("female", "everyone_else")


def _slots(days: Sequence[str], hours: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{day}_{hour}" for day in days for hour in hours)


SLOTS = _slots(DAYS, HOURS)

TIME = Dimension(
    "time",
    {
        TOP: (TWO_TIMES, ("weekday_daytime", "out_of_office_hours")),
        "out_of_office_hours": (
            ("evenings_and_weekends", "weekday_overnight"),
            ("weekday_evening", "weekday_overnight", "weekend"),
        ),
        "evenings_and_weekends": (("weekday_evening", "weekend"),),
        "other_times": (("weekday_daytime", "weekday_overnight"),),
        "weekday_daytime": (_slots(WEEKDAYS, ("day",)),),
        "weekday_evening": (_slots(WEEKDAYS, ("evening",)),),
        "weekday_overnight": (_slots(WEEKDAYS, ("night",)),),
        "weekend": (_slots(WEEKEND, HOURS),),
    },
    alone=frozenset(SLOTS),
)
GENDER = Dimension(
    "gender",
    {
        TOP: (TWO_GENDERS,),
        "everyone_else": (("male", "another_or_not_said"),),
        "another_or_not_said": (("another", "not_said"),),
    },
    divides=True,
)

AGES = ("under_11", "11_to_13", "14_to_15", "16_to_17", "18_and_over")
THREE_AGES = ("under_11", "11_to_15", "16_and_over")
TWO_AGES = ("under_16", "16_and_over")
AGE = Dimension(
    "age",
    {
        TOP: (TWO_AGES,),
        "under_16": (("under_11", "11_to_15"),),
        "11_to_15": (("11_to_13", "14_to_15"),),
        "16_and_over": (("16_to_17", "18_and_over"),),
    },
    divides=True,
)
ETHNICITIES = ("white", "asian", "black", "mixed", "other_group", "not_said")
THREE_ETHNICITIES = ("white", "all_other_groups", "not_said")
ETHNICITY = Dimension(
    "ethnicity",
    {TOP: (THREE_ETHNICITIES,), "all_other_groups": (("asian", "black", "mixed", "other_group"),)},
    divides=True,
)
#: The first function of a mental health support team is help in person. The third, advice to those around young people,
#: names nobody: see `declared_consultations`. So who was not helped in person was helped online, as any reader knows.
HELPS = ("one_to_one", "in_a_group", "online")
IN_PERSON_OR_NOT = ("in_person", "online")
HELP = Dimension("help", {TOP: (IN_PERSON_OR_NOT,), "in_person": (("one_to_one", "in_a_group"),)})
#: A sort of help that was told of before consultations were counted apart, though nobody was ever counted in it. Every
#: reader of the method page knows that, so of old quarters the gate's reader does too.
ONCE_A_HELP = "consultation"
#: Whose waits are told of.
FIRST_SEEN = "first_seen"
WAITS = (FIRST_SEEN, "within_4_weeks", "4_to_12_weeks", "over_12_weeks", "seen_before")
TWO_WAITS = (FIRST_SEEN, "within_4_weeks", "over_4_weeks", "seen_before")
WAIT = Dimension(
    "wait",
    {
        TOP: ((FIRST_SEEN, "seen_before"),),
        FIRST_SEEN: (("within_4_weeks", "over_4_weeks"),),
        "over_4_weeks": (("4_to_12_weeks", "over_12_weeks"),),
    },
    divides=True,
)

#: What somebody first came for in the quarter, where it was written down with a request.
WORRY_OR_MOOD = ("for_worry_or_fears", "for_low_mood")
OTHER_REASONS = (
    "for_self_harm_or_eating", "for_behaviour_or_relationships", "for_neurodevelopment", "for_something_that_happened",
)  # fmt: skip
REASONS = (*WORRY_OR_MOOD, *OTHER_REASONS, "reason_not_known")
THREE_REASONS = ("for_worry_or_low_mood", "for_another_reason", "reason_not_known")
REASON = Dimension(
    "reason",
    {TOP: (THREE_REASONS,), "for_worry_or_low_mood": (WORRY_OR_MOOD,), "for_another_reason": (OTHER_REASONS,)},
    divides=True,
)
#: Of those seen in a quarter, whether support ended in it, and what questionnaires at its beginning and end said by the
#: national rule. It was told of until endings became a population of their own; the gate asks about it still.
CHANGES, TWO_CHANGES = ("better", "about_the_same", "worse"), ("better", "not_better")
ENDED = Dimension(
    "ended",
    {
        TOP: (("support_ended", "goes_on"),),
        "support_ended": (("asked_twice", "not_asked_twice"),),
        "asked_twice": (TWO_CHANGES,),
        "not_better": (("about_the_same", "worse"),),
    },
    divides=True,
)

#: Whose support ended in the quarter, seen in it or not: a population of its own, so none of these is a part of all. By
#: what questionnaires said, as above, and by how it ended.
AN_ENDING, ENDED_ASKED_TWICE, ENDED_NOT_ASKED_TWICE = "an_ending", "ended_asked_twice", "ended_not_asked_twice"
ENDED_CHANGES = ("ended_better", "ended_about_the_same", "ended_worse")
TWO_ENDED_CHANGES = ("ended_better", "ended_not_better")
AS_PLANNED, OTHERWISE = "ended_as_planned", ("ended_by_stopping", "ended_by_moving_on")
HOW_ENDED = (AS_PLANNED, *OTHERWISE)
ENDING = Dimension(
    "ending",
    {
        AN_ENDING: ((ENDED_ASKED_TWICE, ENDED_NOT_ASKED_TWICE), (AS_PLANNED, "ended_otherwise")),
        ENDED_ASKED_TWICE: (TWO_ENDED_CHANGES,),
        "ended_not_better": (ENDED_CHANGES[1:],),
        "ended_otherwise": (OTHERWISE,),
    },
    divides=True,
)
#: Which of those seen are among which of them.
SEEN_AMONG_ENDINGS = {
    "support_ended": AN_ENDING, "asked_twice": ENDED_ASKED_TWICE, "not_asked_twice": ENDED_NOT_ASKED_TWICE,
    "better": "ended_better", "about_the_same": "ended_about_the_same", "worse": "ended_worse",
    "not_better": "ended_not_better",
}  # fmt: skip
