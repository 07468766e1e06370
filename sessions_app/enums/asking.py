"""The pages on which support is asked for: which come in what order for whom, and what each cannot do without."""

from dataclasses import dataclass

from sessions_app.enums.referral import Asker


@dataclass(frozen=True)
class AskPage:
    """Part of an address, and the fields of a request without which it cannot be sent."""

    slug: str
    needs: tuple[str, ...] = ()


WHO = ("given_name", "family_name", "birth_date")
_PUPIL, _NAME, _CHILD, _YOU = AskPage("pupil"), AskPage("name", WHO), AskPage("child", WHO), AskPage("you", WHO)
_WORRY, _OWN_WORDS = AskPage("worry", ("worry",)), AskPage("own-words", ("young_person_knows",))
_ALREADY = AskPage("already", ("already", "parent_knows"))
_QUESTION = AskPage("question", ("worry",))

#: In order. For the school's request about somebody on record, "name" is left out: see `rules.request.pages_of`.
ASK_PAGES: dict[tuple[str, bool], tuple[AskPage, ...]] = {
    (Asker.SCHOOL, False): (
        _PUPIL, _NAME, _WORRY, _OWN_WORDS, _ALREADY, AskPage("contact", ("asker_relationship",)),
    ),
    (Asker.SCHOOL, True): (_QUESTION, AskPage("contact", ("asker_relationship",))),
    (Asker.PARENT, False): (
        _CHILD, _WORRY, _OWN_WORDS, AskPage("already", ("already",)),
        AskPage("contact", ("asker_name", "asker_relationship")),
    ),
    (Asker.PARENT, True): (_QUESTION, AskPage("contact", ("asker_name", "asker_relationship"))),
    (Asker.YOUNG_PERSON, False): (
        _YOU, AskPage("worry", ("own_words",)), AskPage("already", ("parent_knows",)),
        AskPage("contact", ("safe_contact",)),
    ),
}  # fmt: skip

#: After the last of them: everything on one page, to be sent.
CHECK = "check"
