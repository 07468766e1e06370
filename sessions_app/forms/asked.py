"""Which form belongs to which page of a request, and what was asked and answered on all of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Field, TypedChoiceField

from mhst.people.enums import Indicator, Relationship
from mhst.places.words import date_in_words
from sessions_app.enums import Asker
from sessions_app.forms import ask, request
from sessions_app.models import RequestForSupport
from sessions_app.rules.request import pages_of, unfinished

FORMS: dict[tuple[str, bool], dict[str, type[request.AskForm]]] = {
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
    "worry": "What is going on?", "already": "What else is happening?", "contact": "How to reach you",
    "question": "Your question", "check": "Check and send",
}  # fmt: skip
TITLES: dict[str, dict[str, str]] = {
    Asker.SCHOOL: {**_FOR_ALL, "pupil": "Who is it about?", "name": "Who is it about?",
                   "own-words": "What the pupil says"},
    Asker.PARENT: {**_FOR_ALL, "child": "Your child", "own-words": "What your child says"},
    Asker.YOUNG_PERSON: {**_FOR_ALL, "you": "About you", "already": "Who helps you now?",
                         "contact": "How can we talk to you?"},
}  # fmt: skip


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


def form_for(draft: RequestForSupport, slug: str, data: Mapping[str, Any] | None) -> request.AskForm:
    """The page's form with what is kept already. Raises: KeyError for a page that this request has not."""
    form = FORMS[draft.asked_by, draft.is_enquiry][slug]
    return form(data, initial={name: _initial(field, getattr(draft, name)) for name, field in form.base_fields.items()})


def title_of(draft: RequestForSupport, slug: str) -> str:
    return TITLES[draft.asked_by][slug]


def answered(draft: RequestForSupport) -> list[Answered]:
    """Everything asked and answered, page by page."""
    forms, missing = FORMS[draft.asked_by, draft.is_enquiry], unfinished(draft)
    return [
        Answered(page.slug, title_of(draft, page.slug), _answers(draft, forms.get(page.slug)), page in missing)
        for page in pages_of(draft)
        if page.slug in forms or draft.young_person_id
    ]


def _answers(draft: RequestForSupport, form: type[request.AskForm] | None) -> list[Answer]:
    if form is None:  # the page on which somebody on record was chosen
        return [Answer("pupil", "Who it is about", str(draft))]
    return [Answer(name, str(field.label), _said(draft, name)) for name, field in form.base_fields.items()]


def _said(draft: RequestForSupport, name: str) -> str:
    value = getattr(draft, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return date_in_words(value).partition(" ")[2]
    if name == "asker_relationship":
        return str(dict(Relationship.choices).get(value, value))
    if name == "helps_at_home":
        return {Indicator.YES: "Yes", Indicator.NO: "No", Indicator.NOT_KNOWN: "Not sure"}.get(value, "")
    return str(value or "")


def _initial(field: Field, value: Any) -> Any:
    """What the field shows for what is kept: yes and no are words on a radio."""
    if isinstance(field, TypedChoiceField) and value is not None:
        return "yes" if value else "no"
    return value
