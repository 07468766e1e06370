from collections.abc import Iterable
from typing import Any

from factory import enums
from factory.django import DjangoModelFactory

from mhst.audit import recording
from mhst.audit.models import Recorded
from mhst.core.actors import SYSTEM


class RecordedFactory(DjangoModelFactory):
    """Writes as the machine, so that a test need not open an act of its own to have a row."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _generate(cls, strategy: str, params: Any) -> Any:
        """The row and what hangs on it, many-to-many links included."""
        if strategy != enums.CREATE_STRATEGY:
            return super()._generate(strategy, params)
        with recording.acting(by=SYSTEM, verb="factory"):
            return super()._generate(strategy, params)


def create_together(rows: Iterable[Recorded]) -> None:
    """Write rows of one model in one go: the bells of a school are eighty, and most tests need them."""
    written = list(rows)
    if written:
        with recording.acting(by=SYSTEM, verb="factory"):
            type(written[0]).objects.bulk_create(written)
