"""The editors' own pages of the directory: entries and who runs them, with their history."""

import logging
from typing import Any

from django.contrib import messages
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from cms.directory.actions import suggestion
from cms.directory.models import Provider, Service
from cms.directory.rules import suggestion as rules
from cms.editor import SavedByHand

log = logging.getLogger(__name__)


def confirmed(service: Service) -> str:
    """What the list says of the last confirmation."""
    if service.confirmed_on is None:
        return "Never confirmed"
    when = f"{service.confirmed_on:%-d %B %Y}"
    return f"Out of date, confirmed {when}" if service.is_stale else f"Confirmed {when}"


class Added(SavedByHand, CreateView):
    pass


class Edited(SavedByHand, EditView):
    pass


class Entries(SnippetViewSet):
    model = Service
    add_view_class, edit_view_class = Added, Edited
    icon = "list-ul"
    menu_label = "Entries"
    list_display = [
        "name",
        "provider",
        Column("capacity", label="Places", accessor="get_capacity_display"),
        BooleanColumn("is_listed", label="Shown"),
        StatusTagColumn(
            "confirmed_on", label="Confirmed", accessor=confirmed, primary=lambda service: not service.is_stale
        ),
    ]
    list_filter = ["capacity", "is_listed", "way", "provider"]
    search_fields = ["name", "summary", "provider__name"]
    panels = [
        FieldPanel("provider"),
        FieldPanel("name"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("also_called"),
        MultiFieldPanel(
            [
                FieldPanel("for_whom"),
                FieldRowPanel([FieldPanel("youngest"), FieldPanel("oldest")]),
                FieldPanel("areas"),
                FieldPanel("languages"),
                FieldPanel("access_needs"),
            ],
            heading="Who can come",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("is_free"), FieldPanel("cost")]),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("capacity_note")]),
                FieldPanel("way"),
                FieldPanel("how_to_refer"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("web"),
            ],
            heading="How to get there",
        ),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("town"), FieldPanel("postcode")]),
                FieldRowPanel([FieldPanel("easting"), FieldPanel("northing")]),
            ],
            heading="Where",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("is_listed")])], heading="Keeping it right"
        ),
    ]


class Organisations(SnippetViewSet):
    model = Provider
    add_view_class, edit_view_class = Added, Edited
    icon = "group"
    menu_label = "Organisations"
    list_display = ["name", Column("kind", label="Kind", accessor="get_kind_display"), "contact_email"]
    list_filter = ["kind"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("description"),
        FieldPanel("web"),
        FieldPanel("contact_email"),
    ]


class Directory(SnippetViewSetGroup):
    """An entry that ends is hidden, not deleted: its history stays."""

    menu_label = "Directory"
    menu_icon = "site"
    menu_order = 160
    items = (Entries, Organisations)


register_snippet(Directory)


@hooks.register("after_edit_snippet")
def tell_who_suggested_it(request: Any, changed: Any) -> None:
    """Once it is shown. A mail server that is away does not take the change; saved again, it is tried again."""
    if not isinstance(changed, Service) or not rules.may_tell_shown(changed):
        return
    to = changed.suggested_by
    try:
        suggestion.tell_shown(service=changed, by=request.user)
    except OSError:
        log.exception("whoever suggested an entry could not be written to")
        messages.warning(request, f"It is public, but {to} could not be told. Save it again later to try once more.")
    else:
        messages.success(request, f"It is public, and {to} is told." if to else "It is public.")
