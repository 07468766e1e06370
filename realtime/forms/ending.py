import datetime as dt
from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from realtime.enums import NextStep
from realtime.forms.free_time import FreeTime
from realtime.models.ending import SCORES

MOST = 4000


def words(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
    )  # fmt: skip


class Summary(PlainForm):
    """Both write on it; `version` is the one that whoever writes has seen."""

    summary = words("What we talked about, and what helps", rows=6)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Goal(PlainForm):
    goal = words(
        "What I want to reach", rows=3, required=False, help_text="In your own words. Leave it empty if you like."
    )


class Next(PlainForm):
    """What comes next, as both have agreed: another chat at one of the times that are free."""

    step = forms.ChoiceField(label="What comes next", widget=forms.RadioSelect)
    at = FreeTime(label="When?", required=False, help_text="For another chat.")

    def __init__(self, *args: Any, times: list[dt.datetime], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["at"].offer(times)
        possible = [one for one in NextStep.choices if times or one[0] != NextStep.CHAT]
        self.fields["step"].choices = possible
        if not times:
            del self.fields["at"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("step") == NextStep.CHAT and "at" not in self.errors and not found.get("at"):
            self.add_error("at", "Choose the time you have agreed.")
        return found


class EndsWithCare(PlainForm):
    """`seen` is how much they had written when the page was opened."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndMessages(EndsWithCare):
    """Ends messages between visits, or a private talk: nothing is asked."""


class End(EndsWithCare):
    """Ends it for good."""

    would_again = forms.BooleanField(
        label="I would talk with them again", required=False,
        help_text="If they ask for you next time, they wait a little for you.",
    )  # fmt: skip


class Note(PlainForm):
    words = words("For whoever helps next time", rows=6, help_text="Not seen by the young person unless they ask.")


ASKED = {
    "felt_heard": "I felt listened to",
    "talked_about_what_matters": "We talked about what matters to me",
    "has_an_idea_of_next": "I have an idea of what to do next",
    "felt_at_ease": "I could say things in my own way",
    "would_come_again": "I would come here again",
}
assert tuple(ASKED) == SCORES
ANSWERS = [(5, "Yes, very much"), (4, "Mostly"), (3, "Partly"), (2, "Not really"), (1, "Not at all")]


class HowItWas(PlainForm):
    """About us, not about them. Nothing has to be answered. `said` is what they have answered before."""

    was_cut_short = forms.TypedChoiceField(
        label="Was our chat cut short?", required=False, widget=forms.RadioSelect, empty_value=None,
        choices=[("yes", "Yes, I had more to say"), ("no", "No")], coerce=lambda value: value == "yes",
    )  # fmt: skip
    words = words("Is there anything you want to tell us?", rows=3, required=False)

    def __init__(self, *args: Any, said: dict[str, Any], **more: Any) -> None:
        cut_short = {True: "yes", False: "no", None: ""}[said.get("was_cut_short")]
        super().__init__(*args, initial={**said, "was_cut_short": cut_short}, **more)
        for name, label in ASKED.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, required=False, choices=ANSWERS, coerce=int, empty_value=None, widget=forms.RadioSelect
            )
        self.order_fields(["was_cut_short", *ASKED, "words"])


def as_told(said: dict[str, Any]) -> list[tuple[str, str]]:
    """What they have answered, question by question, in the words they saw."""
    form = HowItWas(said=said)
    told = {name: dict(form.fields[name].choices).get(form.initial.get(name), "") for name in ("was_cut_short", *ASKED)}
    told["words"] = said.get("words", "")
    return [(str(form.fields[name].label), str(answer)) for name, answer in told.items() if answer]
