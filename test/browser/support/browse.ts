import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium, whyNoBrowser } from './chromium.js';
import { collectProblems, type Problems } from './problems.js';

/** How the visitor looks at the page. */
export interface Looks {
  /** Origins that the page may ask; others are problems. */
  readonly origins: readonly string[];
  readonly width?: number;
  readonly height?: number;
  /** CSS pixels are this many of the screen's: 2 at a width of 640 is a page of 1,280 at 200 %. */
  readonly zoom?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: boolean;
  readonly reducedMotion?: boolean;
}

/** One who looks: a browser profile of their own, with one page. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: Problems;
}

/** Gives visitors to the tests of a file. */
export interface Browsing {
  visit(looks: Looks): Promise<Visitor>;
}

/** Milliseconds after which what is waited for is not coming, however busy the machine. */
const patienceMs = 60_000;

/** Starts the browser. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return await chromium.launch({ ...(await findChromium()), timeout: patienceMs });
}

/** A visitor in a profile of their own. */
export async function openVisitor(browser: Browser, looks: Looks): Promise<Visitor> {
  const { origins, width = 1440, height = 900, zoom = 1, colorScheme = 'light' } = looks;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: zoom,
    colorScheme,
    forcedColors: looks.forcedColors ? 'active' : 'none',
    reducedMotion: looks.reducedMotion ? 'reduce' : 'no-preference',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
  });
  context.setDefaultTimeout(patienceMs);
  const problems = await collectProblems(context, origins);
  return { context, problems, page: await context.newPage() };
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
      for (const { context } of left) await context.close();
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
