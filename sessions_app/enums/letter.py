"""Letters, each with its own content for its own reader."""

from django.db import models


class LetterKind(models.TextChoices):
    ADVICE = "advice", "Advice"
    MORE_INFORMATION = "more_information", "We need to know more"
    NOT_ACCEPTED = "not_accepted", "Not accepted, and what could help"
    STEP_UP = "step_up", "Referral to specialist help"
    CLOSING = "closing", "Closing letter"


class LetterTo(models.TextChoices):
    YOUNG_PERSON = "young_person", "The young person"
    PARENT = "parent", "Parent or guardian"
    SCHOOL = "school", "School"
    SPECIALIST = "specialist", "Specialist service"


class LetterState(models.TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"


class LetterWay(models.TextChoices):
    """How a letter went. What went by a link was sent by us; of the others somebody says that they did it."""

    LINK = "link", "A link, by the way they agreed to"
    SCHOOL_PAGE = "school_page", "On the school's page of the request"
    POST = "post", "Posted"
    HAND = "hand", "Handed over"
    SECURE_EMAIL = "secure_email", "By secure email between services"


#: Those that happen outside, so that a person writes them down.
BY_HAND = (LetterWay.POST, LetterWay.HAND, LetterWay.SECURE_EMAIL)


_ALL = (LetterTo.YOUNG_PERSON, LetterTo.PARENT, LetterTo.SCHOOL)
#: Who may be written to about what. For each pair there is a template in templates/letters.
READERS: dict[str, tuple[LetterTo, ...]] = {
    LetterKind.ADVICE: _ALL,
    LetterKind.MORE_INFORMATION: _ALL,
    LetterKind.NOT_ACCEPTED: _ALL,
    LetterKind.STEP_UP: (LetterTo.SPECIALIST, *_ALL),
    LetterKind.CLOSING: _ALL,
}
