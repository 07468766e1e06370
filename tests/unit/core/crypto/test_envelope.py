import pytest

from mhst.core.crypto import CannotOpen, envelope


def test_what_one_key_sealed_no_other_opens() -> None:
    first, second = (envelope.opened(envelope.new(about="a"), about="a") for _ in range(2))
    sealed = first.seal(b"Hello", about="row 1")
    assert first.open(sealed, about="row 1") == b"Hello"
    with pytest.raises(CannotOpen):
        second.open(sealed, about="row 1")


def test_a_wrapped_key_belongs_to_one_thing() -> None:
    wrapped = envelope.new(about="a")
    with pytest.raises(CannotOpen):
        envelope.opened(wrapped, about="b")
    assert len({wrapped, envelope.new(about="a")}) == 2
