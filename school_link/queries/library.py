"""The library of advice, and what waits for its second reader."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from school_link.enums import AdviceKind, ExcerptState
from school_link.models import AdviceText, Consultation, Excerpt
from school_link.queries import advice

PAGE = 20


def found(viewer: User, text: str, theme: str, page: int | str) -> Page[Excerpt]:
    """What has been let out and holds every word that is asked for; the newest first."""
    rows = Excerpt.objects.filter(state=ExcerptState.CLEARED)
    for word in text.split():
        rows = rows.filter(shown__icontains=word)
    if theme:
        rows = rows.filter(theme=theme)
    return Paginator(rows.order_by("-read_at"), PAGE).get_page(page)


def to_read(viewer: User) -> list[Excerpt]:
    """What waits for a second reader at the viewer's desks, and the viewer had no part in."""
    rows = Excerpt.objects.filter(
        state=ExcerptState.AGREED,
        consultation__desk__team__in=viewer.reach(Permission.CONSULTATION_ADVISE).teams,
    )
    wrote = AdviceText.objects.filter(author=viewer, consultation=OuterRef("consultation"))
    rows = rows.exclude(consultation__holder=viewer).exclude(specialist_agrees=viewer).exclude(Exists(wrote))
    return list(rows.select_related("consultation__desk").order_by("created_at"))


def wrote(excerpt: Excerpt, viewer: User) -> bool:
    """Whether any of the advice that it comes from is in their words, also in earlier ones."""
    return AdviceText.objects.filter(consultation=excerpt.consultation_id, author=viewer).exists()


def get_to_read(viewer: User, id: UUID) -> Excerpt:
    """Raises: NotFound."""
    found: Excerpt | None = next((one for one in to_read(viewer) if one.pk == id), None)
    if found is None:
        raise NotFound("That has been decided already.")
    return found


def excerpt_of(one: Consultation) -> Excerpt | None:
    return (
        Excerpt.objects.filter(consultation=one)
        .select_related("school_agrees", "specialist_agrees", "removed_by")
        .first()
    )


def first_words(one: Consultation) -> str:
    """What both understood and what to try: for somebody to take everything out by which anybody could be found."""
    parts: dict[Any, str] = {part.kind: part.words for part in advice.advice_of(one).parts}
    return "\n\n".join(parts[kind] for kind in (AdviceKind.UNDERSTAND, AdviceKind.TRY))
