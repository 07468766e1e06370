import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import DomainError
from mhst.core.forms import DateField, PlainForm
from realtime.enums import AgeBand, Decision, PostReason
from realtime.forms.hours import TimeOfDay
from realtime.protocol import MOST_CHARACTERS, REFUSALS

THANKS = (
    "Thank you for posting. We have not shown this one. You have done nothing wrong, and you can talk to us about it."
)

TOO_LATE = (
    "Thank you for posting. The room ended before we could show this one. You have done nothing wrong, and you can "
    "talk to one of us about it."
)


class Plan(PlainForm):
    """When a room is, for whom and who hosts it."""

    title = forms.CharField(label="What is it called?", max_length=80, help_text="Young people see this.")
    about = forms.CharField(label="What is it about? (optional)", max_length=240, required=False)
    band = forms.ChoiceField(label="For which ages?", choices=AgeBand, widget=forms.RadioSelect)
    on = DateField(label="Date")
    starts = TimeOfDay(label="From")
    ends = TimeOfDay(label="To", is_end=True)
    host = forms.ChoiceField(label="Who hosts it?")
    second_host = forms.ChoiceField(label="Who helps them? (optional)", required=False)

    def __init__(self, *args: Any, moderators: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(user.pk): user for user in moderators}
        choices = [("", "Choose"), *((id, user.name) for id, user in self.by_id.items())]
        for name in ("host", "second_host"):
            self.fields[name].choices = choices

    def clean_host(self) -> User:
        return self.by_id[self.cleaned_data["host"]]

    def clean_second_host(self) -> User | None:
        return self.by_id.get(self.cleaned_data["second_host"])

    def planned(self) -> dict[str, Any]:
        """As the action takes it."""
        given = dict(self.cleaned_data)
        on: dt.date = given.pop("on")
        times = {f"{name}_at": clock.at_local(on, given.pop(name)) for name in ("starts", "ends")}
        return given | times


class Decide(PlainForm):
    """What to do with a held post. What stands in `post` is what is shown, when it is released."""

    author = forms.UUIDField(widget=forms.HiddenInput)
    mid = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=Decision)
    post = forms.CharField(required=False, strip=False, max_length=MOST_CHARACTERS)
    was = forms.CharField(required=False, strip=False)
    reason = forms.ChoiceField(choices=[("", "Choose a reason"), *PostReason.choices], required=False)
    word = forms.CharField(required=False, max_length=MOST_CHARACTERS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == Decision.RELEASE and not given.get("post", "-").strip():
            self.add_error("post", "Nothing is left of the post. Write what is shown of it, or do not show it.")
        if given.get("decision") == Decision.NOT_PUBLISH:
            self._ask_why(given)
        return given

    def _ask_why(self, given: dict[str, Any]) -> None:
        if not given.get("reason"):
            self.add_error("reason", "Choose why the post is not shown.")
        if not given.get("word", "-"):
            self.add_error("word", REFUSALS["no-word"])

    def decided(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        decision = Decision(given["decision"])
        is_changed = _lines(given["post"]) != _lines(given["was"])
        words = {Decision.NOT_PUBLISH: given["word"], Decision.RELEASE: given["post"] if is_changed else ""}
        return {
            "author": given["author"], "mid": given["mid"], "decision": decision, "words": words.get(decision, ""),
            "reason": given["reason"],
        }  # fmt: skip


class TakeDown(PlainForm):
    """Show a post no more."""

    author = forms.UUIDField(widget=forms.HiddenInput)
    mid = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label="Why?", choices=PostReason)
    word = forms.CharField(label="A kind word to them", max_length=MOST_CHARACTERS)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)


class EndRoom(PlainForm):
    """`waiting` is how many posts nobody has decided about."""

    word = forms.CharField(
        label="A kind word to whoever wrote them", max_length=MOST_CHARACTERS, initial=TOO_LATE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waiting:
            del self.fields["word"]

    def refuse(self, refused: DomainError) -> None:
        """Where the first post has just come in, a word is asked for after all."""
        if refused.details.get("field") == "word":
            self.fields["word"] = self.base_fields["word"]
        super().refuse(refused)


class Slow(PlainForm):
    seconds = forms.TypedChoiceField(
        label="Each may post", error_messages={"required": "Choose how often each may post"}, coerce=int,
        choices=[("0", "as they like"), ("30", "every 30 seconds"), ("60", "every minute"), ("300", "every 5 minutes")],
    )  # fmt: skip


def _lines(words: str) -> str:
    """Browsers send other line ends than they were given."""
    return words.replace("\r\n", "\n")
