import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { helpTexts } from '../../console/texts/help.js';
import { partTexts } from '../../console/texts/parts.js';
import { recordTexts as texts } from '../../console/texts/record.js';
import { demoSource } from '../../ingest/demo/load.js';
import { storyRecords } from '../../ingest/demo/storyRecords.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { sidewaysPx } from './support/layout.js';
import { type Officer, openConsole } from './support/openConsole.js';
import type { Looks } from './support/visitor.js';

/* An officer's day on the page of a record: from the container of the demonstration to the joint operation, and what is in the way. */

const container = 'ZZZU2601176';
const consignorName = 'Фиктив Небываленко-Омега';
const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const police: Officer = { agency: 'DE-POLICE', purpose: 'JOINT_OPERATION' };
const border: Officer = { agency: 'PL-BORDER', role: 'FRONT_LINE', purpose: 'BORDER_CHECK' };

/** The source that does not answer now. */
let dead: string | undefined;
let deployment: ConsoleDeployment;

describeInBrowser('the page of a record', (browsing) => {
  beforeAll(async () => {
    deployment = await openConsoleDeployment({
      watch: (source, database) => ({
        timeoutMs: database.timeoutMs,
        close: () => database.close(),
        get statements() {
          return database.statements;
        },
        rows: async (statement, options) => {
          if (source === dead) throw new Error('connection lost');
          return await database.rows(statement, options);
        },
      }),
    });
  });
  afterAll(() => deployment?.close());

  const open = async (officer: Officer, hash: string, looks: Omit<Looks, 'origins'> = {}): Promise<Page> => {
    const { page } = await openConsole(browsing, deployment.link(), officer, looks);
    await go(page, hash);
    return page;
  };
  const go = async (page: Page, hash: string) => {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await isRead(page);
  };
  /** Waits until nothing is asked any more. */
  const isRead = async (page: Page) => {
    await page.getByRole('button', { name: partTexts.print }).waitFor();
    await page.waitForFunction(() => !document.querySelector('.loading'));
  };
  const follow = async (page: Page, link: string | RegExp) => {
    const before = page.url();
    await page.getByRole('main').getByRole('link', { name: link }).first().click();
    await page.waitForURL((url) => url.href !== before);
    await isRead(page);
  };
  const heading = (page: Page) => page.getByRole('heading', { level: 1 });
  const consignmentOf = async (page: Page) => {
    await follow(page, /^26NLDEMO/);
    return page.url().split('#')[1] ?? '';
  };

  describe('for customs in a joint operation', () => {
    test('leads from the container by its consignor to the joint operation, each step by a link', async () => {
      const page = await open(customs, `/container/${container}`);
      expect(await heading(page).textContent()).toContain(container);
      await consignmentOf(page);
      await follow(page, consignorName);
      expect(await heading(page).textContent()).toContain(consignorName);
      expect(await page.title()).not.toContain('Фиктив');
      expect(await heading(page).evaluate((element) => element === document.activeElement)).toBe(true);
      await follow(page, 'BEC-2026-00814');
      expect(await page.getByRole('main').textContent()).toContain('Reefer unit');
      await follow(page, consignorName);
      await follow(page, 'Meeting at the Hamburg fruit terminal');
      await follow(page, /^Operation Saltmarsh/);
      expect(await page.getByRole('table').filter({ hasText: 'Meeting at the Hamburg' }).count()).toBe(1);
    });

    test('says who the parties may be only when that is opened, and what each score is made of', async () => {
      const page = await open(customs, `/container/${container}`);
      await consignmentOf(page);
      expect(await page.getByText('Same name only').count()).toBe(0);
      await page.getByRole('button', { name: texts.matches.titles.parties ?? '' }).click();
      await page.getByText('Same name only').first().waitFor();
      await page.getByRole('button', { name: texts.matches.card }).first().click();
      await page.getByRole('cell', { name: 'fictiv', exact: true }).first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });

    test('says of another agency’s risk score that it exists, why, and whom to ask', async () => {
      const page = await open(customs, `/container/${container}`);
      await consignmentOf(page);
      await follow(page, consignorName);
      await page.getByRole('button', { name: `Risk: ${partTexts.chips.hit}` }).click();
      const why = page.getByRole('dialog');
      await why.getByText(partTexts.because.legalBasis).waitFor();
      const words = (await why.textContent()) ?? '';
      expect(words).toContain('customs-desk@be.example.org');
      expect(words).toContain('cargo.risk');
      expect(words).toContain(partTexts.means.hit);
      expect(await axeFindings(page)).toEqual([]);
      await why.getByRole('link', { name: partTexts.because.help }).click();
      await page.getByRole('heading', { level: 1, name: helpTexts.topics.hit?.title ?? '' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });
  });

  describe('for a border guard', () => {
    test('tells in part and withheld apart, and copies a request that holds nothing of the record', async () => {
      const page = await open(border, `/container/${container}`);
      await page.context().grantPermissions(['clipboard-write']);
      // The page may write to the clipboard, and not read it; so a copy of what it writes is taken.
      await page.evaluate(() => {
        const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        navigator.clipboard.writeText = (text) => {
          document.documentElement.dataset.copied = text;
          return write(text);
        };
      });
      const consignment = (await consignmentOf(page)).split('/').at(-1) ?? '';
      expect(await page.getByRole('button', { name: `Name: ${partTexts.chips.masked}` }).count()).toBe(3);
      expect(await page.getByRole('button', { name: `Risk: ${partTexts.chips.withheld}` }).count()).toBe(1);
      await page.getByRole('button', { name: `Risk: ${partTexts.chips.withheld}` }).click();
      await page.getByRole('button', { name: partTexts.because.copy }).click();
      await page.getByText(partTexts.copied).waitFor();
      const copied = await page.evaluate(() => document.documentElement.dataset.copied ?? '');
      expect(copied).toContain(consignment);
      expect(copied).toContain('Consignment.risk');
      expect(copied).toContain('BORDER_CHECK');
      expect(copied).toContain('PL-BORDER');
      expect(copied).not.toMatch(/26NLDEMO|Nebivalenco/);
    });

    test('has not one cell that is blank', async () => {
      const page = await open(border, `/container/${container}`);
      await consignmentOf(page);
      const blank = await page.evaluate(
        () =>
          [...document.querySelectorAll('main td, main dd')].filter((cell) => cell.textContent?.trim() === '').length,
      );
      expect(blank).toBe(0);
    });
  });

  test('is the own record of who entered it: conditions and history are there, and no chip on them', async () => {
    const page = await open(police, `/container/${container}`);
    await consignmentOf(page);
    await follow(page, consignorName);
    await page.getByText(texts.marks.own).waitFor();
    await page.getByRole('button', { name: texts.versions.conditions }).click();
    await page.getByText('story-consignor').waitFor();
    await page.getByRole('button', { name: texts.versions.heading }).click();
    await page.getByText(texts.versions.none).waitFor();
    await page.getByRole('button', { name: texts.versions.now }).click();
    await page.getByRole('heading', { name: texts.versions.statement }).waitFor();
  });

  test('does not tell a record that is hidden from one that does not exist', async () => {
    const page = await open(customs, `/record/person_${'a'.repeat(24)}`);
    await page.getByText(texts.notFound).waitFor();
    await page.evaluate(() => {
      location.hash = '/record/javascript:alert(1)';
    });
    await page.getByText(texts.noSuchId).waitFor();
    await go(page, '/vessel/12');
    await page.getByText(texts.noSuchId).waitFor();
    expect(await page.getByText(texts.notAnswered).count()).toBe(0);
  });

  test('shows its originator what the source said before, and others that this is not for them', async () => {
    const told = storyRecords();
    const corrected = told.map((record) => ('notes' in record ? { ...record, notes: 'Corrected.' } : record));
    const corrections = await openConsoleDeployment({ demo: false });
    try {
      for (const records of [told, corrected]) {
        await corrections.load(records as typeof told, (kind) => demoSource(kind as RecordKind));
      }
      for (const officer of [police, customs]) {
        const { page } = await openConsole(browsing, corrections.link(), officer);
        await go(page, `/container/${container}`);
        await consignmentOf(page);
        await follow(page, consignorName);
        await page.getByRole('button', { name: texts.versions.heading }).click();
        if (officer === customs) {
          await page.getByRole('button', { name: `${texts.versions.heading}: ${partTexts.chips.withheld}` }).waitFor();
          continue;
        }
        await page.getByRole('cell', { name: 'notes', exact: true }).waitFor();
        await page.getByRole('button', { name: texts.versions.show(1) }).click();
        await page.getByText('Writes the name differently').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
      }
    } finally {
      await corrections.close();
    }
  });

  test('leads an auditor, who is not shown the record, to those who have seen it', async () => {
    const auditor = {
      agency: 'DE-POLICE',
      role: 'AUDITOR',
      purpose: 'DATA_PROTECTION_AUDIT',
      caseReference: 'DEP-2026-00301',
    };
    const page = await open(customs, `/container/${container}`);
    await consignmentOf(page);
    await follow(page, consignorName);
    const id = page.url().split('/').at(-1) ?? '';
    const other = await open(auditor, `/record/${id}`);
    await other.getByText(texts.notFound).waitFor();
    await other.getByRole('link', { name: texts.seenBy }).click();
    await other.waitForFunction(
      (value) => [...document.querySelectorAll('input')].some((each) => each.value === value),
      id,
    );
  });

  test('names the source that did not answer, marks what it left out, and has it when it is asked again', async () => {
    const page = await open(customs, `/container/${container}`);
    await consignmentOf(page);
    dead = 'incidents';
    try {
      await follow(page, consignorName);
      await page.getByText(partTexts.partial('incidents')).waitFor();
      const missing = page.getByRole('term').filter({ hasText: 'Incidents' });
      expect(await missing.locator('xpath=..').textContent()).toContain(partTexts.chips.unanswered);
      expect(await page.getByRole('link', { name: 'BEC-2026-00814' }).count()).toBe(1);
      expect(await axeFindings(page)).toEqual([]);
    } finally {
      dead = undefined;
    }
    await page.getByRole('button', { name: partTexts.again }).first().click();
    await page.getByRole('link', { name: 'Meeting at the Hamburg fruit terminal' }).waitFor();
  });

  test('says that the source of the record itself did not answer, and never that there is no record', async () => {
    const page = await open(customs, `/container/${container}`);
    const consignment = await consignmentOf(page);
    await go(page, `/container/${container}`);
    dead = 'cargo';
    try {
      const other = `${consignment.slice(0, -1)}${consignment.endsWith('a') ? 'b' : 'a'}`;
      await go(page, other);
      await page.getByText(texts.notAnswered).waitFor();
      expect(await page.getByText(texts.notFound).count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
    } finally {
      dead = undefined;
    }
  });

  test('has further pages of links, each row once, until there is no more', async () => {
    const page = await open(customs, '/vessel/0010586');
    const table = page.getByRole('table', { name: /^Consignments/ });
    const links = () => table.getByRole('link', { name: /DEMO/ }).allTextContents();
    expect(await links()).toHaveLength(20);
    const more = table.getByRole('button', { name: texts.links.more });
    const all = Number(
      await page
        .getByRole('heading', { name: /^Consignments/ })
        .locator('.count')
        .textContent(),
    );
    while (await more.count()) {
      const before = (await links()).length;
      await more.click();
      await page.waitForFunction(
        (rows) => document.querySelectorAll('table a[href*=consignment_]').length > rows,
        before,
      );
    }
    expect(all).toBeGreaterThan(20);
    expect(new Set(await links()).size).toBe(all);
  });

  describe('at any width and light', () => {
    const looks: readonly (readonly [string, Omit<Looks, 'origins'>])[] = [
      ['dark', { colorScheme: 'dark' }],
      ['of 320 px', { width: 320 }],
      ['at 200 %', { width: 640, zoom: 2 }],
      ['in forced colours', { forcedColors: true }],
    ];
    test.each(looks)('%s: axe finds nothing, and nobody scrolls sideways', async (_, look) => {
      const page = await open(customs, `/container/${container}`, look);
      await consignmentOf(page);
      await follow(page, consignorName);
      expect(await axeFindings(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
    });
  });

  test('is printed with marking, who, purpose and receipts on each sheet, with chips in words and without what is folded', async () => {
    const page = await open(customs, `/container/${container}`);
    await consignmentOf(page);
    await follow(page, consignorName);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    // biome-ignore lint/performance/useDomNodeTextContent: what is not printed must not be in it
    const paper = await page.locator('.sheet').innerText();
    for (const words of [
      'Basic protection level',
      'H1: not in judicial',
      'NL-CUSTOMS',
      'Purpose: joint operation',
      'Printed ',
    ]) {
      expect(paper).toContain(words);
    }
    // That of the incident, which is above the person's own.
    expect(await page.locator('.sheet-marking').allTextContents()).toEqual(
      Array(2).fill('RESTREINT UE/EU RESTRICTED · H1'),
    );
    // Chromium repeats on each page what is a table's head or foot, if it may not break.
    const repeated = await page.evaluate(() =>
      ['.sheet-head', '.sheet-foot'].map((part) => {
        const { display, breakInside } = getComputedStyle(document.querySelector(part) ?? document.body);
        return `${display} ${breakInside}`;
      }),
    );
    expect(repeated).toEqual(['table-header-group avoid', 'table-footer-group avoid']);
    expect(paper).toMatch(/In the audit log: \S+ \d+ \([0-9a-f]{16}\), \S+ \d+/);
    expect(paper).toContain(`${partTexts.chips.hit} (${partTexts.reasons.CATEGORY}; ask customs-desk@be.example.org)`);
    expect(paper).not.toContain(texts.matches.titles.same ?? '');
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
  });
});
