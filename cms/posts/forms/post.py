from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.posts.enums import POST_MOVES, Band, DecisionKind, Reason
from cms.posts.rules import post as rules
from mhst.core.forms import OnceForm, PlainForm

DECISIONS = {
    DecisionKind.PUBLISH: "Publish what stands below",
    DecisionKind.HOLD: DecisionKind.HOLD.label,
    DecisionKind.DECLINE: DecisionKind.DECLINE.label,
}


class PostForm(OnceForm):
    """Asks for nothing that names anybody."""

    nickname = forms.CharField(
        max_length=30, help_text=_("Not your real name, and none that you use anywhere else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    band = forms.ChoiceField(label=_("How old are you?"), choices=Band.choices, widget=forms.RadioSelect)
    title = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    body = forms.CharField(
        label=_("What you want to say"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=_("Leave out names, schools, places and anything by which somebody could find you or others."),
    )  # fmt: skip

    def begin_anew(self, sentence: str) -> None:
        """What was typed stays, and is a sending of its own when the button is pressed again."""
        self.put(once=str(uuid4()))
        self.add_error(None, sentence)


class CodeForm(PlainForm):
    """How a writer finds again what they wrote."""

    code = forms.CharField(
        label=_("Your code"), max_length=30,
        help_text=_("Three groups of four letters and numbers, such as ABCD-2345-WXYZ."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter your code")},
    )  # fmt: skip


class ReadForm(PlainForm):
    """Knows what stood on the page that is decided on."""

    read = forms.CharField(widget=forms.HiddenInput)

    def go_on_from(self, read: str, sentence: str) -> None:
        """What was typed stays; the next press decides on what stands on the page now."""
        self.put(read=read)
        self.errors.clear()
        self.add_error(None, sentence)


class TakeDownForm(ReadForm):
    """Others read it, and should not any more."""

    reason = forms.ChoiceField(choices=[("", "Choose"), *Reason.choices])
    answer = forms.CharField(
        label="To whoever wrote it", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They find it with their code: thank them, and say why it is not shown any more.",
    )  # fmt: skip


class DecideForm(ReadForm):
    """What a moderator decides, and what the writer is told."""

    kind = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    nickname = forms.CharField(
        required=False, max_length=30, help_text="Change it, or leave it empty, when it could name somebody or hurt."
    )
    title = forms.CharField(max_length=100)
    body = forms.CharField(
        label="The post", max_length=4000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Change what others should not read. Whoever wrote it is told that you did.",
    )  # fmt: skip
    fit_from = forms.ChoiceField(label="Fit to read from", choices=Band.choices)
    reason = forms.ChoiceField(
        required=False, choices=[("", "None: I publish it unchanged"), *Reason.choices],
        help_text="Needed unless you publish it unchanged.",
    )  # fmt: skip
    answer = forms.CharField(
        label="To whoever wrote it", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed when you change it or do not publish it. They find it with their code: thank them, and say"
        " what you changed, or why it is not shown.",
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason", "answer"):
            self.fields[name].one_of_several = True  # which decisions need it stands below it, not "(optional)"
        self.fields["kind"].choices = [  # what changes the words makes of a publication, the action sees by itself
            (kind, DECISIONS[kind]) for kind in DECISIONS if rules.BECOMES[kind] in POST_MOVES[state]
        ]


class ConcernForm(OnceForm):
    """Why somebody may be in danger."""

    worry = forms.CharField(
        label="What worries you", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For supervisors and safeguarding leads only. In the words of the post where you can.",
    )  # fmt: skip
    words = forms.CharField(
        label="To whoever wrote it", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They find it with their code, beside who they can call or text right now.",
    )  # fmt: skip


class AnswerForm(PlainForm):
    """What was done about it."""

    done = forms.CharField(
        label="What was done", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you decided, whom you told, and why. Say so if nothing could be done.",
    )  # fmt: skip
