"""The declared tables of consultations: what schools asked specialists. Nobody is named in them, so they are counted by
themselves and never with young people; still one that is small could be somebody, so the same gate stands before them.
"""

from collections.abc import Sequence
from dataclasses import replace

from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.design import OFTEN, SELDOM, Design, Form, Plan
from mhst.core.disclosure.rule import AREA, SCHOOL
from mhst.core.disclosure.shape import TOP, Dimension, Shape, Tie

#: What they are about, and with which others a rarer one stands together.
THEMES = {
    "worry_mood_or_loss": ("anxiety", "low_mood", "loss"),
    "self_harm_or_eating": ("self_harm", "eating"),
    "school_life": ("attendance", "behaviour", "neurodivergent"),
    "family_or_else": ("family", "other"),
}
ANSWERS = ("answered_in_time", "answered_later")
CAME_OF_IT = ("stayed_in_school", "went_on", "not_told")
OUTCOMES = ("advice_agreed", "without_advice")
#: How long both sides were there at once, in minutes.
TALKED = ("up_to_15_minutes", "15_to_30_minutes", "over_30_minutes")
TALKS = ("talked_live", "no_live_talk")
DIMENSIONS = ("month", "place", "theme", "answer", "outcome", "talk")

THEME = Dimension("theme", {TOP: (tuple(THEMES),), **{group: (few,) for group, few in THEMES.items()}}, divides=True)
ANSWER = Dimension("answer", {TOP: (ANSWERS,)}, divides=True)
OUTCOME = Dimension("outcome", {TOP: (OUTCOMES,), "advice_agreed": (CAME_OF_IT,)}, divides=True)
TALK = Dimension("talk", {TOP: (TALKS,), "talked_live": (TALKED,)}, divides=True)
FRAMES = (frozenset({"month", "place"}), *(frozenset({name}) for name in DIMENSIONS[2:]))

#: A bold reader supposes nothing of them but that a revision changes little.
BOLD: tuple[tuple[frozenset[str], ...], ...] = ((frozenset(),),)

MONTH, QUARTER, CLUSTER = "consultations_month", "consultations", "consultations_cluster"
THEMES_TABLE, ANSWERS_TABLE, OUTCOMES_TABLE, TALKS_TABLE = (f"{QUARTER}_{name}" for name in DIMENSIONS[2:])
KEYS = frozenset({MONTH, QUARTER, CLUSTER, THEMES_TABLE, ANSWERS_TABLE, OUTCOMES_TABLE, TALKS_TABLE})


def shape_of(area: Area) -> Shape:
    """Each is asked once, at one place: every dimension divides them."""
    month = Dimension("month", {TOP: (area.months,)}, divides=True)
    clusters = {name: (schools,) for name, schools in area.clusters.items()}
    place = Dimension("place", {TOP: (tuple(area.clusters),), **clusters}, divides=True)
    shape = Shape((month, place, THEME, ANSWER, OUTCOME, TALK), FRAMES, BOLD)
    in_time = Tie(shape.cell(answer="answered_in_time"), (shape.cell(outcome="advice_agreed"),))
    return replace(shape, within=(in_time,))


def monthly(months: Sequence[str]) -> tuple[Design, ...]:
    """Published for each closed month."""
    return (Design(MONTH, "Consultations each month", (Form({"month": tuple(months)}),), odds=SELDOM),)


def quarterly(area: Area) -> tuple[Design, ...]:
    """Published when the quarter has closed: each thing by itself."""
    themes = tuple(theme for few in THEMES.values() for theme in few)
    agreed = (*CAME_OF_IT, "without_advice")
    by_cluster = Design(
        CLUSTER, "Consultations, by cluster of schools", (Form({"place": tuple(area.clusters)}),), odds=OFTEN
    )
    return (
        Design(QUARTER, "Consultations this quarter", (Form({"month": (TOP,)}),), goes_with_months=True),
        *[by_cluster] * (len(area.clusters) > 1),
        Design(THEMES_TABLE, "Consultations, by what they were about", (
            Form({"theme": themes}), Form({"theme": tuple(THEMES)}, "themes together"),
        )),
        Design(ANSWERS_TABLE, "Consultations answered in time", (Form({"answer": ANSWERS[:1]}),)),
        Design(OUTCOMES_TABLE, "Consultations, by what came of them", (
            Form({"outcome": agreed}), Form({"outcome": OUTCOMES}, "with advice or without"),
        )),
        Design(TALKS_TABLE, "Consultations, by minutes of live talk", (
            Form({"talk": (*TALKED, "no_live_talk")}), Form({"talk": TALKS}, "with a live talk or without"),
        )),
    )  # fmt: skip


def plan(area: Area, designs: Sequence[Design]) -> Plan:
    """The tables in order of worth, protected as those of young people are."""
    alone = (name for name, schools in area.clusters.items() if len(schools) == 1)
    return Plan(shape_of(area), tuple(designs), frozenset({*area.schools, *alone}), AREA, SCHOOL)
