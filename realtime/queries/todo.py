"""What of conversations waits for somebody, on their first page."""

from django.urls import reverse
from django.utils.timesince import timesince

from cms.posts.queries import post as posts
from mhst.access.models import User
from mhst.core.permissions import Permission
from realtime.models import Escalation
from realtime.queries import afterwards, escalation, first_words, identity, waiting
from sessions_app.queries.todo import Todo


def in_danger(viewer: User) -> list[Todo]:
    if not viewer.can(Permission.CONVERSATION_SUPERVISE):
        return []
    return [
        Todo(f"{_who(one)} may be in danger, as {one.raised_by.name} says", _page(one.pk), is_urgent=True)
        for one in escalation.open_for(viewer)
    ]


def said_before(viewer: User) -> list[Todo]:
    """What young people wrote before a chat, and nobody has read."""
    if not viewer.can(Permission.CONVERSATION_SUPERVISE):
        return []
    count, oldest = first_words.count(viewer)
    if oldest is None:
        return []
    people = "young person's words" if count == 1 else "young people's words"
    return [Todo(f"{count} {people} from before a chat, for you to read", reverse("first-words"), is_urgent=True)]


def beside_chats(viewer: User) -> list[Todo]:
    """Messages that were left, and private talks, that wait for somebody of the viewer's teams."""
    for permission in (Permission.CONVERSATION_COUNSEL, Permission.CONVERSATION_SUPERVISE):
        if viewer.can(permission):
            return _beside(waiting.of(viewer, permission), permission)
    return []


def _beside(found: waiting.Waiting, permission: Permission) -> list[Todo]:
    counsels = permission == Permission.CONVERSATION_COUNSEL
    told = (
        (found.asides, "private talk waits", "private talks wait", "group-rooms" if counsels else "counselling-board"),
        (
            found.letters, "left message waits", "left messages wait",
            "counselling-letters" if counsels else "counselling-board",
        ),
    )  # fmt: skip
    return [
        Todo(
            f"{waits.count} {one if waits.count == 1 else many}, the oldest for {timesince(waits.oldest)}",
            reverse(page), is_urgent=waits is found.asides,
        )
        for waits, one, many, page in told
        if waits.oldest
    ]  # fmt: skip


def post_concerns(viewer: User) -> list[Todo]:
    """Somebody who wrote a post may be in danger: for whoever supervises and did not raise it."""
    if not viewer.can(Permission.CONVERSATION_SUPERVISE):
        return []
    return [
        Todo("Whoever wrote a post may be in danger", reverse("posts-concern", args=[concern.pk]), is_urgent=True)
        for concern in posts.unanswered()
        if concern.raised_by_id != viewer.pk
    ]


def to_open(viewer: User) -> list[Todo]:
    if not viewer.can(Permission.IDENTITY_OPEN):
        return []
    return [
        Todo(
            f"{one.asked_by.name} asks you to open who somebody is", reverse("identity", args=[one.identity_id]),
            is_urgent=True,
        )
        for one in identity.asked_of(viewer)
    ]  # fmt: skip


def after_chats(viewer: User) -> list[Todo]:
    if not (viewer.can(Permission.CONVERSATION_SUPERVISE) or viewer.can(Permission.CONVERSATION_ERASE)):
        return []
    cut_short, deletions = afterwards.counts(viewer)
    told = (
        (cut_short, "chat was cut short, a young person says", "chats were cut short, young people say"),
        (deletions, "young person asks us to delete a chat", "young people ask us to delete a chat"),
    )
    return [
        Todo(f"{count} {one if count == 1 else many}", reverse("after-chats")) for count, one, many in told if count
    ]


def _who(one: Escalation) -> str:
    return f"{one.about.name}, in a chat," if one.about else "Somebody in a chat"


def _page(escalation: object) -> str:
    return reverse("counselling-escalation", args=[escalation])
