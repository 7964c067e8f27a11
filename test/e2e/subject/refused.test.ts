import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import type { Asker } from '../../support/deployment.js';
import { dpoOf, type OfficersDay, openOfficersDay, type Stated } from './officers.js';

/* Who is not the officer of the agency that holds the record learns nothing of a person, and each try is in the log. */
const person: Stated = { name: 'Imaginaria Exempeldottir-Whiskey', birthDate: '1978-02-04' };

let day: OfficersDay;
beforeAll(async () => {
  day = await openOfficersDay();
}, 120_000);
afterAll(() => day?.close());

/** Codes of the entries of an officer, oldest first. */
async function codesOf(agency: string): Promise<readonly (readonly [string, string])[]> {
  return await withAdmin(day.deployment.adminUrl, async (admin) => {
    const { rows } = await admin.query('select kind, code from audit.entry where agency = $1 order by index', [agency]);
    return rows.map(({ kind, code }) => [kind, code] as const);
  });
}

const asking = (as: Asker, more: Partial<Stated> = {}) => day.ask({ ...person, ...more }, { as });

test.each<[string, Asker, Partial<Stated>]>([
  ['an officer of another agency', dpoOf('NL-CUSTOMS'), { agency: 'DE-POLICE' }],
  ['an analyst with the purpose', { ...dpoOf('BE-CUSTOMS'), role: 'ANALYST' }, {}],
  ['an auditor of the agency', { ...dpoOf('PL-BORDER'), role: 'AUDITOR' }, {}],
  ['a supervisor beyond its mandate', { ...dpoOf('NL-SUPERVISOR'), role: 'AUDITOR' }, { agency: 'DE-POLICE' }],
  ['an officer without a case', { ...dpoOf('ES-TAX'), caseReference: '' }, {}],
  ['an officer with a case of another form', { ...dpoOf('IT-FIU'), caseReference: 'DEP-2026-00301' }, {}],
])('%s is refused, with an entry', async (_, as, more) => {
  await expect(asking(as, more)).rejects.toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) });
  const entries = await codesOf(as.agency);
  expect(entries).toHaveLength(1);
  expect(entries[0]?.[0]).not.toBe('SUBJECT_ASKED');
  expect(entries[0]?.[1]).not.toBe('OK');
});

test('an officer of another agency learns of the person of a police force as of nobody', async () => {
  const as = dpoOf('EU-ANTIFRAUD');
  const of = async (name: string) => {
    const { report } = await day.ask({ ...person, name }, { as });
    const { id: _, askedAt: __, ...answer } = report.answer;
    return JSON.stringify(answer);
  };
  expect(await of(person.name)).toBe(await of('Nemo Nusquam-Omnino'));
});

test('a supervisor asks within its mandate', async () => {
  const { report } = await asking({ ...dpoOf('EU-SUPERVISOR'), role: 'AUDITOR' }, { agency: 'DE-POLICE' });
  expect(report.answer.persons?.found?.map((holding) => holding?.sourceRef)).toContain('P-00271');
});

test('an officer asks about twenty people a day, about the same one again, and about no twenty-first', async () => {
  const as = dpoOf('EU-BORDER', 'busy');
  const names = Array.from({ length: 20 }, (_, at) => `Nemo Nusquam-${String.fromCharCode(65 + at)}lter`);
  for (const name of names) await day.ask({ ...person, name }, { as });
  await day.ask({ ...person, name: names[0] ?? '' }, { as });
  await expect(day.ask({ ...person, name: 'Nemo Nusquam-Ultimus' }, { as })).rejects.toMatchObject({
    code: 'SUBJECT_LIMITED',
  });
  const kinds = (await codesOf('EU-BORDER')).map(([kind]) => kind);
  expect(kinds.filter((kind) => kind === 'SUBJECT_ASKED')).toHaveLength(21);
  expect(kinds).toHaveLength(22);
});
