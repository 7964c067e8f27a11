import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { shellTexts } from '../../../console/texts/shell.js';
import { describeInBrowser } from '../support/browse.js';
import { type Officer, openConsole, state } from '../support/openConsole.js';
import { type Product, startProduct } from '../support/product.js';
import { launchBrowser, openVisitor } from '../support/visitor.js';

/* Signing in by the link that the terminal shows, and each way in which it is refused. */

const { signIn: texts, statement, navigation } = shellTexts;
const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };

describeInBrowser('the link of the terminal', (browsing) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  const open = async (link: string): Promise<Page> => {
    const { page, problems } = await browsing.visit({ origins: [product.origin] });
    problems.allow(/status of (401|403|421|429)/);
    await page.goto(link);
    return page;
  };
  const isRefused = async (page: Page, sentence: string | undefined) => {
    await page
      .getByRole('alert')
      .filter({ hasText: sentence ?? 'no sentence' })
      .waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  };
  const wrong = () => `${product.origin}/#/sign-in?code=${'A'.repeat(43)}`;

  test('leaves the address at once, and nothing of it or of a token stays anywhere', async () => {
    const { page, context } = await openConsole(browsing, product.link(), customs);
    expect(page.url()).not.toContain('code');
    await page.reload();
    await page.getByText(texts.byLink).waitFor();
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
    const kept = await page.evaluate(async () => ({
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(kept).toEqual({ session: 0, databases: 0, workers: 0 });
  });

  test('opens the console once: who comes second is refused, and the terminal shows a new one', async () => {
    const link = product.link();
    await openConsole(browsing, link, customs);
    await isRefused(await open(link), texts.errors.CODE_REFUSED);
    expect(product.link()).not.toBe(link);
    await openConsole(browsing, product.link(), customs);
  });

  test('lets one officer go and another come, by codes that the page has in memory alone', async () => {
    const { page } = await openConsole(browsing, product.link(), customs);
    for (const agency of ['PL-BORDER', 'DE-POLICE', 'NL-CUSTOMS']) {
      await page.getByRole('button', { name: statement.change }).click();
      await state(page, { agency, purpose: agency === 'PL-BORDER' ? 'BORDER_CHECK' : 'JOINT_OPERATION' });
      await page.getByRole('banner').getByText(agency).waitFor();
    }
  });

  test('opens a console in each of two tabs, and leaving one leaves the other', async () => {
    const first = await openConsole(browsing, product.link(), customs);
    const second = await openConsole(browsing, product.link(), { agency: 'DE-POLICE', purpose: 'JOINT_OPERATION' });
    await first.page.getByRole('button', { name: statement.leave }).click();
    await first.page.getByText(texts.signedOut).waitFor();
    await second.page.getByRole('navigation', { name: navigation }).getByRole('link').nth(1).click();
    await second.page.getByRole('heading', { level: 1 }).waitFor();
    await second.page.getByRole('banner').getByText('DE-POLICE').waitFor();
  });

  test('is refused to a page of another origin, and good for its owner after that', async () => {
    const link = product.link();
    const [, code = ''] = link.split('code=');
    const { url, close } = await servePage();
    const { page, problems } = await browsing.visit({ origins: [url, product.origin] });
    problems.allow(/status of (4\d\d)|CORS policy|ERR_FAILED|frame-ancestors|ERR_BLOCKED/);
    await page.goto(url);
    const answers = await page.evaluate(askFromElsewhere, [product.origin, code] as const);
    expect(answers).toEqual(['', '', '']);
    // Why not by the frame's own document: it is another origin's, which nothing here may read.
    expect(page.frames().map((frame) => frame.url())).toEqual([`${url}/`, 'chrome-error://chromewebdata/']);
    await openConsole(browsing, link, customs);
    await close();
  });

  test('is refused to a name that was rebound to this machine', async () => {
    const browser = await launchBrowser(['--host-resolver-rules=MAP rebound.example 127.0.0.1']);
    try {
      const rebound = new URL(product.link());
      rebound.hostname = 'rebound.example';
      const { page, problems } = await openVisitor(browser, { origins: [rebound.origin] });
      await page.goto(rebound.href);
      await isRefused(page, texts.errors.ELSEWHERE);
      expect(problems.list()).toContainEqual(expect.stringContaining('status of 403'));
    } finally {
      await browser.close();
    }
    await openConsole(browsing, product.link(), customs);
  });

  test('is refused where it is wrong; after five in a minute wrong ones wait, and the right one is good', async () => {
    const said: string[] = [];
    // Why up to six: tests before may have tried some within the minute.
    while (said.length < 6 && said.at(-1) !== texts.errors.TOO_MANY) {
      const page = await open(wrong());
      said.push((await page.getByRole('alert').textContent()) ?? '');
      await page.context().close();
    }
    expect(said).toEqual([...said.slice(0, -1).map(() => texts.errors.CODE_REFUSED), texts.errors.TOO_MANY]);
    await openConsole(browsing, product.link(), customs);
  });
});

/** Runs in a page of another origin: what it learns by each way to ask. */
async function askFromElsewhere([target, code]: readonly [string, string]): Promise<readonly string[]> {
  const ways: readonly RequestInit[] = [
    { headers: { 'content-type': 'application/json' } },
    { headers: { 'content-type': 'text/plain' } },
    { headers: { 'content-type': 'text/plain' }, mode: 'no-cors' },
  ];
  const learnt: string[] = [];
  for (const way of ways) {
    const init = { method: 'POST', body: JSON.stringify({ code }), ...way };
    const answer = await fetch(`${target}/console/sign-in`, init).catch(() => undefined);
    learnt.push((await answer?.text()) ?? '');
  }
  const frame = document.createElement('iframe');
  frame.src = `${target}/#/sign-in?code=${code}`;
  const loaded = new Promise((done) => frame.addEventListener('load', done));
  document.body.append(frame);
  await loaded;
  return learnt;
}

async function servePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((_, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><html lang="en"><title>Elsewhere</title><body>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
