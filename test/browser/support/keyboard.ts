import type { Locator, Page } from 'playwright-core';

/** Steps of the Tab key after which an element counts as out of reach. */
const mostSteps = 200;

/**
 * Presses Tab, or Shift+Tab, until the element has the focus. Throws where it never gets it, and where the focus cannot be
 * seen on the way.
 */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const trail: string[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press(key);
    trail.push(await visiblyFocused(page));
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} is out of reach of the keyboard:\n${trail.slice(0, 40).join('\n')}`);
}

/** What has the focus, in words. Throws where nothing shows that it has, or where something lies over it. */
export async function visiblyFocused(page: Page): Promise<string> {
  const { words, fault } = await page.evaluate(describeFocus);
  if (fault) throw new Error(`${words}: ${fault}`);
  return words;
}

/** Runs in the page. */
function describeFocus(): { readonly words: string; readonly fault?: string } {
  const element = document.activeElement;
  if (!element || element === document.body) return { words: 'nothing' };
  const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
  const words = `${element.getAttribute('role') ?? element.localName} "${label.trim().slice(0, 60)}"`;
  // Why relatives too: a field draws the ring around its box, a row around itself.
  const drawn = [element, element.parentElement, element.parentElement?.parentElement].some((each) => {
    if (!each) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  });
  if (!drawn) return { words, fault: 'nothing shows that it has the focus' };
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [x, y] = [
    (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  ];
  const at = document.elementFromPoint(x, y);
  // Why the label too: of a checkbox that is drawn anew it is what is seen.
  const seen = element.closest('label') ?? element;
  const isCovered = at !== null && !seen.contains(at) && !at.contains(seen);
  return isCovered ? { words, fault: `it lies under ${at.outerHTML.slice(0, 120)}` } : { words };
}
