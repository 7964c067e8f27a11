import type { Page } from 'playwright-core';

/**
 * Where a page took a record's value for more than text, a line each: an element, a handler or an address made from it, a
 * direction that it gives to what stands beside it, its name in the tab.
 *
 * @param word stands in each hostile value that is looked for
 */
export async function takenForMore(page: Page, word: string): Promise<readonly string[]> {
  const title = await page.title();
  const found = await page.evaluate(findMore, word);
  return title.includes(word) ? [...found, `the tab says ${title}`] : found;
}

/** Runs in the page. */
function findMore(word: string): string[] {
  const found: string[] = [];
  const say = (what: string, element: Element) => found.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  if ('made' in globalThis) found.push('a script of a value has run');
  const foreign =
    'x-made, iframe, object, embed, base, img, video, audio, math, noscript:not(body > *), marquee, meta[http-equiv]';
  for (const element of document.querySelectorAll(foreign)) say('an element that no page has', element);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) say(`a handler ${name}`, element);
      if (!['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name)) continue;
      const { protocol, origin } = new URL(value, location.href);
      if (protocol !== 'blob:' && origin !== location.origin) say(`an address ${value}`, element);
    }
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!element || !(text as Text).data.includes(word) || ['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName))
      continue;
    const { unicodeBidi, display } = getComputedStyle(element);
    // Why blocks too: the direction of a block of its own ends with it.
    if (!/isolate|plaintext/.test(unicodeBidi) && display.startsWith('inline'))
      say('a value that turns what is beside it', element);
  }
  return found;
}
