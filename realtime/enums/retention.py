from django.db import models


class RetentionKind(models.TextChoices):
    """What is kept for how long: a class of conversations, or something that is none."""

    CHAT = "chat", "Chats"
    ONE_TO_ONE = "one_to_one", "Private talks"
    LETTERS = "letters", "Messages between visits"
    GROUP_ROOM = "group_room", "Group rooms"
    VISIT = "visit", "Visits that led to no chat"
    POST = "post", "Posts that are not shown to others"
    ACCOUNT = "account", "Accounts of young people"
    CONSULTING = "consulting", "Consultations and workshops"
    ASKED = "asked", "What schools asked specialists"
    DRAFT = "draft", "Drafts that schools never sent"

    @property
    def of_one(self) -> str:
        """What one of them is called; the labels are of all."""
        return _OF_ONE[self]


_OF_ONE = {
    RetentionKind.CHAT: "Chat",
    RetentionKind.ONE_TO_ONE: "Private talk",
    RetentionKind.LETTERS: "Messages between visits",
    RetentionKind.GROUP_ROOM: "Group room",
    RetentionKind.VISIT: "Visit that led to no chat",
    RetentionKind.POST: "Post that is not shown to others",
    RetentionKind.ACCOUNT: "Account of a young person",
    RetentionKind.CONSULTING: "Consultation or workshop",
    RetentionKind.ASKED: "What a school asked specialists",
    RetentionKind.DRAFT: "Draft that a school never sent",
}

#: As what conversations of each kind are kept: every kind says so when it is registered with `rules.kind`.
KEPT_AS: dict[str, RetentionKind] = {}
#: Whom it is for can ask us to delete these.
ASKED_FOR = frozenset({RetentionKind.CHAT, RetentionKind.ONE_TO_ONE, RetentionKind.LETTERS})


class KeptBecause(models.TextChoices):
    SAFEGUARDING = "safeguarding", "It belongs to a safeguarding concern"
    LEGAL = "legal", "A court, an inquiry or a complaint needs it"
    ASKED = "asked", "The young person asked for it to be kept"
