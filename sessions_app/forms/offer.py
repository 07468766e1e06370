from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from mhst.core.forms import Option, PlainForm
from sessions_app.planner.offer import Offer


class OneOfTheTimes(PlainForm):
    """Which of the times that were offered a moment ago, and are free still."""

    question: ClassVar[str]
    offer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the times",
            "invalid_choice": "That time has been taken in the meantime. These are free now.",
        },
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        self.offers = {offer.key: offer for offer in offers}
        super().__init__(*args, **kwargs)
        self.fields["offer"].label = self.question
        self.fields["offer"].choices = [(key, self.shown(offer)) for key, offer in self.offers.items()]

    def shown(self, offer: Offer) -> str | Option:
        """What stands beside the button."""
        return offer.key

    def clean_offer(self) -> Offer:
        return self.offers[self.cleaned_data["offer"]]
