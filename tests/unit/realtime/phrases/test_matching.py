"""Which words are marked, however they are spelt, and what the rule is called."""

from random import Random

import pytest

from realtime.phrases import starting
from realtime.phrases.labelled import read
from realtime.phrases.matching import Mark, Matcher
from realtime.phrases.phrase import Phrase, WrongPhrase, parts_of
from realtime.phrases.text import is_readable, tokens

LIST = Matcher(
    [
        Phrase("want/wants to ... die", "suicide"),
        Phrase("kill/killing myself/herself/yourself", "suicide"),
        Phrase("suicidal", "suicide"),
        Phrase("not want to be here", "suicide"),
        Phrase("kms", "suicide"),
        Phrase("hurt myself", "self_harm"),
        Phrase("thinking about it", "suicide"),
        Phrase("to die", "danger"),
        Phrase("die", "suicide"),
    ]
)


def marked(text: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.about, m.said.value) for m in LIST.marks(text) if m.about != "danger"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok. I WANT to just die.", "WANT to just die"),
        ("i wanna dieeee", "wanna dieeee"),
        ("i k!ll myslef in my head", "k!ll myslef"),
        ("i k\u200bill my\u00adself", "k\u200bill my\u00adself"),
        ("kiling my self", "kiling my self"),
        ("i wanna kill my-slef", "kill my-slef"),
        ("dad said kill your self", "kill your self"),
        ("hurt me self", "hurt me self"),
        ("killmyself", "killmyself"),
        ("iwannadie rn", "iwannadie"),
        ("i feel sucidal", "sucidal"),
        ("so suicidle rn", "suicidle"),
        ("s u i c i d a l", "s u i c i d a l"),
        ("k m s", "k m s"),
        ("i dont wanna be here", "dont wanna be here"),
        ("i don\u2019t want to be here", "don\u2019t want to be here"),
        ("thinkin bout it", "thinkin bout it"),
        ("s*icidal", "s*icidal"),
        ("i wánt to die", "wánt to die"),
        ("1 want 2 d1e", "want 2 d1e"),
    ],
)
def test_words_are_found_however_they_are_spelt(text: str, words: str) -> None:
    assert [found for found, *_ in marked(text)] == [words]


def test_a_word_without_end_is_not_taken_apart_and_hides_nothing_beside_it() -> None:
    assert [found for found, *_ in marked("it" * 2000 + " i want to die")] == ["want to die"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "my diet",
        "they hurt my self esteem",
        "he hurt my, self love",
        "wannabe",
        "we want to go and then later maybe we die",
        "suicune",
        "u r ok",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert [found for found, *_ in marked(text) if found not in {"die"}] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i want to die", "plain"),
        ("i am here. i want to die", "plain"),
        ("i never want to die", "denied"),
        ("not now, i want to die", "plain"),  # another clause
        ("my friend wants to die", "of_another"),
        ("he said i want to die", "quoted"),
        ('it goes "i want to die" and then', "quoted"),
        ("my essay is about killing myself", "story"),
        ("i want to die haha", "laughing"),
        ("she is killing herself", "of_another"),
        ("my mum thinks i want to die", "plain"),
        ("he left and i hurt myself", "plain"),
    ],
)
def test_how_it_was_said_changes_the_name_of_the_rule_and_nothing_else(text: str, said: str) -> None:
    assert [one for *_, one in marked(text)] == [said]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("i never want to wake up", "suicide"),
        ("he told me to kys", "suicide"),
        ("thinking about sewerslide", "suicide"),
        ("i want to kill my self", "suicide"),
        ("hang my self", "suicide"),
        ("i cut my self", "self_harm"),
        ("my self harm is back", "self_harm"),
        ("i od'd", "medicines"),
        ("i was od\u2019ing", "medicines"),
        ("i took an over dose", "medicines"),
        ("ive taken loads of paracetamol", "medicines"),
        ("i took 30 paracetamol", "medicines"),
        ("took like twenty of my meds", "medicines"),
        ("swallowed a whole pack of pills", "medicines"),
    ],
)
def test_the_starting_list_knows_how_young_people_spell(text: str, about: str) -> None:
    assert {mark.about for mark in Matcher(starting.phrases()).marks(text)} == {about}


def test_the_starting_list_leaves_a_dose_and_an_odd_thing_alone() -> None:
    matcher = Matcher(starting.phrases())
    for text in (
        "i have odd socks",
        "took 2 paracetamol",
        "thats odd",
        "i am 16 and take tablets",
        "my self confidence",
    ):
        assert matcher.marks(text) == []


def test_a_phrase_may_be_written_apart_too() -> None:
    assert Matcher([Phrase("hurt my self", "self_harm")]).marks("i hurt myself")
    assert parts_of("my self harm") == (frozenset({"my"}), frozenset({"self"}), frozenset({"harm"}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i cant do this any more. i want to disappear 😭", {"plain"}),  # crying is no laughter
        ("i want to die 💀", {"plain"}),
        ("haha ok. school was fine. i want to die", {"plain"}),
        ("i want to die. 😂", {"laughing"}),
        ("my dad touches me", {"plain"}),
        ("he raped me", {"plain"}),
        ("someone is touching me", {"plain"}),
        ("my stepdad said hed hurt me if i tell anyone", {"plain"}),
        ("they said theyre going to stab me", {"plain"}),
        ("he comes into my room", {"plain"}),
        ("he raped my friend", {"of_another"}),
        ("my friend was raped", {"of_another"}),
        ("i was raped", {"plain"}),
        ("i told my teacher i want to die", {"plain"}),
        ("he said i want to die", {"quoted"}),
        ("nobody cares i want to die", {"plain"}),
        ("i cant stop cutting myself", {"plain"}),
        ("i never cut myself", {"denied"}),
        ("my boyfriend left and now want to die", {"plain"}),
        ("homework is too much and i want to die", {"plain"}),
        ("i cut myself in the lesson", {"plain"}),
        ("hes here and hes got a knife", {"plain"}),
        ("they make me carry drugs for them", {"plain"}),
        ("he says if i dont send more pics he'll post them", {"plain"}),
        ("they told me if i stop dealing theyll stab me", {"plain"}),
        ("they know where my sister goes to school", {"plain"}),
        ("i dont see the point anymore", {"plain"}),
        ("i'm not scared of dying", {"plain"}),
        ("my sister cuts herself and i dont know what to do", {"of_another"}),
        ("he hit my sister and raped her", {"of_another"}),
        ("my essay is about killing myself", {"story"}),
        ("suicide in the film", {"story"}),
    ],
)
def test_a_name_never_makes_less_of_words_than_they_may_be(text: str, said: set[str]) -> None:
    assert {mark.said.value for mark in Matcher(starting.phrases()).marks(text)} == said


def test_words_that_overlap_are_marked_once_for_each_rule() -> None:
    assert LIST.marks("i want to die") == [Mark(2, 13, "suicide", "plain"), Mark(7, 13, "danger", "plain")]
    both = Matcher([Phrase("see the point", "suicide"), Phrase("the point of living", "suicide")])
    assert [(mark.start, mark.end) for mark in both.marks("i dont see the point of living")] == [(7, 30)]


def test_a_list_has_a_name_that_changes_with_it() -> None:
    one, two = Phrase("kms", "suicide"), Phrase("suicidal", "suicide")
    assert Matcher([one, two]).version == Matcher([two, one, one]).version != Matcher([one]).version


@pytest.mark.parametrize(
    "words",
    ["", "...", "... die", "want ...", "want (to)", "a", "don't/cannot die", "/ die", "a.b", "'", "'/die"],
)
def test_what_cannot_be_read_as_a_phrase_says_why(words: str) -> None:
    with pytest.raises(WrongPhrase):
        parts_of(words)


def test_words_know_where_they_stand_and_in_which_clause() -> None:
    assert [tuple(one) for one in tokens("No. I'm ok")] == [
        ("no", 0, 2, 0),
        ("i", 4, 7, 1),
        ("am", 4, 7, 1),
        ("ok", 8, 10, 1),
    ]


def test_a_message_in_other_letters_is_not_taken_for_checked() -> None:
    assert [is_readable(text) for text in ("hello", "", "👍 123", "привет", "ок then fine")] == [
        True,
        True,
        True,
        False,
        True,
    ]


def test_a_first_look_passes_over_nothing_that_a_closer_one_finds() -> None:
    """Words of the labelled messages in any order, with letters that may be spelt out among them."""
    matcher, chance = Matcher(starting.phrases()), Random(11)
    words = [word for one in read() for word in one.words.split()]
    texts = [" ".join(chance.choices([*words, *"kmsia" * 40], k=chance.randint(1, 25))) for _ in range(1500)]
    texts += [one.words for one in read()]
    closer = [matcher._marks(text) for text in texts]
    assert [matcher.marks(text) for text in texts] == closer
    assert sum(map(bool, closer)) > 200


#: Each that a word can begin with, as a word of its own.
SIGNS = [f"{sign}  " for sign in map(chr, range(0x110000)) if sign.isalnum()]


@pytest.mark.parametrize("sign", ["\uff9e", "\uff9f"])
def test_a_sign_of_which_nothing_is_left_hides_nothing(sign: str) -> None:
    """They stand for themselves, and are no letter to compare."""
    for words in (f"i want to die {sign}", f"{sign} i want to die", f"i want to {sign} die"):
        assert [said for *_, said in marked(words)] == ["plain"]


def test_any_text_at_all_can_be_looked_through() -> None:
    for text in (
        "\x00",
        "“",
        "a" * 4000,
        "é" * 50,
        "i " * 2000,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        *("".join(SIGNS[at : at + 4000]) for at in range(0, len(SIGNS), 4000)),
    ):
        assert all(0 <= mark.start < mark.end <= len(text) for mark in LIST.marks(text))
    for one in read():
        assert all(one.words[mark.start : mark.end].strip() for mark in LIST.marks(one.words))
