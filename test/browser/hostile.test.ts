import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { screeningTexts as screening } from '../../console/texts/screening.js';
import { demoSource } from '../../ingest/demo/load.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { takenForMore } from './support/hostile/onlyText.js';
import { hostileContainer, hostileRecords, hostileWord } from './support/hostile/records.js';
import { hostileTexts } from './support/hostile/texts.js';
import { sidewaysPx } from './support/layout.js';
import { goToAddress, openConsole, search, untilAnswered } from './support/openConsole.js';

/* A source that writes markup, addresses, formulas and turning characters wherever it may write: each page shows them as text. */

const isWhole = process.env.TEST_CRAWL === 'whole';
const copies = isWhole ? 40 : 10;
const word = 'Hostilia';

describeInBrowser('records of a hostile source', (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment({ demo: false });
    await deployment.load(hostileRecords(copies), (kind) => demoSource(kind as RecordKind));
  });
  afterAll(() => deployment?.close());

  const open = async (): Promise<Page> => {
    const officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
    const { page } = await openConsole(browsing, deployment.link(), officer);
    return page;
  };
  const isText = async (page: Page) => {
    expect(await takenForMore(page, word)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
  };

  test('are text in what a search finds', async () => {
    const page = await open();
    for (let at = 0; at < copies; at += 1) {
      await search(page, hostileWord(at));
      await page
        .getByRole('link', { name: hostileWord(at) })
        .first()
        .waitFor();
      await isText(page);
    }
  });

  test('are text on the page of each record, and in print', async () => {
    const page = await open();
    const seen = new Set<string>();
    for (let at = 0; at < copies; at += isWhole ? 1 : 5) {
      const next = [`#/container/${hostileContainer(at)}`];
      for (let address = next.shift(); address !== undefined; address = next.shift()) {
        if (seen.has(address)) continue;
        seen.add(address);
        await goToAddress(page, address);
        await untilAnswered(page);
        await isText(page);
        const links = page.getByRole('main').locator('a[href*="#/record/"]');
        next.push(...(await links.evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).hash))));
      }
    }
    expect(seen.size).toBeGreaterThan((copies / (isWhole ? 1 : 5)) * 6);
    await page.emulateMedia({ media: 'print' });
    expect(await takenForMore(page, word)).toEqual([]);
  });

  test('are text in each list', async () => {
    const page = await open();
    for (const kind of ['consignments', 'persons', 'organizations', 'vessels', 'seizures', 'incidents']) {
      await goToAddress(page, `#/lists/${kind}`);
      await page.getByRole('link', { name: word }).or(page.getByRole('main').locator('td')).first().waitFor();
      await untilAnswered(page);
      await isText(page);
    }
  });

  test('are text in a list that is searched, pasted as they are', async () => {
    const page = await open();
    await goToAddress(page, '#/screening');
    const lines = hostileTexts.map((text) => text.replaceAll(/[\r\n\u2028\u2029\u0085;\t]/g, ' '));
    await page.getByRole('textbox', { name: screening.paste }).fill(lines.map((text) => `${word} ${text}`).join('\n'));
    await page.getByRole('button', { name: screening.read }).click();
    await page.getByRole('heading', { name: screening.understood }).waitFor();
    await isText(page);
    await page.getByRole('button', { name: screening.start, exact: true }).click();
    await page
      .getByText(/^(\d+) of \1 lines answered/)
      .first()
      .waitFor();
    await isText(page);
  });
});
