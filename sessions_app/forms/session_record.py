"""What is written about one session, and what is added once it is signed."""

from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from sessions_app.models import Goal
from sessions_app.queries import session_record as queries
from sessions_app.queries.session_record import Sheet
from sessions_app.rules.session_record import Words

LONGEST = 20_000
NEAR = [("", "Not asked today"), (0, "0: not at all"), *((n, str(n)) for n in range(1, 10)), (10, "10: reached")]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Note(PlainForm):
    """Everything on one sheet. Nothing is required to save it; what signing needs, its rule says."""

    done = forms.TypedMultipleChoiceField(
        label="What you did of the programme's plan", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    gave_intervention = forms.BooleanField(
        label="This session was part of the support itself, not only assessing and planning", required=False,
        help_text="The first such session counts as the start of support in the four-week clock.",
    )  # fmt: skip
    note = forms.CharField(
        label="Note", required=False, max_length=LONGEST, widget=_area(12),
        help_text="What they said, what you did, what you agreed to try before next time.",
    )  # fmt: skip
    safety = forms.CharField(
        label="Being safe", required=False, max_length=LONGEST, widget=_area(4),
        help_text="What you asked and what they said, every time, also when there was nothing to worry about.",
    )  # fmt: skip
    safety_plan = forms.CharField(
        label="What is to be done about it", required=False, max_length=LONGEST, widget=_area(3),
        help_text="Leave it empty if nothing is. For something that cannot wait, raise a safeguarding concern.",
    )  # fmt: skip
    safety_owner = forms.ChoiceField(label="Who sees to it?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    writer = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contents = queries.contents_for(sheet.session)
        self.owners = {str(one.pk): one for one in queries.owners_for(sheet)}
        self.fields["done"].choices = [(c.number, _said(c, sheet.session.number)) for c in self.contents]
        self.fields["safety_owner"].choices = [("", "Nobody: nothing is to be done"), *(
            (id, one.user.name) for id, one in self.owners.items()
        )]  # fmt: skip
        if not self.contents:
            del self.fields["done"]
        self.goals = queries.goals_at(sheet)
        for goal, score in self.goals:
            self.fields[_name(goal)] = forms.TypedChoiceField(
                label=goal.words, choices=NEAR, coerce=int, empty_value=None, required=False, initial=score
            )
            self.fields[_name(goal)].widget.attrs["class"] = "app-select--short"

    @property
    def goal_fields(self) -> list[forms.BoundField]:
        return [self[_name(goal)] for goal, _ in self.goals]

    def words(self) -> Words:
        given = self.cleaned_data
        return Words(
            note=_lines(given["note"]), safety=_lines(given["safety"]), safety_plan=_lines(given["safety_plan"]),
            safety_owner=self.owners.get(given["safety_owner"]), done=given.get("done", []),
            gave_intervention=given["gave_intervention"],
            scores={goal.number: given[_name(goal)] for goal, _ in self.goals if given[_name(goal)] is not None},
        )  # fmt: skip


class Add(PlainForm):
    """Something more, once it is signed."""

    words = forms.CharField(label="What do you want to add?", max_length=LONGEST, widget=_area(6))


def as_it_stands(sheet: Sheet, writer: str) -> dict[str, Any]:
    """What the form starts with."""
    record = sheet.record
    start: dict[str, Any] = {"version": sheet.version, "writer": writer}
    if record is None:
        return start
    return start | {
        "note": record.note or "", "safety": record.safety or "", "safety_plan": record.safety_plan or "",
        "safety_owner": str(record.safety_owner_id or ""), "done": record.done,
        "gave_intervention": record.gave_intervention,
    }  # fmt: skip


def kept(sheet: Sheet, writer: str) -> Note:
    """What is saved, as a form that sentences can be put on."""
    scores = {_name(goal): score for goal, score in queries.goals_at(sheet) if score is not None}
    form = Note(as_it_stands(sheet, writer) | scores, sheet=sheet)
    form.is_valid()
    return form


def put_beside(kept: Note, sent: Note) -> None:
    """Give each field the words that were sent for it and are not what is kept."""
    for name, field in kept.fields.items():
        words = _in_words(sent, name)
        field.sent = words if words != _in_words(kept, name) else ""


def _in_words(form: Note, name: str) -> str:
    """What was typed or chosen. Nothing chosen is no words."""
    field, given = form.fields[name], form.cleaned_data.get(name)
    if isinstance(field, forms.BooleanField):
        return "Yes" if given else ""
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (given if isinstance(given, list) else [given]) if one not in ("", None)}
        choices: Any = field.choices
        return "\n".join(str(label) for value, label in choices if str(value) in chosen)
    return _lines(str(given or ""))


def _name(goal: Goal) -> str:
    return f"goal_{goal.number}"


def _lines(text: str) -> str:
    """A form that is sent ends its lines otherwise than a script that saves it; they say the same."""
    return text.replace("\r\n", "\n")


def _said(content: Any, today: int | None) -> str:
    return f"{content.number}. {content.title}{' (planned for this session)' if content.number == today else ''}"
