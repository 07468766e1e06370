"""What happened at a session with one young person, in the codes of the MHSDS."""

from django.db import models


class Mechanism(models.TextChoices):
    """MHSDS ConsMechanismMH. Only some count as a contact nationally: see `COUNTED_MECHANISMS`."""

    FACE_TO_FACE = "01", "Face to face"
    TELEPHONE = "02", "Telephone"
    TALK_TYPE = "04", "Talk type, for somebody who cannot speak"
    EMAIL = "05", "E-mail"
    TEXT = "09", "Text message"
    INSTANT_MESSAGES = "10", "Instant messages"
    VIDEO = "11", "Video"
    CHAT_ROOM = "13", "Chat room"
    OTHER = "98", "Other"


#: An attended contact counts nationally when it was by one of these (NHS England, mental health monthly statistics).
COUNTED_MECHANISMS = frozenset({Mechanism.FACE_TO_FACE, Mechanism.TELEPHONE, Mechanism.TALK_TYPE, Mechanism.VIDEO})


class WhyNotThere(models.TextChoices):
    """Why somebody did not come, as the school tells it. Only `COUNTS_AGAINST` asks for a talk about coming."""

    ABSENT = "absent", "Absent from school"
    TRIP = "trip", "On a trip"
    EXAM = "exam", "In an exam"
    EXCLUDED = "excluded", "Suspended or excluded"
    ROOM_TAKEN = "room_taken", "The room was taken"
    NOT_RELEASED = "not_released", "Was not let out of the lesson"
    FORGOT = "forgot", "Forgot"
    DID_NOT_WANT = "did_not_want", "Did not want to come"
    NOT_KNOWN = "not_known", "Nobody knows"


COUNTS_AGAINST = frozenset({WhyNotThere.FORGOT, WhyNotThere.DID_NOT_WANT, WhyNotThere.NOT_KNOWN})


class IndirectKind(models.TextChoices):
    """Work about a young person without them there. Booking, letters, travel and supervision are none."""

    SCHOOL = "school", "A talk about them with their school"
    SERVICE = "service", "A talk about them with another service"
    MEETING = "meeting", "A meeting about them"


#: Longer work is written down as more than one.
LONGEST_MINUTES = 480


class RecordState(models.TextChoices):
    DRAFT = "draft", "Being written"
    SIGNED = "signed", "Signed"


class GroupSessionType(models.TextChoices):
    """MHSDS GroupSessionType, for sessions whose attendees are not known by name."""

    HEALTH_PROMOTION = "01", "Health promotion"
    THERAPEUTIC = "03", "Therapeutic"
