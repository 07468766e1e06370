"""Goals in the young person's own words, each 0 to 10 near. The questions are the goals; these are only the scales."""

from sessions_app.instruments.instrument import SELF, Instrument, Licence, Scale, Threshold

#: More than three have no code of their own nationally and share the general one.
_CODES = {1: "1034351000000101", 2: "1034361000000103", 3: "1034371000000105"}
_ANY_GOAL = "959951000000108"
#: Nobody works on more at a time; `Goal.number` is held to it.
MOST = 9
_RELIABLE = {SELF: Threshold(3, "used nationally for each goal, in NHSDigital/mental-health-monthly-statistics")}


def scale_of(number: int) -> str:
    return f"goal-{number}"


GOALS = Instrument(
    code="goals",
    name="Goals",
    about="How near each goal is, in their own words",
    ages={SELF: (0, 25)},
    item_count=MOST,
    item_highest=10,
    scales=tuple(
        Scale(
            scale_of(number), f"Goal {number}", 10, items=(number,), higher_is_better=True, is_whole=True,
            snomed={SELF: _CODES.get(number, _ANY_GOAL)}, reliable=_RELIABLE,
        )
        for number in range(1, MOST + 1)
    ),
    of_goals=True,
    licence=Licence(
        holder="Duncan Law",
        terms="CC BY-NC-SA 4.0; the idea is free, and the words here are ours.",
        notice="After the Goal Based Outcomes tool by Duncan Law (CC BY-NC-SA 4.0).",
    ),
    scoring_source="Each goal by itself: 0 not at all, 10 reached. There is no total",
)  # fmt: skip
