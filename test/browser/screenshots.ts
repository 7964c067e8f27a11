// `npm run console:screenshots`: makes the pictures of docs/CONSOLE.md; with a folder, each scene at three widths, light and dark.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { originOf } from '../../auditlog/c2sp/checkpoint.js';
import { verifierKeyOf } from '../../auditlog/signing/keys.js';
import { auditTexts } from '../../console/texts/audit.js';
import { listTexts } from '../../console/texts/lists.js';
import { story } from '../../ingest/demo/story.js';
import { packageFile } from '../../schema/files.js';
import { openKeys } from '../../storage/keys/keys.js';
import { askForPerson, goToAddress, type Officer, openConsole, search, untilAnswered } from './support/openConsole.js';
import { type Product, startProduct } from './support/product.js';
import { type Looks, launchBrowser, openVisitor } from './support/visitor.js';

interface Scene {
  readonly name: string;
  readonly officer: Officer;
  /** How docs/CONSOLE.md shows it. */
  readonly shown: Omit<Looks, 'origins'>;
  show(page: Page, product: Product): Promise<void>;
}

const desk = { width: 1280, height: 760 };
const customs: Officer = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const auditor: Officer = {
  ...{ agency: 'EU-SUPERVISOR', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT', caseReference: 'SV-2026-00011' },
};
const border: Officer = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };

const scenes: readonly Scene[] = [
  {
    name: 'search',
    officer: customs,
    shown: desk,
    show: async (page) => await search(page, story.consignorAliases[0]),
  },
  {
    name: 'record',
    officer: border,
    shown: desk,
    show: async (page) => {
      await search(page, story.consignorAliases[0]);
      await page.getByRole('link', { name: story.consignorName, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: story.consignorName }).waitFor();
      await untilAnswered(page);
      await page.mouse.wheel(0, 420);
      await page.waitForFunction(() => scrollY > 0);
    },
  },
  {
    name: 'lists',
    officer: customs,
    shown: { ...desk, colorScheme: 'dark' },
    show: async (page) => {
      await goToAddress(page, '#/lists/seizures');
      await untilAnswered(page);
      await page.getByText(listTexts.map.heading).click();
      await page.getByText(listTexts.map.hint).waitFor();
    },
  },
  {
    name: 'requests',
    officer: { agency: 'DE-POLICE', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', caseReference: 'DEP-2026-00301' },
    shown: { ...desk, height: 900 },
    show: async (page) => {
      await goToAddress(page, '#/audit/requests');
      await askForPerson(page, { name: 'Imaginaria Exempeldottir-Whiskey', birthDate: '1978-02-04' });
    },
  },
  { name: 'audit', officer: auditor, shown: desk, show: showProof },
];

/** The look that was before, proven by the key of the log. */
async function showProof(page: Page, { data }: Product): Promise<void> {
  const { checkpoint, origin } = await openKeys(join(data, 'keys'));
  await goToAddress(page, '#/audit');
  await page.getByRole('button', { name: auditTexts.ask, exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Border check' }).getByRole('link').first().click();
  await page
    .getByRole('textbox', { name: auditTexts.check.key.label })
    .fill(verifierKeyOf(originOf('main', origin), checkpoint.publicKey));
  await page.getByText(auditTexts.check.verdicts.proven, { exact: true }).first().scrollIntoViewIfNeeded();
}

const every = [1440, 1024, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, height: width === 390 ? 844 : 900, colorScheme })),
);

async function take(browser: Browser, product: Product, { officer, show }: Scene, looks: Omit<Looks, 'origins'>) {
  const visit = async (full: Looks) => await openVisitor(browser, full);
  const { page, context } = await openConsole({ visit }, product.link(), officer, looks);
  await show(page, product);
  // Why by the debugger: Playwright's own pictures are no WebP, which is half as large.
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await context.close();
  return Buffer.from(data, 'base64');
}

const [folder] = process.argv.slice(2);
const to = folder ?? packageFile('docs', 'console');
mkdirSync(to, { recursive: true });
const product = await startProduct();
const browser = await launchBrowser();
try {
  for (const scene of scenes) {
    for (const looks of folder === undefined ? [scene.shown] : every) {
      const name = [scene.name, ...(folder === undefined ? [] : Object.values(looks))].join('-');
      writeFileSync(join(to, `${name}.webp`), await take(browser, product, scene, looks));
    }
  }
} finally {
  await browser.close();
  await product.close();
}
