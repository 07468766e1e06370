"""What an editor may put into a page: each rule with what it refuses and what it lets through."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.blocks.links import ActionLinkBlock, here_or_secure
from cms.blocks.picture import PictureBlock
from cms.blocks.text import FEATURES

PARAGRAPH = ("paragraph", "<p>Words.</p>")


def heading(level: str) -> tuple[str, dict[str, str]]:
    return "heading", {"text": "Words", "level": level}


def clean(*parts: tuple[str, Any]) -> list[str]:
    """The kinds of blocks that come through."""
    block = BodyBlock()
    return [child.block_type for child in block.clean(block.normalize(list(parts)))]


class TestHeadings:
    @pytest.mark.parametrize(
        "before",
        [
            heading("2"),
            ("warning", {"heading": "Careful", "text": "<p>Words.</p>"}),
        ],
        ids=["section", "warning"],
    )
    def test_a_part_may_follow_what_brings_a_section_heading(self, before):
        assert clean(before, PARAGRAPH, heading("3")) == [before[0], "paragraph", "heading"]

    def test_a_part_without_a_section_is_refused_where_it_stands(self):
        with pytest.raises(ValidationError) as refused:
            clean(PARAGRAPH, heading("3"), heading("2"))

        assert list(refused.value.block_errors) == [1]
        assert "put a section heading above it" in refused.value.block_errors[1].messages[0]

    def test_there_is_no_first_level_heading_to_choose(self):
        with pytest.raises(ValidationError):
            clean(heading("1"))

    def test_text_holds_no_headings_and_no_pictures(self):
        assert FEATURES == ["bold", "link", "document-link", "ol", "ul"]


def test_a_second_warning_is_refused():
    warning = ("warning", {"heading": "Careful", "text": "<p>Words.</p>"})

    with pytest.raises(ValidationError) as refused:
        clean(warning, warning)

    assert refused.value.non_block_errors.as_text() == "* Warning: The maximum number of items is 1"


class TestActionLink:
    def cleaned(self, **value: Any) -> Any:
        block = ActionLinkBlock()
        return block.clean(block.normalize({"text": "Go", "page": None, "address": "", **value}))

    def test_an_address_here_is_where_it_leads(self):
        assert self.cleaned(address="/help-now/").href == "/help-now/"

    @pytest.mark.django_db
    def test_a_page_is_where_it_leads(self, site):
        assert self.cleaned(page=site.page_ptr).href == "/"

    def test_neither_page_nor_address_is_refused(self):
        with pytest.raises(ValidationError) as refused:
            self.cleaned()

        assert refused.value.block_errors["page"].messages == ["Choose a page or write an address: one of the two."]

    @pytest.mark.django_db
    def test_both_page_and_address_are_refused(self):
        with pytest.raises(ValidationError):
            self.cleaned(page=Page.objects.first(), address="/help-now/")

    @pytest.mark.parametrize("address", ["http://example.org/", "//example.org", "javascript:alert(1)", "help", "/a b"])
    def test_an_address_that_is_neither_here_nor_secure_is_refused(self, address):
        with pytest.raises(ValidationError):
            here_or_secure(address)


@pytest.mark.django_db
class TestPicture:
    @pytest.fixture
    def image(self) -> Any:
        from wagtail.images.models import Image
        from wagtail.images.tests.utils import get_test_image_file

        return Image.objects.create(title="A tree", file=get_test_image_file())

    @pytest.fixture(autouse=True)
    def own_folder(self, settings, tmp_path) -> None:
        settings.MEDIA_ROOT = tmp_path

    def cleaned(self, image: Any, **value: Any) -> Any:
        block = PictureBlock()
        picture = {"image": image.pk, "alt_text": "", "decorative": False, **value}
        return block.clean(block.to_python({"image": picture, "caption": ""}))

    def test_words_for_those_who_cannot_see_it_are_kept(self, image):
        assert self.cleaned(image, alt_text="An oak by a path")["image"].contextual_alt_text == "An oak by a path"

    def test_a_picture_without_words_is_refused(self, image):
        with pytest.raises(ValidationError):
            self.cleaned(image)

    def test_decoration_needs_no_words(self, image):
        assert self.cleaned(image, decorative=True)["image"].contextual_alt_text == ""
