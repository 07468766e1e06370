"""The declared tables: every table there is, as it is published at first and as it becomes when it would tell too much.

A new one is added here, and with it goes through the gate and the adversary of the tests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mhst.core.disclosure import dimensions as dims
from mhst.core.disclosure import within
from mhst.core.disclosure.design import SELDOM, Design, Form, Plan
from mhst.core.disclosure.dimensions import (
    BANDS,
    GENDERS,
    SLOTS,
    THREE_GENDERS,
    TWO_GENDERS,
    TWO_TIMES,
)
from mhst.core.disclosure.rule import AREA, SCHOOL, Rule
from mhst.core.disclosure.shape import LIGHTLY, TOP, Dimension, Shape, Tie, in_large

#: In this order in every cell, behind month and place; new ones come last.
OTHERS = (
    dims.GENDER, dims.TIME, dims.AGE, dims.ETHNICITY, dims.HELP, dims.WAIT, dims.REASON, dims.ENDED, dims.ENDING,
)  # fmt: skip
DIMENSIONS = ("month", "place", *(dim.name for dim in OTHERS))
FRAMES = (
    frozenset({"month", "gender", "time"}),
    frozenset({"month", "place"}),
    frozenset({"place", "gender"}),
    frozenset({"place", "time"}),
    # Told by themselves and never crossed: see "One thing by itself" in docs/small-numbers.md.
    *(frozenset({name}) for name in ("age", "ethnicity", "help", "ended", "ending")),
    frozenset({"wait", "reason"}),
)
#: Where it is known which ages a place takes, who is of which age at which place.
AGES_OF_PLACES = frozenset({"place", "age"})
#: What a bold reader supposes: few change school, and few come in two months, or at two times of the week; or they come
#: at several hours, but all in one band.
_NONE = frozenset[str]()
_PLACE = frozenset({"place"})
_FEW = (_PLACE | {"month", "time"}, _PLACE | {"time"}, _PLACE, _NONE)
_FEW_IN_LARGE = (_PLACE | {"month", in_large("time")}, _PLACE | {in_large("time")}, _PLACE, _NONE)
#: And that nobody had two sorts of help, with whichever of these goes with it; and that all were seen to the end.
_MORE = (frozenset({"help"}), _NONE)
BOLD = tuple(
    tuple(few | more | end for few in careful for more in _MORE for end in (frozenset({within.SEEN_TO_THE_END}), _NONE))
    for careful in (_FEW, _FEW_IN_LARGE)
)

#: Tables of endings, which have their own denominator, and those that told of endings among those seen in the quarter
#: alone. No quarter tells of both: a revision tells a thing in the form in which it was told before, or not at all.
ENDINGS, ENDINGS_HOW, ENDINGS_CHANGE = "endings", "endings_how", "endings_change"
ENDINGS_TABLES = (ENDINGS, ENDINGS_HOW, ENDINGS_CHANGE)
ENDINGS_KEYS = frozenset(ENDINGS_TABLES)
WITHDRAWN = {
    "ended": "Support that ended, of those seen",
    "change": "What changed, of those asked at the beginning and at the end",
}


@dataclass(frozen=True)
class Area:
    """Where and when: the schools of each cluster, and the months of the quarter that have closed."""

    clusters: Mapping[str, tuple[str, ...]]
    months: tuple[str, ...]
    #: The ages that a school takes, and those who come from no school, where anybody can look them up.
    ages: within.Takes = field(default_factory=dict)
    #: What those who come from no school are counted under.
    no_school: str | None = None
    #: The hours of the week at which somebody can be helped, of a place of which anybody can look them up.
    slots: within.Takes = field(default_factory=dict)
    #: The months in which somebody can be seen at a place, and the genders of those who are there, likewise.
    open_in: within.Takes = field(default_factory=dict)
    genders: within.Takes = field(default_factory=dict)
    #: The hours of the week at which a place is open in each month, and those of them at which anybody is on shift.
    slots_in: within.Monthly = field(default_factory=dict)
    staffed_in: within.Monthly = field(default_factory=dict)
    #: How many pupils a school has on its roll.
    rolls: Mapping[str, int] = field(default_factory=dict)

    @property
    def schools(self) -> tuple[str, ...]:
        return tuple(school for schools in self.clusters.values() for school in schools)

    @property
    def shape(self) -> Shape:
        month = Dimension("month", {TOP: (self.months,)})
        place = Dimension("place", {TOP: (tuple(self.clusters),), **{name: (s,) for name, s in self.clusters.items()}})
        shape = Shape((month, place, *OTHERS), (*FRAMES, *[AGES_OF_PLACES] * bool(self.ages)), BOLD)
        ties = (
            *within.online(shape.cell, self.no_school), *within.of_ages(shape.cell, self.clusters, self.ages),
            *within.endings(shape.cell), *self._when_open(shape.cell),
            *within.of_genders(shape.cell, self.clusters, self.genders), *within.of_rolls(shape.cell, self.rolls),
        )  # fmt: skip
        return replace(shape, within=ties, together=tuple(within.some_ages(shape.cell, self.clusters, self.ages)))

    def _when_open(self, cell: within.CellOf) -> Iterator[Tie]:
        """By its hours; and, where anybody has to be on shift, then alone. Some write an answer at other times."""
        by_hours = dict.fromkeys(self._open_at(cell))
        yield from by_hours
        if self.staffed_in:
            slots, months = within.in_all(self.months, self.staffed_in)
            staffed = replace(
                self, slots={**self.slots, **slots}, open_in={**self.open_in, **months}, slots_in=self.staffed_in
            )
            yield from (replace(tie, believed=LIGHTLY) for tie in staffed._open_at(cell) if tie not in by_hours)

    def _open_at(self, cell: within.CellOf) -> Iterator[Tie]:
        yield from within.of_hours(cell, self.clusters, self.slots)
        yield from within.of_months(cell, self.clusters, self.months, self.open_in)
        yield from within.of_bands(cell, self.clusters, self.months, self.slots, self.open_in, self.slots_in)


def monthly(area: Area, months: Sequence[str]) -> tuple[Design, ...]:
    """Published for each closed month, with shares of everybody in it; a revision holds several, and so no shares. One
    place is told of by the month: rounded twice it would tell more."""
    when = tuple(months)
    of = {"month": when[0]} if len(when) == 1 else {}
    clusters = tuple(area.clusters)
    return (
        Design("month", "Young people each month", (Form({"month": when}),), of, odds=SELDOM),
        Design(
            "month_by_time", "Young people each month, by time of the week",
            (
                Form({"month": when, "time": BANDS}),
                Form({"month": when, "time": TWO_TIMES}, "evenings and weekends against all other times"),
            ),
            of,
        ),
        Design(
            "month_by_gender", "Young people each month, by gender",
            (
                Form({"month": when, "gender": GENDERS}),
                Form({"month": when, "gender": THREE_GENDERS}, "smaller groups together"),
                Form({"month": when, "gender": TWO_GENDERS}, "girls and young women against everyone else"),
            ),
            of,
        ),
        *[Design(
            "school_by_month", "Young people each month, by school",
            (
                Form({"place": area.schools, "month": when}),
                Form({"place": clusters, "month": when}, "clusters instead of schools"),
            ),
            of,
        )] * (len(area.schools) > 1),
    )  # fmt: skip


def quarterly(area: Area) -> tuple[Design, ...]:
    """Published when the quarter has closed."""
    return (
        Design("quarter", "Young people this quarter", (Form({"month": (TOP,)}),), odds=SELDOM),
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
                Form({"time": TWO_TIMES}, "evenings and weekends against all other times"),
            ),
        ),
        *_by_school(area),
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
        *_by_itself(),
    )  # fmt: skip


def _by_school(area: Area) -> tuple[Design, ...]:
    """Where there is more than one."""
    schools, clusters = Design("school", "By school", (Form({"place": area.schools}),)), tuple(area.clusters)
    by_cluster = Design("cluster", "By cluster of schools", (Form({"place": clusters}),))
    return (*[by_cluster] * (len(clusters) > 1), *[schools] * (len(area.schools) > 1))


def _by_itself() -> tuple[Design, ...]:
    """Of one thing each, for the quarter."""
    return (
        Design("help", "By sort of help", (
            Form({"help": dims.HELPS}), Form({"help": dims.IN_PERSON_OR_NOT}, "1:1 and groups together"),
        )),
        Design("age", "By age", (
            Form({"age": dims.AGES}), Form({"age": dims.THREE_AGES}, "three ages"),
            Form({"age": dims.TWO_AGES}, "under 16, and 16 and over"),
        )),
        Design("ethnicity", "By ethnic group", (
            Form({"ethnicity": dims.ETHNICITIES}),
            Form({"ethnicity": dims.THREE_ETHNICITIES}, "smaller groups together"),
        )),
        Design("wait", "Waits of those seen for the first time", (
            Form({"wait": dims.WAITS}), Form({"wait": dims.TWO_WAITS}, "four weeks or more together"),
        ), {"wait": dims.FIRST_SEEN}),
        *_for_what(),
    )  # fmt: skip


def _for_what() -> tuple[Design, ...]:
    """What they came for, how long for each was waited, and of those whose support ended how, and what changed."""
    weeks = ("within_4_weeks", "over_4_weeks")
    return (
        Design("reason", "By what they came for", (
            Form({"reason": dims.REASONS}), Form({"reason": dims.THREE_REASONS}, "reasons together"),
        )),
        *_of_endings(),
        Design("wait_by_reason", "Waits by what they came for", (
            Form({"reason": dims.REASONS[:-1], "wait": weeks}),
            Form({"reason": dims.THREE_REASONS[:-1], "wait": weeks}, "reasons together"),
        ), {"wait": dims.FIRST_SEEN}),
    )  # fmt: skip


def _of_endings() -> tuple[Design, ...]:
    """Of those whose support ended in the quarter, whether or not they were seen in it."""
    whole, of = dims.AN_ENDING, {"ending": dims.AN_ENDING}
    return (
        Design(ENDINGS, "Support that ended this quarter", (
            Form({"ending": (whole, dims.ENDED_ASKED_TWICE)}),
            Form({"ending": (whole,)}, "without how many were asked twice"),
        ), of),
        Design(ENDINGS_CHANGE, "What changed for those whose support ended, of those asked twice", (
            Form({"ending": dims.ENDED_CHANGES}), Form({"ending": dims.TWO_ENDED_CHANGES}, "better, or not"),
        ), {"ending": dims.ENDED_ASKED_TWICE}),
        Design(ENDINGS_HOW, "How support ended", (
            Form({"ending": dims.HOW_ENDED}), Form({"ending": (dims.AS_PLANNED,)}, "those that ended as planned"),
        ), of),
    )  # fmt: skip


def plan(area: Area, designs: Sequence[Design], *, area_rule: Rule = AREA, school_rule: Rule = SCHOOL) -> Plan:
    """The tables in order of worth: what comes last is coarsened first."""
    alone = (name for name, schools in area.clusters.items() if len(schools) == 1)  # a school by another name
    return Plan(area.shape, tuple(designs), frozenset({*area.schools, *alone}), area_rule, school_rule)
