"""What is not right about what was sent is told apart from what a role does not allow."""

from realtime.protocol import REFUSALS


def test_no_code_passes_for_a_missing_permission() -> None:
    """Forms raise those anew, and pages say them in other words."""
    assert [code for code in REFUSALS if code.startswith("needs-")] == []
