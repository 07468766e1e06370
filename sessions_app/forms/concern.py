"""Writing a safeguarding concern down, adding to it and closing it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing

from mhst.core.forms import Option, PlainForm
from mhst.people.models import YoungPerson
from mhst.places.models import School
from mhst.places.names import choices_of
from sessions_app.enums import ConcernEntryKind

LONGEST = 20_000
A_WEEK = 7 * 24 * 3600
SALT = "safeguarding concern"


@dataclass(frozen=True)
class Slip:
    """What a form was made for: whose it is, the concern's id, whom it is about, and the page one came from.

    Signed, it goes with the form. It outlives the session, so that words that come after its end are kept for
    their owner; and it stands for the usual token, because nobody else was ever given it.
    """

    user: str
    id: str
    about: str = ""
    where: str = ""

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT)

    @classmethod
    def read(cls, text: str) -> "Slip | None":
        try:
            return cls(**signing.loads(text, salt=SALT, max_age=A_WEEK))
        except signing.BadSignature:
            return None

    @classmethod
    def grown_old(cls, text: str, user: str) -> "Slip | None":
        """One that this user was given too long ago to stand for the usual token."""
        try:
            old = cls(**signing.loads(text, salt=SALT))
        except signing.BadSignature:
            return None
        return old if old.user == user else None

    @property
    def concern_id(self) -> UUID:
        return UUID(self.id)


def _words(label: str, help_text: str, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows})
    )


class Raise(PlainForm):
    """Everything is asked, and nothing may be left out."""

    about = forms.CharField(
        label="Who are you worried about?", max_length=200,
        help_text="Their name as you know it, and their year or class.",
    )  # fmt: skip
    school = forms.ChoiceField(label="School")
    is_immediate = forms.TypedChoiceField(
        label="Is anybody in danger right now?",
        choices=[("yes", Option("Yes", "Call 999 first. Everybody who must know is told at once.")), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    own_words = _words(
        "What did they say, or what did you see?",
        "In their own words as far as you can. What happened, when and where.", 6,
    )  # fmt: skip
    action_taken = _words("What have you done so far?", "Whom you told, and when. If nothing yet, write that.")
    reason = _words("Why are you worried?", "What makes you think that somebody may come to harm.")
    slip = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: YoungPerson | None, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.schools = person, {str(school.pk): school for school in schools}
        if person:
            del self.fields["about"], self.fields["school"]
            return
        choices = choices_of(schools)
        self.fields["school"].choices = choices if len(choices) == 1 else [("", "Choose a school"), *choices]

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]

    def typed(self) -> dict[str, Any]:
        """What was typed, complete or not, as `actions.concern.keep` takes it."""
        data = self.data
        words = {name: data.get(name, "")[:LONGEST] for name in ("own_words", "action_taken", "reason")}
        return words | {
            "young_person": self.person,
            "about": "" if self.person else data.get("about", "")[:200],
            "school": self.person.school if self.person else self.schools.get(data.get("school", "")),
            "is_immediate": {"yes": True, "no": False}.get(data.get("is_immediate", "")),
        }

    def sent(self) -> dict[str, Any]:
        """What `actions.concern.raise_concern` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "slip"}
        return given if self.person is None else {**given, "young_person": self.person, "school": self.person.school}


class Add(PlainForm):
    """Something more. What is written already stays as it is."""

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    words = _words("What do you want to add?", "What is written already stays as it is.", 6)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ConcernEntryKind(kind).label) for kind in kinds]


class Close(PlainForm):
    outcome = _words("What was the outcome?", "What was decided, by whom, and what happens now.")
    why = _words("Why can it be closed?", "Why nothing more is to be done about this concern here.")
