"""The two ten-item measures of the CORE system: for young people, and for those of 17 and over.

Both are the sum of ten answers; with one left out, ten times the mean of the other nine, to one decimal.
"""

from sessions_app.instruments.instrument import SELF, Band, Instrument, Licence, Scale, Threshold

_SOURCE = "CYP-IAPT 2015, in NHSDigital/mental-health-monthly-statistics"
_TEN = tuple(range(1, 11))
_LICENCE = Licence(
    holder="CORE System Trust",
    terms="CC BY-NC-ND 4.0. On screen without a fee if the words are unchanged, all there, in order, and the "
    "copyright line is seen by whoever fills it in.",
)
_SCORING = "Scoring CORE measures, coresystemtrust.org.uk: prorated with at most one item missing"

YP_CORE = Instrument(
    code="yp-core",
    name="YP-CORE",
    about="How the last week has been, in ten questions",
    ages={SELF: (11, 16)},
    item_count=10,
    item_highest=4,
    read_today=frozenset({4}),
    scales=(
        Scale(
            "total", "How hard the week was", 40, items=_TEN, reversed=frozenset({3, 5, 10}), may_miss=1, decimals=1,
            snomed={SELF: "718437004"}, reliable={SELF: Threshold(8, _SOURCE)},
        ),
    ),
    licence=_LICENCE,
    scoring_source=_SCORING,
)  # fmt: skip

CORE_10 = Instrument(
    code="core-10",
    name="CORE-10",
    about="How the last week has been, in ten questions, from 17",
    ages={SELF: (17, 25)},
    item_count=10,
    item_highest=4,
    read_today=frozenset({6}),
    scales=(
        Scale(
            "total", "How hard the week was", 40, items=_TEN, reversed=frozenset({2, 3}), may_miss=1, decimals=1,
            snomed={SELF: "718583008"}, reliable={SELF: Threshold(5, _SOURCE)},
            bands={SELF: (Band(0, "below the cut-off"), Band(11, "above the cut-off"))},
        ),
    ),
    licence=_LICENCE,
    scoring_source=_SCORING,
)  # fmt: skip
