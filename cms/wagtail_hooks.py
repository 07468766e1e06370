"""The editor's own pages: the list of help, and nothing that an editor here does not need."""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, ReorderView, SnippetViewSet

from cms import help_ways
from cms.actions import help_page
from cms.editor import SavedByHand
from cms.models import HelpRoute
from cms.queries import help_route
from cms.queries import page as pages
from cms.rules.help_route import check_taken_away
from cms.rules.page import check_can_go
from mhst.core import clock
from mhst.core.permissions import Permission

log = logging.getLogger(__name__)
CHECKED = (
    "The day somebody last tried this number and address. When either changes, write a new day, or it is not checked."
)


def check_state(route: HelpRoute) -> str:
    """What the list says of the last check."""
    if route.checked_on is None:
        return "Never checked"
    when = f"{route.checked_on:%-d %B %Y}"
    return f"Overdue, last checked {when}" if route.is_overdue else f"Checked {when}"


class InTurn:
    """One change at a time, so that two people cannot take the last two ways away between them."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        with transaction.atomic():
            help_route.lock()
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Added(SavedByHand, CreateView):
    pass


class Edited(SavedByHand, InTurn, EditView):
    pass


class Deleted(InTurn, DeleteView):
    pass


class Reordered(ReorderView):
    """The new order is on every page and in the proxy's file at once."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().post(request, *args, **kwargs)
        write_anew(by=request.user)
        return answer


class HelpRoutes(SnippetViewSet):
    """Numbers that somebody may ring in the worst hour of their life: each shows when it was last tried."""

    model = HelpRoute
    icon = "help"
    menu_label = "Help now"
    menu_name = "help-now"
    menu_order = 150
    add_view_class = Added
    edit_view_class = Edited
    delete_view_class = Deleted
    reorder_view_class = Reordered
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
            [FieldRowPanel([FieldPanel("checked_on", help_text=CHECKED), FieldPanel("owner")]), FieldPanel("is_shown")],
            heading="Keeping it right",
        ),
    ]


register_snippet(HelpRoutes)


@hooks.register("before_delete_snippet")
def keep_the_last_way_to_get_help(request: Any, leaving: Sequence[Any]) -> None:
    """One at a time or many at once. Raises: Refused."""
    routes = [one for one in leaving if isinstance(one, HelpRoute)]
    if routes and request.method == "POST":
        may_publish = request.user.can(Permission.SITE_PUBLISH)
        check_taken_away(left=help_route.left_without(routes), may_publish=may_publish)


@hooks.register("before_bulk_action")
def keep_the_last_of_many(request: Any, kind: str, leaving: Sequence[Any], chosen: Any) -> None:
    """As above, once more within the transaction that deletes. Raises: Refused."""
    if kind == "delete" and any(isinstance(one, HelpRoute) for one in leaving):
        help_route.lock()
        keep_the_last_way_to_get_help(request, leaving)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
@hooks.register("after_delete_snippet")
def write_for_the_proxy(request: Any, changed: Any) -> None:
    if any(isinstance(one, HelpRoute) for one in (changed if isinstance(changed, Sequence) else [changed])):
        transaction.on_commit(partial(write_anew, by=request.user))


def write_anew(*, by: Any) -> None:
    """A disk that is full or read-only is for the log; the list itself is saved."""
    try:
        help_ways.forget()
        help_page.write(by=by)
    except OSError:
        log.exception("the help page for the proxy could not be written")


class NotChecked(Component):
    """On the editor's first page: the ways to get help that nobody has tried lately."""

    name = "help-not-checked"
    template_name = "cms/editor/not_checked.html"
    order = 50

    def __init__(self, late: list[HelpRoute]) -> None:
        self.late = late

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"late": self.late}


@hooks.register("before_copy_page")
def check_each_copy(request: Any, page: Any) -> None:
    """A copy that is live at once, or an alias, would stand in a new place that no rule has looked at."""
    if request.method == "POST" and not {"publish_copies", "alias"}.isdisjoint(request.POST):
        request.POST = request.POST.copy()
        for at_once in ("publish_copies", "alias"):
            request.POST.pop(at_once, None)
        messages.warning(request, "The copy is a draft. Publish it on its own page: it is checked there.")


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_what_is_promised(request: Any, page: Any) -> None:
    """Raises: Refused."""
    if request.method == "POST":
        check_can_go(pages.promised_below(page))


@hooks.register("before_bulk_action")
def keep_what_is_promised_of_many(request: Any, kind: str, leaving: Sequence[Any], chosen: Any) -> None:
    """Raises: Refused."""
    for page in leaving if kind in {"delete", "unpublish"} else []:
        if isinstance(page, Page):
            check_can_go(pages.promised_below(page))


@hooks.register("construct_homepage_panels")
def say_what_is_not_checked(request: Any, panels: list[Any]) -> None:
    late = help_route.overdue(clock.today()) if request.user.has_perm("cms.change_helproute") else []
    if late:
        panels.append(NotChecked(late))


class EveryRule(ContentCheckerItem):
    """Wagtail runs ten of axe's rules on a preview; ours runs all that stand for WCAG 2.2 AA."""

    axe_run_only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "seo"]


@hooks.register("insert_global_admin_js")
def start_date_pickers() -> str:
    return format_html('<script type="module" src="{}"></script>', static("cms/editor.mjs"))


@hooks.register("construct_wagtail_userbar")
def check_by_every_rule(request: Any, items: list[Any], page: Any) -> None:
    items[:] = [EveryRule() if isinstance(item, ContentCheckerItem) else item for item in items]
