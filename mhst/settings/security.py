"""What a browser may do with our pages. Chosen by address in `mhst.core.middleware.PolicyByPath`.

Our own pages load files from this host only, run no inline script, take no inline style, submit only to us and
are shown in nobody's frame. The two admin sites are other people's code; each loosens what it cannot do without.
"""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

OUR_PAGES = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "media-src": [SELF],
    "worker-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}

#: The editor of the public pages writes style attributes, shows pictures before they are uploaded, and previews
#: a page in a frame. Its scripts come from files.
EDITOR = OUR_PAGES | {
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

#: Django's admin draws its icons from data addresses.
SYSTEM = OUR_PAGES | {"img-src": [SELF, "data:"]}

#: The longest prefix that fits wins; everything else is one of our pages.
POLICIES = {"/site-admin/": EDITOR, "/system/": SYSTEM}

#: Where pages are shown in a frame of our own: the editor's preview.
FRAMED_BY_US = ("/site-admin/",)

#: Features that no page of ours uses, so that no script on one can.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "hid", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
