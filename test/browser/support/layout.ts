import type { Page } from 'playwright-core';

/** CSS pixels by which a page is wider than its window; 0 where nobody must scroll sideways (WCAG 2.2, 1.4.10). */
export async function sidewaysPx(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
