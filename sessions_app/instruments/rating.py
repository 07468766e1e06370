"""The outcome rating scales (four lines of ten centimetres) and the practitioner's global assessment scale."""

from sessions_app.instruments.instrument import PARENT, PRACTITIONER, SELF, Band, Instrument, Licence, Scale, Threshold

_SOURCE = "CYP-IAPT 2015, in NHSDigital/mental-health-monthly-statistics"
_LICENCE = Licence(
    holder="Scott D. Miller and Barry L. Duncan",
    terms="A licence per person or organisation (Better Outcomes Now). Four sliders of one's own are not this measure.",
)
_LINES = (1, 2, 3, 4)
_SCORING = "The sum of four lines of ten centimetres, to a millimetre; all four are needed"

ORS = Instrument(
    code="ors",
    name="ORS",
    about="How things are, on four lines, from 13",
    ages={SELF: (13, 25)},
    item_count=4,
    item_highest=10,
    item_step=0.1,
    scales=(
        Scale(
            "total", "How things are", 40, items=_LINES, decimals=1, higher_is_better=True,
            snomed={SELF: "716613004"}, reliable={SELF: Threshold(6.6, _SOURCE)},
        ),
    ),
    licence=_LICENCE,
    scoring_source=_SCORING,
)  # fmt: skip

CORS = Instrument(
    code="cors",
    name="CORS",
    about="How things are, on four lines, from 6 to 12; also for parents about them",
    ages={SELF: (6, 12), PARENT: (6, 12)},
    item_count=4,
    item_highest=10,
    item_step=0.1,
    scales=(
        Scale(
            "total", "How things are", 40, items=_LINES, decimals=1, higher_is_better=True,
            snomed={SELF: "718458005"}, reliable={SELF: Threshold(10, _SOURCE)},
            bands={SELF: (Band(0, "below the cut-off"), Band(32, "above the cut-off")),
                   PARENT: (Band(0, "below the cut-off"), Band(28, "above the cut-off"))},
        ),
    ),
    licence=_LICENCE,
    scoring_source=_SCORING,
)  # fmt: skip

CGAS = Instrument(
    code="cgas",
    name="CGAS",
    about="The practitioner's view of how somebody gets on, in one number",
    ages={PRACTITIONER: (4, 16)},
    scales=(
        Scale(
            "total", "Getting on", 100, lowest=1, higher_is_better=True, snomed={PRACTITIONER: "860591000000104"},
            reliable={PRACTITIONER: Threshold(11, "Bird and others (1987), in "
                                              "NHSDigital/mental-health-monthly-statistics")},
        ),
    ),
    licence=Licence("David Shaffer and others", "Its anchor points are copyright; only the number is kept"),
)  # fmt: skip
