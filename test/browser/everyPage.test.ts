import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { auditTexts } from '../../console/texts/audit.js';
import { partTexts } from '../../console/texts/parts.js';
import { searchTexts } from '../../console/texts/search.js';
import { shellTexts } from '../../console/texts/shell.js';
import { story } from '../../ingest/demo/story.js';
import type { SourceName } from '../../schema/sources.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { sidewaysPx } from './support/layout.js';
import { goTo, type Officer, openConsole, untilAnswered } from './support/openConsole.js';
import type { Looks } from './support/visitor.js';

/* Each page in each of its states, as different eyes see it: axe finds nothing, and nobody must scroll sideways. */

const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const border: Officer = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };
const auditor: Officer = {
  agency: 'EU-SUPERVISOR',
  role: 'AUDITOR',
  purpose: 'DATA_PROTECTION_AUDIT',
  caseReference: 'SV-2026-00011',
};
const officer: Officer = {
  ...{ agency: 'DE-POLICE', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', caseReference: 'DEP-2026-00301' },
};
const isWhole = process.env.TEST_CRAWL === 'whole';

type Eyes = Omit<Looks, 'origins'>;
/** The first two in each run, the others in the whole. */
const allEyes: Readonly<Record<string, Eyes>> = {
  'a wide window, light': {},
  'a telephone, dark': { width: 390, height: 844, colorScheme: 'dark' },
  '200 %': { width: 640, height: 400, zoom: 2 },
  'forced colours': { forcedColors: true, reducedMotion: true },
  '320 pixels': { width: 320, height: 640 },
};
const eyes = Object.entries(allEyes).slice(0, isWhole ? undefined : 2);

describeInBrowser('every page', (browsing) => {
  let deployment: ConsoleDeployment;
  let down: SourceName | undefined;
  beforeAll(async () => {
    deployment = await openConsoleDeployment({
      watch: (source, database) => ({
        ...database,
        rows: async (...statement) => {
          if (down === source) throw new Error('the database is gone');
          return await database.rows(...statement);
        },
      }),
    });
  });
  afterAll(() => deployment?.close());

  const open = async (officer: Officer, looks: Eyes): Promise<Page> =>
    (await openConsole(browsing, deployment.link(), officer, looks)).page;
  const isSound = async (page: Page, where: string) => {
    expect({ where, findings: await axeFindings(page), sideways: await sidewaysPx(page) }).toEqual({
      where,
      findings: [],
      sideways: 0,
    });
  };
  const ask = async (page: Page, text: string) => {
    await page.getByRole('textbox', { name: searchTexts.label }).fill(text);
    await page.keyboard.press('Enter');
  };
  const follow = async (page: Page, name: string) => {
    await page.getByRole('main').getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await untilAnswered(page);
  };

  describe.each(eyes)('at %s', (_, looks) => {
    test('is sound for an officer on the way through the story', async () => {
      const page = await open(customs, looks);
      await isSound(page, 'search, empty');
      await ask(page, story.containerId);
      await untilAnswered(page);
      await isSound(page, 'search, found');
      for (const name of [story.mrn, story.consignorName, story.seizureCase]) {
        await follow(page, name);
        await isSound(page, name);
      }
      for (const name of ['lists', 'sources', 'workbench', 'view'] as const) {
        await goTo(page, name);
        await untilAnswered(page);
        await isSound(page, name);
      }
    });

    test('is sound where most is withheld, with a chip opened', async () => {
      const page = await open(border, looks);
      await ask(page, 'Zwolfap Quibax');
      await untilAnswered(page);
      await isSound(page, 'search, nothing found');
      await ask(page, story.containerId);
      await untilAnswered(page);
      await follow(page, story.mrn);
      await page.getByRole('button', { name: partTexts.chips.withheld }).first().click();
      await page.getByRole('dialog').waitFor();
      await untilAnswered(page);
      await isSound(page, 'a chip');
    });

    test('is sound for an officer who answers persons', async () => {
      const page = await open(officer, looks);
      await goTo(page, 'audit');
      await page.getByRole('link', { name: auditTexts.requests }).click();
      await untilAnswered(page);
      await isSound(page, 'requests of persons');
    });

    test('is sound for an auditor', async () => {
      const page = await open(auditor, looks);
      await goTo(page, 'audit');
      await untilAnswered(page);
      await isSound(page, 'audit');
    });
  });

  test('says that it asks while it does, that a source is missing, and that there is no answer', async () => {
    const { page, problems } = await openConsole(browsing, deployment.link(), customs);
    let release = (): void => undefined;
    const isReleased = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/graphql', async (route) => {
      await isReleased;
      await route.continue();
    });
    await ask(page, story.containerId);
    await page.getByRole('status').filter({ hasText: partTexts.loading }).waitFor();
    await isSound(page, 'search, asking');
    down = 'incidents';
    release();
    await page
      .getByRole('status')
      .filter({ hasText: partTexts.partial('incidents') })
      .waitFor();
    await isSound(page, 'search, in part');
    down = undefined;
    problems.allow(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: partTexts.again }).first().click();
    await page
      .getByRole('alert')
      .filter({ hasText: partTexts.failures.NOT_REACHED as string })
      .waitFor();
    await isSound(page, 'search, no answer');
    await page.context().setOffline(false);
    await page.getByRole('alert').getByRole('button', { name: partTexts.again }).click();
    await page.getByRole('link', { name: story.mrn }).waitFor();
  });

  test('is sound before anybody has signed in, and after a link was refused', async () => {
    const { page, problems } = await browsing.visit({ origins: [deployment.origin] });
    await page.goto(deployment.origin);
    await page.getByText(shellTexts.signIn.byLink).waitFor();
    await isSound(page, 'signed out');
    await page.goto(deployment.link());
    await page.getByRole('button', { name: shellTexts.statement.begin }).waitFor();
    await isSound(page, 'statement');
    await page.getByRole('button', { name: shellTexts.statement.purpose }).click();
    await page.getByRole('option').first().waitFor();
    await isSound(page, 'statement, a list open');
    problems.allow(/status of 403/);
    await page.goto(`${deployment.origin}/#/sign-in?code=${'A'.repeat(43)}`);
    await page.getByRole('alert').waitFor();
    await isSound(page, 'refused');
  });
});
