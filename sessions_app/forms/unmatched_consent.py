"""An answer without a link, and what the team does with it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import DateField, Option, PhoneField, PlainForm
from mhst.people.enums import Relationship
from mhst.people.models import YoungPerson
from mhst.people.wordings import QUESTIONS
from mhst.places.models import School
from mhst.places.names import choices_of
from sessions_app.forms.consent_link import YES_NO

NEW = "new"


def _question(label: str, kind: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=QUESTIONS[kind], choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no. You can answer each question differently."},
    )  # fmt: skip


class Paper(PlainForm):
    """What a parent or guardian fills in who was given a paper by the school."""

    school = forms.ChoiceField(label="Which school gave you the paper?")
    given_name = forms.CharField(label="Your child's first name", max_length=80)
    family_name = forms.CharField(label="Your child's family name", max_length=80)
    birth_date = DateField(label="Your child's birth date", example=dt.date(2013, 5, 14))
    answer = _question("May we meet your child?", "to_be_seen")
    school_answer = _question("May we tell the school how to help your child?", "share_with_school")
    parent_name = forms.CharField(label="Your name", max_length=160)
    relationship = forms.ChoiceField(
        label="What are you to the child?", choices=[("", "Choose"), *Relationship.choices]
    )
    has_parental_responsibility = forms.TypedChoiceField(
        label="Do you have parental responsibility?", choices=[("yes", "Yes"), ("no", "No, or I am not sure")],
        coerce=lambda value: value == "yes", empty_value=None, widget=forms.RadioSelect,
        help_text="Most parents do. If you are not sure, ring us.",
    )  # fmt: skip
    phone = PhoneField(
        label="Your phone number", required=False, help_text="Only so that we can ask you if something is not clear.",
    )  # fmt: skip
    email = forms.EmailField(label="Your email address", required=False)

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [("", "Choose a school"), *choices_of(schools)]

    def answers(self) -> dict[str, Any]:
        """Kept as they were typed: the two ways to ask back, a line each."""
        given = dict(self.cleaned_data)
        contact = "\n".join(filter(None, (given.pop("phone"), given.pop("email"))))
        return {**given, "contact": contact, "school": self.schools[given["school"]]}


class Who(PlainForm):
    """Whom on record an answer is about. Nobody is chosen beforehand, however likely."""

    young_person = forms.ChoiceField(label="Whom is it about?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[tuple[YoungPerson, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _ in people}
        self.fields["young_person"].choices = [
            (str(person.pk), Option(f"{person.given_name} {person.family_name}", hint)) for person, hint in people
        ]


class Giver(PlainForm):
    """Which of their parents and guardians answered, or one who is not on record yet."""

    parent = forms.ChoiceField(label="Who answered?", widget=forms.RadioSelect)

    confirmed = forms.BooleanField(label="This is the same person, although something differs", required=False)

    def __init__(self, *args: Any, person: YoungPerson, name: str, differs: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not differs:
            del self.fields["confirmed"]
        self.parents = {str(parent.pk): parent for parent in person.parents_and_guardians.all()}
        known = [(id, Option(one.name, one.get_relationship_display())) for id, one in self.parents.items()]
        self.fields["parent"].choices = [*known, (NEW, Option(name, "Not on record yet: add them"))]


class SetAside(PlainForm):
    because = forms.CharField(
        label="Why it is set aside", widget=forms.Textarea(attrs={"rows": 3}), help_text="Only the team can read this."
    )
