"""Writing supervision down as one talks: its time, and a decision for each young person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from mhst.access.models import User
from mhst.core import clock
from mhst.core.forms import DateField, PlainForm
from sessions_app.enums import SupervisionKind
from sessions_app.models import Supervision, SupervisionDecision
from sessions_app.queries.supervision_cases import Case, Decided

LONGEST, DAY = 10_000, 480


class Begin(forms.Form):
    kind = forms.ChoiceField(choices=SupervisionKind.choices)


class About(PlainForm):
    """The supervision itself."""

    held_on = DateField(label="When was it?")
    minutes = forms.IntegerField(label="How many minutes?", min_value=1, max_value=DAY)
    learned = forms.CharField(
        label="What does the practitioner take from it?", max_length=LONGEST, required=False,
        help_text="About their own work and learning. Nothing about a young person.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, supervision: Supervision) -> None:
        initial = {
            "held_on": supervision.held_on, "minutes": supervision.minutes or None, "learned": supervision.learned,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["minutes"].widget.attrs["class"] = "nhsuk-input--width-4"

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day and day > clock.today():
            raise forms.ValidationError("When it was must be today or earlier", code="too-late")
        return day


class Decide(PlainForm):
    """One young person."""

    words = forms.CharField(
        label="Decision", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ChoiceField(label="Who does it?")
    due_on = DateField(label="By when?", required=False)

    def __init__(
        self, data: QueryDict | None, *, case: Case, owners: Sequence[User], known: SupervisionDecision | None
    ) -> None:
        self.case, self.owners = case, {str(user.pk): user for user in owners}
        initial: dict[str, Any] = {"owner": str(owners[0].pk)}
        if known:
            initial = {"words": known.decision, "owner": str(known.owner_id), "due_on": known.due_on}
        super().__init__(data, initial=initial, prefix=case.referral.pk.hex)
        self.fields["due_on"].one_of_several = True  # a decision needs its day: not offered as optional
        self.fields["owner"].choices = [(id, user.name) for id, user in self.owners.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("words") and "due_on" in given and not given["due_on"]:
            self.add_error("due_on", "Enter by when it is to be done")
        if given.get("due_on") and not given.get("words"):
            self.add_error("words", "Enter the decision that is to be done by then")
        return given

    def kept(self) -> Decided:
        """What is typed so far, right or not yet."""
        self.is_valid()
        owner = self.owners.get(self.data.get(self.add_prefix("owner"), "")) or next(iter(self.owners.values()))
        words = self.data.get(self.add_prefix("words"), "").strip()[:LONGEST]
        return Decided(self.case.referral, words, owner, self.cleaned_data.get("due_on"))


class Written:
    """All of it as one form on one page."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        supervision: Supervision,
        cases: Sequence[Case],
        decided: dict[Any, SupervisionDecision],
    ) -> None:
        owners = [supervision.practitioner.user, supervision.supervisor]
        self.about = About(data, supervision=supervision)
        self.cases = [Decide(data, case=case, owners=owners, known=decided.get(case.referral.pk)) for case in cases]

    @property
    def forms(self) -> list[PlainForm]:
        return [self.about, *self.cases]

    @property
    def wrong(self) -> PlainForm | None:
        """The first that is not right, once it was sent."""
        return next((form for form in self.forms if form.is_bound and form.errors), None)

    def is_valid(self) -> bool:
        return self.wrong is None

    def kept(self) -> dict[str, Any]:
        """What `actions.supervision.save` takes: of what is not right yet, nothing."""
        self.about.is_valid()
        about = {name: value for name, value in self.about.cleaned_data.items() if value is not None}
        return {**about, "decided": [form.kept() for form in self.cases if form.add_prefix("words") in form.data]}
