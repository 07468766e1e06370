from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core import clock
from mhst.core.forms import DateField, Option
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod, WithdrawnBecause
from mhst.people.forms.answers import ActionForm
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.rules.consent import is_too_young_to_decide
from mhst.people.wordings import COMPETENCE, CURRENT
from mhst.settings.environment import environment

SIXTEEN, GILLICK = ConsentBasis.SIXTEEN.value, ConsentBasis.GILLICK.value


class Record(ActionForm):
    """One answer of one person. Who decides is asked by name; by what right follows from that."""

    giver = forms.ChoiceField(widget=forms.RadioSelect, label="Who decided?")
    answer = forms.ChoiceField(
        choices=[(ConsentAnswer.GIVEN, "They agree"), (ConsentAnswer.REFUSED, "They do not agree")],
        widget=forms.RadioSelect,
        label="What did they say?",
    )
    method = forms.ChoiceField(choices=ConsentMethod.choices, widget=forms.RadioSelect, label="How did they say it?")
    decided_on = DateField(label="Date of the answer")
    expires_on = DateField(label="Last day it covers", required=False, help_text="Leave empty if it has no end.")
    understood = forms.MultipleChoiceField(
        choices=list(COMPETENCE.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="What you made sure of",
        help_text="Only if the young person decided by themselves. Each must be true for this decision, on this day.",
    )
    assessment = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label="What you asked, what they understood, and where you spoke",
        help_text="Only if the young person decided by themselves. Only the team can read this.",
    )

    def __init__(self, *args: Any, viewer: User, person: YoungPerson, kind: ConsentKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.kind = person, kind
        self.parents = {str(parent.pk): parent for parent in person.parents_and_guardians.all()}
        self.is_sixteen = clock.today() >= person.sixteen_on
        self.may_judge = not self.is_sixteen and viewer.can(Permission.GILLICK_ASSESS, person)
        self.asks_parents = not self.is_sixteen and kind != ConsentKind.SHARE_WITH_PARENT
        self.fields["giver"].choices = self._givers()
        if self.may_judge:
            self.fields["expires_on"].help_text = (
                "A young person's own decision covers that one day, or one course until a date you give here, 12"
                " weeks at most. For anybody else leave it empty if it has no end."
            )
        else:
            del self.fields["understood"], self.fields["assessment"]

    def _givers(self) -> list[tuple[str, str]]:
        if self.is_sixteen:
            return [(SIXTEEN, Option(self.person.name, "16 or over, so they decide by themselves"))]
        own = Option(
            f"{self.person.name}, by themselves",
            self._about_own(),
            disabled=not self.may_judge,
        )
        parents = self.parents.items() if self.asks_parents else []
        return [*((id, _parent(parent)) for id, parent in parents), (GILLICK, own)]

    def _about_own(self) -> str:
        """What to know before the young person is recorded as deciding; nothing when there is nothing to say."""
        if not self.may_judge:
            return "Only if a practitioner judged that they can decide this. Ask the team."
        if is_too_young_to_decide(self.person, self.kind, clock.today()):
            return (
                f"They are {self.person.age_on(clock.today())}: only that they do not agree. Below"
                f" {environment.youngest_to_decide} we ask a parent or guardian whether they agree."
            )
        return ""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        own = self.may_judge and found.get("giver") == GILLICK and found.get("answer") == ConsentAnswer.GIVEN
        if own and set(found.get("understood", [])) != set(COMPETENCE):
            self.add_error("understood", "Tick each one, or ask a parent or guardian instead.")
        return found

    def answers(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        giver, _ = found.pop("giver"), found.pop("understood", None)
        found["parent"] = self.parents.get(giver)
        found["basis"] = ConsentBasis.PARENTAL if found["parent"] else ConsentBasis(giver)
        if found["basis"] != ConsentBasis.GILLICK:
            found["assessment"] = None
        return {**found, "kind": self.kind, "wording_version": CURRENT.version}


class Withdraw(ActionForm):
    """Why an answer no longer stands."""

    because = forms.ChoiceField(choices=WithdrawnBecause.choices, widget=forms.RadioSelect, label="What happened?")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label="Why it is taken back", help_text="Only the team can read this."
    )


def _parent(parent: ParentOrGuardian) -> Option:
    about = parent.get_relationship_display()
    if parent.has_parental_responsibility:
        return Option(parent.name, about)
    return Option(parent.name, f"{about}, without parental responsibility: cannot decide this", disabled=True)
