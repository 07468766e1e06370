from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.text import FEATURES
from cms.models.audience import AudiencePage
from cms.models.base import BasePage
from cms.models.news import NewsPage


class HomePage(BasePage):
    """The front: what this is, a door for each audience page below it, help now, and what this is not."""

    headline = models.CharField(max_length=80)
    what_it_is_not = RichTextField(features=FEATURES, help_text="Begin with: not an emergency service.")
    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.AudiencePage", "cms.ArticlePage", "cms.NewsListPage"]
    search_fields = [*BasePage.search_fields, index.SearchField("what_it_is_not"), index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("headline"),
        FieldPanel("what_it_is_not"),
        FieldPanel("body"),
    ]

    class Privacy:
        public = ["headline", "what_it_is_not", "body"]

    @property
    def offers_talk(self) -> bool:
        return True

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """One, and its translations, which are made from it."""
        return super().can_create_at(parent) and not cls.objects.exists()

    @property
    def latest_news(self) -> models.QuerySet[NewsPage]:
        return NewsPage.objects.descendant_of(self).live().order_by("-on", "-path")[:2]

    @property
    def doors(self) -> models.QuerySet[AudiencePage]:
        """The audience pages, in the order an editor put them."""
        return AudiencePage.objects.child_of(self).live().order_by("path")
