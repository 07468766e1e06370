from django.db import models


class ContactKind(models.TextChoices):
    """What sort of contact it was. Chats, messages and consultations are counted once their rooms tell of them."""

    SESSION = "session", "Session, 1:1"
    GROUP = "group", "Group session"
    CHAT = "chat", "Chat"
    MESSAGE = "message", "Message"
    CONSULTATION = "consultation", "Consultation"


class FileKind(models.TextChoices):
    """In which forms a published table can be taken away."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    ODS = "ods", "Spreadsheet (ODS)"
    SVG = "svg", "Picture (SVG)"
    PDF = "pdf", "PDF"
