"""What keeps a person from a page: axe's findings, targets too small for a finger, what no keyboard comes to."""

from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TARGET = 48
"""Pixels, both ways."""
MOST_STOPS = 5
"""Of Tab in one field: a date has its year, month, day and calendar."""
# Large letters as well: axe's own 3:1 for them is less than what was promised.
STRICT = """() => axe.configure({ checks: [{ id: "color-contrast", options: {
  contrastRatio: { normal: { expected: 4.5 }, large: { expected: 4.5 } } } }] })"""
# Told as lines, as what it knows of a page is long. It need not fetch sounds and films: there are none.
RUN = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
  const grave = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  return grave.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""
# Of a group's radio buttons Tab comes to one, the arrows to the others; a label is part of what is pressed.
MARK = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const other = "[type=radio]:not(:checked)";
  const shown = (e) => !e.disabled && !e.matches(other) && e.checkVisibility({ visibilityProperty: true });
  window.wanted = [...document.querySelectorAll(wanted)].filter(shown);
  window.reached = new Set();
  document.addEventListener("focusin", (e) => window.reached.add(window.wanted.indexOf(e.target)));
  document.activeElement.blur();
  return window.wanted.map((e) => {
    const box = (e.closest("label") ?? e).getBoundingClientRect();
    return { tag: e.outerHTML.slice(0, 110), least: Math.min(box.width, box.height) };
  });
}"""
# A warning that any key answers needs no Tab to its button.
STILL_THERE = "() => window.wanted.map((e) => e.checkVisibility({ visibilityProperty: true }))"
REACHED = "() => [...window.reached]"


def grave(page: Page) -> list[str]:
    """Each rule that axe finds broken badly, with the first of the elements."""
    page.evaluate(_axe())
    page.evaluate(STRICT)
    found: list[str] = page.evaluate(RUN)
    return found


@cache
def _axe() -> str:
    return str(Axe().axe_script)


def out_of_reach(page: Page) -> list[str]:
    """What may be pressed but is small, or is never come to by Tab."""
    elements: list[dict[str, Any]] = page.evaluate(MARK)
    wanted, reached = set(range(len(elements))), set[int]()
    for _ in range(MOST_STOPS):
        for _ in range(len(elements) + 2):
            page.keyboard.press("Tab")
        reached = set(page.evaluate(REACHED))
        if wanted <= reached:
            break
    small = [f"small: {one['tag']}" for one in elements if one["least"] < TARGET]
    there = page.evaluate(STILL_THERE)
    return small + [f"no Tab: {one['tag']}" for n, one in enumerate(elements) if n not in reached and there[n]]
