from typing import Any

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record


class Apart(Record, Recorded):
    """A row of the partition. Its audit says who acted and when, and nothing of what."""

    is_apart = True

    class Meta:
        abstract = True


def sealed(**kwargs: Any) -> EncryptedTextField:
    """Words sealed by the partition's own key ring."""
    return EncryptedTextField(ring="staff", **kwargs)
