import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { screeningTexts as texts } from '../../console/texts/screening.js';
import { searchTexts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { story } from '../../ingest/demo/story.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole, state } from './support/openConsole.js';

/* An officer pastes a list, sees how each line was read, and works through what was found. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const tax: Officer = { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION', caseReference: 'EST-2026-00120' };
const judicial: Officer = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'EJ-2026-00044' };
const list = [
  'Fiktiv Nebyvalenko Omega; 1979; BG',
  'Nobody Atall',
  story.containerId,
  '=HYPERLINK("http://example.org")',
  'Max Muster; 31.02.1961',
].join('\n');

describeInBrowser('a list that is pasted', (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
  });
  afterAll(() => deployment?.close());

  const open = async (officer = customs, width = 1440): Promise<Page> => {
    const { page } = await openConsole(browsing, deployment.link(), officer, { width });
    await page.getByRole('link', { name: searchTexts.screening }).click();
    await page.getByRole('textbox', { name: texts.paste }).waitFor();
    return page;
  };
  const paste = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: texts.paste }).fill(text);
    await page.getByRole('button', { name: texts.read }).click();
  };
  const start = async (page: Page, lines: number) => {
    await page.getByRole('button', { name: texts.start, exact: true }).click();
    await page.getByText(texts.progressed(lines, lines)).first().waitFor();
  };
  const lineOf = (page: Page, line: number): Locator =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(line), exact: true }) });
  const views = (page: Page): Locator => page.getByRole('radiogroup', { name: texts.show });
  const showOnly = async (page: Page, view: keyof typeof texts.views) =>
    await views(page).getByText(texts.views[view]).click();

  test('shows how each line was read, and lists the line that was not', async () => {
    const page = await open();
    await paste(page, list);
    await page.getByText(texts.asks(4)).waitFor();
    const unread = page.getByRole('table', { name: texts.unread(1) });
    expect(await unread.getByRole('row').nth(1).textContent()).toContain('no such date');
    expect(await page.getByRole('combobox', { name: texts.askAs(3) }).inputValue()).toBe('number');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: texts.change }).click();
    expect(await page.getByRole('textbox', { name: texts.paste }).inputValue()).toBe(list);
  });

  test('is a table to work through, line by line', async () => {
    const page = await open();
    await paste(page, list);
    await start(page, 4);
    expect(await lineOf(page, 1).textContent()).toContain(story.consignorName);
    expect(await lineOf(page, 2).textContent()).toContain(texts.worths.whole);
    expect(await lineOf(page, 3).getByRole('link').first().textContent()).toBe(story.mrn);
    expect(await lineOf(page, 5).textContent()).toContain('not read');
    expect(await axeFindings(page)).toEqual([]);
    await showOnly(page, 'look');
    expect(await page.getByRole('rowheader').allTextContents()).toEqual(['1', '3', '5']);
    await lineOf(page, 1)
      .getByRole('button', { name: texts.markOf(texts.marks.done, 1) })
      .click();
    expect(await page.getByRole('rowheader').allTextContents()).toEqual(['3', '5']);
  });

  test('opens the card of a candidate, and a record, and is as it was on the way back', async () => {
    const page = await open();
    await paste(page, list);
    await start(page, 4);
    await page.getByRole('button', { name: texts.openOf(texts.compare, 1) }).click();
    const dialog = page.getByRole('dialog', { name: texts.dialog(1) });
    await dialog.getByRole('rowheader', { name: 'date of birth' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const asked: string[] = [];
    await lineOf(page, 1).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: story.consignorName }).waitFor();
    page.on('request', ({ url }) => void asked.push(url()));
    await page.goBack();
    await page.getByText(texts.progressed(4, 4)).first().waitFor();
    expect(asked).toEqual([]);
  });

  test('counts no line as nothing found where names were not compared', async () => {
    const page = await open(tax);
    await paste(page, 'Fiktiv Nebyvalenko Omega\nNobody Atall');
    await start(page, 2);
    expect(await lineOf(page, 2).textContent()).toContain(texts.worths.notLent);
    await showOnly(page, 'nothing');
    await page.getByText(texts.none).waitFor();
  });

  test('says of a line with one part of a name that it is too little, and to what the list was restricted', async () => {
    const page = await open();
    await paste(page, 'Nebyvalenko');
    await page.getByRole('textbox', { name: texts.only.feeds }).fill('demo-persons');
    await page.getByRole('textbox', { name: searchTexts.programmes.label }).fill('NOBODY-LISTED');
    await start(page, 1);
    expect(await lineOf(page, 1).textContent()).toContain('One part of a name is too little');
    expect(await lineOf(page, 1).textContent()).toContain(texts.worths.whole);
    await page.getByText(searchTexts.feeds.restricted('demo-persons')).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('has hits, with whom to ask', async () => {
    const page = await open(judicial);
    await paste(page, 'BEC-2026-00814');
    await start(page, 1);
    await page.getByRole('button', { name: texts.openOf(texts.open, 1) }).click();
    const dialog = page.getByRole('dialog', { name: texts.dialog(1) });
    expect(await dialog.textContent()).toContain('customs-desk@be.example.org');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('of two hundred lines is answered in parts, and lost where another purpose is stated', async () => {
    const page = await open();
    const names = Array.from({ length: 200 }, (_, at) => `Fiktiv ${'abcdefghij'[at % 10]}exempla${at % 7}n`);
    let questions = 0;
    page.on('request', (request) => {
      if (request.postData()?.includes('query ScreenPersons')) questions += 1;
    });
    await paste(page, names.join('\n'));
    await start(page, 200);
    expect(questions).toBe(8);
    expect(await page.getByRole('rowheader').count()).toBe(200);
    await page.getByRole('button', { name: shellTexts.statement.change, exact: true }).click();
    await state(page, { ...customs, purpose: 'RISK_ANALYSIS' });
    expect(await page.getByRole('textbox', { name: texts.paste }).inputValue()).toBe('');
  });

  test('is done by the keyboard alone, in a narrow window too', async () => {
    const page = await open(customs, 390);
    await page.getByRole('textbox', { name: texts.paste }).focus();
    await page.keyboard.type('Fiktiv Nebyvalenko Omega\nNobody Atall');
    await tabTo(page, page.getByRole('button', { name: texts.read }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: texts.start, exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText(texts.progressed(2, 2)).first().waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await tabTo(page, page.getByRole('button', { name: texts.openOf(texts.compare, 1) }));
    await page.keyboard.press('Enter');
    await page.locator('.match-card').first().waitFor();
    expect(await sidewaysPx(page)).toBe(0);
  });
});
