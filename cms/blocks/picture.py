from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it, or said to be decoration."""

    image = ImageBlock(help_text="Never a picture of a young person who uses the service.")
    caption = blocks.CharBlock(max_length=160, required=False)

    class Meta:
        icon = "image"
        template = "cms/blocks/picture.html"
