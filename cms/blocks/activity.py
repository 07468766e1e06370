from wagtail import blocks

from cms.enums import Activity


class ActivityBlock(blocks.StructBlock):
    """Something to do on the page. Nothing of it is stored or sent, and it works without a script."""

    kind = blocks.ChoiceBlock(choices=Activity.choices)

    class Meta:
        icon = "media"
        label = "Activity"
        template = "cms/blocks/activity.html"
        label_format = "{kind}"
