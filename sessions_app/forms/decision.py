"""A page for each outcome: only what that outcome needs is asked."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from mhst.people.models import Practitioner
from sessions_app.enums import NotAcceptedBecause, TriageOutcome
from sessions_app.forms.referral import what_for
from sessions_app.models import Programme
from sessions_app.queries.decision import Signpost
from sessions_app.rules.decision import NO_WAY_ON, Reasons


def _long(label: str, help_text: str = "", rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), **more)


class Decide(PlainForm):
    """Who was there, and why."""

    present = forms.MultipleChoiceField(label="Who was there?", widget=forms.CheckboxSelectMultiple)
    why = _long("Why this?", "The team's reasons. Only the team reads them.")

    def __init__(self, *args: Any, people: Sequence[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["present"].choices = [(id, str(person)) for id, person in self.people.items()]
        self.order_fields(["present", "came_for", "programme", "because", "routes", "own", "service", "advice", "why"])

    def reasons(self) -> Reasons:
        given = self.cleaned_data
        return Reasons(why=given["why"], present=[self.people[id] for id in given["present"]], **self.more())

    def more(self) -> dict[str, Any]:
        return {}


class Accept(Decide):
    came_for = what_for()
    programme = forms.ChoiceField(
        label="Which programme do you suggest?", required=False,
        help_text="Whoever works with them can choose another. Those for their age come first.",
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {str(programme.pk): programme for programme in programmes}
        choices = [(id, f"{p.name} ({p.youngest} to {p.oldest} years)") for id, p in self.programmes.items()]
        self.fields["programme"].choices = [("", "None yet"), *choices]

    def more(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"programme": self.programmes.get(given["programme"]), "came_for": given["came_for"]}


class Advise(Decide):
    advice = _long(
        "What do you advise?",
        "Whoever asked reads this in their letter. If that is the school, write only what the school may know.",
        6,
    )

    def more(self) -> dict[str, Any]:
        return {"advice": self.cleaned_data["advice"]}


class AskMore(Advise):
    advice = _long("What do you need to know?", "Whoever asked reads this in their letter.", 6)


class NotAccept(Decide):
    because = forms.ChoiceField(
        label="What is the reason?", choices=NotAcceptedBecause.choices, widget=forms.RadioSelect
    )
    routes = forms.MultipleChoiceField(
        label="What could help instead?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="These are the ways that the public site shows. Everybody who gets a letter reads them.",
    )  # fmt: skip
    own = _long(
        "And what else?", "Local services and people, one a line. Tick or write at least one.", 4, required=False
    )

    def __init__(self, *args: Any, signposts: Sequence[Signpost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {signpost.name: signpost.line for signpost in signposts}
        self.fields["routes"].choices = [(name, line) for name, line in self.lines.items()]
        for name in ("routes", "own"):  # one of the two is needed, so neither is called optional
            self.fields[name].one_of_several = True

    def clean(self) -> None:
        """Said with all else that is missing, and not only once that is there."""
        given = self.cleaned_data
        if not given.get("routes") and not given.get("own", "").strip():
            self.add_error("own", NO_WAY_ON)

    def more(self) -> dict[str, Any]:
        own = [line.strip() for line in self.cleaned_data["own"].splitlines() if line.strip()]
        chosen = [self.lines[name] for name in self.cleaned_data["routes"]]
        return {"because": self.cleaned_data["because"], "signposts": [*own, *chosen]}


class StepUp(Decide):
    service = forms.CharField(
        label="Which service does the referral letter go to?", max_length=160,
        help_text="The letter is prepared for you to write. It goes when you have looked at it and issued it.",
    )  # fmt: skip

    def more(self) -> dict[str, Any]:
        return {"service": self.cleaned_data["service"]}


FORMS: dict[str, type[Decide]] = {
    TriageOutcome.ONE_TO_ONE: Accept,
    TriageOutcome.GROUP: Accept,
    TriageOutcome.ADVICE: Advise,
    TriageOutcome.MORE_INFORMATION: AskMore,
    TriageOutcome.NOT_ACCEPTED: NotAccept,
    TriageOutcome.STEP_UP: StepUp,
}
