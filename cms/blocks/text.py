"""Words: headings, paragraphs and the boxes that set a paragraph apart."""

from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail import blocks

#: No headings (they are blocks of their own, so that their order can be checked) and no pictures inside text.
FEATURES = ["bold", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading under the page's title, which is the only first-level one."""

    text = blocks.CharBlock(max_length=120)
    level = blocks.ChoiceBlock(choices=[("2", "Section"), ("3", "Part of a section")], default="2")

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"
        label_format = "{text}"


class ParagraphBlock(blocks.RichTextBlock):
    """Text with bold, links and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def clean(self, value: Any) -> Any:
        """Empty paragraphs are no words: so also of a transcript, which nobody could read."""
        cleaned = super().clean(value)
        if self.field.required and not self.is_deferred_validation and not _says_something(cleaned.source):
            raise ValidationError("Write something here, or take this part away.")
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = "Text"
        template = "cms/blocks/paragraph.html"


def _says_something(html: str) -> bool:
    return bool(unescape(strip_tags(html)).strip())


class InsetBlock(ParagraphBlock):
    """Something worth remembering, set apart by a line at its side."""

    class Meta:
        icon = "indent"
        label = "Inset text"
        template = "cms/blocks/inset.html"


class WarningBlock(blocks.StructBlock):
    """Something that goes wrong when it is overlooked. One on a page at most."""

    heading = blocks.CharBlock(max_length=80)
    text = ParagraphBlock()

    class Meta:
        icon = "warning"
        label = "Warning"
        template = "cms/blocks/warning.html"


class DetailsBlock(blocks.StructBlock):
    """A question that only some readers have, with its answer folded away."""

    question = blocks.CharBlock(max_length=120)
    answer = ParagraphBlock()

    class Meta:
        icon = "help"
        label = "Question and answer"
        template = "cms/blocks/details.html"
