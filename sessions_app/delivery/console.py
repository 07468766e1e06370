"""The demo's text messages: printed, as its mail is."""

import sys

from sessions_app.delivery.words import Words


def send(words: Words) -> str:
    sys.stdout.write(f"Text message to {words.address}: {words.body}\n")
    return words.reference
