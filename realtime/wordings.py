"""What young people agree to before they talk, by the number of the wording. Old ones stay, for who agreed to them."""

CONFIDENTIALITY = {
    "1": (
        "What you tell us stays private inside our team.",
        "We tell someone else only if we are worried that you or someone else might be badly hurt, "
        "and we try to tell you first.",
        "We do not know your name unless you tell us; if you do, and we are seriously worried, we have to act on it.",
    ),
}
NEWEST = "1"
