from django.db import models


class ContactKind(models.TextChoices):
    """What sort of contact it was. Consultations name nobody, and are counted by themselves."""

    SESSION = "session", "Session, 1:1"
    GROUP = "group", "Group session"
    CHAT = "chat", "Chat"
    MESSAGE = "message", "Message"
    ROOM = "room", "Group room, online"
    CONSULTATION = "consultation", "Consultation"


class FileKind(models.TextChoices):
    """In which forms a published table can be taken away."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    ODS = "ods", "Spreadsheet (ODS)"
    SVG = "svg", "Picture (SVG)"
    PDF = "pdf", "PDF"
