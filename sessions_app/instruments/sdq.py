"""Strengths and Difficulties Questionnaire, for ages 4 to 17; young people answer for themselves from 11.

Bands are the four-band ones for the United Kingdom. The national figures count the helpful scale as if more of it
were worse; here higher is better on it, as the questionnaire says.
"""

from sessions_app.instruments.instrument import PARENT, SELF, TEACHER, Band, Instrument, Licence, Scale, Threshold

_IAPT = "CYP-IAPT 2015, in NHSDigital/mental-health-monthly-statistics"
_GOODMAN = "from the norms and Goodman (2001), in NHSDigital/mental-health-monthly-statistics"
_MAY_MISS = 2  # three of five answers are enough: 4 out of three counts as 7 (6.67) out of five


def _reliable(own: float, parents: float, source: str = _IAPT) -> dict[str, Threshold]:
    return {SELF: Threshold(own, source), PARENT: Threshold(parents, source)}


def _codes(own: str, parents: str, teachers: str) -> dict[str, str]:
    return {SELF: own, PARENT: parents, TEACHER: teachers}


def _bands(raised: int, high: int, very_high: int) -> tuple[Band, ...]:
    return (
        Band(0, "close to average"), Band(raised, "slightly raised"), Band(high, "high"), Band(very_high, "very high"),
    )  # fmt: skip


SDQ = Instrument(
    code="sdq",
    name="SDQ",
    about="Strengths and difficulties, in 25 questions, and what they get in the way of",
    ages={SELF: (11, 17), PARENT: (4, 17), TEACHER: (4, 17)},
    item_count=25,
    item_highest=2,
    scales=(
        Scale(
            "emotional", "Feelings", 10, items=(3, 8, 13, 16, 24), may_miss=_MAY_MISS, is_whole=True,
            reliable=_reliable(4, 4),
            snomed=_codes("718145004", "986071000000101", "986161000000109"),
            bands={SELF: _bands(5, 6, 7), TEACHER: _bands(4, 5, 6)},
        ),
        Scale(
            "conduct", "Behaviour", 10, items=(5, 7, 12, 18, 22), reversed=frozenset({7}),
            may_miss=_MAY_MISS, is_whole=True, reliable=_reliable(4, 4),
            snomed=_codes("718143006", "986061000000108", "986151000000106"),
            bands={TEACHER: _bands(3, 4, 5)},
        ),
        Scale(
            "hyperactivity", "Attention and restlessness", 10, items=(2, 10, 15, 21, 25),
            reversed=frozenset({21, 25}), may_miss=_MAY_MISS, is_whole=True,
            reliable=_reliable(4, 4),
            snomed=_codes("718482000", "986081000000104", "986171000000102"), bands={TEACHER: _bands(6, 8, 9)},
        ),
        Scale(
            "peer", "Getting on with others", 10, items=(6, 11, 14, 19, 23), reversed=frozenset({11, 14}),
            may_miss=_MAY_MISS, is_whole=True, reliable=_reliable(5, 3, _GOODMAN),
            snomed=_codes("718146003", "986101000000105", "986191000000103"), bands={TEACHER: _bands(3, 5, 6)},
        ),
        Scale(
            "prosocial", "Kind and helpful", 10, items=(1, 4, 9, 17, 20), may_miss=_MAY_MISS, is_whole=True,
            higher_is_better=True, reliable=_reliable(4, 3, _GOODMAN),
            snomed=_codes("718147007", "986111000000107", "986201000000101"),
            bands={TEACHER: (Band(0, "very low"), Band(4, "low"), Band(5, "slightly lowered"),
                             Band(6, "close to average"))},
        ),
        Scale(
            "total", "All difficulties together", 40, sum_of=("emotional", "conduct", "hyperactivity", "peer"),
            snomed=_codes("718134002", "986121000000101", "986211000000104"),
            bands={SELF: _bands(15, 18, 20), PARENT: _bands(14, 17, 20), TEACHER: _bands(12, 16, 19)},
        ),
        Scale(
            "impact", "What it gets in the way of", 10, reliable=_reliable(3, 3),
            highest_by={TEACHER: 6}, is_whole=True, snomed=_codes("718477007", "986091000000102", "986181000000100"),
        ),
    ),
    licence=Licence(
        holder="Robert Goodman, Youthinmind Ltd",
        terms="No version on screen without Youthinmind's permission; nothing changed, nothing left out. Paper is free "
        "for those who do not make a profit.",
    ),
    scoring_source="Scoring the SDQ for age 4-17, sdqinfo.org, 2014",
)  # fmt: skip
