from django.db import models


class EscalationStepKind(models.TextChoices):
    """What is done when somebody may be in danger, in this order. Each is asked for, and none is skipped."""

    CONSULTED = "consulted", "Spoke with the lead on duty"
    TOLD = "told", "The young person knows what we do, or why we could not tell them"
    CONTACT = "contact", "Somebody who can help them knows"
    OUTCOME = "outcome", "What came of it"


class KnownBy(models.TextChoices):
    """How the service came to know who a young person is."""

    AGREED = "agreed", "They told us, and agreed that we keep it"
    TOLD = "told", "They told us; they may be in danger, and we told them that we keep it"
    OBTAINED = "obtained", "We got it elsewhere, for their safety"


class FlagAbout(models.TextChoices):
    """What marked words may be about. Names words, never a person, and has no order."""

    SUICIDE = "suicide", "Not wanting to live"
    SELF_HARM = "self_harm", "Hurting oneself"
    ABUSE = "abuse", "Being hurt or touched by somebody"
    EXPLOITATION = "exploitation", "Being used or threatened"
    EATING = "eating", "Eating and body"
    MEDICINES = "medicines", "Tablets and overdose"
    DANGER = "danger", "Danger now, to them or to others"


class FlagSaid(models.TextChoices):
    """How marked words were said, as far as a program can tell. It changes the name of the rule and nothing else."""

    PLAIN = "plain", "said as it is"
    DENIED = "denied", "near a no or not"
    QUOTED = "quoted", "perhaps somebody else's words"
    OF_ANOTHER = "of_another", "perhaps about somebody else"
    STORY = "story", "perhaps a song, a story, a game or schoolwork"
    LAUGHING = "laughing", "with a laugh beside it"


class FlagKind(models.TextChoices):
    MARKED = "marked", "Words are marked"
    NOT_CHECKED = "not_checked", "Not checked"


class ClosingKind(models.TextChoices):
    """Where a young person writes beside a chat as it comes to its end."""

    SUMMARY = "summary", "What you both keep"
    GOAL = "goal", "What they want to reach"
    FEEDBACK = "feedback", "How it was"


class FlagOutcome(models.TextChoices):
    """What somebody who has read the words does about them."""

    SEEN = "seen", "Seen and taken up"
    WATCHING = "watching", "Watching"
    STEPPING_IN = "stepping_in", "Stepping in"
    NOT_NEEDED = "not_needed", "Nothing needed"
