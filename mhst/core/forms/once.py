"""What is sent twice from one page is made once: by a second press, or by a network that tries again."""

from uuid import UUID, uuid4, uuid5

from django import forms

from mhst.core.forms.plain import PlainForm

UNTYPED = {"once", "csrfmiddlewaretoken"}


class OnceForm(PlainForm):
    """Knows by `once` the page that it was sent from, and makes of it the id of what is to be made.

    The same words from the same page have the same id; other words, from a page one went back to, are something else.
    """

    once = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def clean_once(self) -> UUID:
        page: UUID | None = self.cleaned_data["once"]
        return uuid5(page, repr(self._typed())) if page else uuid4()

    def _typed(self) -> list[tuple[str, list[str]]]:
        return sorted((name, words) for name, words in self.data.lists() if name not in UNTYPED)
