"""England's bank holidays, computed by a library: no network."""

import datetime as dt
from functools import lru_cache

import holidays

#: How people say the library's names in a sentence.
SPOKEN = {
    "May Day": "the early May bank holiday",
    "Spring Bank Holiday": "the spring bank holiday",
    "Late Summer Bank Holiday": "the summer bank holiday",
}


def bank_holiday(date: dt.date) -> str | None:
    """The bank holiday of this date as a person would say it, or None."""
    return _of_year(date.year).get(date)


@lru_cache(maxsize=32)
def _of_year(year: int) -> dict[dt.date, str]:
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {date: _spoken(name) for date, name in found.items()}


def _spoken(name: str) -> str:
    if name.endswith(" (observed)"):
        return f"the bank holiday for {name.removesuffix(' (observed)')}"
    return SPOKEN.get(name, name)
