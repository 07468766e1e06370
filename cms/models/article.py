from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.enums import Topic
from cms.models.base import BasePage


class ArticlePage(BasePage):
    """One subject, for the audience whose door it stands behind, or for everybody when it is under the home page."""

    topic = models.CharField(
        max_length=8, choices=Topic, blank=True, help_text="Under which heading its door lists it."
    )
    body = StreamField(BodyBlock())

    template = "cms/pages/article.html"
    parent_page_types = ["cms.HomePage", "cms.AudiencePage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("topic"), FieldPanel("body")]

    class Privacy:
        public = ["topic", "body"]
