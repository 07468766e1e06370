from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.enums import Audience
from cms.models.article import ArticlePage
from cms.models.base import BasePage


class AudiencePage(BasePage):
    """A door: everything for one audience begins here. Lists the articles below it by itself."""

    audience = models.CharField(max_length=16, choices=Audience, unique=True)
    door = models.CharField(max_length=40, help_text="The words on the home page, such as: I'm a young person")
    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/audience.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("audience"),
        FieldPanel("door"),
        FieldPanel("body"),
    ]

    class Privacy:
        public = ["audience", "door", "body"]

    @property
    def picture(self) -> str:
        """The drawing of the door, among our static files."""
        return f"cms/door-{self.audience}.svg"

    @property
    def articles(self) -> models.QuerySet[ArticlePage]:
        """The pages behind this door, in the order an editor put them."""
        return ArticlePage.objects.child_of(self).live().order_by("path")
