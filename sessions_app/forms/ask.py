"""The pages on which a parent, a guardian or a young person asks, without an account. Plain words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.core.forms import DateField, Option, PhoneField, PlainForm
from mhst.people.enums import Relationship
from mhst.places.models import School
from mhst.places.names import choices_of
from sessions_app.enums import Asker
from sessions_app.forms.fields import AskForm, looks_after, words, yes_no


class Start(PlainForm):
    """Who asks, for what, and at which school."""

    who = forms.ChoiceField(
        label=_("Who is asking?"),
        widget=forms.RadioSelect,
        choices=lambda: [
            ("young_person", Option(_("Me, for myself"), _("I am 11 or older."))),
            ("parent", Option(_("A parent or guardian"), _("I want support for my child."))),
            ("question", Option(_("A parent or guardian with a question"), _("I want advice first. I name nobody."))),
        ],
    )
    school = forms.ChoiceField(label=_("Which school?"))

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [("", _("Choose a school")), *choices_of(schools)]

    def answers(self) -> dict[str, Any]:
        who = self.cleaned_data["who"]
        return {
            "school": self.schools[self.cleaned_data["school"]],
            "asked_by": Asker.YOUNG_PERSON if who == "young_person" else Asker.PARENT,
            "is_enquiry": who == "question",
        }


class GoOn(PlainForm):
    code = forms.CharField(label=_("Your code"), max_length=40, help_text=_("20 letters and numbers, like K7QF-2M9P-…"))


class Child(AskForm):
    given_name = forms.CharField(label=_("Your child's first name"), max_length=80)
    family_name = forms.CharField(label=_("Your child's family name"), max_length=80)
    preferred_name = forms.CharField(label=_("Name they like to be called"), max_length=80, required=False)
    birth_date = DateField(label=_("Your child's birth date"), example=dt.date(2013, 5, 14))


class ChildWorry(AskForm):
    worry = words(_("What is going on?"), _("What you see, since when, and what it stops them doing."))
    tried = words(_("What have you tried?"), _("And what helped a little?"), rows=4, required=False)
    hopes = words(_("What would be better if this went well?"), rows=3, required=False)
    is_urgent = forms.BooleanField(
        label=_("I would like an answer soon"), required=False,
        help_text=_("Say above why. This is not for emergencies: see the box at the top."),
    )  # fmt: skip


class ChildOwnWords(AskForm):
    young_person_knows = yes_no(_("Does your child know that you are asking?"))
    own_words = words(
        _("What does your child say?"), _("In their own words, if you can. Leave it empty if you do not know."),
        required=False,
    )  # fmt: skip


class ChildAlready(AskForm):
    already = words(
        _("Is anything else already happening?"),
        _("Any help at school, from a doctor or from anybody else. Write “nothing” if there is nothing."), rows=4,
    )  # fmt: skip
    helps_at_home = looks_after(
        _("Does your child help look after someone?"),
        _("Somebody at home who is ill, disabled or needs help each day."),
    )
    parent_helps_at_home = looks_after(
        _("And you: do you look after someone?"),
        _(
            "Such as a child, partner or parent who is ill, disabled or could not manage without you. The team tells "
            "you what help there is for you. The school is not told."
        ),
    )


class ParentContact(AskForm):
    asker_name = forms.CharField(label=_("Your name"), max_length=160)
    asker_relationship = forms.ChoiceField(
        label=_("Who are you to the young person?"), choices=[("", _("Choose")), *Relationship.choices]
    )
    asker_phone = PhoneField(label=_("Your phone number"), required=False)
    asker_email = forms.EmailField(label=_("Your email address"), required=False)
    safe_contact = words(
        _("How and when is it safe to contact you?"),
        _("Such as: ring after 4, leave no message."),
        rows=3,
        required=False,
    )


class ParentQuestion(AskForm):
    worry = words(_("What is your question?"), _("Please do not name your child here."))
    tried = words(_("What have you tried?"), rows=4, required=False)


class You(AskForm):
    given_name = forms.CharField(label=_("Your first name"), max_length=80)
    family_name = forms.CharField(label=_("Your last name"), max_length=80)
    preferred_name = forms.CharField(label=_("What do you like to be called?"), max_length=80, required=False)
    birth_date = DateField(label=_("When were you born?"), example=dt.date(2012, 5, 14))


class YourWorry(AskForm):
    own_words = words(_("What is going on?"), _("Write it your way. A few words are fine."))
    hopes = words(_("What would you like to be different?"), rows=3, required=False)


class YourAlready(AskForm):
    already = words(_("Is anyone helping you with this now?"), _("At school, at home or anywhere else."), rows=3,
                    required=False)  # fmt: skip
    helps_at_home = looks_after(
        _("Do you help look after someone?"),
        _("Such as a parent, a brother or a sister who is ill or needs help each day. Your school is not told."),
    )
    parent_knows = yes_no(_("Does a parent, or someone who looks after you, know that you ask?"))


class YourContact(AskForm):
    safe_contact = words(
        _("How can we talk to you safely?"), _("Such as: find me at school, or text me after 4."), rows=3
    )
    asker_phone = PhoneField(label=_("Your phone number"), required=False)
    asker_email = forms.EmailField(label=_("Your email address"), required=False)
