from mhst.core.crypto import fingerprint


def test_the_same_text_about_the_same_thing_is_found_again() -> None:
    assert fingerprint("9434765870", about="nhs number") == fingerprint("9434765870", about="nhs number")


def test_another_text_or_purpose_is_another_fingerprint() -> None:
    found = {fingerprint(text, about=about) for text in ("9434765870", "9434765919") for about in ("nhs number", "x")}
    assert len(found) == 4


def test_the_text_does_not_show_in_it() -> None:
    assert "9434765870" not in fingerprint("9434765870", about="nhs number")
