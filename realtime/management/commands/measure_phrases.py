from typing import Any

from django.core.management.base import BaseCommand

from realtime.phrases.measure import Figures
from realtime.queries import phrase

PARTS = (("The third that was held out: believe these", True), ("The rest, which phrases may be written from", False))


class Command(BaseCommand):
    """On messages that we made up ourselves; of real ones expect more to be missed."""

    help = "Prints what the danger phrases in force find and miss, with 95 per cent intervals."

    def handle(self, *args: Any, **options: Any) -> None:
        matcher = phrase.matcher()
        self.stdout.write(f"List {matcher.version}, measured on our own 636 made-up messages.")
        for heading, held_out in PARTS:
            self._print(heading, phrase.figures_of(matcher, held_out=held_out))

    def _print(self, heading: str, found: Figures) -> None:
        self.stdout.write(f"\n{heading}")
        for name, share in (
            ("Recall, all", found.recall), ("  said clearly", found.clear), ("  said obliquely", found.oblique),
            ("Precision", found.precision), ("Marked for nothing", found.false),
        ):  # fmt: skip
            self.stdout.write(f"  {name:20}{share.in_words}")
        self.stdout.write(f"  {found.softened} of those marked for nothing tell of a story, a no or laughter.")
