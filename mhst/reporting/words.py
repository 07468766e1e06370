"""What the values of published tables are called, and what is said beside every figure."""

VALUES = {
    "all": "All",
    "female": "Girls and young women",
    "male": "Boys and young men",
    "another": "Non-binary, or described another way",
    "not_said": "Not said or not known",
    "another_or_not_said": "Another gender, or not said",
    "everyone_else": "Everyone else",
    "weekday_daytime": "Weekdays, 9am to 5pm",
    "weekday_evening": "Weekday evenings, 5pm to 10pm",
    "weekday_overnight": "Weekday nights, 10pm to 9am",
    "weekend": "Weekends",
    "evenings_and_weekends": "Evenings and weekends",
    "other_times": "All other times",
    "out_of_office_hours": "Out of office hours",
}
DIMENSIONS = {"month": "Month", "place": "School", "gender": "Gender", "time": "Time of the week"}
PARTS = {"day": "9am to 5pm", "evening": "5pm to 10pm", "night": "10pm to 9am"}
HIDDEN = "few or none"

PEOPLE = (
    "Young people, each counted once in every figure, however often they came. Somebody who came at two times of the "
    "week is in both, and once in the whole, so figures need not add up."
)
TIMES = (
    "Times are those of the clock in London. Out of office hours is all but weekdays from 9am to 5pm; evenings and "
    "weekends leaves out weekday nights too. Bank holidays count as the day of the week they fall on."
)
ANONYMOUS = "Where a service is anonymous, accounts are counted; somebody who registers twice is counted twice."


def value(code: str) -> str:
    """A value in words. Months and names of schools are their own."""
    day, _, part = code.rpartition("_")
    if part in PARTS and day.endswith("day"):
        return f"{day.capitalize()}, {PARTS[part]}"
    return VALUES.get(code, code)


def figure(shown: int | None) -> str:
    return HIDDEN if shown is None else str(shown)
