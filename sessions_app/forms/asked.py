"""Which form belongs to which page of a request, and what was asked and answered on all of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import Field, TypedChoiceField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mhst.people.enums import Indicator, Relationship
from mhst.places.words import date_in_words
from sessions_app.enums import Asker
from sessions_app.forms import ask, request
from sessions_app.forms.fields import AskForm
from sessions_app.models import RequestForSupport
from sessions_app.rules.request import pages_of, unfinished

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMS: dict[tuple[str, bool], dict[str, type[AskForm]]] = {
    (Asker.SCHOOL, False): {
        "name": request.Name, "worry": request.Worry, "own-words": request.OwnWords, "already": request.Already,
        "contact": request.Contact,
    },
    (Asker.SCHOOL, True): {"question": request.Question, "contact": request.QuestionContact},
    (Asker.PARENT, False): {
        "child": ask.Child, "worry": ask.ChildWorry, "own-words": ask.ChildOwnWords, "already": ask.ChildAlready,
        "contact": ask.ParentContact,
    },
    (Asker.PARENT, True): {"question": ask.ParentQuestion, "contact": ask.ParentContact},
    (Asker.YOUNG_PERSON, False): {
        "you": ask.You, "worry": ask.YourWorry, "already": ask.YourAlready, "contact": ask.YourContact,
    },
}  # fmt: skip


_FOR_ALL = {
    "worry": _("What is going on?"), "already": _("What else is happening?"), "contact": _("How to reach you"),
    "question": _("Your question"), "check": _("Check and send"),
}  # fmt: skip
TITLES: dict[str, dict[str, "StrOrPromise"]] = {
    Asker.SCHOOL: {**_FOR_ALL, "pupil": _("Who is it about?"), "name": _("Who is it about?"),
                   "own-words": _("What the pupil says")},
    Asker.PARENT: {**_FOR_ALL, "child": _("Your child"), "own-words": _("What your child says")},
    Asker.YOUNG_PERSON: {**_FOR_ALL, "you": _("About you"), "already": _("Who helps you now?"),
                         "contact": _("How can we talk to you?")},
}  # fmt: skip


HELPS = {Indicator.YES: _("Yes"), Indicator.NO: _("No"), Indicator.NOT_KNOWN: _("Not sure")}


@dataclass(frozen=True)
class Answer:
    """One question as it was asked, and what was said; nothing when it was left out."""

    name: str
    question: str
    said: str


@dataclass(frozen=True)
class Answered:
    """One page."""

    slug: str
    title: str
    answers: list[Answer]
    is_missing: bool


def form_for(draft: RequestForSupport, slug: str, data: Mapping[str, Any] | None) -> AskForm:
    """The page's form with what is kept already. Raises: KeyError for a page that this request has not."""
    form = FORMS[draft.asked_by, draft.is_enquiry][slug]
    return form(data, initial={name: _initial(field, getattr(draft, name)) for name, field in form.base_fields.items()})


def title_of(draft: RequestForSupport, slug: str) -> str:
    return str(TITLES[draft.asked_by][slug])


def answered(draft: RequestForSupport) -> list[Answered]:
    """Everything asked and answered, page by page."""
    forms, missing = FORMS[draft.asked_by, draft.is_enquiry], unfinished(draft)
    return [
        Answered(page.slug, title_of(draft, page.slug), _answers(draft, forms.get(page.slug)), page in missing)
        for page in pages_of(draft)
        if page.slug in forms or draft.young_person_id
    ]


def _answers(draft: RequestForSupport, form: type[AskForm] | None) -> list[Answer]:
    if form is None:  # the page on which somebody on record was chosen
        return [Answer("pupil", gettext("Who it is about"), str(draft))]
    return [Answer(name, str(field.label), _said(draft, name)) for name, field in form.base_fields.items()]


def _said(draft: RequestForSupport, name: str) -> str:
    value = getattr(draft, name)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dt.date):
        return date_in_words(value).partition(" ")[2]
    if name == "asker_relationship":
        return str(dict(Relationship.choices).get(value, value))
    if name in {"helps_at_home", "parent_helps_at_home"}:
        return str(HELPS.get(value, ""))
    return str(value or "")


def _initial(field: Field, value: Any) -> Any:
    """What the field shows for what is kept: yes and no are words on a radio."""
    if isinstance(field, TypedChoiceField) and value is not None:
        return "yes" if value else "no"
    return value
