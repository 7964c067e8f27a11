import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demoSource } from '../../ingest/demo/load.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { takenForMore } from './support/hostile/onlyText.js';
import { hostileRecords, hostileWord } from './support/hostile/records.js';
import { sidewaysPx } from './support/layout.js';
import { openConsole, search } from './support/openConsole.js';

/* A source that writes markup, addresses, formulas and turning characters wherever it may write: each page shows them as text. */

const copies = process.env.TEST_CRAWL === 'whole' ? 40 : 10;
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
});
