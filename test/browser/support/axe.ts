import { readFileSync } from 'node:fs';
import type { AxeResults, NodeResult } from 'axe-core';
import type { Page } from 'playwright-core';
import { packageFile } from '../../../schema/files.js';

/** All rules but those of AAA and those that axe still tries out. */
const all = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** What axe finds on a page as it stands: a line for each element; empty where it finds nothing. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const source = readFileSync(packageFile('test', 'browser', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  // Why not by a script element: the page's policy refuses it, as it should. The debugger evaluates past the policy.
  // Why: what a library puts around an open list or dialog to close it is outside of the page's landmarks, as that is.
  const isOpen = (await page.locator('.popover').count()) > 0;
  const options = isOpen ? { ...all, rules: { region: { enabled: false } } } : all;
  // Why: what lies half under the frame has half its size, by chance of where the page was scrolled to.
  await page.evaluate(() => scrollTo(0, 0));
  const run = `${source};axe.run(document, ${JSON.stringify(options)}).finally(() => { delete globalThis.axe; })`;
  const { violations } = (await page.evaluate(run)) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${wordsOf(node)}`));
}

function wordsOf({ target, html, failureSummary = '' }: NodeResult): string {
  const [, why = ''] = failureSummary.split('\n');
  return `${target.join(' ')} ${html.slice(0, 160)} (${why.trim()})`;
}
