"""Three fields, who agreed to them, and what the list is narrowed to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from cms.directory.enums import Capacity
from mhst.community.enums import Giver, HelpKind, WithdrawnWhy
from mhst.community.models import Partner
from mhst.community.queries.referral import STATES, Asking, Wanted
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.forms import DateField, OnceForm, Option, PlainForm
from mhst.people.enums import ConsentMethod
from mhst.people.models import ParentOrGuardian, YoungPerson

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 2000
HOW = [(value, label) for value, label in ConsentMethod.choices if value != ConsentMethod.PAPER]


def box(
    label: "StrOrPromise", hint: "StrOrPromise", *, rows: int = 4, required: bool = True, missing: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, required=required,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": missing} if missing else None,
    )  # fmt: skip


class SaidSo(PlainForm):
    """How and when somebody said yes."""

    agreed_how = forms.ChoiceField(label="How did they say so?", choices=HOW, widget=forms.RadioSelect)
    agreed_on = DateField(label="When did they say so?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("agreed_on", clock.today())


class Agreement(SaidSo):
    """Who said yes, how and when."""

    giver = forms.ChoiceField(label="Who agreed to this?", widget=forms.RadioSelect)
    assessment = box(
        "If they are under 16 and decided by themselves: what did you ask, and what did they understand?", "", rows=3,
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, person: YoungPerson | None, may_judge: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = _parents_of(person)
        choices = _givers(person, self.parents, may_judge)
        self.fields["giver"].choices = choices
        if not any(value == Giver.JUDGED for value, _ in choices):
            del self.fields["assessment"]

    def agreed(self) -> Agreed:
        said = self.cleaned_data
        parent = self.parents.get(said["giver"])
        giver = Giver.PARENT if parent else Giver(said["giver"])
        how = ConsentMethod(said["agreed_how"])
        return Agreed(giver, how, said["agreed_on"], parent, said.get("assessment", ""))


class Refer(OnceForm, Agreement):
    """What would help, why in the words they agreed to, and how they may be reached."""

    what = forms.ChoiceField(label="What would help?", widget=forms.RadioSelect)
    why = box(
        "Why, in words that they agreed to", "The partner reads exactly these words. Write as little as helps.",
        missing="Write why, in words that they agreed to",
    )  # fmt: skip
    contact = box(
        "How may the partner reach them?",
        "The name to ask for, and a number or address that is safe. Nothing else about them is sent.", rows=3,
        missing="Write how the partner may reach them",
    )  # fmt: skip
    asking = forms.ChoiceField(label="In whose name?")
    field_order = ("what", "why", "contact", "giver", "assessment", "agreed_how", "agreed_on", "asking")

    def __init__(
        self, *args: Any, partners: Sequence[Partner], asking: Sequence[Asking], is_adult: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_adult:
            self.fields["giver"].choices = [(str(Giver.SIXTEEN), "They themselves")]
        self.partners = {str(partner.pk): partner for partner in partners}
        self.names = {one.key: one for one in asking}
        self.fields["what"].choices = [
            (f"{partner.pk} {kind}", Option(f"{HelpKind(kind).label}: {partner}", _hint(partner)))
            for kind in HelpKind
            for partner in partners
            if kind in partner.kinds
        ]
        self.fields["asking"].choices = [(key, one.name) for key, one in self.names.items()]
        if len(self.names) == 1:
            del self.fields["asking"]

    def answers(self) -> dict[str, Any]:
        said = self.cleaned_data
        partner, _, kind = said["what"].partition(" ")
        asking = self.names[said.get("asking") or next(iter(self.names))]
        return {
            "partner": self.partners[partner], "kind": HelpKind(kind), "team": asking.team, "school": asking.school,
            "why": said["why"], "contact": said["contact"], "agreed": self.agreed(), "once": said["once"],
        }  # fmt: skip


class Narrow(PlainForm):
    """Which referrals are wanted. What cannot be is as good as nothing."""

    text = forms.CharField(label="Name", required=False, max_length=60)
    state = forms.ChoiceField(label="Where it stands", required=False, choices=STATES)
    partner = forms.ChoiceField(label="Partner", required=False)
    mine = forms.BooleanField(label="Only my own", required=False)

    def __init__(self, *args: Any, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [("", "All"), *((str(one.pk), one.name) for one in partners)]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        partner = UUID(given["partner"]) if given.get("partner") else None
        state = given.get("state") or STATES[0][0]
        return Wanted(text=given.get("text", ""), state=state, partner=partner, mine=bool(given.get("mine")))


class Withdraw(PlainForm):
    why = forms.ChoiceField(
        label="Why?", widget=forms.RadioSelect,
        choices=[(value, label) for value, label in WithdrawnWhy.choices if value != WithdrawnWhy.CONSENT_ENDED],
    )  # fmt: skip


class PlanFollowUp(PlainForm):
    follow_up_on = DateField(label="When will you ask them how it went?")


class FollowUp(PlainForm):
    outcome = box("What came of it?", "As they see it. Only those who may read this referral read it.")


def _hint(partner: Partner) -> str:
    days = "1 day" if partner.answer_days == 1 else f"{partner.answer_days} days"
    return f"{partner.about} Answers within {days}. {_places(partner)}".strip()


def _places(partner: Partner) -> str:
    """What the directory says of places, of all that they offer the best."""
    said = {entry.capacity: entry for entry in partner.entries}
    best = next((said[value] for value in Capacity.values if value in said), None)
    return f"{best.get_capacity_display()}, by the directory." if best else ""


def _parents_of(person: YoungPerson | None) -> dict[str, ParentOrGuardian]:
    if person is None:
        return {}
    return {f"parent {one.pk}": one for one in person.parents_and_guardians.all() if one.has_parental_responsibility}


def _givers(person: YoungPerson | None, parents: dict[str, ParentOrGuardian], may_judge: bool) -> list[tuple[str, str]]:
    """Who can say yes: of somebody of 16 only they themselves."""
    judged = [(str(Giver.JUDGED), str(Giver.JUDGED.label))] if may_judge else []
    if person is None:
        return [(str(Giver.SIXTEEN), str(Giver.SIXTEEN.label)), *judged, (str(Giver.PARENT), str(Giver.PARENT.label))]
    if clock.today() >= person.sixteen_on:
        return [(str(Giver.SIXTEEN), str(Giver.SIXTEEN.label))]
    listed = [(key, f"{one.name}, {one.get_relationship_display().lower()}") for key, one in parents.items()]
    return [*listed, *judged]
