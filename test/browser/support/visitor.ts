import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium } from './chromium.js';
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

/** Milliseconds after which what is waited for is not coming, however busy the machine. */
const patienceMs = 30_000;

/** Starts the browser. @param args further arguments of Chromium */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return await chromium.launch({ ...(await findChromium()), timeout: patienceMs, args: [...args] });
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
