import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fieldTexts } from '../../console/texts/fields.js';
import { partTexts } from '../../console/texts/parts.js';
import { searchTexts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { story } from '../../ingest/demo/story.js';
import { describeInBrowser } from './support/browse.js';
import { tabTo } from './support/keyboard.js';
import { goTo, type Officer, openConsole, search, state } from './support/openConsole.js';
import { type Product, startProduct } from './support/product.js';

/* The demonstration's question, from the link that `npm start` prints: from a container to its consignor and on, by three agencies. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const police: Officer = { agency: 'DE-POLICE', purpose: 'JOINT_OPERATION' };
const border: Officer = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };
const { risk = '', name = '' } = fieldTexts;
/** What leads on from the search for the container. */
const trail = [story.mrn, story.consignorName, story.seizureCase, story.seizedMrn];

describeInBrowser('the story of the demonstration', (browsing) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).first();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const change = async (page: Page, officer: Officer) => {
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await state(page, officer);
    await goTo(page, 'search');
  };
  const chip = (page: Page, field: string, kind: keyof typeof partTexts.chips) =>
    page.getByRole('button', { name: `${field}: ${partTexts.chips[kind]}`, exact: true }).first();

  test('is clicked through by three agencies, of which each is told something else', async () => {
    const { page } = await openConsole(browsing, product.link(), customs);
    for (const officer of [customs, police]) {
      if (officer !== customs) await change(page, officer);
      await search(page, story.containerId);
      for (const each of trail) {
        await link(page, each).click();
        await heading(page, each);
        if (each === story.mrn && officer === customs) await page.getByText('DEMO-REEFER-EC').waitFor();
        if (each === story.mrn && officer === police) await chip(page, risk, 'hit').waitFor();
      }
    }
    await page.mouse.wheel(0, 10_000);
    await page.waitForFunction(() => scrollY > 100);
    // However far down one reads, who asks and what for is in sight.
    const banner = await page.getByRole('banner').boundingBox();
    expect(banner?.y).toBe(0);
    await change(page, border);
    await search(page, story.containerId);
    await link(page, story.mrn).click();
    await chip(page, risk, 'withheld').waitFor();
    await chip(page, name, 'masked').waitFor();
    // The record of the consignor is not lent with the consignment: there is nothing to follow.
    expect(await link(page, story.consignorName).count()).toBe(0);
  });

  test('is walked through by the keyboard alone, from the form on, and the focus is seen at each step', async () => {
    const { page } = await browsing.visit({ origins: [product.origin] });
    await page.goto(product.link());
    const { statement } = shellTexts;
    await page.getByRole('button', { name: statement.begin }).waitFor();
    await tabTo(page, page.getByRole('button', { name: statement.purpose }));
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('joint');
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: statement.begin }));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: searchTexts.label }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(story.containerId);
    await page.keyboard.press('Enter');
    for (const each of trail) {
      await link(page, each).waitFor();
      await tabTo(page, link(page, each));
      await page.keyboard.press('Enter');
      await heading(page, each);
    }
  });
});
