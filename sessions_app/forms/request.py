"""The pages on which school and team staff ask for support."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import DateField, Option, PhoneField, PlainForm
from mhst.people.models import YoungPerson
from mhst.places.models import School
from mhst.places.names import choices_of
from mhst.places.words import year_group_in_words
from sessions_app.forms.fields import AskForm, looks_after, words, yes_no


class Start(PlainForm):
    """What is wanted, and at which school."""

    what = forms.ChoiceField(
        label="What do you want to do?",
        widget=forms.RadioSelect,
        choices=[
            ("support", Option("Ask for support for a pupil", "The team receives it and answers you.")),
            ("advice", Option("Ask the team for advice", "Without naming anybody. No referral is made.")),
        ],
    )
    school = forms.ChoiceField(label="School")

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [("", "Choose a school"), *choices_of(schools)]
        if len(self.schools) == 1:
            del self.fields["school"]

    @property
    def chosen_school(self) -> School:
        """The one chosen, or the only one."""
        return self.schools[self.cleaned_data.get("school") or next(iter(self.schools))]


class Pupil(PlainForm):
    """Who of the school it is about."""

    TYPED = "typed"
    text = forms.CharField(label="Find by name", required=False, max_length=60)
    pupil = forms.ChoiceField(label="Who is it about?", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, pupils: Sequence[YoungPerson], day: dt.date, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(p.pk), Option(p.name, year_group_in_words(p.year_group_on(day)))) for p in pupils]
        self.fields["pupil"].choices = [*listed, (self.TYPED, "Somebody who is not in this list")]
        self.fields["pupil"].required = needed


class Name(AskForm):
    """Somebody who is not on record."""

    given_name = forms.CharField(label="First name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)
    preferred_name = forms.CharField(label="Name they like to be called", max_length=80, required=False)
    birth_date = DateField(label="Birth date", example=dt.date(2013, 5, 14))


class Worry(AskForm):
    worry = words("What is going on?", "What you see, since when, and what it keeps them from.")
    tried = words("What has been tried?", "At school or at home, and what helped a little.", rows=4, required=False)
    hopes = words("What would be better if this went well?", rows=3, required=False)
    is_urgent = forms.BooleanField(
        label="An answer is wanted soon", required=False,
        help_text="Say above why. This is not for emergencies: see the box at the top.",
    )  # fmt: skip


class OwnWords(AskForm):
    young_person_knows = yes_no("Do they know that you are asking?")
    own_words = words(
        "What do they say themselves?", "As close to their own words as you can. Leave it empty if you do not know.",
        required=False,
    )  # fmt: skip


class Already(AskForm):
    already = words(
        "Is anything else already happening?",
        "Other help at school or elsewhere, now or lately. Write “nothing” if there is nothing.", rows=4,
    )  # fmt: skip
    helps_at_home = looks_after(
        "Do they help look after someone?",
        "Somebody at home who is ill, disabled or needs help each day. Say so only if they told you: it goes to the "
        "team, and no page of the school shows it.",
    )
    parent_knows = yes_no("Does a parent or guardian know?")


class Contact(AskForm):
    asker_relationship = forms.CharField(label="Your role", max_length=80, help_text="Such as: head of Year 8")
    asker_phone = PhoneField(label="Your phone number", required=False)
    safe_contact = words(
        "How and when is contact with the family safe?", "Such as: only by phone, never by letter.", rows=3,
        required=False,
    )  # fmt: skip


class Question(AskForm):
    """An enquiry names nobody."""

    worry = words("What is your question?", "Do not name the young person. The team answers you with advice.")
    tried = words("What has been tried?", rows=4, required=False)


class QuestionContact(AskForm):
    asker_relationship = forms.CharField(label="Your role", max_length=80, help_text="Such as: head of Year 8")
    asker_phone = PhoneField(label="Your phone number", required=False)
