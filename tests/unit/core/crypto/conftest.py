import base64
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from mhst.core.crypto import ring
from mhst.settings.environment import environment

Use = Callable[..., None]


@pytest.fixture
def use_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Give the deployment a ring of these key versions: `use_keys(1, 2)`."""

    def use(*versions: int) -> None:
        keys = ",".join(f"{version}:{base64.b64encode(bytes([version]) * 32).decode()}" for version in versions)
        monkeypatch.setattr(environment, "encryption_keys", SecretStr(keys))
        ring.cache_clear()

    yield use
    ring.cache_clear()
