"""Brief Parental Self Efficacy Scale: five statements, for parents and guardians.

Free to use, and credited. No permission to publish its words again was found, nor the authors' form to check them
against, and a wording that is nearly right is another measure: so the words come as a pack, and until then its total is
copied from paper (docs/questionnaires.md).
The national scaling table marks it as if lower were better; higher is better on it.
"""

from sessions_app.instruments.instrument import PARENT, Instrument, Licence, Scale

BPSES = Instrument(
    code="bpses",
    name="BPSES",
    about="How sure a parent or guardian feels about what they do, in five statements",
    ages={PARENT: (2, 18)},
    item_count=5,
    item_lowest=1,
    item_highest=5,
    scales=(
        Scale(
            "total", "Feeling sure as a parent", 25, lowest=5, items=(1, 2, 3, 4, 5), higher_is_better=True,
            snomed={PARENT: "961031000000108"},
        ),
    ),
    licence=Licence(
        holder="Matt Woolgar, Sajid Humayun, Stephen Scott and Mark R. Dadds",
        terms="Free to use, with credit.",
        notice="Brief Parental Self Efficacy Scale: Woolgar, Humayun, Scott and Dadds (2023).",
    ),
    scoring_source="The sum of five; nobody has set cut-offs, so only change is looked at. All five are needed",
)  # fmt: skip
