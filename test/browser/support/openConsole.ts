import type { Page } from 'playwright-core';
import { constantWords } from '../../../console/parts/words.js';
import { partTexts } from '../../../console/texts/parts.js';
import { requestTexts } from '../../../console/texts/requests.js';
import { searchTexts } from '../../../console/texts/search.js';
import { shellTexts } from '../../../console/texts/shell.js';
import type { Browsing } from './browse.js';
import type { Looks, Visitor } from './visitor.js';

/** Who signs in by the link, and what they state. */
export interface Officer {
  readonly agency: string;
  /** An analyst where absent. */
  readonly role?: string;
  readonly purpose: string;
  readonly caseReference?: string;
  readonly justification?: string;
}

const { statement: texts, navigation } = shellTexts;

/** Opens the link, and signs in as that officer: the search is shown. */
export async function openConsole(
  browsing: Pick<Browsing, 'visit'>,
  link: string,
  officer: Officer,
  looks: Omit<Looks, 'origins'> = {},
): Promise<Visitor> {
  const visitor = await browsing.visit({ origins: [new URL(link).origin], ...looks });
  await visitor.page.goto(link);
  await state(visitor.page, officer);
  return visitor;
}

/** Fills in the form in sight: who asks, and what for. */
export async function state(page: Page, officer: Officer): Promise<void> {
  await choose(page, texts.agency, officer.agency);
  await choose(page, texts.role, constantWords(officer.role ?? 'ANALYST'));
  await choose(page, texts.purpose, constantWords(officer.purpose));
  if (officer.caseReference) await page.getByRole('textbox', { name: texts.caseReference }).fill(officer.caseReference);
  if (officer.justification) await page.getByRole('textbox', { name: texts.justification }).fill(officer.justification);
  await page.getByRole('button', { name: texts.begin }).click();
  await page.getByRole('navigation', { name: navigation }).waitFor();
}

/** Chooses from a list by the beginning of what is offered, or by what is said below it. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option').filter({ hasText: option }).first().click();
}

/** Goes to a page by the navigation. */
export async function goTo(page: Page, name: keyof typeof shellTexts.pages): Promise<void> {
  const pages = page.getByRole('navigation', { name: navigation });
  await pages.getByRole('link', { name: shellTexts.pages[name], exact: true }).click();
}

/** Types into the box of the page Search, and waits for what comes. */
export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: searchTexts.label }).fill(text);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: searchTexts.coverage.heading }).waitFor();
}

/** States who asks, on the page of requests of persons, and who they were made sure to be. */
export async function statePerson(page: Page, person: { readonly name: string; readonly birthDate: string }) {
  const { ask } = requestTexts;
  await page.getByRole('textbox', { name: ask.name, exact: true }).fill(person.name);
  await page.getByLabel(ask.birthDate, { exact: true }).fill(person.birthDate);
  await page.getByRole('button', { name: ask.identifiedBy }).click();
  await page.getByRole('option', { name: ask.identified.IN_PERSON }).click();
}

/** States it, and waits for what is held. */
export async function askForPerson(page: Page, person: Parameters<typeof statePerson>[1]) {
  await statePerson(page, person);
  await page.getByRole('button', { name: requestTexts.ask.button }).click();
  await page.getByRole('heading', { name: requestTexts.found.heading }).waitFor();
}

/** Goes where a link with that fragment would lead, and waits for the heading of what is there. */
export async function goToAddress(page: Page, fragment: string): Promise<void> {
  const before = await page.evaluateHandle((to) => {
    const heading = document.querySelector('h1');
    const text = heading?.textContent;
    location.hash = to;
    return { heading, text };
  }, fragment);
  await page.waitForFunction(({ heading, text }) => {
    const now = document.querySelector('h1');
    return now !== null && (now !== heading || now.textContent !== text);
  }, before);
}

/** Waits until all that the page asked is answered. */
export async function untilAnswered(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction((loading) => !document.body.textContent.includes(loading), partTexts.loading);
}
