import pytest
from django import forms
from django.utils.translation import override

from mhst.core.forms import MinuteField, Option, PlainForm
from mhst.core.forms.words import spoken
from tests.forms import WalkedForm


class Form(PlainForm):
    name = forms.CharField(label="Preferred name", max_length=10, min_length=2)
    email = forms.EmailField(label="Email address", required=False)
    pupils = forms.IntegerField(min_value=2, max_value=8)
    urn = forms.CharField(label="URN", error_messages={"required": "Type the six digits"})
    start = MinuteField(label="Start time")
    years = forms.MultipleChoiceField(
        label="Year groups",
        choices=[("8", "Year 8"), ("9", Option("Year 9", "On a trip that week.", disabled=True))],
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(label="Why now?")
    agreed = forms.BooleanField(label="I have asked the pupils")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = forms.ChoiceField(label="Room", choices=[("", "Choose a room"), ("1", "Library")])


RIGHT = {
    "name": "Nia", "email": "", "pupils": "6", "urn": "990001", "start": "680", "years": ["8"], "why": "Worry",
    "agreed": "on", "room": "1",
}  # fmt: skip


class TestForm(WalkedForm):
    form = Form
    data = RIGHT


def test_nothing_filled_in() -> None:
    assert Form({}).errors == {
        "name": ["Enter the preferred name"],
        "pupils": ["Enter the pupils"],
        "urn": ["Type the six digits"],
        "start": ["Choose the start time"],
        "years": ["Choose the year groups"],
        "why": ["Answer the question: Why now?"],
        "agreed": ["Confirm that I have asked the pupils"],
        "room": ["Choose the room"],
    }


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("URN", "the URN"), ("Your role", "your role"), ("Who holds the rights", "who holds the rights"),
        ("From", "when it begins"), ("Theirs", "the theirs"),
    ],
)  # fmt: skip
def test_a_label_is_said_as_one_would_say_it(label: str, said: str) -> None:
    assert spoken(label) == said
    assert spoken("Password", "your") == "your password"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", "a name that is too long", "Preferred name must be 10 characters or fewer"),
        ("name", "N", "Preferred name must be 2 characters or more"),
        ("name", "N\x00a", "Preferred name must be text"),
        ("why", "\u200b", "Answer the question: Why now?"),
        ("email", "nia", "Enter an email address like name@example.org"),
        ("pupils", "six", "Pupils must be a whole number"),
        ("pupils", "1", "Pupils must be 2 or more"),
        ("pupils", "9", "Pupils must be 8 or less"),
        ("start", "681", "Choose the start time from the list"),
        ("years", ["7"], "Choose the year groups from the list"),
        ("room", "2", "Choose the room from the list"),
    ],
)
def test_wrong_answers(name: str, value: object, sentence: str) -> None:
    assert Form({**RIGHT, name: value}).errors == {name: [sentence]}


def test_times_go_by_five_minutes_and_are_kept_as_minutes() -> None:
    form = Form(RIGHT)
    assert form.is_valid()
    assert form.cleaned_data["start"] == 680
    assert [label for _, label in MinuteField(earliest=540, latest=550).choices] == [
        "Choose a time", "09:00", "09:05", "09:10",
    ]  # fmt: skip


def test_in_another_language_sentences_quote_the_label() -> None:
    class Short(PlainForm):
        name = forms.CharField(label="Enw")

    with override("cy"):
        assert Short({}).errors == {"name": ["Rhowch “Enw”"]}
