"""Where readers force their own colours: what is seen then, computed by the browser, and what would be lost."""

from playwright.sync_api import Page

#: Text and controls take the reader's colours, and stand out from what is behind them. Pictures are the page's own.
FAULTS = r"""() => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
  const names = 'CanvasText LinkText VisitedText ActiveText ButtonText FieldText GrayText HighlightText MarkText';
  const theirs = new Set(names.split(' ').map(system));
  const canvas = system('Canvas');
  probe.remove();
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) >= 0.5) return colour;
    }
    return canvas;
  };
  const seen = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility());
  const faults = [];
  const say = (e, words) => faults.push(`${words}: ${e.outerHTML.slice(0, 160)}`);
  for (const e of seen) {
    const style = getComputedStyle(e);
    const hasText = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (hasText && !e.closest('svg')) {
      if (!theirs.has(style.color)) say(e, `text in ${style.color}, no colour of the reader's`);
      if (contrast(style.color, behind(e)) < 4.5) say(e, `text ${style.color} on ${behind(e)}`);
    }
    if (e.matches('input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .nhsuk-button')) {
      const line = parseFloat(style.borderTopWidth) || parseFloat(style.borderBottomWidth);
      if (!line || contrast(style.borderBottomColor, behind(e.parentElement)) < 3) say(e, 'no edge is seen');
    }
    if (e.matches('svg :is(path, circle, rect, polygon)') && style.fill !== 'none') {
      const own = behind(e.closest('svg'));
      const shapes = [...e.closest('svg').querySelectorAll('path, circle, rect, polygon')];
      const drawn = shapes.map((shape) => getComputedStyle(shape));
      const stands = drawn.some((p) => [p.fill, p.stroke].some((c) => c.startsWith('rgb') && contrast(c, own) >= 3));
      if (!stands) say(e, `drawn in ${style.fill} on ${own}`);
    }
  }
  return faults;
}"""


def forced_colour_faults(page: Page) -> list[str]:
    """Text or edges that are lost, and words that keep colours of ours."""
    return page.evaluate(FAULTS)
