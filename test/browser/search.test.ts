import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { partTexts } from '../../console/texts/parts.js';
import { searchTexts as texts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { story } from '../../ingest/demo/story.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole, search, state } from './support/openConsole.js';

/* An officer searches: finds, compares, is told what an empty answer is worth, and whom to ask. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const tax: Officer = { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION', caseReference: 'EST-2026-00120' };
const judicial: Officer = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'EJ-2026-00044' };
const originator: Officer = { agency: 'BE-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const name = 'Fiktiv Nebyvalenko Omega';
const caseReference = 'BEC-2026-00814';

describeInBrowser('the search', (browsing) => {
  let deployment: ConsoleDeployment;
  let isDown = false;
  beforeAll(async () => {
    deployment = await openConsoleDeployment({
      watch: (source, database) => ({
        ...database,
        rows: async (...statement) => {
          if (isDown && source === 'persons') throw new Error('the database is gone');
          return await database.rows(...statement);
        },
      }),
    });
  });
  afterAll(() => deployment?.close());

  const open = async (officer = customs, width = 1440): Promise<Page> =>
    (await openConsole(browsing, deployment.link(), officer, { width })).page;
  const kind = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
  const covered = (page: Page, title: string): Locator =>
    page
      .locator('.coverage')
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: title, exact: true }) });

  test('shows what a number names before anything that it may be, and goes nowhere by itself', async () => {
    const page = await open();
    await search(page, story.containerId);
    expect((await page.getByRole('heading', { level: 2 }).allTextContents()).slice(0, 2)).toEqual([
      texts.readAs.heading,
      texts.kinds.consignments,
    ]);
    expect(await kind(page, texts.kinds.consignments).getByRole('link').first().textContent()).toBe(
      '26NLDEMO26001117R8',
    );
    expect(page.url()).toMatch(/#\/$/);
    expect(await page.title()).not.toContain(story.containerId);
  });

  test('lists similar names as candidates, and asks for their card when it is opened', async () => {
    const page = await open();
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? ''));
    await search(page, name);
    const persons = kind(page, texts.kinds.persons);
    expect(await persons.getByText(/candidates \(2\)/).count()).toBe(1);
    expect(await persons.getByRole('row').nth(1).textContent()).toContain('same name only');
    expect(asked).toEqual(['Search']);
    await persons.getByRole('button', { name: texts.card.of(texts.card.open, 1) }).click();
    await persons.getByRole('cell', { name: 'agrees', exact: true }).first().waitFor();
    expect(asked).toEqual(['Search', 'PersonCards']);
    expect(await persons.getByText(/never an identification/).count()).toBe(1);
  });

  test('never says "nobody" where names were not compared', async () => {
    const page = await open(tax);
    await search(page, 'Nobody Atall');
    const notice = page.getByText(/Nobody is ruled out/);
    expect(await notice.textContent()).toContain(texts.kinds.persons);
    expect(await covered(page, texts.kinds.persons).textContent()).toContain('not compared: not lent to you');
    expect(await page.getByText(texts.nothing.whole).count()).toBe(0);
  });

  test('says of an empty answer that all was searched where it was', async () => {
    const page = await open();
    await search(page, 'Nobody Atall');
    await page.getByText(texts.nothing.whole).waitFor();
    expect(await covered(page, texts.kinds.persons).textContent()).toContain('demo-persons');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('answers a hit with whom to ask and the reference, which its originator follows', async () => {
    const page = await open(judicial);
    await search(page, caseReference);
    const seizures = kind(page, texts.kinds.seizures);
    expect(await seizures.textContent()).toContain('customs-desk@be.example.org');
    const reference = (await seizures.locator('code').textContent()) ?? '';
    expect(reference).not.toContain(caseReference);
    expect(await seizures.getByRole('link').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);

    const theirs = await open(originator);
    await theirs.getByRole('textbox', { name: texts.label }).fill(reference);
    await theirs.keyboard.press('Enter');
    await theirs.getByText(texts.reference.found).waitFor();
    await theirs.getByRole('link', { name: texts.reference.open }).click();
    await theirs.getByRole('heading', { level: 1 }).filter({ hasText: caseReference }).waitFor();

    const others = await open();
    await others.getByRole('textbox', { name: texts.label }).fill(reference);
    await others.keyboard.press('Enter');
    await others.getByText(texts.reference.notFound).waitFor();
  });

  test('says which source did not answer, and that nothing is known of its kinds', async () => {
    const page = await open();
    isDown = true;
    await search(page, name).finally(() => {
      isDown = false;
    });
    await page.getByText(/persons did not answer/).waitFor();
    expect(await covered(page, texts.kinds.persons).textContent()).toContain(texts.coverage.unanswered);
    expect(await kind(page, texts.kinds.consignments).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: partTexts.again }).click();
    await kind(page, texts.kinds.persons).waitFor();
  });

  test('searches only the feeds that are chosen, and asks again what was asked before', async () => {
    const page = await open();
    await search(page, name);
    await page.getByText(texts.feeds.all, { exact: true }).click();
    await page.getByRole('checkbox', { name: 'demo-cargo' }).check({ force: true });
    await page.getByRole('button', { name: texts.ask, exact: true }).click();
    await kind(page, texts.kinds.persons).waitFor({ state: 'detached' });
    await kind(page, texts.kinds.consignments).waitFor();
    await page.getByText(`${texts.recent.heading} (2)`).click();
    await page.getByRole('button', { name, exact: true }).click();
    await kind(page, texts.kinds.persons).waitFor();
  });

  test('shows only who is listed under a programme that is stated, and says so', async () => {
    const page = await open();
    await page.getByText(texts.programmes.all, { exact: true }).click();
    await page.getByRole('textbox', { name: texts.programmes.label }).fill('NOBODY-LISTED, OTHER');
    await search(page, name);
    await page
      .getByRole('paragraph')
      .filter({ hasText: texts.programmes.restricted('NOBODY-LISTED, OTHER') })
      .waitFor();
    await page.getByText(texts.nothing.restricted).waitFor();
    expect(await kind(page, texts.kinds.persons).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('says of one part of a name that it is too little, beside what it found', async () => {
    const page = await open();
    await search(page, 'Nebyvalenko');
    expect(await kind(page, texts.kinds.persons).textContent()).toContain('One part of a name is too little');
    await search(page, name);
    expect(await page.getByText('One part of a name is too little').count()).toBe(0);
  });

  test('takes a name in the direction in which it is written', async () => {
    const page = await open();
    const box = page.getByRole('textbox', { name: texts.label });
    const direction = () => box.evaluate((input) => getComputedStyle(input).direction);
    await box.fill('فيكتيف نبيفالنكو');
    expect(await direction()).toBe('rtl');
    await box.fill(name);
    expect(await direction()).toBe('ltr');
  });

  test('is done by the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await kind(page, texts.kinds.persons).waitFor();
    await tabTo(page, page.getByRole('button', { name: texts.card.of(texts.card.open, 1) }));
    await page.keyboard.press('Enter');
    await page.locator('.match-card').waitFor();
    await tabTo(page, kind(page, texts.kinds.persons).getByRole('link').first(), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Фиктив' }).waitFor();
    await page.goBack();
    await kind(page, texts.kinds.persons).waitFor();
  });

  test('forgets what was asked and found where another purpose is stated', async () => {
    const page = await open();
    await search(page, name);
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await state(page, { ...customs, purpose: 'CUSTOMS_CONTROL' });
    expect(await page.getByRole('textbox', { name: texts.label }).inputValue()).toBe('');
    expect(await page.getByText(name).count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('fits a narrow window, %s, without a finding', async (colorScheme) => {
    const { page } = await openConsole(browsing, deployment.link(), customs, { width: 320, colorScheme });
    await search(page, name);
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });
});
