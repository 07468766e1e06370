"""Writing a programme, and finding one."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms import BoundField

from mhst.core.forms import PlainForm
from mhst.people.enums import Skill
from sessions_app.enums import ProgrammeKind
from sessions_app.forms.change import Seen
from sessions_app.models import Programme
from sessions_app.models.programme import LARGEST_GROUP, OLDEST, YOUNGEST
from sessions_app.queries.programme import IN_USE, RETIRED, Narrowed, contents_of
from sessions_app.rules import programme as rules

FACTS = (
    "name", "kind", "summary", "session_minutes", "youngest", "oldest", "smallest_group", "largest_group",
    "facilitators", "skills",
)  # fmt: skip
FIXED = {
    "kind": "It has been used, so it stays what it is. Add another programme instead.",
    "facilitators": "It is running. This can change when no run of it is left.",
}


class Narrow(PlainForm):
    """Which programmes are wanted. What cannot be is as good as nothing."""

    text = forms.CharField(label="Name or words", required=False, max_length=60)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *ProgrammeKind.choices])
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), (IN_USE, "In use"), (RETIRED, "Retired")]
    )

    def wanted(self) -> Narrowed:
        self.is_valid()
        return Narrowed(**self.cleaned_data)


class Write(PlainForm):
    """All of a programme, with a pair of fields for each session."""

    is_overtaken = False  # by somebody else, who changed it in the meantime

    name = forms.CharField(
        label="Name",
        max_length=rules.LONGEST_NAME,
        error_messages={"required": "Enter the programme's name"},
        help_text="As schools and families read it.",
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=ProgrammeKind.choices,
        error_messages={"required": "Choose the kind of programme"},
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label="What is it?", max_length=rules.LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Two or three sentences that a teacher can read out.",
    )  # fmt: skip
    session_minutes = forms.TypedChoiceField(
        label="Length of a session", coerce=int,
        choices=[("", "Choose a length"), *((n, f"{n} minutes") for n in rules.MINUTES)],
    )  # fmt: skip
    youngest = forms.IntegerField(label="Youngest age", min_value=YOUNGEST, max_value=OLDEST)
    oldest = forms.IntegerField(label="Oldest age", min_value=YOUNGEST, max_value=OLDEST)
    smallest_group = forms.IntegerField(
        label="Smallest group", min_value=1, max_value=LARGEST_GROUP, help_text="1 where it is for one at a time."
    )
    largest_group = forms.IntegerField(
        label="Largest group", min_value=1, max_value=LARGEST_GROUP, help_text="1 where it is for one at a time."
    )
    facilitators = forms.IntegerField(
        label="Practitioners in each session", min_value=1, max_value=rules.MOST_FACILITATORS
    )
    skills = forms.MultipleChoiceField(
        label="What whoever leads it must be trained in", required=False, choices=Skill.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    session_count = forms.IntegerField(label="Number of sessions", min_value=1, max_value=rules.MOST_SESSIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, self._rows() + 1)
        for number in self.numbers:
            self.fields[f"title_{number}"] = _title(number)
            self.fields[f"due_{number}"] = _due(number)

    def about(self) -> list[BoundField]:
        """The fields above the plan."""
        return [self[name] for name in FACTS]

    def rows(self) -> list[tuple[int, BoundField, BoundField]]:
        """The fields of the plan, session by session."""
        return [(number, self[f"title_{number}"], self[f"due_{number}"]) for number in self.numbers]

    def description(self) -> rules.Description:
        given = self.cleaned_data
        facts = {name: given[name] for name in FACTS} | {"skills": tuple(given["skills"])}
        return rules.Description(**facts, plan=tuple((given[f"title_{n}"], given[f"due_{n}"]) for n in self.numbers))

    def _rows(self) -> int:
        said = str(self.data.get("session_count", "") if self.is_bound else self.initial.get("session_count", ""))
        return min(max(int(said), 1), rules.MOST_SESSIONS) if said.isdecimal() and len(said) < 9 else 1


class Change(Seen[Programme], Write):
    """The same of one that is there. What its runs depend on stands fixed, with why."""

    def __init__(self, *args: Any, fixed: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fixed:
            self.fields[name].disabled, self.fields[name].help_text = True, FIXED[name]


def as_it_is(programme: Programme) -> dict[str, Any]:
    """What a form for changing it starts with."""
    rows = {
        f"{name}_{content.number}": getattr(content, name)
        for content in contents_of(programme)
        for name in ("title", "due")
    }
    return {name: getattr(programme, name) for name in (*FACTS, "session_count")} | rows


def _title(number: int) -> forms.CharField:
    return forms.CharField(
        label=f"Session {number}: what it is about", max_length=rules.LONGEST_TITLE,
        error_messages={"required": f"Say what session {number} is about"},
    )  # fmt: skip


def _due(number: int) -> forms.CharField:
    return forms.CharField(label=f"Session {number}: what is due", required=False, max_length=rules.LONGEST_DUE)
