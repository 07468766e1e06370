"""Ways to be written to, and what became of a message, in words."""

from django import template
from django.utils import timezone

from sessions_app.enums import MessageState
from sessions_app.models import ContactPreference, Message
from sessions_app.queries import contact

register = template.Library()


@register.filter
def who(way: ContactPreference) -> str:
    return contact.who(way)


@register.filter
def purposes(way: ContactPreference) -> str:
    words = contact.purposes(way)
    return words[:1].upper() + words[1:]


@register.filter
def state(message: Message) -> str:
    """Where it stands, with when or why."""
    if message.sent_at:
        return f"Sent {timezone.localtime(message.sent_at):%-d %B, %H:%M}"
    if message.state == MessageState.WAITING:
        return f"Goes {timezone.localtime(message.not_before):%-d %B, %H:%M} or soon after"
    label = MessageState(message.state).label
    return f"{label}: {message.get_problem_display().lower()}" if message.problem else str(label)
