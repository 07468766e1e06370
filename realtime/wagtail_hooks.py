"""The list of danger phrases in the editor, for clinicians: each can be tried out before it is saved."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from cms.editor import SavedByHand
from realtime.models import DangerPhrase
from realtime.views import phrase


class Added(SavedByHand, CreateView):
    pass


class Edited(SavedByHand, EditView):
    pass


class Phrases(SnippetViewSet):
    """Who changed a phrase, when and how stands under its history."""

    model = DangerPhrase
    add_view_class, edit_view_class = Added, Edited
    icon = "warning"
    menu_label = "Danger phrases"
    menu_name = "danger-phrases"
    menu_order = 160
    add_to_admin_menu = True
    list_display = [
        "words", Column("about", label="About", accessor="get_about_display"), BooleanColumn("is_used", label="In use"),
    ]  # fmt: skip
    list_filter = ["about", "is_used"]
    search_fields = ["words"]
    list_per_page = 100
    panels = [
        FieldPanel("words"),
        FieldPanel("about"),
        FieldPanel("came_from"),
        FieldPanel("is_used"),
        HelpPanel(template="realtime/phrase/panel.html", heading="Before you save"),
    ]


register_snippet(Phrases)


@hooks.register("register_admin_urls")
def trying_out() -> list[URLPattern]:
    return [path("danger-phrases/try/", phrase.try_out, name="phrase-try")]
