"""The form in which a page is edited: says what stands between the page and its readers, and holds it back."""

from typing import Any

from django import forms
from django.forms import model_to_dict
from django.utils.text import Truncator
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import Panel

from cms.rules.help_route import check_reached_otherwise, check_shown_anew, check_taken_away
from cms.rules.opened import undone, version_of
from cms.rules.page import faults
from mhst.core.errors import Refused
from mhst.core.permissions import Permission

#: Buttons that let a page out or hand it to a second reader. Saving a draft and asking for changes are free.
LETS_OUT = {"action-publish", "action-submit", "action-restart-workflow"}


class PageForm(WagtailAdminPageForm):
    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_letting_out and not self.errors:
            for sentence in faults(self.instance, self._audience()):
                self.add_error(None, sentence)

    @property
    def is_letting_out(self) -> bool:
        approves = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return approves or bool(LETS_OUT & set(self.data))

    def _audience(self) -> str:
        """A new page has no place in the tree yet."""
        above = getattr(self.parent_page.specific, "audience", "") if self.parent_page else ""
        return getattr(self.instance, "audience", "") if self.instance.pk else above


class OpenedForm(WagtailAdminModelForm):
    """Refuses what would undo unseen what a colleague saved since it was opened, and says what stands by now.

    Once that is read, it can be saved.
    """

    data: Any
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = type(self.instance).objects.filter(pk=self.instance.pk).first()
        if self.stands:
            self.initial["opened"] = version_of(self._values(self.stands))

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.stands:
            return
        stands = self._values(self.stands)
        said = self._values(self.instance) | dict.fromkeys(set(self.errors) & set(stands), ...)
        for name in undone(opened=self.data.get("opened", ""), stands=stands, said=said):
            self.add_error(name, f"A colleague has changed this since you opened it. {_says(self.stands, name)}")
        self.data = self.data.copy()
        self.data["opened"] = self.initial["opened"]

    def _values(self, row: Any) -> dict[str, Any]:
        return model_to_dict(row, [name for name in self.fields if name != "opened"])


def _says(row: Any, name: str) -> str:
    value = getattr(row, f"get_{name}_display", lambda: getattr(row, name))()
    if isinstance(value, bool):
        value = "Yes" if value else "No"
    now = "It is empty by now." if value in (None, "") else f"“{Truncator(value).chars(200)}” stands here by now."
    return f"{now} To have yours instead, save again."


#: How help is reached: whoever changes one of these changes what every page offers.
REACHES = ("phone", "phone_note", "text_to", "text_word", "web")
#: And what somebody chooses by. The other words are an editor's.
CHOSEN_BY = (*REACHES, "name", "urgency", "hours")


class HelpRouteForm(OpenedForm):
    """What is on every page at once needs somebody who may publish; what is reached otherwise is not checked yet.

    All is compared with what stands, not with what the form was opened with: an old version is a change like any other.
    """

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        changed = [name for name in CHOSEN_BY if said.get(name) != getattr(self.stands, name, "")]
        try:
            self._check(said, changed)
        except Refused as refused:
            self.add_error(refused.details.get("field"), refused.message)
        if "checked_on" not in self.changed_data:
            said["checked_on"] = getattr(self.stands, "checked_on", None) if set(REACHES).isdisjoint(changed) else None
        return said

    def _check(self, said: dict[str, Any], changed: list[str]) -> None:
        """Raises: Refused."""
        may_publish = self.for_user.can(Permission.SITE_PUBLISH)
        was, is_shown = bool(self.stands and self.stands.is_shown), bool(said.get("is_shown"))
        if was and not is_shown:
            others = type(self.instance).objects.shown().exclude(pk=self.instance.pk)
            check_taken_away(left=others.count(), may_publish=may_publish)
        elif is_shown and not was:
            check_shown_anew(may_publish=may_publish)
        elif is_shown and changed:
            check_reached_otherwise(changed[0], may_publish=may_publish)


class SavedByHand:
    """For what has no drafts: Wagtail would save it twice a second while it is typed, and everybody would read it."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class ReadingPanel(Panel):
    """How long and how hard the page is to read, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/editor/reading.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page = self.instance
            told = {"reading": page.reading, "audience": page.audience, "faults": faults(page, page.audience)}
            return {**super().get_context_data(parent_context), **told}
