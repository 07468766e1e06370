"""What is logged, and how: one JSON object a line, with no words of a person in it."""

from typing import Any


def logging_at(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, in the discreet format."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"discreet": {"()": "mhst.core.logs.DiscreetFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own: to the root, not by mail, and without the queries, whose values are people's.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            # What Notify says of a message that it refuses may hold an address; our outbox keeps a code.
            "notifications_python_client": {"level": "CRITICAL"},
            # A server's own handlers would write what an error said, and each address that was asked for.
            "uvicorn": {"handlers": [], "level": level, "propagate": True},
            "uvicorn.error": {"handlers": [], "propagate": True},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            # Never started by the service, and its lines hold what people search for.
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django.channels.server": {"level": "CRITICAL"},
        },
    }
