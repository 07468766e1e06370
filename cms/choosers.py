"""The editor's choosers of pages and pictures, which Wagtail starts by inline scripts that our policy refuses.

What each needs is written beside it as data instead, and `cms/editor.mjs` starts it, as it does the date pickers.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser


def render(chooser: BaseChooser, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    """As Wagtail's own, without the script."""
    data = chooser.get_value_data(value)
    return format_html(
        '{}<template data-chooser="{}" data-input="{}" data-options="{}"></template>',
        chooser.render_html(name, data, attrs),
        chooser.js_constructor,
        attrs["id"],
        json.dumps(chooser.get_js_init_options(attrs["id"], name, data)),
    )


def start_from_a_file() -> None:
    """For every kind of chooser: none of Wagtail's renders itself differently."""
    BaseChooser.render = render
