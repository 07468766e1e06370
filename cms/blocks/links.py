"""Ways onward: one action, or a choice of pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue

here_or_secure = RegexValidator(
    r"^(/(?!/)|https://)\S*$",
    "Start with / for an address on this site, or with https:// for another site.",
)


class ActionLinkValue(StructValue):
    @property
    def href(self) -> str:
        return self["page"].url if self["page"] else self["address"]


class ActionLinkBlock(blocks.StructBlock):
    """The one thing to do next, as an arrow and a few words."""

    text = blocks.CharBlock(max_length=80, help_text="Say what happens, such as: Ask for support")
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False, validators=[here_or_secure], help_text="Only if it does not lead to a page."
    )

    class Meta:
        icon = "arrow-right-full"
        label = "Action link"
        template = "cms/blocks/action_link.html"
        value_class = ActionLinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            sentence = ValidationError("Choose a page or write an address: one of the two.")
            raise StructBlockValidationError(block_errors={"page": sentence})
        return cleaned


class CardsBlock(blocks.StructBlock):
    """Articles as cards: title and summary come from each article, so that they never disagree."""

    heading = blocks.CharBlock(max_length=80)
    pages = blocks.ListBlock(blocks.PageChooserBlock(page_type="cms.ArticlePage"), min_num=1, max_num=6)

    class Meta:
        icon = "list-ul"
        label = "Cards of articles"
        template = "cms/blocks/cards.html"
