"""The Warwick-Edinburgh scales of well-being, long and short. Higher is better."""

from sessions_app.instruments.instrument import SELF, Instrument, Licence, Scale, Threshold

_NATIONAL = "in NHSDigital/mental-health-monthly-statistics"
_LICENCE = Licence(
    holder="NHS Health Scotland, University of Warwick and University of Edinburgh",
    terms="Register with Warwick before use; free for public bodies that do not make a profit.",
)

#: What a raw sum of 7 to 35 stands for, so that equal steps are equal (Stewart-Brown and others, 2009).
_METRIC = (
    7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98,
    20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00,
)  # fmt: skip

SWEMWBS = Instrument(
    code="swemwbs",
    name="SWEMWBS",
    about="Well-being over two weeks, in seven statements",
    ages={SELF: (13, 25)},
    item_count=7,
    item_lowest=1,
    item_highest=5,
    scales=(
        Scale(
            "total", "Well-being", 35, lowest=7, items=tuple(range(1, 8)), metric=_METRIC, higher_is_better=True,
            snomed={SELF: "718466001"}, reliable={SELF: Threshold(3, f"Shah and others (2018), {_NATIONAL}")},
        ),
    ),
    licence=_LICENCE,
    scoring_source="Warwick: sum the seven, then convert by the table; all seven are needed",
)  # fmt: skip

WEMWBS = Instrument(
    code="wemwbs",
    name="WEMWBS",
    about="Well-being over two weeks, in fourteen statements",
    ages={SELF: (13, 25)},
    item_count=14,
    item_lowest=1,
    item_highest=5,
    scales=(
        Scale(
            "total", "Well-being", 70, lowest=14, items=tuple(range(1, 15)), higher_is_better=True,
            snomed={SELF: "718426000"}, reliable={SELF: Threshold(9, f"Maheswaran and others (2012), {_NATIONAL}")},
        ),
    ),
    licence=_LICENCE,
    scoring_source="Warwick: the sum of the fourteen; we score it only when all are there",
)  # fmt: skip
