"""What a page may be made of, and in which order its headings may come."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.blocks.activity import ActivityBlock
from cms.blocks.links import ActionLinkBlock, CardsBlock
from cms.blocks.picture import PictureBlock
from cms.blocks.recording import RecordingBlock
from cms.blocks.text import DetailsBlock, HeadingBlock, InsetBlock, ParagraphBlock, WarningBlock


class BodyBlock(blocks.StreamBlock):
    """Few and strict, so that a page made of them is accessible whoever wrote it."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    inset = InsetBlock()
    warning = WarningBlock()
    details = DetailsBlock()
    action_link = ActionLinkBlock()
    picture = PictureBlock()
    recording = RecordingBlock()
    cards = CardsBlock()
    activity = ActivityBlock()

    class Meta:
        template = "cms/blocks/body.html"
        block_counts = {"warning": {"max_num": 1}, "activity": {"max_num": 1}}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be in any order
            return cleaned
        errors = _heading_errors([(block.block_type, block.value) for block in cleaned])
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def _heading_errors(parts: list[tuple[str, Any]]) -> dict[int, ValidationError]:
    """Parts of sections that come before any section. Warnings, cards and activities bring their own."""
    inside_a_section = False
    for position, (kind, value) in enumerate(parts):
        if kind in {"warning", "cards", "activity"} or (kind == "heading" and value["level"] == "2"):
            inside_a_section = True
        elif kind == "heading" and not inside_a_section:
            sentence = "This heading is part of a section, so put a section heading above it, or make it a section."
            return {position: ValidationError(sentence)}
    return {}
