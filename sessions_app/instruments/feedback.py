"""How the session was, in four questions of our own, each of which answers one of the national feedback items."""

from sessions_app.instruments.instrument import SELF, Instrument, Licence, Scale, Wording

_CODES = ("1047381000000103", "1047391000000101", "1047401000000103", "1047411000000101")
_NAMES = ("Being listened to", "Talking about what mattered", "Making sense", "Something to try")
_NOTICE = "These questions are our own."

FEEDBACK = Instrument(
    code="session-feedback",
    name="How was today?",
    about="How the session was, in four questions",
    ages={SELF: (8, 25)},
    item_count=4,
    item_lowest=1,
    item_highest=5,
    talk_at=2,
    of_experience=True,
    scales=tuple(
        Scale(
            f"item-{number}", name, 5, lowest=1, items=(number,), higher_is_better=True, snomed={SELF: code},
        )
        for number, (code, name) in enumerate(zip(_CODES, _NAMES, strict=True), start=1)
    ),
    wording={
        SELF: Wording(
            introduction="There are no wrong answers. It helps us make the next time better.",
            questions=(
                "Today I was properly heard.",
                "We spent the time on the things I had come for.",
                "What was said made sense to me.",
                "I am leaving with something I could try.",
            ),
            answers=("Not at all", "Only a little", "Somewhat", "Quite a bit", "Very much"),
            notice=_NOTICE,
        )
    },
    licence=Licence(holder="This service", terms="Our own words; the codes are the national ones.", notice=_NOTICE),
    scoring_source="Each answer by itself, 1 to 5. At 2 or below, the next session begins with it",
)  # fmt: skip
