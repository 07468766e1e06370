"""What a parent or guardian is asked on their phone. Both answers to a question look the same."""

import datetime as dt
from typing import Any

from django import forms

from mhst.core.forms import DateField, PlainForm
from mhst.people.enums import ConsentAnswer, ConsentKind
from mhst.people.wordings import QUESTIONS

#: What is asked by a link, in this order, each by itself.
ASKED = {
    ConsentKind.TO_BE_SEEN: "May we meet {name}?",
    ConsentKind.SHARE_WITH_SCHOOL: "May we tell the school how to help {name}?",
}
YES_NO = [(ConsentAnswer.GIVEN, "Yes, I agree"), (ConsentAnswer.REFUSED, "No, I do not agree")]


class BirthDate(PlainForm):
    """A light check that the link has come to the right person."""

    birth_date = DateField(label="The young person's birth date", example=dt.date(2013, 5, 14))


class Answers(PlainForm):
    """One question for each kind of consent; none is answered beforehand."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, question in ASKED.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=question.format(name=name), help_text=QUESTIONS[kind], choices=YES_NO, widget=forms.RadioSelect,
                error_messages={"required": "Choose yes or no. You can answer each question differently."},
            )  # fmt: skip

    def answers(self) -> dict[ConsentKind, ConsentAnswer]:
        return {kind: ConsentAnswer(self.cleaned_data[kind.value]) for kind in ASKED}
