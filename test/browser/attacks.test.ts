import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { searchTexts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { workbenchTexts } from '../../console/texts/workbench.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { type Officer, openConsole, search, state } from './support/openConsole.js';

/* What was seen is gone when it must be, and what goes wrong takes nothing with it. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const border: Officer = { agency: 'PL-BORDER', role: 'FRONT_LINE', purpose: 'BORDER_CHECK' };
const { pages, statement, ended, failed, signIn } = shellTexts;
const name = 'Небываленко';

describeInBrowser('what was seen', (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
  });
  afterAll(() => deployment?.close());

  const open = (officer: Officer) => openConsole(browsing, deployment.link(), officer);
  const find = async (page: Page) => {
    await search(page, 'Fiktiv Nebyvalenko Omega');
    await page.getByRole('link', { name }).first().waitFor();
  };
  const press = (page: Page, button: string) => page.getByRole('button', { name: button }).click();
  const isGone = async (page: Page) => {
    const left = await page.evaluate(() => [document.documentElement.outerHTML, document.title, location.href].join());
    expect(left).not.toContain(name);
    expect(left).not.toContain('person_');
  };

  test('is forgotten where nobody touches the page for 15 minutes, which it says a minute before', async () => {
    const { page } = await open(customs);
    await page.clock.install();
    // Stated anew, so that the page's timers are of that clock.
    await press(page, statement.change);
    await state(page, customs);
    await find(page);
    await page.mouse.move(200, 200);
    await page.clock.fastForward('14:00');
    await page.getByText(ended.soon).waitFor();
    await page.keyboard.press('Shift');
    await page.getByText(ended.soon).waitFor({ state: 'detached' });
    await page.clock.fastForward('14:00');
    await page.getByText(ended.soon).waitFor();
    expect(await page.getByRole('link', { name }).count()).toBeGreaterThan(0);
    await page.clock.fastForward('01:00');
    await page.getByText(ended.idle).waitFor();
    await isGone(page);
    await press(page, statement.begin);
    await page.getByRole('heading', { level: 1, name: pages.search }).waitFor();
    await isGone(page);
  });

  test('is forgotten when the machine wakes after that time, no matter who touches it then', async () => {
    const { page } = await open(customs);
    await page.clock.install();
    await find(page);
    await page.mouse.move(200, 200);
    // No timer runs: the machine sleeps.
    await page.clock.setSystemTime(Date.now() + 16 * 60_000);
    await page.mouse.move(300, 300);
    await page.getByText(ended.idle).waitFor();
    await isGone(page);
  });

  test('is not asked for in the name of the officer who comes next, nor left in the address or the tab', async () => {
    const { page } = await open(customs);
    await find(page);
    await page.getByRole('link', { name }).first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.postData() ?? ''));
    await press(page, statement.change);
    await state(page, border);
    await page.getByRole('heading', { level: 1, name: pages.search }).waitFor();
    await isGone(page);
    expect(asked.filter((body) => body.includes('person_'))).toEqual([]);
    await press(page, statement.leave);
    await page.getByText(signIn.signedOut).waitFor();
    await isGone(page);
  });

  test('is what was asked for the purpose of now, however late the answer for another comes', async () => {
    const { page } = await open(customs);
    let answered = (): void => undefined;
    let release = (): void => undefined;
    const isAnswered = new Promise<void>((done) => {
      answered = done;
    });
    const isReleased = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      answered();
      await isReleased;
      // Why it may fail: the page has broken the question off by then.
      await route.fulfill({ response }).catch(() => undefined);
    });
    await page.getByRole('textbox', { name: searchTexts.label }).fill('Fiktiv Nebyvalenko Omega');
    await page.keyboard.press('Enter');
    await isAnswered;
    await press(page, statement.change);
    await page.unroute('**/graphql');
    await state(page, border);
    release();
    await page.getByRole('navigation').getByRole('link', { name: pages.view }).click();
    await page.getByRole('row', { name: /cargo\.risk/ }).waitFor();
    await isGone(page);
  });
});

describeInBrowser('what goes wrong', (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
  });
  afterAll(() => deployment?.close());

  const open = () => openConsole(browsing, deployment.link(), customs);
  const goTo = (page: Page, page_: string) => page.getByRole('navigation').getByRole('link', { name: page_ }).click();

  test('with the file of a page signs nobody out, leaves no note in the browser, and other pages come', async () => {
    const { page, problems } = await open();
    problems.allow(/ERR_FAILED/);
    await page.route(/SourcesPage.*\.js/, (route) => route.abort());
    await goTo(page, pages.sources);
    await page.getByRole('heading', { level: 1, name: failed.heading }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    await goTo(page, pages.view);
    await page.getByRole('heading', { level: 1, name: pages.view }).waitFor();
  });

  test('with an answer of no sense is said in the frame, without a word of the answer', async () => {
    const { page, problems } = await open();
    problems.allow(/^console: RangeError: not asked: sources\.0\.holds/);
    const data = { sources: [{ id: 'x', source: 'Fiktiv' }], codeLists: [], agencies: null };
    const body = JSON.stringify({ data, extensions: { requestId: 'r' } });
    await page.route('**/graphql', (route) => route.fulfill({ contentType: 'application/json', body }));
    await goTo(page, pages.sources);
    await page.getByRole('heading', { level: 1, name: failed.heading }).waitFor();
    await page.getByRole('banner').waitFor();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('Fiktiv');
    await page.unroute('**/graphql');
    await goTo(page, pages.view);
    await page.getByRole('heading', { level: 1, name: pages.view }).waitFor();
  });

  test('in a value makes it no markup at the workbench, and turns nothing beside it', async () => {
    const { page } = await open();
    await goTo(page, pages.workbench);
    await page.getByText(/^May return up to/).waitFor();
    const value = '<img src=x onerror=made=1>"\u202e</bdi><script>made=1</script>';
    const body = JSON.stringify({ data: { [value]: value }, extensions: { requestId: 'r' } });
    await page.route('**/graphql', (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.getByRole('button', { name: workbenchTexts.run }).click();
    const answer = page.getByRole('textbox', { name: workbenchTexts.answer });
    await answer.getByText('\\u202e').first().waitFor();
    const made = await answer.evaluate((text) => ({
      elements: [...text.querySelectorAll('img, script')].length,
      turning: text.textContent?.includes('\u202e'),
      own: [...text.querySelectorAll('bdi')].map(({ textContent }) => textContent),
      ran: 'made' in globalThis,
    }));
    const shown = JSON.stringify(value).slice(1, -1).replace('\u202e', '\\u202e');
    expect(made).toEqual({ elements: 0, turning: false, own: [shown], ran: false });
  });
});
