"""T scores of the RCADS-47: where a raw score stands among boys or girls of about the same age.

T = 50 + 10 x (raw - mean) / standard deviation. The means and standard deviations below are those NHS England uses
for its national outcome figures: repository `nhsengland/MHSDS` (MIT licence), file "CYP Outcomes Dashboard/CYP
Outcomes", commit 55aa034 of 8 November 2024, its 120 cases for boys and girls, six scales, two raters and five age
bands. Only the numbers were taken, and the formula derived again: two of the labels in that file (girls of 16-17,
own depression; girls of 8-9, parents' depression) match nothing there, so that raw scores pass as T scores.

**The age band is by whole years of age on the day the request for support was received**, and stays the same for
the whole of a referral: otherwise a birthday between two readings would look like change. The bands are ages 8-9,
10-11, 12-13, 14-15 and 16-17. They are NHS England's, which take ages 8-9 for American grades 3-4 (grade = age - 5);
the authors' own site says grade = age - 6, which would put the bands a year later. We follow the national figures,
because our reliable change is theirs.

Norms exist for boys and girls only. Where neither fits, or nobody wants to be compared, there is no T score: the
raw score and its change say enough. Beyond 17 and below 8 there is none either.
"""

from typing import NamedTuple

from sessions_app.instruments.instrument import PARENT, SELF

BOYS, GIRLS = "boys", "girls"
BORDERLINE, CLINICAL = 65, 70
#: Differences further up mean nothing, so nothing further up is shown exactly.
SHOWN_UP_TO = 80


class Norm(NamedTuple):
    mean: float
    deviation: float


_SCALES = ("depression", "generalised", "obsessions", "panic", "separation", "social")
#: By rater, group and youngest age of the band: mean and standard deviation of each scale, in the order above.
_TABLE: dict[tuple[str, str, int], tuple[Norm, ...]] = {
    (SELF, BOYS, 8): (
        Norm(8.25, 4.09), Norm(6.98, 3.36), Norm(6.15, 3.20),
        Norm(5.25, 4.15), Norm(4.87, 3.93), Norm(9.77, 4.51),
    ),
    (SELF, BOYS, 10): (
        Norm(7.07, 3.64), Norm(6.44, 3.13), Norm(6.01, 3.26),
        Norm(4.06, 3.60), Norm(3.20, 3.05), Norm(10.30, 4.75),
    ),
    (SELF, BOYS, 12): (
        Norm(6.71, 3.64), Norm(6.20, 3.14), Norm(5.22, 3.40),
        Norm(3.62, 3.36), Norm(2.26, 2.47), Norm(11.05, 4.74),
    ),
    (SELF, BOYS, 14): (
        Norm(7.44, 4.10), Norm(7.07, 2.93), Norm(4.65, 2.89),
        Norm(3.76, 3.21), Norm(2.50, 2.46), Norm(11.68, 4.74),
    ),
    (SELF, BOYS, 16): (
        Norm(7.32, 3.81), Norm(6.76, 3.44), Norm(5.18, 3.12),
        Norm(3.79, 2.71), Norm(1.90, 2.03), Norm(10.67, 4.49),
    ),
    (SELF, GIRLS, 8): (
        Norm(8.74, 4.75), Norm(7.77, 3.77), Norm(7.62, 3.68),
        Norm(6.51, 4.73), Norm(7.05, 4.31), Norm(11.61, 4.98),
    ),
    (SELF, GIRLS, 10): (
        Norm(7.64, 4.10), Norm(8.01, 3.68), Norm(6.39, 3.46),
        Norm(5.25, 4.30), Norm(4.74, 3.78), Norm(12.92, 5.21),
    ),
    (SELF, GIRLS, 12): (
        Norm(7.89, 3.91), Norm(7.42, 3.16), Norm(5.12, 3.34),
        Norm(5.03, 3.92), Norm(3.00, 2.72), Norm(13.01, 4.94),
    ),
    (SELF, GIRLS, 14): (
        Norm(7.65, 3.68), Norm(7.28, 3.44), Norm(4.12, 2.79),
        Norm(4.18, 3.07), Norm(2.34, 2.23), Norm(12.27, 5.00),
    ),
    (SELF, GIRLS, 16): (
        Norm(9.36, 4.45), Norm(8.49, 3.71), Norm(5.48, 3.82),
        Norm(5.26, 4.28), Norm(3.05, 2.57), Norm(12.85, 4.98),
    ),
    (PARENT, BOYS, 8): (
        Norm(3.71, 2.93), Norm(4.11, 3.00), Norm(2.04, 2.43),
        Norm(1.91, 1.90), Norm(4.29, 3.00), Norm(8.44, 3.88),
    ),
    (PARENT, BOYS, 10): (
        Norm(3.62, 2.87), Norm(3.74, 2.49), Norm(2.01, 2.31),
        Norm(1.64, 1.84), Norm(2.85, 2.79), Norm(7.71, 3.94),
    ),
    (PARENT, BOYS, 12): (
        Norm(3.54, 3.18), Norm(3.26, 2.60), Norm(1.62, 1.98),
        Norm(1.61, 1.56), Norm(1.97, 2.21), Norm(7.59, 4.31),
    ),
    (PARENT, BOYS, 14): (
        Norm(5.21, 3.51), Norm(3.73, 2.75), Norm(2.58, 3.03),
        Norm(2.19, 2.34), Norm(1.69, 1.89), Norm(8.39, 4.19),
    ),
    (PARENT, BOYS, 16): (
        Norm(3.94, 3.88), Norm(3.22, 2.50), Norm(1.11, 1.96),
        Norm(1.50, 1.69), Norm(1.15, 1.55), Norm(7.32, 3.69),
    ),
    (PARENT, GIRLS, 8): (
        Norm(3.25, 3.58), Norm(4.00, 2.87), Norm(2.01, 2.63),
        Norm(1.87, 2.61), Norm(4.20, 3.00), Norm(8.01, 3.87),
    ),
    (PARENT, GIRLS, 10): (
        Norm(3.75, 3.63), Norm(4.18, 3.18), Norm(2.03, 2.65),
        Norm(1.79, 2.30), Norm(3.46, 2.95), Norm(8.94, 5.16),
    ),
    (PARENT, GIRLS, 12): (
        Norm(3.60, 3.37), Norm(3.23, 2.54), Norm(1.41, 1.94),
        Norm(1.82, 1.98), Norm(2.08, 2.33), Norm(8.62, 4.65),
    ),
    (PARENT, GIRLS, 14): (
        Norm(3.97, 3.25), Norm(3.46, 3.02), Norm(1.89, 2.57),
        Norm(1.83, 2.13), Norm(1.91, 2.49), Norm(8.83, 4.73),
    ),
    (PARENT, GIRLS, 16): (
        Norm(4.91, 3.17), Norm(3.76, 2.28), Norm(1.80, 2.34),
        Norm(2.04, 2.27), Norm(1.92, 1.98), Norm(8.35, 4.38),
    ),
}  # fmt: skip


def band_of(age: int) -> int | None:
    """The youngest age of the band, or none where there are no norms."""
    return age - age % 2 if 8 <= age <= 17 else None


def t_score(raw: float, *, scale: str, rater: str, group: str | None, age: int) -> float | None:
    """The exact T score, or none where nobody like this was measured."""
    band = band_of(age)
    norms = _TABLE.get((rater, group or "", band or 0))
    if norms is None or scale not in _SCALES:
        return None
    norm = norms[_SCALES.index(scale)]
    return 50 + 10 * (raw - norm.mean) / norm.deviation


def shown(t: float) -> str:
    """As people see it: one decimal, and no more than ">80"."""
    return f">{SHOWN_UP_TO}" if t > SHOWN_UP_TO else f"{t:.1f}"


def band_words(t: float) -> str:
    """The authors' two thresholds, in words."""
    if t >= CLINICAL:
        return "above the clinical threshold"
    return "around the clinical threshold" if t >= BORDERLINE else ""
