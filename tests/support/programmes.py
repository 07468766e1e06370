"""A programme as somebody writes it down."""

from typing import Any

from sessions_app.rules.programme import Description

PLAN = (("Hello", "Starting measures"), ("Trying things out", "Goals"), ("Keeping it going", "Closing measures"))


def described(**changes: Any) -> Description:
    """A group of three sessions that every rule allows."""
    facts: dict[str, Any] = {
        "name": "Calm start group", "kind": "group", "summary": "Three calm mornings.", "session_minutes": 50,
        "youngest": 11, "oldest": 14, "smallest_group": 4, "largest_group": 8, "facilitators": 2,
        "skills": ("anxiety",), "plan": PLAN,
    }  # fmt: skip
    return Description(**{**facts, **changes})


def filled_in(**changes: Any) -> dict[str, Any]:
    """The same as a form sends it."""
    given = described(**changes)
    rows = {f"title_{n}": title for n, (title, _) in enumerate(given.plan, start=1)}
    rows |= {f"due_{n}": due for n, (_, due) in enumerate(given.plan, start=1)}
    return {**given.facts, **rows}
