"""Revised Children's Anxiety and Depression Scale, 47 items. The shorter ones have other totals and are not this."""

from sessions_app.instruments.instrument import PARENT, SELF, Instrument, Licence, Scale, Threshold

_SOURCE = "CYP-IAPT 2015, in NHSDigital/mental-health-monthly-statistics"


def _reliable(own: float, parents: float) -> dict[str, Threshold]:
    return {SELF: Threshold(own, _SOURCE, in_t=True), PARENT: Threshold(parents, _SOURCE, in_t=True)}


#: The authors' guide lets two answers of a scale be missing; the totals add the scales up, which bounds them too.
_MAY_MISS = 2

RCADS = Instrument(
    code="rcads-47",
    name="RCADS",
    about="Worry and low mood, in 47 questions",
    ages={SELF: (8, 18), PARENT: (8, 18)},
    item_count=47,
    item_highest=3,
    read_today=frozenset({37}),
    has_norms=True,
    scales=(
        Scale(
            "depression", "Low mood", 30, items=(2, 6, 11, 15, 19, 21, 25, 29, 40, 47), may_miss=_MAY_MISS,
            snomed={SELF: "718655001", PARENT: "718665007"}, reliable=_reliable(17.73, 22.87),
        ),
        Scale(
            "generalised", "General worry", 18, items=(1, 13, 22, 27, 35, 37), may_miss=_MAY_MISS,
            snomed={SELF: "718656000", PARENT: "718666008"}, reliable=_reliable(14.91, 18.30),
        ),
        Scale(
            "obsessions", "Repeated thoughts and habits", 18, items=(10, 16, 23, 31, 42, 44), may_miss=_MAY_MISS,
            snomed={SELF: "718657009", PARENT: "718667004"}, reliable=_reliable(16.35, 24.06),
        ),
        Scale(
            "panic", "Panic", 27, items=(3, 14, 24, 26, 28, 34, 36, 39, 41), may_miss=_MAY_MISS,
            snomed={SELF: "718658004", PARENT: "718668009"}, reliable=_reliable(18.29, 40.93),
        ),
        Scale(
            "separation", "Being apart from family", 21, items=(5, 9, 17, 18, 33, 45, 46), may_miss=_MAY_MISS,
            snomed={SELF: "718659007", PARENT: "718669001"}, reliable=_reliable(22.95, 28),
        ),
        Scale(
            "social", "What others think", 27, items=(4, 7, 8, 12, 20, 30, 32, 38, 43), may_miss=_MAY_MISS,
            snomed={SELF: "718660002", PARENT: "718670000"}, reliable=_reliable(13.99, 16.63),
        ),
        Scale(
            "anxiety", "All worry scales together", 111,
            sum_of=("generalised", "obsessions", "panic", "separation", "social"),
            snomed={SELF: "718661003", PARENT: "718671001"},
        ),
        Scale(
            "total", "Everything together", 141, sum_of=("anxiety", "depression"),
            snomed={SELF: "718662005", PARENT: "718672008"},
        ),
    ),
    licence=Licence(
        holder="Bruce F. Chorpita and Susan H. Spence",
        terms="Copyright. The authors' site at UCLA is the only place that gives it out; using it on screen needs "
        "their permission.",
    ),
    scoring_source="RCADS User's Guide (Chorpita, Ebesutani and Spence); norms: sessions_app/instruments/norms.py",
)  # fmt: skip
