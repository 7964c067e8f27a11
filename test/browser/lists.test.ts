import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page, Request } from 'playwright-core';
import { listTexts as texts } from '../../console/texts/lists.js';
import { shellTexts } from '../../console/texts/shell.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole, state } from './support/openConsole.js';
import type { Visitor } from './support/visitor.js';

/* An officer works with a list: narrows it by what is counted, by time and on the map, and takes it along where policy lets them. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const partner: Officer = { agency: 'XA-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const investigator: Officer = {
  agency: 'NL-CUSTOMS',
  role: 'INVESTIGATOR',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'NLC-2026-00017',
};

describeInBrowser('a list', (browsing) => {
  let deployment: ConsoleDeployment;
  let isDown = false;
  beforeAll(async () => {
    deployment = await openConsoleDeployment({
      watch: (source, database) => ({
        ...database,
        rows: async (...statement) => {
          if (isDown && source === 'seizures') throw new Error('the database is gone');
          return await database.rows(...statement);
        },
      }),
    });
  });
  afterAll(() => deployment?.close());

  const visit = async (kind: string, officer: Officer): Promise<Visitor> => {
    const visitor = await openConsole(browsing, deployment.link(), officer);
    await goTo(visitor.page, `/lists/${kind}`);
    await visitor.page.getByRole('heading', { level: 1, name: texts.title(kind) }).waitFor();
    return visitor;
  };
  const open = async (kind: string, officer = customs): Promise<Page> => (await visit(kind, officer)).page;
  const goTo = async (page: Page, route: string) =>
    await page.evaluate((to) => {
      location.hash = to;
    }, route);
  const total = async (page: Page): Promise<number> => {
    const words = page.locator('.list-total').getByText(/^[\d,]+ records$/);
    return Number(((await words.textContent()) ?? '').replaceAll(/\D/g, ''));
  };
  const fold = (page: Page, title: string): Locator => page.getByRole('button', { name: title, exact: true });
  const table = (page: Page, kind: string): Locator => page.getByRole('table', { name: texts.title(kind) });
  const term = (page: Page): Locator => page.getByRole('grid', { name: texts.terms.label }).getByRole('row');
  /** Names of the operations that the page asks while something is done. */
  const askedBy = async (page: Page, work: () => Promise<void>): Promise<string[]> => {
    const asked: string[] = [];
    const note = (request: Request) => void asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? '');
    page.on('request', note);
    await work();
    page.off('request', note);
    return asked;
  };

  test('is narrowed by a click on what is counted: table, number and bars follow, and another click widens it', async () => {
    const page = await open('seizures');
    const all = await total(page);
    await fold(page, 'Goods').click();
    const drugs = page.getByRole('checkbox', { name: /^Drugs/ });
    const counted = Number(
      await page.locator('label', { has: drugs }).locator('.list-value-rows > [aria-hidden]').textContent(),
    );
    await drugs.press('Space');
    await page.getByText(`${counted} records`).waitFor();
    expect(counted).toBeLessThan(all);
    await expectNone(table(page, 'seizures').getByText('Tobacco', { exact: true }));
    await term(page).getByRole('button').click();
    await page.getByText(`${all} records`).waitFor();
  });

  test('asks for no column that is not in sight, and counts nothing that is folded', async () => {
    const page = await open('persons');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.postData() ?? ''));
    await goTo(page, '/lists/consignments');
    await table(page, 'consignments').waitFor();
    const rows = asked.find((body) => body.includes('ConsignmentFilter, $order'));
    expect(rows).toContain('mrn');
    expect(rows).not.toContain('transportEquipment');
    expect(asked.filter((body) => body.includes('query Facet('))).toEqual([]);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Containers' }).press('Space');
    await page.keyboard.press('Escape');
    await table(page, 'consignments').getByRole('columnheader', { name: 'Containers' }).waitFor();
    expect(asked.some((body) => body.includes('transportEquipment'))).toBe(true);
  });

  test('is narrowed to days by drawing over bars, and the fields of the date say the same', async () => {
    const page = await open('seizures');
    const bars = await page.locator('.list-bars').boundingBox();
    if (!bars) throw new Error('no bars');
    const at = (part: number) => [bars.x + bars.width * part, bars.y + bars.height / 2] as const;
    await page.mouse.move(...at(0.97));
    await page.mouse.down();
    await page.mouse.move(...at(0.99), { steps: 3 });
    await page.mouse.up();
    const words = (await term(page).textContent()) ?? '';
    const [, from = '', to = ''] = /(\d{4}-\d{2}-01) to (\d{4}-\d{2}-\d{2})/.exec(words) ?? [];
    await fold(page, 'Seized').click();
    expect(await page.getByRole('textbox', { name: 'From', exact: true }).inputValue()).toBe(from);
    expect(await page.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe(to);
  });

  test('is narrowed on the map: by a place, and by the box that is in sight', async () => {
    const page = await open('seizures');
    await fold(page, texts.map.heading).click();
    const places = page.locator('.list-world circle');
    await places.first().waitFor();
    const code = (await places.last().getAttribute('data-code')) ?? '';
    await places.last().click();
    await term(page).getByText(code).waitFor();
    await page.getByRole('button', { name: texts.map.keep }).click();
    await term(page).getByText(/°/).waitFor();
    await table(page, 'seizures').waitFor();
  });

  test('names what may not be narrowed by, and says on request why and whom to ask', async () => {
    const page = await open('persons', partner);
    await page.getByText(texts.filters.closed).waitFor();
    expect(await fold(page, 'Born').count()).toBe(0);
    await page.getByRole('button', { name: texts.filters.why('Born') }).click();
    await page
      .getByRole('dialog')
      .getByText(/persons\.identity/)
      .first()
      .waitFor();
    await page
      .getByRole('dialog')
      .getByText(/@example\.org/)
      .first()
      .waitFor();
  });

  test('that is refused says for which term and why, keeps what was typed, and comes again without it', async () => {
    const { page, problems } = await openConsole(browsing, deployment.link(), partner);
    problems.allow(/status of 403/);
    // The page's schema is of before the policy became stricter.
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const before = text.includes('"inputFields"') ? text.replace('"inputFields":[', '$&{"name":"birthDate"},') : text;
      await route.fulfill({ response, body: before });
    });
    await goTo(page, '/lists/persons');
    await fold(page, 'Born').click();
    const born = page.getByRole('textbox', { name: texts.filters.value('Born') });
    await born.fill('1961');
    await born.press('Enter');
    await page.getByRole('heading', { name: texts.refused.heading('Born') }).waitFor();
    await page.getByText(/FILTER_NOT_PERMITTED/).waitFor();
    expect(await born.inputValue()).toBe('1961');
    await page.getByRole('button', { name: texts.filters.why('Born') }).click();
    await page
      .getByRole('dialog')
      .getByText(/persons\.identity/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: texts.refused.takeOut }).click();
    await page.getByText(texts.empty).or(table(page, 'persons')).waitFor();
  });

  test('says that names are compared exactly, keeps them out of address and title, and forgets them with the purpose', async () => {
    const page = await open('persons');
    await fold(page, 'Name').click();
    const name = page.getByRole('textbox', { name: texts.filters.value('Name') });
    await name.fill('Fiktiv Nebyvalenko');
    await name.press('Enter');
    await page.getByText(/compared exactly/).waitFor();
    expect(page.url() + (await page.title())).not.toMatch(/Fiktiv/);
    await goTo(page, '/sources');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await page.goBack();
    await term(page).getByText('Fiktiv Nebyvalenko').waitFor();
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await state(page, { ...customs, purpose: 'CUSTOMS_CONTROL' });
    await goTo(page, '/lists/persons');
    await table(page, 'persons').waitFor();
    expect(await page.getByText('Fiktiv Nebyvalenko').count()).toBe(0);
  });

  test('of hundreds has in the page what is in sight, all of it by the arrow keys, and all of it in print', async () => {
    const page = await open('consignments');
    await table(page, 'consignments').waitFor();
    for (const rows of [200, 300]) {
      await page.getByRole('button', { name: texts.next(100) }).click();
      await page.getByText(texts.loaded(String(rows))).waitFor();
    }
    const inPage = table(page, 'consignments').locator('tbody tr:not(.room)');
    expect(await inPage.count()).toBeLessThan(100);
    await inPage.first().getByRole('link').focus();
    for (let step = 0; step < 120; step += 1) await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.ariaRowIndex)).toBe('122');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await inPage.count()).toBe(300);
  });

  test('is ordered by the graph, by the heads that it orders by', async () => {
    const page = await open('consignments');
    await table(page, 'consignments').waitFor();
    const head = table(page, 'consignments').getByRole('columnheader', { name: /^Gross mass/ });
    const asked = await askedBy(page, async () => {
      await head.getByRole('button').press('Enter');
      await head.getByRole('button').press('Enter');
      await page.locator('th[aria-sort="descending"]').waitFor();
    });
    expect(asked).toEqual(['List', 'List']);
    const masses = await table(page, 'consignments').locator('tbody td.number:first-of-type').allInnerTexts();
    const numbers = masses.map((text) => Number(text.replaceAll(',', ''))).filter((mass) => !Number.isNaN(mass));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });

  test('is taken along by an investigator with its receipt, and refused to an analyst', async () => {
    const page = await open('seizures', investigator);
    const rows = await total(page);
    await page.getByRole('button', { name: texts.file.open }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: texts.file.begin }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^seizures-\w+\.zip$/);
    await page.getByText(`${texts.file.states.WHOLE} ${texts.file.rows(String(rows))}`).waitFor();
    const visitor = await visit('seizures', customs);
    visitor.problems.allow(/status of 403/);
    await visitor.page.getByRole('button', { name: texts.file.open }).click();
    await visitor.page.getByRole('button', { name: texts.file.begin }).click();
    await visitor.page.getByText(/EXPORT_NOT_PERMITTED/).waitFor();
  });

  test('says that a source does not answer, and shows the rows once it does', async () => {
    isDown = true;
    const page = await open('seizures');
    await page
      .getByText(/seizures did not answer/)
      .first()
      .waitFor();
    expect(await page.getByText(texts.empty).count()).toBe(0);
    isDown = false;
    await page.getByRole('button', { name: 'Ask again' }).last().click();
    await table(page, 'seizures').waitFor();
  });

  test('is worked by the keyboard alone, without a finding of axe, wide and narrow', async () => {
    const page = await open('seizures');
    await tabTo(page, fold(page, 'Goods'));
    await page.keyboard.press('Enter');
    const first = page.getByRole('checkbox').first();
    await first.waitFor();
    await tabTo(page, first);
    await page.keyboard.press('Space');
    await term(page).waitFor();
    await fold(page, texts.map.heading).press('Enter');
    await page.locator('.list-world').waitFor();
    await table(page, 'seizures').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });
});

const expectNone = async (found: Locator) => await found.first().waitFor({ state: 'detached' });
