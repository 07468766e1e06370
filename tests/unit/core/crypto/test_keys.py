"""The key ring: what it seals only it opens, for the place it was sealed for."""

import base64
import pickle

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, settings
from hypothesis import strategies as st

from mhst.core.crypto import CannotOpen, KeyRing, open_text, reseal_text, seal_text
from mhst.core.crypto.keys import NONCE_BYTES, VERSION_BYTES, version_of

KEY, OTHER = b"k" * 32, b"o" * 32
RING = KeyRing({1: KEY})
BOTH = KeyRing({1: KEY, 2: OTHER})


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


class TestParsing:
    def test_versions_and_keys(self) -> None:
        assert KeyRing.parse(f" 1:{_text(KEY)}, 7:{_text(OTHER)} ,") == KeyRing({1: KEY, 7: OTHER})

    def test_the_highest_version_seals(self) -> None:
        ring = KeyRing.parse(f"9:{_text(KEY)},10:{_text(OTHER)}")

        assert ring.current == 10
        assert version_of(ring.seal(b"x", about="here")) == 10

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "is empty; it needs at least `1:<32 bytes in base64>`"),
            (" , ", "is empty"),
            (_text(KEY), "entry 1 is not `version:base64`"),
            (f"1:{_text(KEY)},two:{_text(KEY)}", "entry 2 is not `version:base64`"),
            ("1:not base64!", "entry 1 is not `version:base64`"),
            ("1:", "entry 1: a key has 32 bytes, this one has 0"),
            (f"1:{_text(KEY[:16])}", "entry 1: a key has 32 bytes, this one has 16"),
            (f"0:{_text(KEY)}", "entry 1: the version must be from 1 to 65535"),
            (f"65536:{_text(KEY)}", "entry 1: the version must be from 1 to 65535"),
            (f"-1:{_text(KEY)}", "entry 1: the version must be from 1 to 65535"),
            (f"1:{_text(KEY)},1:{_text(OTHER)}", "entry 2: version 1 appears twice"),
        ],
    )
    def test_a_wrong_text_gets_a_sentence_that_shows_no_key(self, text: str, sentence: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="MHST_ENCRYPTION_KEYS") as caught:
            KeyRing.parse(text)

        assert sentence in str(caught.value)
        assert _text(KEY) not in str(caught.value)
        assert caught.value.__cause__ is None

    def test_a_ring_shows_no_key_when_printed(self) -> None:
        assert repr(RING) == "KeyRing()"


class TestSealing:
    @given(st.binary(max_size=200), st.text(max_size=40))
    def test_what_is_sealed_opens_for_its_place(self, plain: bytes, about: str) -> None:
        assert RING.open(RING.seal(plain, about=about), about=about) == plain

    def test_each_time_with_another_nonce_or_the_one_that_is_given(self) -> None:
        once, again, given = (RING.seal(b"x", about="here", nonce=n) for n in (b"", b"", b"twelve bytes"))

        assert once != again
        assert given[VERSION_BYTES:][:NONCE_BYTES] == b"twelve bytes"
        assert RING.open(given, about="here") == b"x"

    @settings(max_examples=1000)
    @given(st.text(max_size=40), st.text(max_size=40))
    def test_what_is_sealed_for_one_place_opens_for_no_other(self, here: str, there: str) -> None:
        sealed = RING.seal(b"words", about=here)

        if here == there:
            assert RING.open(sealed, about=there) == b"words"
        else:
            with pytest.raises(CannotOpen, match="altered or belongs to another place"):
                RING.open(sealed, about=there)

    @given(st.binary(min_size=1, max_size=50), st.data())
    def test_a_changed_bit_is_found(self, plain: bytes, data: st.DataObject) -> None:
        sealed = bytearray(RING.seal(plain, about="here"))
        place = data.draw(st.integers(0, len(sealed) * 8 - 1))
        sealed[place // 8] ^= 1 << place % 8

        with pytest.raises(CannotOpen):
            RING.open(bytes(sealed), about="here")

    @pytest.mark.parametrize("length", [0, 1, 2, 13, 14, 29])
    def test_what_is_too_short_was_never_sealed(self, length: int) -> None:
        with pytest.raises(CannotOpen, match="too short"):
            RING.open(RING.seal(b"", about="here")[:length], about="here")

    def test_a_key_that_left_the_ring_opens_nothing(self) -> None:
        sealed = BOTH.seal(b"words", about="here")

        with pytest.raises(CannotOpen, match="here needs key version 2, which is not in the ring"):
            RING.open(sealed, about="here")

    def test_another_key_of_the_same_version_opens_nothing(self) -> None:
        with pytest.raises(CannotOpen, match="altered"):
            KeyRing({1: OTHER}).open(RING.seal(b"words", about="here"), about="here")

    def test_no_error_shows_what_was_sealed(self) -> None:
        with pytest.raises(CannotOpen) as caught:
            RING.open(RING.seal(b"canary", about="here"), about="there")

        assert "canary" not in repr(caught.value)

    def test_the_same_words_never_look_the_same(self) -> None:
        """A nonce that came twice under one key would give away both texts."""
        nonces = {RING.seal(b"words", about="here")[VERSION_BYTES : VERSION_BYTES + NONCE_BYTES] for _ in range(20_000)}

        assert len(nonces) == 20_000


class TestSealingAgain:
    def test_an_old_value_comes_under_the_current_key(self) -> None:
        old = RING.seal(b"words", about="here")
        new = BOTH.reseal(old, about="here")

        assert (version_of(old), version_of(new)) == (1, 2)
        assert KeyRing({2: OTHER}).open(new, about="here") == b"words"

    def test_a_current_value_stays_as_it_is(self) -> None:
        sealed = BOTH.seal(b"words", about="here")

        assert BOTH.reseal(sealed, about="here") is sealed

    def test_a_value_of_another_place_is_not_sealed_again(self) -> None:
        with pytest.raises(CannotOpen):
            BOTH.reseal(RING.seal(b"words", about="here"), about="there")


class TestText:
    def test_text_is_sealed_as_text(self, use_keys) -> None:  # type: ignore[no-untyped-def]
        use_keys(1)
        sealed = seal_text("Zoë", about="here")

        assert sealed.isascii()
        assert open_text(sealed, about="here") == "Zoë"

    def test_text_is_sealed_again(self, use_keys) -> None:  # type: ignore[no-untyped-def]
        use_keys(1)
        sealed = seal_text("Zoë", about="here")
        assert reseal_text(sealed, about="here") == sealed
        use_keys(1, 2)

        again = reseal_text(sealed, about="here")

        assert again != sealed
        use_keys(2)
        assert open_text(again, about="here") == "Zoë"

    @pytest.mark.parametrize("read", [open_text, reseal_text])
    @pytest.mark.parametrize("text", ["plain words", "ünsealed", "====="])
    def test_text_that_was_never_sealed_does_not_open(self, read, text: str) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(CannotOpen, match=r"never sealed|too short"):
            read(text, about="here")


def test_errors_cross_processes() -> None:
    assert str(pickle.loads(pickle.dumps(CannotOpen("no key")))) == "no key"  # noqa: S301
