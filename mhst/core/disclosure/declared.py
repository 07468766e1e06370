"""The declared tables: every table there is, as it is published at first and as it becomes when it would tell too much.

A new one is added here, and with it goes through the gate and the adversary of the tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mhst.core.disclosure.design import Design, Form, Plan
from mhst.core.disclosure.rule import AREA, SCHOOL, Rule
from mhst.core.disclosure.shape import TOP, Dimension, Shape

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
FRAMES = (
    frozenset({"month", "gender", "time"}),
    frozenset({"month", "place"}),
    frozenset({"place", "gender"}),
    frozenset({"place", "time"}),
)
#: What a bold reader supposes: few change school, and few come only in one month or at one time of the week.
BOLD = (frozenset({"place", "month", "time"}), frozenset({"place", "time"}), frozenset({"place"}))


@dataclass(frozen=True)
class Area:
    """Where and when: the schools of each cluster, and the months of the quarter that have closed."""

    clusters: Mapping[str, tuple[str, ...]]
    months: tuple[str, ...]

    @property
    def schools(self) -> tuple[str, ...]:
        return tuple(school for schools in self.clusters.values() for school in schools)

    @property
    def shape(self) -> Shape:
        month = Dimension("month", {TOP: (self.months,)})
        place = Dimension("place", {TOP: (tuple(self.clusters),), **{name: (s,) for name, s in self.clusters.items()}})
        return Shape((month, place, GENDER, TIME), FRAMES, BOLD)


def monthly(area: Area, months: Sequence[str]) -> tuple[Design, ...]:
    """Published for each closed month."""
    when = tuple(months)
    clusters = tuple(area.clusters)
    return (
        Design("month", "Young people each month", (Form({"month": when}),)),
        Design(
            "month_by_time", "Young people each month, by time of the week",
            (
                Form({"month": when, "time": BANDS}),
                Form({"month": when, "time": TWO_TIMES}, "evenings and weekends against all other times"),
            ),
        ),
        Design(
            "month_by_gender", "Young people each month, by gender",
            (
                Form({"month": when, "gender": GENDERS}),
                Form({"month": when, "gender": THREE_GENDERS}, "smaller groups together"),
                Form({"month": when, "gender": TWO_GENDERS}, "girls and young women against everyone else"),
            ),
        ),
        Design(
            "school_by_month", "Young people each month, by school",
            (
                Form({"place": area.schools, "month": when}),
                Form({"place": clusters, "month": when}, "clusters instead of schools"),
            ),
        ),
    )  # fmt: skip


def quarterly(area: Area) -> tuple[Design, ...]:
    """Published when the quarter has closed."""
    return (
        Design("quarter", "Young people this quarter", (Form({"month": (TOP,)}),)),
        Design(
            "gender", "By gender",
            (
                Form({"gender": GENDERS}),
                Form({"gender": THREE_GENDERS}, "smaller groups together"),
                Form({"gender": TWO_GENDERS}, "girls and young women against everyone else"),
            ),
        ),
        Design(
            "time", "By time of the week",
            (
                Form({"time": (*BANDS, "evenings_and_weekends", "out_of_office_hours")}),
                Form({"time": BANDS}, "without the sums of several times"),
                Form({"time": TWO_TIMES}, "evenings and weekends against all other times"),
            ),
        ),
        Design(
            "school", "By school",
            (
                Form({"place": area.schools}),
                Form({"place": tuple(area.clusters)}, "clusters instead of schools"),
            ),
        ),
        Design("week", "By hour and day of the week", (Form({"time": SLOTS}),)),
        Design(
            "gender_by_time", "By gender and time of the week",
            (
                Form({"gender": GENDERS, "time": BANDS}),
                Form({"gender": THREE_GENDERS, "time": BANDS}, "smaller groups together"),
                Form({"gender": TWO_GENDERS, "time": BANDS}, "girls and young women against everyone else"),
                Form({"gender": TWO_GENDERS, "time": TWO_TIMES}, "two groups, and two times of the week"),
            ),
        ),
    )  # fmt: skip


def plan(area: Area, designs: Sequence[Design], *, area_rule: Rule = AREA, school_rule: Rule = SCHOOL) -> Plan:
    """The tables in order of worth: what comes last is coarsened first."""
    alone = (name for name, schools in area.clusters.items() if len(schools) == 1)  # a school by another name
    return Plan(area.shape, tuple(designs), frozenset({*area.schools, *alone}), area_rule, school_rule)
