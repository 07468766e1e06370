from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import DateField, PlainForm
from school_link.enums import ThreadKind
from school_link.rules import naming

NO_CHILD = "About no child: no names, and nothing by which one could be known."


AS_IT_IS = "as_it_is"


class NamesNobody(PlainForm):
    """Where what is written looks as if it names somebody, that is said once; the person decides, and nothing of it is
    kept. `names` are those of the school."""

    texts: tuple[str, ...] = ("words",)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        found = naming.found([given.get(text) or "" for text in self.texts], self.names)
        if found and not self.data.get(AS_IT_IS):
            told = "; ".join(f"{one.why}: {one.piece}" for one in found)
            self.add_error("words", f"Does this name somebody? {told}. Change it, or say below that it names no child.")
            self.fields[AS_IT_IS] = forms.BooleanField(label="It names no child. Send it as it is.", required=False)
        return given


class Begin(NamesNobody):
    """What it is about, and by when an answer is needed."""

    texts = ("subject", "words")

    kind = forms.ChoiceField(choices=ThreadKind.choices, widget=forms.RadioSelect, label="What is it?")
    subject = forms.CharField(max_length=160, label="In a few words")
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}), max_length=4000, label="What would you like to say?",
        help_text=NO_CHILD,
    )  # fmt: skip
    answer_by = DateField(label="Answer by", required=False, help_text="Thanks need no answer.")

    def clean_kind(self) -> ThreadKind:
        return ThreadKind(self.cleaned_data["kind"])


class Write(NamesNobody):
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, label="Your answer", help_text=NO_CHILD
    )


class SeeTo(PlainForm):
    """Who sees to it."""

    owner = forms.ChoiceField(label="Who sees to it?")
    answer_by = DateField(label="Answer by", required=False)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in people}
        self.fields["owner"].choices = [("", "Choose"), *((id, one.name) for id, one in self.by_id.items())]

    def clean_owner(self) -> User:
        return self.by_id[self.cleaned_data["owner"]]
