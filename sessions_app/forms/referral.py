"""What is asked when a referral moves, and what its list is narrowed to."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mhst.core.forms import DateField, Option, PlainForm
from mhst.people.models import Practitioner
from mhst.places.models import School, TeamSchool
from mhst.places.names import choices_of
from sessions_app.enums import ReferralReason
from sessions_app.forms.request import AskForm, words, yes_no
from sessions_app.queries.duplicate import Alike
from sessions_app.queries.referral_list import STATES, Wanted

WHY = "Only those who work with this young person read it."


class Narrow(PlainForm):
    """Which referrals are wanted. What cannot be is as good as nothing."""

    text = forms.CharField(label="Name", required=False, max_length=60)
    state = forms.ChoiceField(label="Where it stands", required=False, choices=STATES)
    school = forms.ChoiceField(label="School", required=False)
    practitioner = forms.ChoiceField(label="Practitioner", required=False)

    def __init__(
        self, *args: Any, schools: Sequence[School], practitioners: Sequence[Practitioner], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "All"), *choices_of(schools)]
        named = [(str(person.pk), person.user.name) for person in practitioners]
        self.fields["practitioner"].choices = [("", "All"), *named]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        ids = {name: UUID(given[name]) if given.get(name) else None for name in ("school", "practitioner")}
        return Wanted(text=given.get("text", ""), state=given.get("state") or STATES[0][0], **ids)


class Why(PlainForm):
    """A move that needs nothing but its reason."""

    why = words("Why?", WHY, rows=4)


def what_for() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What do they come for?", required=False, choices=[("", "Not known yet"), *ReferralReason.choices],
        help_text="What matters most. Figures count it, and show nobody. It can be said or corrected later.",
    )  # fmt: skip


class WhatFor(PlainForm):
    came_for = what_for()


class GoOn(PlainForm):
    why = words("Is there anything to add?", WHY, rows=3, required=False)


class Transfer(PlainForm):
    """Another team, at one of its schools."""

    to = forms.ChoiceField(label="Team and school")
    why = words("Why?", WHY, rows=4)

    def __init__(self, *args: Any, serving: Sequence[TeamSchool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.serving = {str(row.pk): row for row in serving}
        self.fields["to"].choices = [
            ("", "Choose"), *((id, f"{row.team}: {row.school}") for id, row in self.serving.items())
        ]  # fmt: skip

    def answers(self) -> dict[str, Any]:
        row = self.serving[self.cleaned_data["to"]]
        return {"team": row.team, "school": row.school, "why": self.cleaned_data["why"]}


class StepUp(PlainForm):
    service = forms.CharField(label="Which service goes on with it?", help_text="The referral letter goes to it.",
                              max_length=160)  # fmt: skip
    why = words("Why?", WHY, rows=4)


class Match(PlainForm):
    """The same young person as one on record, or somebody new."""

    NEW = "new"
    who = forms.ChoiceField(label="Who is this?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: Sequence[Alike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(one.person.pk): one.person for one in found}
        listed = [(str(one.person.pk), Option(_named(one), _hint(one), disabled=one.is_elsewhere)) for one in found]
        self.fields["who"].choices = [*listed, (self.NEW, Option("Somebody new", "They are put on record."))]


class Answer(PlainForm):
    advice = words("What do you advise?", "Whoever asked reads this. Name nobody.", rows=8)


class BecomeRequest(AskForm):
    """What an enquiry did not say. The question itself is not asked again."""

    given_name = forms.CharField(label="First name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)
    birth_date = DateField(label="Birth date", example=dt.date(2013, 5, 14))
    young_person_knows = yes_no("Do they know that support is asked for?")
    parent_knows = yes_no("Does a parent or guardian know?")


def _named(one: Alike) -> str:
    return f"{one.person.name}, born {one.person.birth_date:%-d %B %Y}, {one.person.school}"


def _hint(one: Alike) -> str:
    hint = one.why
    if one.open_referral:
        hint += f" A referral of theirs is open since {one.open_referral.received_on:%-d %B %Y}."
    return f"{hint} They are at another school on record: move them first." if one.is_elsewhere else hint
