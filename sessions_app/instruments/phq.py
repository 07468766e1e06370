"""PHQ-9 and GAD-7: low mood and worry over two weeks."""

from sessions_app.instruments.instrument import SELF, Band, Instrument, Licence, Scale, Threshold

_SOURCE = "CYP-IAPT 2015, in NHSDigital/mental-health-monthly-statistics"
_LICENCE = Licence(
    holder="Pfizer Inc.",
    terms="Said to need no permission to reproduce; still copyright-marked. Whoever installs it makes sure.",
)

PHQ_9 = Instrument(
    code="phq-9",
    name="PHQ-9",
    about="Low mood over two weeks, in nine questions",
    ages={SELF: (13, 25)},
    item_count=9,
    item_highest=3,
    read_today=frozenset({9}),
    scales=(
        Scale(
            "total", "Low mood", 27, items=tuple(range(1, 10)), may_miss=2,
            snomed={SELF: "720433000"}, reliable={SELF: Threshold(6, _SOURCE)},
            bands={SELF: (Band(0, "minimal"), Band(5, "mild"), Band(10, "moderate"), Band(15, "moderately severe"),
                          Band(20, "severe"))},
        ),
    ),
    licence=_LICENCE,
    scoring_source="Kroenke and others, PHQ-9: with one or two items missing, the mean of the others stands for them",
)  # fmt: skip

GAD_7 = Instrument(
    code="gad-7",
    name="GAD-7",
    about="Worry over two weeks, in seven questions",
    ages={SELF: (13, 25)},
    item_count=7,
    item_highest=3,
    scales=(
        Scale(
            "total", "Worry", 21, items=tuple(range(1, 8)),
            snomed={SELF: "445455005"}, reliable={SELF: Threshold(4, _SOURCE)},
            bands={SELF: (Band(0, "minimal"), Band(5, "mild"), Band(10, "moderate"), Band(15, "severe"))},
        ),
    ),
    licence=_LICENCE,
    scoring_source="The sum of all seven; we know of no rule of the authors for missing items, so there is none",
)  # fmt: skip
