"""Brief Parental Self Efficacy Scale: five statements, for parents and guardians.

The authors' words, free to use with credit, and not under the licence of this software. The national scaling table
marks it as if lower were better; higher is better on it.
"""

from sessions_app.instruments.instrument import PARENT, Instrument, Licence, Scale, Wording

_NOTICE = "Brief Parental Self Efficacy Scale: Woolgar, Humayun, Scott and Dadds (2023). Free to use, with credit."

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
    wording={
        PARENT: Wording(
            introduction="How much do you agree with each sentence?",
            questions=(
                "Even though I may not always manage it, I know what I need to do with my child.",
                "I am able to do the things that will improve my child's behaviour.",
                "I can make an important difference to my child.",
                "In most situations I know what I should do to ensure my child behaves.",
                "The things I do make a difference to my child's behaviour.",
            ),
            answers=("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
            notice=_NOTICE,
        )
    },
    licence=Licence(
        holder="Matt Woolgar, Sajid Humayun, Stephen Scott and Mark R. Dadds",
        terms="Free to use, with credit.",
        notice=_NOTICE,
    ),
    scoring_source="The sum of five; nobody has set cut-offs, so only change is looked at. All five are needed",
)  # fmt: skip
