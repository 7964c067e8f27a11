import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { auditTexts } from '../../console/texts/audit.js';
import { requestTexts as texts } from '../../console/texts/requests.js';
import { shellTexts } from '../../console/texts/shell.js';
import type { SourceName } from '../../schema/sources.js';
import type { Asker } from '../support/deployment.js';
import { axeFindings } from './support/axe.js';
import { describeInBrowser } from './support/browse.js';
import { type ConsoleDeployment, openConsoleDeployment } from './support/consoleDeployment.js';
import { tabTo } from './support/keyboard.js';
import { sidewaysPx } from './support/layout.js';
import { askForPerson, goTo, type Officer, openConsole, state, statePerson } from './support/openConsole.js';
import type { Visitor } from './support/visitor.js';

/* An officer answers a person who asks what is held of them: from the name to the letter, and to its entry. */

const officer: Officer = {
  ...{ agency: 'DE-POLICE', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', caseReference: 'DEP-2026-00301' },
};
const victim = { name: 'Imaginaria Exempeldottir-Whiskey', birthDate: '1978-02-04' };
const withNamesake = { name: 'Fictitia Voorbeeldink-Whiskey', birthDate: '1959-07-19' };
const lookedAt = { name: 'Fictitia Esempioletti-Charlie', birthDate: '1983-05-17' };
const unknown = { name: 'Nemo Nusquam', birthDate: '1970-01-02' };

describeInBrowser('the page of requests of persons', (browsing) => {
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

  const open = async (as = officer, width = 1440): Promise<Page> => (await visit(as, width)).page;
  const visit = async (as = officer, width = 1440): Promise<Visitor> => {
    const visitor = await openConsole(browsing, deployment.link(), as, { width });
    const { page } = visitor;
    await goTo(page, 'audit');
    await page.getByRole('link', { name: auditTexts.requests }).click();
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    return visitor;
  };
  const field = (page: Page, label: string): Locator => page.getByRole('textbox', { name: label, exact: true });
  const held = (page: Page, source: keyof typeof texts.found.sources): Locator =>
    page.getByRole('region', { name: texts.found.sources[source], exact: true });
  const recordOf = (page: Page, sourceRef: string): Locator =>
    page.getByRole('article').filter({ has: page.getByText(sourceRef, { exact: true }) });
  const leaveOut = async (page: Page, button: Locator, reason: string) => {
    await button.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: texts.leaveOut.reason }).fill(reason);
    await dialog.getByRole('button', { name: texts.leaveOut.save, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const stateGround = (page: Page) =>
    leaveOut(
      page,
      page.getByRole('button', { name: texts.buttonOf(texts.draft.state, texts.draft.whole.notTold) }),
      'An assessment of an open case.',
    );
  const saved = async (page: Page, label: string, within: Page | Locator = page) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      within.getByRole('button', { name: label }).click(),
    ]);
    return { name: download.suggestedFilename(), path: (await download.path()) ?? '' };
  };
  const text = async (page: Page, label: string) => readFileSync((await saved(page, label)).path, 'utf8');

  const seenBy = (page: Page, agency: string): Locator =>
    page
      .getByRole('table', { name: texts.recipients.caption(texts.found.sources.persons) })
      .getByRole('row')
      .filter({ hasText: agency });
  const requestOf = async (page: Page): Promise<string> =>
    /Request (\S+)/.exec((await page.locator('.found-of-person .mono').first().textContent()) ?? '')?.[1] ?? '';
  /** An analyst of another agency finds the person, and is shown a name. */
  const look = async (name: string): Promise<void> => {
    const analyst: Asker = {
      ...{ agency: 'EU-ANALYSIS', subject: 'anna', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'AP-2026-00005' },
    };
    const question =
      'query ($text: String!) { search(text: $text) { persons(first: 1) { similar { person { id name } } } } }';
    const { body } = await deployment.ask(analyst, question, { text: name });
    expect(body.data.search.persons.similar).toHaveLength(1);
  };

  test('goes from a name to a letter whose hash the log has, and to its entry', async () => {
    const page = await open();
    await askForPerson(page, victim);
    await held(page, 'persons').getByText('P-00271', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByText(texts.letter.notYet).waitFor();
    await stateGround(page);
    const html = await text(page, texts.letter.saveHtml);
    expect(html).toContain(victim.name);
    expect(await page.locator('.hash').textContent()).toBe(hash('sha256', html));
    await page.getByRole('button', { name: texts.letter.record }).click();
    await page.getByText(texts.letter.recorded).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('link', { name: texts.letter.entry }).click();
    await page.getByRole('heading', { name: auditTexts.entry.proof }).waitFor();
    expect(await page.getByRole('main').textContent()).toContain('Subject answered');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    await held(page, 'persons').getByText('P-00271', { exact: true }).waitFor();
  });

  test('leaves a record and a value out by ground and reason: they are in the file apart, and not in the letter', async () => {
    const page = await open();
    await askForPerson(page, victim);
    await stateGround(page);
    const record = recordOf(page, 'P-00271').getByRole('button', { name: /^Leave out: / });
    await leaveOut(page, record, 'Ongoing inquiry.');
    await held(page, 'persons')
      .getByText(/^left out: /)
      .first()
      .waitFor();
    const [letter, apart] = [await text(page, texts.letter.saveHtml), await text(page, texts.letter.saveLeftOut)];
    expect(apart).toContain('Ongoing inquiry.');
    expect(letter).not.toContain('Ongoing inquiry.');
    expect(letter).not.toMatch(/P-00271\b(?!\/)/);
    expect(apart).not.toContain(victim.birthDate);
  });

  test('keeps the draft in a file of the officer alone, and opens it again as it was', async () => {
    const page = await open();
    await askForPerson(page, victim);
    await stateGround(page);
    await field(page, texts.draft.fields.name).fill('Police of Nowhere');
    const hashBefore = await page.locator('.hash').textContent();
    const { name, path } = await saved(page, texts.draft.save);
    expect(name).toMatch(/^draft-.+\.json$/);
    const file = `${path}.json`;
    writeFileSync(file, readFileSync(path));
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0);
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await state(page, officer);
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    expect(await page.getByText('P-00271').count()).toBe(0);
    const pick = async (of: string) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: texts.draft.open }).click(),
      ]);
      await chooser.setFiles(of);
    };
    await pick(file);
    await page.getByText(texts.draft.opened).waitFor();
    expect(await page.locator('.hash').textContent()).toBe(hashBefore);
    expect(await field(page, texts.ask.name).inputValue()).toBe(victim.name);
    writeFileSync(file, readFileSync(path, 'utf8').replace('"language": "en"', '"language": "xx"'));
    await pick(file);
    await page.getByText(/not well-formed at language/).waitFor();
  });

  test('loses nothing of a draft: not by a slow answer, nor by leaving or by time, unasked before it is saved', async () => {
    const { page, problems } = await visit();
    await page.clock.install();
    // Stated anew, so that the page's timers are of that clock.
    await page.getByRole('button', { name: shellTexts.statement.change }).click();
    await state(page, officer);
    await askForPerson(page, victim);
    const focused = page.locator(':focus');
    expect(await focused.textContent()).toBe(texts.found.heading);
    let answer = (): void => undefined;
    const isSlow = new Promise<void>((done) => {
      answer = done;
    });
    await page.route('**/graphql', async (route) => {
      await isSlow;
      await route.continue();
    });
    await page.getByRole('button', { name: texts.ask.button }).click();
    await page.getByText(texts.pages(1)).waitFor();
    await field(page, texts.draft.fields.name).fill('Police of Nowhere');
    answer();
    await held(page, 'persons').getByText('P-00271', { exact: true }).waitFor();
    expect(await field(page, texts.draft.fields.name).inputValue()).toBe('Police of Nowhere');
    for (const name of [texts.ask.anew, shellTexts.statement.change, shellTexts.statement.leave]) {
      await page.getByRole('button', { name, exact: true }).click();
      const asks = page.getByRole('alertdialog', { name: shellTexts.unsaved.heading });
      await asks.waitFor();
      await page.keyboard.press('Enter');
      await asks.waitFor({ state: 'detached' });
    }
    problems.allow(/dialog: beforeunload/);
    await page.evaluate(() => location.reload());
    await problems.until(/dialog: beforeunload/);
    await page.mouse.move(200, 200);
    await page.clock.fastForward('10:00');
    await page.getByText(shellTexts.unsaved.soon).waitFor();
    await page.mouse.move(300, 300);
    const asks = page.getByRole('alertdialog');
    const { path } = await saved(page, shellTexts.unsaved.save, asks);
    expect(readFileSync(path, 'utf8')).toContain('Police of Nowhere');
    await page.getByText(shellTexts.unsaved.soon).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: texts.ask.anew }).click();
    await held(page, 'persons').waitFor({ state: 'detached' });
    expect(await focused.getAttribute('name')).toBe(await field(page, texts.ask.name).getAttribute('name'));
    expect(await focused.inputValue()).toBe('');
  });

  test('shows the letter as it is, and prints nothing beside it', async () => {
    const page = await open();
    await askForPerson(page, unknown);
    await page.getByRole('button', { name: texts.letter.show }).click();
    const letter = page.getByRole('article');
    expect(await letter.textContent()).toContain(unknown.name);
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await letter.isVisible()).toBe(true);
    for (const hidden of ['.banner', '.page-head', '.ask-person']) {
      expect([hidden, await page.locator(hidden).first().isVisible()]).toEqual([hidden, false]);
    }
  });

  test('lists namesakes apart, and finds with them as long as the officer has it so', async () => {
    const page = await open();
    await askForPerson(page, withNamesake);
    const namesakes = page.getByRole('table', { name: texts.namesakes.caption });
    expect(await namesakes.textContent()).toContain('P-00383');
    expect(await held(page, 'persons').textContent()).not.toContain('P-00383');
    await namesakes.getByRole('row').filter({ hasText: 'P-00383' }).getByRole('checkbox').check();
    await page.getByRole('button', { name: texts.namesakes.button }).click();
    await held(page, 'persons').getByText('P-00383').waitFor();
    expect(await held(page, 'persons').textContent()).toContain(texts.found.foundBy.CONFIRMED);
    await page.getByRole('button', { name: texts.namesakes.takeBack }).click();
    await namesakes.getByRole('row').filter({ hasText: 'P-00383' }).waitFor();
    expect(await held(page, 'persons').textContent()).not.toContain('P-00383');
  });

  test('shows of an agency that has not agreed whom to ask, and nothing of its looks', async () => {
    await look(lookedAt.name);
    const page = await open();
    await askForPerson(page, lookedAt);
    const row = seenBy(page, 'EU-ANALYSIS');
    expect(await row.textContent()).toContain(texts.recipients.restricted('analysis-desk@eu.example.org'));
    expect(await row.textContent()).not.toContain('Criminal investigation');
  });

  test('tells purpose and month of a look once that agency has agreed, by an officer of its own', async () => {
    await look(lookedAt.name);
    const page = await open();
    await askForPerson(page, lookedAt);
    const id = await requestOf(page);
    const theirs = await open({ ...officer, agency: 'EU-ANALYSIS', caseReference: 'AP-2026-00005' });
    await theirs.getByRole('button', { name: texts.agree.heading }).click();
    await field(theirs, texts.agree.request).fill(id);
    await field(theirs, texts.agree.agency).fill('DE-POLICE');
    await theirs.getByRole('button', { name: texts.agree.button, exact: true }).click();
    await theirs.getByText(texts.agree.done).waitFor();
    expect(await axeFindings(theirs)).toEqual([]);
    await page.getByRole('button', { name: texts.ask.button }).click();
    await seenBy(page, 'EU-ANALYSIS').filter({ hasText: 'Criminal investigation' }).waitFor();
  });

  test('makes no draft where a source did not answer, and says so', async () => {
    const page = await open();
    down = 'seizures';
    await askForPerson(page, victim).finally(() => {
      down = undefined;
    });
    await page.getByText(texts.draft.none).waitFor();
    expect(await held(page, 'seizures').textContent()).toContain(texts.found.notAnswered);
    expect(await page.getByRole('button', { name: texts.draft.save }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('never puts two people of one name and date into one letter', async () => {
    const page = await open();
    const asked: string[] = [];
    await page.route('**/graphql', async (route) => {
      const posted = route.request().postData() ?? '';
      if (!posted.includes('query Subject(')) return await route.continue();
      asked.push(posted);
      const response = await route.fetch();
      const body = await response.json();
      const { persons } = body.data.subject;
      const [one] = persons.found.filter(({ type }: { readonly type: string }) => type === 'Person');
      persons.found = [
        { ...one, twin: 1 },
        { ...one, id: 'person_aaaaaaaaaaaaaaaaaaaaaaaa', sourceRef: 'P-other', twin: 2 },
      ];
      return await route.fulfill({ response, json: body });
    });
    await askForPerson(page, victim);
    await stateGround(page);
    await page
      .getByText(/people of one name and date of birth/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: texts.letter.saveHtml }).count()).toBe(0);
    await page.getByRole('radiogroup').getByText(texts.found.twin(1)).first().click();
    // Of links the source cannot tell whose they are: the officer says it of each.
    for (const each of await page.getByRole('combobox', { name: texts.twins.whose('') }).all())
      await each.selectOption('own');
    expect(await text(page, texts.letter.saveHtml)).toContain(victim.name);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: texts.twins.button }).click();
    await page.getByRole('radio', { name: texts.found.twin(1) }).waitFor();
    expect(asked[1]).toContain('"excluded":["person_aaaaaaaaaaaaaaaaaaaaaaaa"]');
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('lets a supervisor ask for an agency of its mandate, and say that all checks were made', async () => {
    const page = await open({ ...officer, agency: 'EU-SUPERVISOR', role: 'AUDITOR', caseReference: 'SV-2026-00011' });
    await page.getByLabel(texts.ask.agency, { exact: true }).fill('DE-POLICE');
    await askForPerson(page, victim);
    await held(page, 'persons').getByText('P-00271', { exact: true }).waitFor();
    await page.getByRole('button', { name: texts.draft.fields.answerAs }).click();
    await page.getByRole('option', { name: texts.draft.kinds.ARTICLE_17 }).click();
    const letter = await text(page, texts.letter.saveHtml);
    expect(letter).not.toContain('P-00271');
  });

  test('searches nothing before it is said how the person was identified', async () => {
    const page = await open();
    await field(page, texts.ask.name).fill(victim.name);
    let asked = 0;
    page.on('request', (request) => {
      if (request.postData()?.includes('query Subject(')) asked += 1;
    });
    await page.getByRole('button', { name: texts.ask.button }).click();
    await page.getByText(texts.ask.mistakes.identifiedBy).waitFor();
    expect(asked).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('has open requests first, and goes on with one', async () => {
    const page = await open();
    await askForPerson(page, unknown);
    const requests = page.getByRole('table', { name: texts.list.heading });
    // The styles of what is chosen once came with another page alone.
    const ground = async (name: string) =>
      await page.getByRole('radio', { name }).evaluate((each) => getComputedStyle(each).backgroundColor);
    expect(await ground(texts.list.open)).not.toBe(await ground(texts.list.all));
    const id = await requestOf(page);
    await requests.getByRole('row').filter({ hasText: id }).waitFor();
    await field(page, texts.draft.fields.name).fill('Police of Nowhere');
    await page.getByRole('button', { name: texts.list.goOnOf(id) }).click();
    await page.getByRole('button', { name: shellTexts.unsaved.lose }).click();
    expect(await page.getByLabel(texts.ask.request, { exact: true }).inputValue()).toBe(id);
    expect(await field(page, texts.ask.name).inputValue()).toBe('');
  });

  test('is not offered for another purpose, nor to another role', async () => {
    const { page } = await openConsole(browsing, deployment.link(), { ...officer, purpose: 'DATA_PROTECTION_AUDIT' });
    await goTo(page, 'audit');
    await page.getByRole('heading', { level: 1, name: auditTexts.title }).waitFor();
    expect(await page.getByRole('link', { name: auditTexts.requests }).count()).toBe(0);
    await page.evaluate(() => {
      location.hash = '#/audit/requests';
    });
    await page.getByText(texts.noRight).waitFor();
  });

  test('is done by the keyboard alone, in a narrow window too', async () => {
    const page = await open(officer, 390);
    await statePerson(page, victim);
    await field(page, texts.ask.name).focus();
    await tabTo(page, page.getByRole('button', { name: texts.ask.button }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: texts.found.heading }).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    await tabTo(page, recordOf(page, 'P-00271').getByRole('button', { name: /^Leave out: / }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The styles of a dialog once came with another page alone: it stood below all that was held, and nothing lay under it.
    const { height = 0 } = page.viewportSize() ?? {};
    const { y = -1, height: tall = 0 } = (await dialog.boundingBox()) ?? {};
    expect([y > 0, y + tall < height]).toEqual([true, true]);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await sidewaysPx(page)).toBe(0);
  });
});
