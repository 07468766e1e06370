"""Using a page with the keyboard only."""

from playwright.sync_api import Locator, Page

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  const on_top = document.elementFromPoint(...middle);
  const label = e.labels && e.labels[0];
  return {
    html: e.outerHTML.slice(0, 160),
    at: [...document.querySelectorAll('*')].indexOf(e),
    seen: !on_top || e.contains(on_top) || on_top.contains(e) || on_top === label,
    marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor !== 'rgba(0, 0, 0, 0)'
      || (label && getComputedStyle(label, '::before').boxShadow !== 'none'),
  };
}"""


def press_until(page: Page, target: Locator, *, key: str = "Tab", limit: int = 120) -> None:
    """Press a key until the focus is on `target`; fail when it never gets there."""
    wanted = target.element_handle()
    for _ in range(limit):
        page.keyboard.press(key)
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{limit} presses of {key} do not reach {target}")


def walk(page: Page, limit: int = 200) -> list[str]:
    """Tab through the whole page. Returns what is wrong: focus hidden, unmarked, trapped, or not everything reached."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    faults: list[str] = []
    visited: list[int] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or (visited and focus["at"] == visited[0]):
            return faults
        if visited and focus["at"] == visited[-1]:
            return [*faults, f"the focus is trapped in {focus['html']}"]
        visited.append(focus["at"])
        if not focus["seen"]:
            faults.append(f"something covers the focused {focus['html']}")
        if not focus["marked"]:
            faults.append(f"nothing marks the focus on {focus['html']}")
    return [*faults, f"{limit} presses of Tab do not come round"]
