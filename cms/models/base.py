from typing import Any

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms import readability, talking
from cms.editor import PageForm, ReadingPanel
from cms.enums import Audience
from cms.rules.page import check_publishable

#: What the law and our own words promise: neither deleted nor taken offline, and always at the same address.
PROMISED = ("privacy", "confidentiality", "accessibility", "complaints")


class BasePage(Page):
    """What every public page has: a title, a sentence that sums it up, and a place in the tree."""

    summary = models.CharField(
        max_length=160,
        help_text="One or two short sentences. Shown under the title, on cards and by search engines.",
    )

    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]
    content_panels = [ReadingPanel(heading="For your readers"), *Page.content_panels, FieldPanel("summary")]
    base_form_class = PageForm

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

    @cached_property
    def in_other_languages(self) -> list[Page]:
        """The same page, published, in each other language."""
        return list(self.get_translations().live().select_related("locale"))

    @property
    def way_here(self) -> list[tuple[str, str]]:
        """The trail as words and addresses."""
        return [(_("Home") if page.depth == 2 else page.title, page.url) for page in self.trail]

    @cached_property
    def audience(self) -> str:
        """Whom the page speaks to: the audience whose door it stands behind; empty when it is for everybody."""
        doors = (getattr(page, "audiencepage", None) for page in self.trail)
        return next((door.audience for door in doors if door), "")

    @property
    def promised_as(self) -> str:
        """The name that ends its address, where people are promised to find it: that which stands, not a draft's."""
        promised = Page.objects.filter(slug__in=PROMISED, locale__language_code=settings.LANGUAGE_CODE)
        return promised.filter(pk=self.pk).values_list("slug", flat=True).first() or ""

    @property
    def layout(self) -> str:
        """The base template: young people's pages wear the warmer one."""
        return "base_leavable.html" if self.audience == Audience.YOUNG_PEOPLE else "base_public.html"

    @property
    def description(self) -> str:
        """For search engines and for links shared elsewhere."""
        return self.search_description or self.summary

    @property
    def offers_talk(self) -> bool:
        """Whether the page says that somebody can talk with a counsellor."""
        return self.audience == Audience.YOUNG_PEOPLE

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        doors = talking.now() if self.offers_talk else []
        return {**super().get_context(request, *args, **kwargs), "doors": doors}

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Kept by browsers and proxies no longer than what it says of counselling stays true."""
        response = super().serve(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=talking.holds_for(response.context_data["doors"]))
        patch_vary_headers(response, ["Cookie"])
        return response

    def shown_as_html(self) -> str:
        """Title, summary and body as a visitor reads them."""
        return render_to_string("cms/pages/words.html", {"page": self})

    @property
    def reading(self) -> readability.Reading:
        return readability.of_html(self.shown_as_html())

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """The one gate: the editor's button, a second reader's approval and a schedule all come through here.

        Raises: Refused, with what has to be put right.
        """
        check_publishable(revision.as_object())
        super().publish(revision, *args, **kwargs)
