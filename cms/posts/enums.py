from django.db import models
from django.utils.translation import gettext_lazy as _


class Band(models.TextChoices):
    """How old somebody is, roughly: all that is asked. Also for which age on something is fit to read."""

    YOUNGER = "11-13", _("11 to 13")
    MIDDLE = "14-16", _("14 to 16")
    OLDER = "17-19", _("17 to 19")


class PostState(models.TextChoices):
    """What has become of what somebody wrote, in words for whoever wrote it."""

    WAITING = "waiting", _("Waiting to be read")
    HELD = "held", _("Two of us are reading it")
    PUBLISHED = "published", _("Others can read it")
    DECLINED = "declined", _("Not shown to others")
    WITHDRAWN = "withdrawn", _("Taken back by you")


class DecisionKind(models.TextChoices):
    """What a moderator decided. Kept for each, with who and when."""

    PUBLISH = "publish", "Publish as it is"
    PUBLISH_WITH_EDIT = "publish_with_edit", "Publish with changes"
    HOLD = "hold", "Hold for a second opinion"
    DECLINE = "decline", "Do not publish"


class Reason(models.TextChoices):
    """Why something was changed, held or not published."""

    IDENTIFYING = "identifying", "Says who or where somebody is"
    METHOD = "method", "Tells how to harm oneself"
    NUMBERS = "numbers", "Weights, sizes or calories"
    UNKIND = "unkind", "Unkind to others"
    SEXUAL = "sexual", "Sexual"
    SWEARING = "swearing", "Swearing"
    NOT_FOR_HERE = "not_for_here", "Better said to one person than to all"
    OTHER = "other", "Something else"


POST_MOVES: dict[str, set[str]] = {
    PostState.WAITING: {PostState.HELD, PostState.PUBLISHED, PostState.DECLINED, PostState.WITHDRAWN},
    PostState.HELD: {PostState.PUBLISHED, PostState.DECLINED, PostState.WITHDRAWN},
    PostState.PUBLISHED: {PostState.DECLINED, PostState.WITHDRAWN},
    PostState.DECLINED: {PostState.WITHDRAWN},
    PostState.WITHDRAWN: set(),
}
