import { beforeAll, describe, expect, it } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { until } from '../../support/waiting/until.js';

/* Who tries dates of birth, over HTTP: a victim, of whom nobody else may know, and two persons of whom customs may know. */
const attacker = (subject: string): Asker => ({ agency: 'XA-CUSTOMS', subject, purpose: 'SANCTIONS_ENFORCEMENT' });
const auditor = (agency: string, caseReference: string): Asker => ({
  agency,
  role: 'AUDITOR',
  purpose: 'DATA_PROTECTION_AUDIT',
  caseReference,
});

const person = (sourceRef: string, name: string, birthDate: string, envelope: object) => ({
  kind: 'person',
  sourceRef,
  envelope: { originator: 'DE-POLICE', classification: 'PUBLIC', releasableTo: ['agency:EU-ANALYSIS'], ...envelope },
  names: [{ name, kind: 'NAME' }],
  birthDates: [birthDate],
});

const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  await deployment.load(
    [
      person('1', 'EXEMPLAROV, Tarvik', '1961-04-12', { hitTo: ['agency:XA-CUSTOMS'] }),
      person('2', 'QUILLETTE, Vesna Probatia', '1970-09-30', { dataSubjectCategory: 'VICTIM' }),
      person('3', 'DOKIMASTIS, Yorgo', '1980-02-02', { hitTo: ['agency:XA-CUSTOMS'] }),
    ] as never,
    () => 'demo-persons',
  );
});

const query = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) { state hitState hit { id } } }`;
const day = (at: number): string => new Date(Date.UTC(1961, 0, 2 + at)).toISOString().slice(0, 10);

interface Answer {
  readonly hitState: string;
  readonly hit: { readonly id: string } | null;
}

async function tryDates(by: Asker, name: string, dates: readonly string[]): Promise<readonly Answer[]> {
  const asked = dates.map((birthDate) => ({ names: [name], birthDate }));
  const { body } = await deployment.ask(by, query, { asked });
  expect(body.errors).toBeUndefined();
  return body.data.matchPersons;
}
const count = (answers: readonly Answer[], state: string) =>
  answers.filter(({ hitState }) => hitState === state).length;
const sql = async (text: string) =>
  await withAdmin(deployment.adminUrl, async (admin) => (await admin.query(text)).rows as Record<string, unknown>[]);

describe('dates of birth that are tried a hundred a request', () => {
  it('are five a day of one name, and the hit is not among them: all dates of a decade found it in twelve seconds', async () => {
    const answers: Answer[] = [];
    for (let from = 0; from < 300; from += 100)
      answers.push(
        ...(await tryDates(
          attacker('one'),
          'Tarvik Exemplarov',
          Array.from({ length: 100 }, (_, at) => day(from + at)),
        )),
      );
    expect([count(answers, 'ASKED'), count(answers, 'LIMITED')]).toEqual([5, 295]);
    expect(answers.some(({ hit }) => hit)).toBe(false);
    const [right] = await tryDates(attacker('one'), 'Tarvik Exemplarov', ['1961-04-12']);
    expect(right).toEqual({ state: expect.any(String), hitState: 'LIMITED', hit: null });
  });

  it('refuse no colleague: who knows the date is answered', async () => {
    const [right] = await tryDates(attacker('two'), 'Tarvik Exemplarov', ['1961-04-12']);
    expect(right?.hit).not.toBeNull();
  });

  it('are the same of a victim and of nobody: the answers are alike byte for byte', async () => {
    const dates = Array.from({ length: 20 }, (_, at) => (at === 3 ? '1970-09-30' : day(at)));
    const victim = await tryDates(attacker('three'), 'Vesna Quillette', dates);
    const nobody = await tryDates(attacker('three'), 'Vesna Nusquamov', dates);
    expect(JSON.stringify(victim)).toBe(JSON.stringify(nobody));
  });

  it('are forty of an agency, however many officers it mints, with an entry that names them, and six cannot go round it', async () => {
    let answered = 0;
    const officers = Array.from({ length: 12 }, (_, at) => `officer-${at}`);
    for (const [at, officer] of officers.entries())
      answered += count(
        await tryDates(
          attacker(officer),
          'Yorgo Dokimastis',
          Array.from({ length: 30 }, (_, of) => day(1000 + at * 30 + of)),
        ),
        'ASKED',
      );
    expect(answered).toBe(40);
    const [right] = await tryDates(attacker('fresh'), 'Yorgo Dokimastis', ['1980-02-02']);
    expect(right).toMatchObject({ hitState: 'LIMITED', hit: null });
    expect(await sql('select agency from limits.enumeration')).toEqual([{ agency: 'XA-CUSTOMS' }]);
  });

  it('are one statement of the limits a request, whatever it asks for', async () => {
    const { limits } = deployment.parts;
    const before = limits.statements;
    const of = (name: string) =>
      `matchPersons(asked: [{ names: ["${name}"], birthDate: "1961-04-12" }]) { hitState hit { id } }`;
    const { body } = await deployment.ask(
      attacker('six'),
      `{ a: ${of('Nemo Nusquamov')} b: ${of('Nihil Nusquamov')} c: ${of('Nullus Nusquamov')} }`,
    );
    expect(body.data.a).toEqual([{ hitState: 'ASKED', hit: null }]);
    expect(limits.statements - before).toBe(1);
  });
});

describe('originators', () => {
  it('see how often records of theirs were tried, by agency and month, without names; who tried does not', async () => {
    const lines = async (by: Asker) =>
      (await deployment.ask(by, '{ triedRecords { month originator agency times } }')).body.data.triedRecords;
    const month = new Date().toISOString().slice(0, 7);
    // 5 and 1 of the first, 5 of the victim, 40 of the third.
    const expected = [{ month, originator: 'DE-POLICE', agency: 'XA-CUSTOMS', times: 51 }];
    await until(async () => (await lines(auditor('DE-POLICE', 'DEP-2026-00001')))[0]?.times === 51);
    expect(await lines(auditor('DE-POLICE', 'DEP-2026-00001'))).toEqual(expected);
    expect(await lines(auditor('NL-CUSTOMS', 'NLC-2026-00001'))).toEqual([]);
  });
});

describe('where the limits are out of reach', () => {
  it('hits are not asked for, and say so; all else is answered, and soon', async () => {
    await sql('alter schema limits rename to away');
    const before = performance.now();
    const { body } = await deployment.ask(
      attacker('seven'),
      `{ matchPersons(asked: [{ names: ["Tarvik Exemplarov"], birthDate: "1961-04-12" }]) { state hitState hit { id } }
         persons(first: 1) { edges { node { id } } } agency(id: "DE-POLICE") { id } }`,
    );
    expect(performance.now() - before).toBeLessThan(5000);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      matchPersons: [{ hitState: 'UNAVAILABLE', hit: null }],
      persons: { edges: [] },
      agency: { id: 'DE-POLICE' },
    });
    const lookUp = await deployment.ask(attacker('seven'), '{ consignment(mrn: "26NLDEMO26900000R8") { id } }');
    expect(lookUp.body).toMatchObject({
      data: { consignment: null },
      errors: [{ extensions: { code: 'LIMITS_UNAVAILABLE' } }],
    });
    await sql('alter schema away rename to limits');
    expect(count(await tryDates(attacker('seven'), 'Nemo Nusquamov', ['1961-04-12']), 'ASKED')).toBe(1);
  });
});
