from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.enums import Audience, Topic
from cms.models.article import ArticlePage
from cms.models.base import BasePage


@dataclass(frozen=True)
class Shelf:
    heading: Any
    articles: list[ArticlePage]


class AudiencePage(BasePage):
    """A door: everything for one audience begins here. Lists the articles below it by itself."""

    audience = models.CharField(max_length=16, choices=Audience)
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

    @property
    def shelves(self) -> list[Shelf]:
        """The articles by topic, in the order of the topics; those without one come last."""
        found: dict[str, list[ArticlePage]] = {topic: [] for topic in [*Topic.values, ""]}
        for article in self.articles:
            found[article.topic].append(article)
        names: dict[str, Any] = {**dict(Topic.choices), "": _("Pages for you")}
        return [Shelf(names[topic], articles) for topic, articles in found.items() if articles]

    def clean(self) -> None:
        """One door for each audience, in each language."""
        super().clean()
        same: Any = AudiencePage.objects.filter(audience=self.audience, locale=self.locale_id).exclude(pk=self.pk)
        if self.locale_id and same.exists():
            raise ValidationError({"audience": "There is a page for this audience already."})
