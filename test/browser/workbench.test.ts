import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { shellTexts } from '../../console/texts/shell.js';
import { viewTexts } from '../../console/texts/view.js';
import { workbenchTexts as texts } from '../../console/texts/workbench.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole, state } from './support/openConsole.js';
import type { Looks } from './support/visitor.js';

/* A day at the workbench, and what of it is in the log and in one's own view. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const border: Officer = { agency: 'PL-BORDER', role: 'FRONT_LINE', purpose: 'BORDER_CHECK' };
const { pages, statement } = shellTexts;

describeInBrowser('the workbench', (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
  });
  afterAll(() => deployment?.close());

  const goTo = async (page: Page, name: string) => {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  const open = async (officer: Officer, looks: Omit<Looks, 'origins'> = {}) => {
    const visitor = await openConsole(browsing, deployment.link(), officer, looks);
    await goTo(visitor.page, pages.workbench);
    // The schema has come: what is typed is counted by it.
    await visitor.page.getByText(/^May return up to|in your view, may return/).waitFor();
    return visitor;
  };
  const write = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: texts.question }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };
  const run = (page: Page) => page.getByRole('button', { name: texts.run }).click();
  const answer = (page: Page) => page.getByRole('textbox', { name: texts.answer });
  const loadTrace = async (page: Page) => {
    await page.getByRole('button', { name: texts.example }).click();
    await page.getByRole('menuitem', { name: texts.examples.trace.title }).click();
  };

  test('asks one question as two agencies, and marks each cell that one of them does not get', async () => {
    const first = await open(customs);
    await loadTrace(first.page);
    await run(first.page);
    await answer(first.page).getByText('BEC-2026-00814').waitFor();
    expect(await answer(first.page).getByText('withheld').count()).toBe(0);
    const { page } = await open(border);
    await loadTrace(page);
    await page.getByText('Consignment.risk is not in your view').first().waitFor();
    await run(page);
    await answer(page).getByText('withheld · cargo.risk').waitFor();
    await answer(page).getByText('in part · cargo.parties').waitFor();
    await page.getByRole('tab', { name: texts.tabs.withheld(3) }).click();
    await page
      .getByRole('row', { name: /consignor\.name/ })
      .getByText('cargo.parties')
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is used by the keyboard alone, and Tab leaves each of its fields', async () => {
    const { page } = await open(customs);
    const [question, variables] = [texts.question, texts.variables].map((name) => page.getByRole('textbox', { name }));
    await tabTo(page, page.getByRole('button', { name: texts.run }));
    // Within its shadow tree the field has the focus, and outside the element around it.
    await page.keyboard.press('Tab');
    expect(await question?.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('query A($n: Int) { consignments(first: $n) { edges { node { mrn } } } }');
    await page.keyboard.press('Tab');
    expect(await variables?.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(
      true,
    );
    await page.keyboard.insertText('{ "n": 2 }');
    await page.getByText(texts.cost('2')).waitFor();
    await page.keyboard.press('Control+Enter');
    await answer(page).getByText('"mrn"').first().waitFor();
    await tabTo(page, page.getByRole('tab', { name: texts.tabs.answer }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /^1 Dec|A/ })
      .first()
      .waitFor();
  });

  test('completes by the schema of the view, which has no field that the viewer never gets', async () => {
    const { page } = await open(border);
    await write(page, '{ consignments { edges { node { ');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: /^mrn/ }).waitFor();
    expect(await page.getByRole('option', { name: /^risk/ }).count()).toBe(0);
  });

  test('says what a question may cost, and is refused by that very number', async () => {
    const { page, problems } = await open(customs);
    problems.allow(/status of 400/);
    await write(
      page,
      '{ consignments(first: 100) { edges { node { parties { matches { persons(first: 100) { matches { score person { consignments(first: 100) { edges { node { role } } } } } } } } } } } }',
    );
    const said = await page.getByText(/^May return up to/).textContent();
    await run(page);
    const refused = await page.getByText(/The operation could return/).textContent();
    const numberOf = (text: string | null) => /\d[\d,]*/.exec(text ?? '')?.[0].replaceAll(',', '');
    expect(numberOf(said)).toBe(numberOf(refused));
    await page.getByText(/^May return up to .* are allowed$/).waitFor();
  });

  test('lists all that is wrong at once, and asks what only the view lacks', async () => {
    const { page, problems } = await open(customs);
    problems.allow(/status of 400/);
    await write(page, '{ one two }');
    await page
      .getByText(/Cannot query field "two"/)
      .first()
      .waitFor();
    await run(page);
    await page.getByRole('tab', { name: texts.tabs.errors(2) }).click();
    await page.getByRole('cell', { name: '1:7' }).waitFor();
  });

  test('copies a question as curl without a token', async () => {
    const { page, context } = await open(customs);
    await context.grantPermissions(['clipboard-write']);
    await page.getByRole('button', { name: texts.copyCurl }).click();
    await page.getByText(texts.copiedCurl).waitFor({ state: 'attached' });
    // Why by pasting: the page's policy lets nothing read the clipboard.
    await write(page, ' ');
    await page.keyboard.press('Control+v');
    const copied = (await page.getByRole('textbox', { name: texts.question }).textContent()) ?? '';
    expect(copied).toContain("-H 'Query-Purpose: JOINT_OPERATION'");
    expect(copied).toContain('Bearer $TOKEN');
    expect(copied).not.toMatch(/eyJ/);
  });

  test('forgets questions and answers when the purpose changes, and keeps their receipts', async () => {
    const { page } = await open(customs);
    await write(page, 'query Mine { consignments(first: 1) { edges { node { mrn } } } }');
    await run(page);
    await answer(page).getByText('"mrn"').waitFor();
    await page.getByRole('button', { name: statement.change }).click();
    await state(page, { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' });
    await page.getByText(texts.idle).waitFor();
    await page.getByText('Fiktiv Nebyvalenko Omega').waitFor();
    expect(await page.getByText('Mine').count()).toBe(0);
    await goTo(page, pages.view);
    await page.getByRole('tab', { name: /^Receipts/ }).click();
    await page.getByRole('row', { name: /Mine.*Joint operation/ }).waitFor();
    await page.getByRole('button', { name: statement.leave }).click();
    expect(await page.getByText('Mine').count()).toBe(0);
  });

  test('fits a narrow window, dark and light, with nothing that axe finds', async () => {
    const { page } = await open(customs, { width: 320, height: 640, colorScheme: 'dark' });
    await loadTrace(page);
    await run(page);
    await answer(page).getByText('"mrn"').waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });
});

describeInBrowser("one's own view", (browsing) => {
  let deployment: ConsoleDeployment;
  beforeAll(async () => {
    deployment = await openConsoleDeployment();
  });
  afterAll(() => deployment?.close());

  test('says what one may see, why not more of a field, which purposes there are, and what is loaded', async () => {
    const { page } = await openConsole(browsing, deployment.link(), border);
    const link = (name: string) => page.getByRole('navigation').getByRole('link', { name });
    await link(pages.view).click();
    await page.getByRole('row', { name: /cargo\.risk.*nothing/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: viewTexts.tabs.explain }).click();
    const field = page.getByRole('combobox', { name: viewTexts.explain.label });
    await field.fill('consignment.ri');
    await page.getByRole('option', { name: 'Consignment.risk' }).click();
    await page.getByRole('heading', { name: 'Consignment.risk' }).waitFor();
    await page
      .getByText(/if the purpose were/)
      .first()
      .waitFor();
    await field.fill('Person.nothingOfTheKind');
    await page.getByRole('button', { name: viewTexts.explain.ask }).click();
    await page.getByText(viewTexts.explain.unknown).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: viewTexts.tabs.purposes }).click();
    await page.getByRole('row', { name: /Border check stated now/ }).waitFor();
    await link(pages.sources).click();
    await page.getByRole('heading', { level: 1, name: pages.sources }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
