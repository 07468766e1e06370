from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.models.base import BasePage


class NewsPage(BasePage):
    """Something that has changed or is coming, with its day."""

    on = models.DateField("day", help_text="Shown under the title; the newest stands first.")
    body = StreamField(BodyBlock())

    template = "cms/pages/news.html"
    parent_page_types = ["cms.NewsListPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("on"), FieldPanel("body")]

    class Privacy:
        public = ["on", "body"]


class NewsListPage(BasePage):
    """The news, newest first."""

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/news_list.html"
    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Privacy:
        public = ["body"]

    @property
    def news(self) -> models.QuerySet[NewsPage]:
        return NewsPage.objects.child_of(self).live().order_by("-on", "-path")[:30]
