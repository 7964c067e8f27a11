import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { whyNoBrowser } from './chromium.js';
import { type Looks, launchBrowser, openVisitor, type Visitor } from './visitor.js';

/** Gives visitors to the tests of a file. */
export interface Browsing {
  visit(looks: Looks): Promise<Visitor>;
}

/**
 * Tests in a browser that the file shares; each visitor is closed after its test, which fails on any problem of theirs. Where
 * there is no browser all are skipped, and the reason is said.
 */
export function describeInBrowser(title: string, tests: (browsing: Browsing) => void): void {
  const missing = whyNoBrowser();
  if (missing) {
    console.warn(`SKIPPED: ${missing}`);
    describe.skip(title, () => tests({ visit: () => Promise.reject(new Error(missing)) }));
    return;
  }
  let browser: Browser;
  const visitors: Visitor[] = [];
  describe(title, () => {
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(async () => await browser?.close());
    afterEach(async () => {
      const left = visitors.splice(0);
      for (const { context, page } of left) {
        // Why: a request that a test holds, or changes, may be under way still. A test may have closed its page itself.
        if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' });
        await context.close();
      }
      const problems = left.flatMap((visitor) => visitor.problems.list());
      if (problems.length > 0) throw new Error(`the page had problems:\n${problems.join('\n')}`);
    });
    tests({
      visit: async (looks) => {
        const visitor = await openVisitor(browser, looks);
        visitors.push(visitor);
        return visitor;
      },
    });
  });
}
