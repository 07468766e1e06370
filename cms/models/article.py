from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.models.base import BasePage


class ArticlePage(BasePage):
    """One subject, for the audience whose door it stands behind, or for everybody when it is under the home page."""

    body = StreamField(BodyBlock())

    template = "cms/pages/article.html"
    parent_page_types = ["cms.HomePage", "cms.AudiencePage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Privacy:
        public = ["body"]
