from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.enums import Audience


class BasePage(Page):
    """What every public page has: a title, a sentence that sums it up, and a place in the tree."""

    summary = models.CharField(
        max_length=160,
        help_text="One or two short sentences. Shown under the title, on cards and by search engines.",
    )

    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    class Privacy:
        public = [
            *(f.name for f in Page._meta.concrete_fields if f.name not in {"id", "owner", "locked_by"}),
            "page_ptr",
            "summary",
        ]
        personal = ["owner", "locked_by"]  # Wagtail's own columns for who made the page and who has locked it

    @cached_property
    def trail(self) -> list[Page]:
        """From the home page down to this page's parent."""
        return list(self.get_ancestors().filter(depth__gte=2).select_related("audiencepage"))

    @property
    def way_here(self) -> list[tuple[str, str]]:
        """The trail as words and addresses."""
        return [("Home" if page.depth == 2 else page.title, page.url) for page in self.trail]

    @cached_property
    def audience(self) -> str:
        """Whom the page speaks to: the audience whose door it stands behind; empty when it is for everybody."""
        doors = (getattr(page, "audiencepage", None) for page in self.trail)
        return next((door.audience for door in doors if door), "")

    @property
    def layout(self) -> str:
        """The base template: young people's pages wear the warmer one."""
        return "base_young_people.html" if self.audience == Audience.YOUNG_PEOPLE else "base_public.html"

    @property
    def description(self) -> str:
        """For search engines and for links shared elsewhere."""
        return self.search_description or self.summary
