"""What the rooms of consultations and workshops are called where it is listed how long they are kept."""

from uuid import UUID

from school_link.models import Consultation, Workshop


def names(conversations: list[UUID]) -> dict[UUID, str]:
    """The school, what it was about and who answered; the cohort and which workshop. No word of it, and no person whom
    it was about."""
    if not conversations:
        return {}
    asked = Consultation.objects.filter(conversation__in=conversations).select_related("school", "holder").order_by()
    held = Workshop.objects.filter(conversation__in=conversations).select_related("cohort").order_by()
    found = {one.conversation_id: _of(one) for one in asked if one.conversation_id}
    return found | {one.conversation_id: f"{one.cohort.name}: {one}" for one in held}


def _of(one: Consultation) -> str:
    answered = f", answered by {one.holder.name}" if one.holder else ""
    return f"{one.school}: {one.get_theme_display()}{answered}"
