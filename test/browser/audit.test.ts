import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { originOf } from '../../auditlog/c2sp/checkpoint.js';
import { checkpointKeys, verifierKeyOf } from '../../auditlog/signing/keys.js';
import { auditTexts as texts } from '../../console/texts/audit.js';
import { partTexts } from '../../console/texts/parts.js';
import { shellTexts } from '../../console/texts/shell.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole } from './support/openConsole.js';

/* An auditor reads the log, and believes what it proves, not what the server says. */

const auditor: Officer = {
  ...{ agency: 'NL-CUSTOMS', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT', caseReference: 'NLC-2026-00001' },
};
const analyst: Officer = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' };
const { check, entry } = texts;

describeInBrowser('the page of the log', (browsing) => {
  let deployment: ConsoleDeployment;
  let key: string;
  /** Whether the log does not answer now. */
  let isLogDead = false;
  let receipt: { readonly log: string; readonly index: number; readonly leafHash: string };
  beforeAll(async () => {
    deployment = await openConsoleDeployment({
      watch: (source, database) => ({
        timeoutMs: database.timeoutMs,
        close: () => database.close(),
        get statements() {
          return database.statements;
        },
        rows: async (statement, options) => {
          if (isLogDead && source === 'audit') throw new Error('connection lost');
          return await database.rows(statement, options);
        },
      }),
    });
    const { body } = await deployment.ask(
      { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' },
      '{ consignments(first: 2) { edges { node { id mrn } } } }',
    );
    receipt = body.extensions.audit;
    const { checkpoint, origin } = deployment.parts.keys;
    key = verifierKeyOf(originOf(receipt.log, origin), checkpoint.publicKey);
  });
  afterAll(() => deployment?.close());

  async function open(officer = auditor, width = 1440): Promise<Page> {
    const { page } = await openConsole(browsing, deployment.link(), officer, { width });
    await page.evaluate(() => {
      location.hash = '#/audit';
    });
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    return page;
  }
  const tab = (page: Page, title: string) => page.getByRole('tab', { name: title }).click();
  const choose = async (page: Page, question: string): Promise<void> => {
    await page.getByRole('button', { name: texts.questions.label }).click();
    await page.getByRole('option', { name: question }).first().click();
  };
  const ask = (page: Page) => page.getByRole('button', { name: texts.ask, exact: true }).click();
  const believe = (page: Page, text: string) => page.getByRole('textbox', { name: check.key.label }).fill(text);
  const paste = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('textbox', { name: check.paste }).fill(text);
    await page.getByRole('button', { name: check.button, exact: true }).click();
  };
  const verdict = (page: Page): Locator => page.locator('.verdict').first();
  const step = (page: Page, name: keyof typeof texts.names): Locator =>
    page.locator('.step').filter({ has: page.getByText(texts.names[name], { exact: true }) });

  test('says who looked, leads to the look, and proves it by the key that the auditor brings', async () => {
    const page = await open();
    await ask(page);
    const rows = page.getByRole('table', { name: texts.questions.LooksInAMonth[0] });
    await rows.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await rows.getByRole('row').filter({ hasText: 'Risk analysis' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: entry.proof }).waitFor();
    expect(await verdict(page).textContent()).toContain(check.verdicts.notProven);
    await believe(page, key);
    await verdict(page).getByText(check.verdicts.proven, { exact: true }).waitFor();
    for (const name of ['leaf', 'place', 'header', 'fields', 'path', 'head', 'signature'] as const)
      expect([name, await step(page, name).locator('.step-state').textContent()]).toEqual([name, check.states.ok]);
    expect(await step(page, 'body').textContent()).toContain(check.states.notChecked);
    expect(await axeFindings(page)).toEqual([]);
    expect(page.url()).toContain(`#/audit/${receipt.log}/`);
    expect(await page.title()).not.toContain(receipt.log);
  });

  test('finds out a server that shows of an entry what the log does not have', async () => {
    const page = await open();
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.replace('"purpose":"RISK_ANALYSIS"', '"purpose":"CUSTOMS_CONTROL"') });
    });
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/audit/${receipt.log}/${receipt.index}`);
    await page.getByRole('heading', { name: entry.proof }).waitFor();
    await believe(page, key);
    await verdict(page).getByText(check.verdicts.failed, { exact: true }).waitFor();
    expect(await step(page, 'fields').textContent()).toContain(texts.steps['fields.differ']({ fields: 'purpose' }));
    expect(await step(page, 'signature').locator('.step-state').textContent()).toBe(check.states.ok);
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('proves a receipt, and calls one false that was changed, or signed by another', async () => {
    const page = await open();
    await tab(page, texts.tabs.check);
    await believe(page, key);
    await paste(page, JSON.stringify(receipt));
    await verdict(page).getByText(check.verdicts.proven, { exact: true }).waitFor();
    await paste(
      page,
      JSON.stringify({ ...receipt, leafHash: receipt.leafHash.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    );
    await verdict(page).getByText(check.verdicts.failed, { exact: true }).waitFor();
    expect(await step(page, 'receipt').locator('.step-state').textContent()).toBe(check.states.failed);
    expect(await axeFindings(page)).toEqual([]);
    await paste(page, JSON.stringify(receipt));
    const stranger = checkpointKeys(Buffer.alloc(32, 5)).publicKey;
    await believe(page, verifierKeyOf(key.split('+')[0] ?? '', stranger));
    await verdict(page).getByText(check.verdicts.failed, { exact: true }).waitFor();
    expect(await step(page, 'signature').locator('.step-state').textContent()).toBe(check.states.failed);
    await believe(page, key.replace('+A', '+B'));
    await page.getByText(check.key.wrong(1)).waitFor();
    await paste(page, 'nothing');
    await page.getByText(check.unreadable).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('compares the heads that it saw with the newest', async () => {
    const page = await open();
    await tab(page, texts.tabs.check);
    await believe(page, key);
    await page.getByRole('button', { name: check.heads.fetch }).click();
    const row = page
      .getByRole('table', { name: check.heads.caption })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: receipt.log, exact: true }) });
    await row.first().waitFor();
    await row.first().getByRole('button').click();
    await verdict(page).getByText(check.verdicts.proven, { exact: true }).waitFor();
    expect(await step(page, 'extends').locator('.step-state').textContent()).toBe(check.states.ok);
  });

  test('forgets key and heads with the purpose, and keeps nothing in the browser', async () => {
    const page = await open();
    await tab(page, texts.tabs.check);
    await believe(page, key);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await page.getByRole('button', { name: shellTexts.statement.begin }).click();
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    await tab(page, texts.tabs.check);
    expect(await page.getByRole('textbox', { name: check.key.label }).inputValue()).toBe('');
  });

  test('asks nothing before it is told what about, and every question is answered', async () => {
    const page = await open();
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? ''));
    await choose(page, texts.questions.LooksAtThisPerson[0]);
    await ask(page);
    await page.getByText(texts.needed).waitFor();
    expect(asked).toEqual([]);
    await page.getByRole('textbox', { name: texts.inputs.id }).fill('person_aaaaaaaaaaaaaaaaaaaaaaaaaa');
    await ask(page);
    await page
      .getByRole('alert')
      .filter({ hasText: /no id of a record/ })
      .waitFor();
    for (const id of ['LooksAtOffHours', 'LooksAtMany', 'Enumerations', 'LooksCounted', 'Entries'] as const) {
      await choose(page, texts.questions[id][0]);
      await ask(page);
      await page.getByText(texts.nothing).or(page.locator('main table')).first().waitFor();
      expect([id, await page.getByText(partTexts.failed).count(), await axeFindings(page)]).toEqual([id, 0, []]);
    }
    await page.getByRole('button', { name: texts.distribution }).click();
    await page.getByRole('button', { name: 'NL-CUSTOMS', exact: true }).click();
    await page.locator('.data-table').waitFor();
    expect(await page.getByRole('textbox', { name: texts.inputs.agency }).inputValue()).toBe('NL-CUSTOMS');
    await tab(page, texts.tabs.tried);
    await page
      .getByText(texts.tried.none)
      .or(page.getByRole('table', { name: texts.tried.caption }))
      .first()
      .waitFor();
  });

  test('without a case shows chips in the place of names, and says why', async () => {
    const { caseReference: _case, ...without } = auditor;
    const page = await open(without);
    await page.getByText(texts.noCase).waitFor();
    await ask(page);
    await page.getByRole('table', { name: texts.questions.LooksInAMonth[0] }).waitFor();
    expect(
      await page.getByRole('button', { name: `${texts.columns.subjectName}: ${partTexts.chips.withheld}` }).count(),
    ).toBeGreaterThan(0);
  });

  test('says that the log did not answer, and never that there is no entry, no proof or nothing to count', async () => {
    const page = await open();
    isLogDead = true;
    try {
      await choose(page, texts.questions.LooksCounted[0]);
      await ask(page);
      await page.getByText(partTexts.chips.unanswered, { exact: true }).waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      await tab(page, texts.tabs.check);
      await paste(page, JSON.stringify(receipt));
      await page.getByText(partTexts.chips.unanswered, { exact: true }).waitFor();
      expect(await page.getByText(check.noProof).count()).toBe(0);
      await page.evaluate((to) => {
        location.hash = to;
      }, `#/audit/${receipt.log}/${receipt.index}`);
      await page.getByRole('heading', { name: entry.title(receipt.log, String(receipt.index)) }).waitFor();
      await page.getByText(partTexts.chips.unanswered, { exact: true }).waitFor();
      expect(await page.getByText(entry.none).count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
    } finally {
      isLogDead = false;
    }
    await page.getByRole('button', { name: partTexts.again }).click();
    await page.getByRole('heading', { name: entry.proof }).waitFor();
  });

  test('lets one who may not read the log check what they hold', async () => {
    const page = await open(analyst);
    expect(await page.getByRole('tab').count()).toBe(0);
    await believe(page, key);
    await paste(page, JSON.stringify(receipt));
    await verdict(page).getByText(check.verdicts.proven, { exact: true }).waitFor();
  });

  test('is done by the keyboard alone, and fits a narrow page', async () => {
    const page = await open(auditor, 390);
    await tabTo(page, page.getByRole('button', { name: texts.ask, exact: true }));
    await page.keyboard.press('Enter');
    const rows = page.getByRole('table', { name: texts.questions.LooksInAMonth[0] });
    await rows.waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await tabTo(page, rows.getByRole('link').first());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: entry.proof }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });
});
