"""Sound and film: only with every word written down beside it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.text import ParagraphBlock

SOUND = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}
FILM = {"mp4": "video/mp4", "webm": "video/webm"}


def _ending(file: Any) -> str:
    return str(file.file_extension).lower()


class RecordingValue(StructValue):
    @property
    def is_film(self) -> bool:
        return _ending(self["file"]) in FILM

    @property
    def media_type(self) -> str:
        return (SOUND | FILM).get(_ending(self["file"]), "")


class RecordingBlock(blocks.StructBlock):
    """Plays only when somebody presses play. The words are for those who cannot hear it, or have no data left."""

    title = blocks.CharBlock(max_length=120)
    file = DocumentChooserBlock(help_text="Sound as mp3 or m4a, film as mp4 or webm.")
    captions = DocumentChooserBlock(required=False, help_text="For film: a vtt file, so that it can be read along.")
    transcript = ParagraphBlock(help_text="Everything that is said, and what matters of what is seen.")

    class Meta:
        icon = "media"
        label = "Sound or film"
        template = "cms/blocks/recording.html"
        value_class = RecordingValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation or not cleaned["file"]:
            return cleaned
        if _ending(cleaned["file"]) not in SOUND | FILM:
            sentence = "Choose sound (mp3, m4a) or film (mp4, webm)."
            raise StructBlockValidationError(block_errors={"file": ValidationError(sentence)})
        if cleaned.is_film and not (cleaned["captions"] and _ending(cleaned["captions"]) == "vtt"):
            sentence = "A film needs captions, as a vtt file: many watch without sound."
            raise StructBlockValidationError(block_errors={"captions": ValidationError(sentence)})
        return cleaned
