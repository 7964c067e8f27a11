import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency } from '../../../policy/policy.js';
import type { Holding, WholeAnswer } from '../../../subject/answer.js';
import { contradictionsIn, type Draft } from '../../../subject/index.js';
import { subjectSources } from '../../../subject/sources.js';
import type { Asker } from '../../support/deployment.js';
import { type Asked, dpoOf, type OfficersDay, openOfficersDay, type Stated } from './officers.js';

/*
 * The day of an officer at the demonstration: a victim, one with a namesake, one whom another agency looked at, and one of whom nothing
 * is held. Each command of `portcullis subject` runs in this process, over HTTP and a database.
 */
const protectedPerson: Stated = { name: 'Imaginaria Exempeldottir-Whiskey', birthDate: '1978-02-04' };
const withNamesake: Stated = { name: 'Fictitia Voorbeeldink-Whiskey', birthDate: '1959-07-19' };
const lookedAt: Stated = { name: 'Fictitia Esempioletti-Charlie', birthDate: '1983-05-17' };
const unknown: Stated = { name: 'Nemo Nusquam', birthDate: '1970-01-02' };

const analysis: Asker = {
  ...{ agency: 'EU-ANALYSIS', subject: 'anna', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'AP-2026-00005' },
};
const investigator: Asker = {
  ...{ agency: 'DE-POLICE', role: 'INVESTIGATOR', subject: 'bert', purpose: 'CRIMINAL_INVESTIGATION' },
  caseReference: 'DEP-2026-00301',
};

let day: OfficersDay;
beforeAll(async () => {
  day = await openOfficersDay();
}, 120_000);
afterAll(() => day?.close());

const answerOf = ({ report }: Asked): WholeAnswer => report.answer as WholeAnswer;
const foundIn = (asked: Asked): readonly Holding[] => subjectSources.flatMap((source) => answerOf(asked)[source].found);
const rowsOf = (asked: Asked) =>
  subjectSources.flatMap((source) => answerOf(asked)[source].seen?.recipients.rows ?? []);

/** A ground that the regime has. */
const groundIn = ({ answer }: Draft): string => answer.regimes[0]?.grounds[0]?.code ?? '';

/** Says why what is not told by default stays out. */
const byDefault = (draft: Draft): void => {
  draft.notTold = { ground: groundIn(draft), reason: 'An assessment of an open case.' };
};

/** Says of what was confirmed that it is the person's, whatever it contradicts. */
const asOnePerson = (draft: Draft): void => {
  const found = subjectSources.flatMap((source) => draft.answer[source].found);
  const contradicted = contradictionsIn(found).map(({ confirmed }) => confirmed);
  for (const holding of draft.holdings) if (contradicted.includes(holding.id)) holding.isOfPerson = true;
};

/** Leaves everything out. */
const nothingTold = (draft: Draft): void => {
  const leaveOut = { ground: groundIn(draft), reason: 'An inquiry is going on.' };
  byDefault(draft);
  draft.aboveClearance = leaveOut;
  for (const holding of draft.holdings) holding.leaveOut = leaveOut;
  for (const recipient of draft.recipients) recipient.leaveOut = leaveOut;
};

const look = async (as: Asker, id: string): Promise<void> => {
  const { body } = await day.deployment.ask(as, 'query ($id: ID!) { person(id: $id) { id name birthDate } }', { id });
  expect(body.data.person).toMatchObject({ id, name: expect.any(String) });
};

describe('a victim who asks', () => {
  let asked: Asked;
  beforeAll(async () => {
    asked = await day.ask(protectedPerson);
  });

  test('is found by name and date of birth, with what links to her, in a file for the officer alone', async () => {
    expect(foundIn(asked).map(({ type, foundBy, sourceRef }) => [type, foundBy, sourceRef])).toEqual(
      expect.arrayContaining([
        ['Person', 'NAME_AND_BIRTH_DATE', 'P-00271'],
        ['SeizurePerson', expect.any(String), expect.anything()],
      ]),
    );
    expect(foundIn(asked).every(({ originator }) => originator === 'DE-POLICE')).toBe(true);
    expect(statSync(asked.path).mode & 0o777).toBe(0o600);
  });

  test('is on no line that is printed', () => {
    const values = foundIn(asked).flatMap(({ data }) =>
      data.filter(({ ofRecord }) => !ofRecord).map(({ value }) => value),
    );
    const printed = asked.lines.join('\n');
    expect(values.filter((value) => value.length > 3 && printed.includes(value))).toEqual([]);
  });

  test('is answered by a letter whose hash the log has', async () => {
    const before = await day.entries();
    const { folder, leftOut, decision, letterSha256 } = await day.answer(asked, (draft) => {
      byDefault(draft);
      draft.textsApprovedBy = { by: 'A. Lawyer', on: '2026-12-01', reference: 'L-1' };
    });
    const letter = readFileSync(join(folder, 'letter.html'), 'utf8');
    // Who answers is known by the policy, whose regimes nobody has approved.
    const { name, contact } = loadPolicy().agencies['DE-POLICE'] as Agency;
    for (const said of [protectedPerson.name, name, contact, 'PROPOSAL']) expect(letter).toContain(said);
    expect(letterSha256).toBe(hash('sha256', letter));
    expect(readdirSync(folder).sort()).toEqual(
      ['letter.csv', 'letter.html', 'letter.html.tlog-proof', 'letter.json', 'receipt.json'].sort(),
    );
    expect(decision).toMatch(/^GRANTED/);
    expect(readFileSync(leftOut, 'utf8')).toContain(asked.report.answer.id);
    const after = await day.entries();
    expect(after.SUBJECT_ANSWERED).toBe((before.SUBJECT_ANSWERED ?? 0) + 1);
    const [request] = (await day.requests(true)).filter(({ id }) => id === asked.report.answer.id);
    expect(request).toMatchObject({ agency: 'DE-POLICE', letterSha256, decision, asks: 1 });
  });
});

describe('a letter', () => {
  test('is proven by the log to the byte in each of its forms, and a changed one is not', async () => {
    const { folder } = await day.answer(await day.ask(protectedPerson), byDefault);
    const verify = async (name: string): Promise<readonly [number, string]> => {
      const lines: string[] = [];
      const code = await day.verifyLetter(join(folder, name), (line) => void lines.push(line));
      return [code, lines.join('')];
    };
    const names = ['letter.json', 'letter.csv', 'letter.html'];
    for (const name of names)
      expect(await verify(name)).toEqual([0, expect.stringMatching(/^OK .*answers request \S+ of DE-POLICE/)]);
    for (const name of names) {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace('1978-02-04', '1978-02-05'));
      expect(await verify(name)).toEqual([1, expect.stringMatching(/^BROKEN /)]);
    }
  });

  test('that was cut off after its entry is finished by the same command, without a second entry', async () => {
    const answered = await day.answer(await day.ask(protectedPerson), byDefault);
    const { folder, leftOut } = answered;
    renameSync(folder, `${folder}.unfinished`);
    rmSync(leftOut);
    const before = await day.entries();
    await day.answerAgain(answered);
    expect(await day.entries()).toEqual(before);
    expect([existsSync(folder), existsSync(leftOut), existsSync(`${folder}.unfinished`)]).toEqual([true, true, false]);
  });

  test('is written once', async () => {
    const answered = await day.answer(await day.ask(unknown), () => undefined);
    const before = await day.entries();
    await expect(day.answerAgain(answered)).rejects.toThrow(/is there already/);
    expect(await day.entries()).toEqual(before);
  });

  test('that the gateway refuses leaves no file', async () => {
    const asked = await day.ask(protectedPerson);
    await expect(day.answer(asked, byDefault, dpoOf('NL-CUSTOMS'))).rejects.toThrow();
    const left = readdirSync(day.folder).filter((name) => /letter$|left-out/.test(name.replace('.unfinished', '')));
    const whole = left.filter((name) => !name.endsWith('.unfinished'));
    expect(left).toEqual(whole);
  });

  test('that cannot be written whole leaves nothing of it, and no entry', async () => {
    const answered = await day.answer(await day.ask(unknown), () => undefined);
    const before = await day.entries();
    const places = { folder: `${answered.folder}-2`, leftOut: join(day.folder, 'none', 'left-out.json') };
    await expect(day.answerAgain({ ...answered, ...places })).rejects.toThrow(/cannot be written/);
    expect([existsSync(places.folder), existsSync(`${places.folder}.unfinished`)]).toEqual([false, false]);
    expect(await day.entries()).toEqual(before);
  });

  test('is not written while something is to be decided', async () => {
    const before = await day.entries();
    const asked = await day.ask(protectedPerson);
    await expect(day.answer(asked, () => undefined)).rejects.toThrow(/nothing says why it stays out/);
    expect((await day.entries()).SUBJECT_ANSWERED).toBe(before.SUBJECT_ANSWERED);
  });
});

describe('a person with a namesake', () => {
  test('is found without them, until the officer decides that they are one', async () => {
    const asked = await day.ask(withNamesake);
    const { id, persons } = answerOf(asked);
    expect(persons.found.map(({ sourceRef }) => sourceRef)).toEqual(['P-00093']);
    const [namesake] = persons.namesakes;
    expect(namesake).toMatchObject({ type: 'Person', sourceRef: 'P-00383' });
    expect(namesake?.id).toBe(await day.idOf('P-00383'));
    const again = await day.ask(withNamesake, { request: id, confirm: [namesake?.id ?? ''] });
    const mistyped = await day.ask(withNamesake, { request: id, confirm: ['person_nobody'] });
    expect(mistyped.lines).toContain('NOT CONFIRMED: person_nobody is no namesake of this person');
    expect(again.lines.join('\n')).not.toContain('NOT CONFIRMED');
    const confirmed = answerOf(again).persons.found.map(({ sourceRef, foundBy }) => [sourceRef, foundBy]);
    expect(confirmed).toEqual(
      expect.arrayContaining([
        ['P-00093', 'NAME_AND_BIRTH_DATE'],
        ['P-00383', 'CONFIRMED'],
      ]),
    );
    expect(answerOf(again).id).toBe(id);
    const { decision } = await day.answer(again, (draft) => {
      byDefault(draft);
      asOnePerson(draft);
    });
    expect(decision).toBe('GRANTED_IN_PART');
    const [request] = (await day.requests(true)).filter((each) => each.id === id);
    expect(request).toMatchObject({
      asks: 3,
      answeredAt: expect.any(String),
      answerBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });
});

describe('what the officer excludes', () => {
  test('is in no list: neither a namesake, nor a record with the seizure that points at it', async () => {
    const { id, persons } = answerOf(await day.ask(withNamesake));
    const exclude = persons.namesakes.map((namesake) => namesake.id);
    expect(exclude).toHaveLength(1);
    const again = await day.ask(withNamesake, { request: id, exclude });
    expect(answerOf(again).persons).toMatchObject({ namesakes: [], found: persons.found });

    const asked = await day.ask(protectedPerson);
    expect(foundIn(asked).map(({ type }) => type)).toEqual(expect.arrayContaining(['Person', 'SeizurePerson']));
    const without = await day.ask(protectedPerson, { exclude: [await day.idOf('P-00271')] });
    expect([foundIn(without), rowsOf(without)]).toEqual([[], []]);
  });
});

describe('a person whom another agency looked at', () => {
  let id = '';
  beforeAll(async () => {
    id = await day.idOf('P-00425');
    await look(investigator, id);
    await look(investigator, id);
    await look(analysis, id);
    await look(analysis, id);
    await look(analysis, id);
  });

  test('is told of it after that agency agreed: until then, of the agency alone', async () => {
    const asked = await day.ask(lookedAt);
    const rows = rowsOf(asked);
    const own = rows.filter(({ agency }) => agency === 'DE-POLICE');
    expect(own).toMatchObject([{ told: 'SHOWN', purpose: 'CRIMINAL_INVESTIGATION', times: 2, restricted: false }]);
    const [other, ...more] = rows.filter(({ agency }) => agency === 'EU-ANALYSIS');
    expect(more).toEqual([]);
    const silent = { told: null, purpose: null, month: null, categories: null, times: null };
    expect(other).toMatchObject({ ...silent, restricted: true, contact: 'analysis-desk@eu.example.org' });

    const request = answerOf(asked).id;
    const before = await day.entries();
    await day.agree(request, dpoOf('EU-ANALYSIS'));
    expect((await day.entries()).SUBJECT_AGREED).toBe((before.SUBJECT_AGREED ?? 0) + 1);
    const again = await day.ask(lookedAt, { request });
    const told = rowsOf(again).filter(({ agency }) => agency === 'EU-ANALYSIS');
    expect(told).toMatchObject([{ told: 'SHOWN', purpose: 'CRIMINAL_INVESTIGATION', times: 3, restricted: false }]);
    expect(JSON.stringify(rowsOf(again))).not.toMatch(/AP-2026-00005|anna|bert/);
  });
});

describe('a person of whom nothing is held', () => {
  test('gets the letter, byte for byte, of one of whom nothing is told', async () => {
    const [nobody, somebody] = [await day.ask(unknown), await day.ask(protectedPerson)];
    let kept: Draft | undefined;
    const of = async (asked: Asked, decide: (draft: Draft) => void): Promise<string> => {
      const { folder } = await day.answer(asked, (draft) => {
        decide(draft);
        // What differs between any two letters: who asked, when, under which request, and the random bits.
        kept ??= structuredClone(draft);
        draft.asked = kept.asked;
        draft.nonce = kept.nonce;
        draft.letterDate = kept.letterDate;
        draft.answer.askedAt = kept.answer.askedAt;
      });
      const text = ['html', 'json', 'csv'].map((form) => readFileSync(join(folder, `letter.${form}`), 'utf8')).join('');
      // Why also the hashes: those of forms that have the request's id.
      return text.replaceAll(String(asked.report.answer.id), 'ID').replaceAll(/SHA-256 [0-9a-f]{64}/g, '');
    };
    const [one, other] = [await of(nobody, () => undefined), await of(somebody, nothingTold)];
    expect(other).toBe(one);
    expect(foundIn(nobody)).toEqual([]);
  });
});

describe('a request', () => {
  const alter: Stated = { name: 'Nemo Nusquam-Alter', birthDate: '1971-01-02' };
  const refused = async (person: Stated, request: string, why: string): Promise<void> => {
    const [before, statements] = [await day.entries(), day.deployment.statements()];
    await expect(day.ask(person, { request })).rejects.toThrow(why);
    expect(day.deployment.statements()).toBe(statements);
    const { SUBJECT_ASKED: asked, REFUSED: tries } = await day.entries();
    expect([asked, tries]).toEqual([before.SUBJECT_ASKED, (before.REFUSED ?? 0) + 1]);
  };

  test('is open from the first ask to the answer, with its deadline; who asks again then has a request of their own', async () => {
    const asked = await day.ask(alter);
    const { id } = answerOf(asked);
    const openOnes = async () => (await day.requests()).filter((each) => each.id === id);
    expect(await openOnes()).toMatchObject([{ asks: 1, answeredAt: null, answerBy: expect.any(String) }]);
    const lines = await day.requestLines();
    expect(lines.filter((line) => line.startsWith(id))).toEqual([expect.stringMatching(/, 1 time {2}.* open$/)]);
    expect(lines.at(-1)).toMatch(/--request ID/);
    await day.answer(asked, () => undefined);
    expect(await openOnes()).toEqual([]);
    await refused(alter, id, 'This request is answered.');
    expect(answerOf(await day.ask(alter)).id).not.toBe(id);
  });

  test('is of one person: for another one nothing is searched under its id, and the log has the try', async () => {
    const { id } = answerOf(await day.ask(unknown));
    await refused(protectedPerson, id, 'This request is of another person.');
    await refused({ ...unknown, birthDate: '1959-07-19' }, id, 'This request is of another person.');
    expect(answerOf(await day.ask({ ...unknown, name: 'NUSQUAM, Nemo' }, { request: id })).id).toBe(id);
  });
});

describe('a supervisor whom a person asks who may not be told', () => {
  const asSupervisor = (draft: Draft): void => {
    draft.answerAs = 'ARTICLE_17';
  };
  const supervisor = { ...dpoOf('EU-SUPERVISOR', 'vera'), role: 'AUDITOR' } as const;

  test('answers that all checks were made, in its own name, and tells nothing that was found', async () => {
    const asked = await day.ask({ ...protectedPerson, agency: 'DE-POLICE' }, { as: supervisor });
    expect(foundIn(asked).map(({ sourceRef }) => sourceRef)).toContain('P-00271');
    const { folder, decision } = await day.answer(asked, asSupervisor, supervisor);
    const letter = readFileSync(join(folder, 'letter.html'), 'utf8');
    expect(decision).toBe('NOTHING_TOLD');
    for (const said of ['Article 17(3)', 'Article 53', 'supervisor@eu.example.org']) expect(letter).toContain(said);
    const told = foundIn(asked).flatMap(({ data }) => data.map(({ value }) => value));
    const stated = JSON.stringify(protectedPerson);
    expect(told.filter((each) => each.length > 3 && !stated.includes(each) && letter.includes(each))).toEqual([]);
    expect(await day.verifyLetter(join(folder, 'letter.csv'), () => undefined)).toBe(0);
    const [request] = (await day.requests(true, supervisor)).filter(({ id }) => id === asked.report.answer.id);
    expect(request).toMatchObject({ agency: 'EU-SUPERVISOR', decision });
  });
});
