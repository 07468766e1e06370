"""The declared tables of work with whole schools, the second function of a mental health support team: sessions for
classes, parents or staff whose people are counted by head. Sessions are counted, by themselves and never with young
people; still one that few came to could be known, so the same gate stands before them.
"""

from collections.abc import Sequence
from dataclasses import replace

from mhst.core.disclosure import within
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.design import OFTEN, SELDOM, Design, Form, Plan
from mhst.core.disclosure.rule import AREA, SCHOOL
from mhst.core.disclosure.shape import TOP, Dimension, Shape

#: How many came.
SIZES = ("up_to_10_came", "11_to_30_came", "over_30_came")
TWO_SIZES = ("up_to_30_came", "over_30_came")
DIMENSIONS = ("month", "place", "size")
SIZE = Dimension("size", {TOP: (TWO_SIZES,), "up_to_30_came": (SIZES[:2],)}, divides=True)
FRAMES = (frozenset({"month", "place"}), frozenset({"size"}))
#: Each was held once, at one place: there is nothing to suppose.
BOLD: tuple[tuple[frozenset[str], ...], ...] = ((frozenset(),),)

MONTH, QUARTER, CLUSTER, SIZES_TABLE = "whole_school_month", "whole_school", "whole_school_cluster", "whole_school_size"
KEYS = frozenset({MONTH, QUARTER, CLUSTER, SIZES_TABLE})


def shape_of(area: Area) -> Shape:
    """Each is held at a school, so none in a month in which it is shut."""
    month = Dimension("month", {TOP: (area.months,)}, divides=True)
    clusters = {name: (schools,) for name, schools in area.clusters.items()}
    place = Dimension("place", {TOP: (tuple(area.clusters),), **clusters}, divides=True)
    shape = Shape((month, place, SIZE), FRAMES, BOLD)
    return replace(shape, within=tuple(within.shut(shape.cell, area.clusters, area.months, area.open_in)))


def monthly(months: Sequence[str]) -> tuple[Design, ...]:
    """Published for each closed month."""
    return (Design(MONTH, "Whole-school sessions each month", (Form({"month": tuple(months)}),), odds=SELDOM),)


def quarterly(area: Area) -> tuple[Design, ...]:
    """Published when the quarter has closed: each thing by itself."""
    places = Form({"place": tuple(area.clusters)})
    by_cluster = Design(CLUSTER, "Whole-school sessions, by cluster of schools", (places,), odds=OFTEN)
    return (
        Design(
            QUARTER, "Whole-school sessions this quarter", (Form({"month": (TOP,)}),), goes_with_months=True
        ),
        *[by_cluster] * (len(area.clusters) > 1),
        Design(SIZES_TABLE, "Whole-school sessions, by how many came", (
            Form({"size": SIZES}), Form({"size": TWO_SIZES}, "up to 30 together"),
        )),
    )  # fmt: skip


def plan(area: Area, designs: Sequence[Design]) -> Plan:
    """The tables in order of worth, protected as those of young people are."""
    alone = (name for name, schools in area.clusters.items() if len(schools) == 1)
    return Plan(shape_of(area), tuple(designs), frozenset({*area.schools, *alone}), AREA, SCHOOL)
