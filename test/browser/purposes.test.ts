import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Page, Request } from 'playwright-core';
import { searchTexts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { story } from '../../ingest/demo/story.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { goTo, type Officer, openConsole, search, state } from './support/openConsole.js';

/* An answer is for one viewer, one purpose and one case: an officer who states another asks again, and sees nothing of before. */

const operation: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const control: Officer = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const { change: toChange, leave } = shellTexts.statement;

describeInBrowser('an officer who states another purpose', (browsing) => {
  let deployment: ConsoleDeployment;
  let log: pg.Client;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
    log = new pg.Client(deployment.adminUrl);
    await log.connect();
  });
  afterAll(async () => {
    await log?.end();
    await deployment?.close();
  });

  const entries = async (): Promise<number> => {
    const { rows } = await log.query('select count(*)::int as entries from audit.entry');
    return rows[0].entries;
  };
  /** Questions to the graph from now on. */
  const noteQuestions = (page: Page): readonly Request[] => {
    const asked: Request[] = [];
    page.on('request', (request) => void (new URL(request.url()).pathname === '/graphql' && asked.push(request)));
    return asked;
  };
  /** Opens the record of the story's consignor by its name. */
  const openPerson = async (page: Page) => {
    await goTo(page, 'search');
    await search(page, story.consignorName);
    await page.getByRole('link', { name: story.consignorName }).first().click();
    await page.getByRole('heading', { level: 1, name: story.consignorName }).waitFor();
    await page.getByText(story.consignorPassport).waitFor();
    await page.waitForLoadState('networkidle');
  };
  const isForgotten = async (page: Page) => {
    const text = await page.locator('html').innerHTML();
    for (const value of [story.consignorName, story.consignorPassport, story.seizureCase])
      expect(text).not.toContain(value);
  };

  test('asks each question again, under the new purpose, and each is in the log', async () => {
    const { page } = await openConsole(browsing, deployment.link(), operation);
    await openPerson(page);
    await page.getByRole('button', { name: toChange }).click();
    await isForgotten(page);
    const [asked, before] = [noteQuestions(page), await entries()];
    await state(page, control);
    // The same page as before, asked anew.
    await page.getByRole('heading', { level: 1, name: story.consignorName }).waitFor();
    await openPerson(page);
    const purposes = await Promise.all(asked.map(async (request) => await request.headerValue('query-purpose')));
    expect(new Set(purposes)).toEqual(new Set(['CUSTOMS_CONTROL']));
    expect((await entries()) - before).toBe(asked.length);
  });

  test('goes back to the first purpose, and asks again then too', async () => {
    const { page } = await openConsole(browsing, deployment.link(), operation);
    await openPerson(page);
    await page.getByRole('button', { name: toChange }).click();
    await state(page, control);
    await page.getByRole('button', { name: toChange }).click();
    const asked = noteQuestions(page);
    await state(page, operation);
    await openPerson(page);
    expect(asked.length).toBeGreaterThan(0);
  });

  test('sees nothing of an answer that comes late, for the purpose of before', async () => {
    const { page } = await openConsole(browsing, deployment.link(), operation);
    const held: (() => void)[] = [];
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      await new Promise<void>((done) => held.push(done));
      // Why caught: the page may have given it up.
      await route.fulfill({ response }).catch(() => undefined);
    });
    await page.getByRole('textbox', { name: searchTexts.label }).fill(story.consignorName);
    const first = page.waitForRequest('**/graphql');
    await page.keyboard.press('Enter');
    await first;
    await page.getByRole('button', { name: toChange }).click();
    await page.unroute('**/graphql', undefined);
    await state(page, control);
    while (held.length === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
    for (const release of held) release();
    await search(page, 'Zwolfap Quibax');
    await isForgotten(page);
  });

  test('signs out, and nothing is there for who presses "back", or opens the page anew', async () => {
    const { page } = await openConsole(browsing, deployment.link(), operation);
    await openPerson(page);
    const asked = noteQuestions(page);
    await page.getByRole('button', { name: leave }).click();
    await page.getByText(shellTexts.signIn.signedOut).waitFor();
    await isForgotten(page);
    await page.goBack();
    await isForgotten(page);
    await page.reload();
    await isForgotten(page);
    expect(asked).toEqual([]);
  });

  test('leaves no value of a record in the address, the name of the tab, or what the browser stores', async () => {
    const { page, context } = await openConsole(browsing, deployment.link(), operation);
    await openPerson(page);
    expect(`${page.url()} ${await page.title()}`).not.toMatch(
      new RegExp(`${story.consignorName}|${story.consignorPassport}`),
    );
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
    expect(await page.evaluate(() => [sessionStorage.length, JSON.stringify(history.state)])).toEqual([
      0,
      expect.not.stringContaining(story.consignorName),
    ]);
  });
});
