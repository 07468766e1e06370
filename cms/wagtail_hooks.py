"""The editor's own pages: the list of help, and nothing that an editor here does not need."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import HelpRoute


def check_state(route: HelpRoute) -> str:
    """What the list says of the last check."""
    if route.checked_on is None:
        return "Never checked"
    when = f"{route.checked_on:%-d %B %Y}"
    return f"Overdue, last checked {when}" if route.is_overdue else f"Checked {when}"


class HelpRoutes(SnippetViewSet):
    """Numbers that somebody may ring in the worst hour of their life: each shows when it was last tried."""

    model = HelpRoute
    icon = "help"
    menu_label = "Help now"
    menu_name = "help-now"
    menu_order = 150
    add_to_admin_menu = True
    list_display = [
        "name",
        "phone",
        "text_to",
        Column("urgency", label="How soon", accessor="get_urgency_display"),
        BooleanColumn("is_shown", label="Shown"),
        StatusTagColumn(
            "checked_on",
            label="Check",
            accessor=check_state,
            primary=lambda route: not route.is_overdue,
        ),
        "owner",
    ]
    list_filter = ["urgency", "is_shown"]
    panels = [
        FieldPanel("name"),
        FieldPanel("urgency"),
        FieldPanel("what_for"),
        FieldRowPanel([FieldPanel("for_whom"), FieldPanel("hours")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_note")]),
                FieldRowPanel([FieldPanel("text_to"), FieldPanel("text_word")]),
                FieldPanel("web"),
            ],
            heading="How to reach it",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("checked_on"), FieldPanel("owner")]), FieldPanel("is_shown")],
            heading="Keeping it right",
        ),
    ]


register_snippet(HelpRoutes)


class EveryRule(ContentCheckerItem):
    """Wagtail runs ten of axe's rules on a preview; ours runs all that stand for WCAG 2.2 AA."""

    axe_run_only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "seo"]


@hooks.register("insert_global_admin_js")
def start_date_pickers() -> str:
    return format_html('<script type="module" src="{}"></script>', static("cms/editor.mjs"))


@hooks.register("construct_wagtail_userbar")
def check_by_every_rule(request: Any, items: list[Any], page: Any) -> None:
    items[:] = [EveryRule() if isinstance(item, ContentCheckerItem) else item for item in items]
