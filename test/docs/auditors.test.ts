import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse, print } from 'graphql';
import { packageFile, readPackageFile } from '../../schema/files.js';
import { patient, type RunningCommand, runCommand, shortLived, temporaryDataDirectory } from '../support/command.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/* docs/auditors.graphql: its questions, asked of a started server in which officers looked at a few people, find just these looks. */
const questions = new Map(
  parse(readPackageFile('docs', 'auditors.graphql')).definitions.map((operation) => [
    (operation as OperationDefinitionNode).name?.value ?? '',
    print(operation),
  ]),
);
const directory = temporaryDataDirectory('portcullis auditors ');
const month = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const caseReference = 'DEP-2026-00301';
const run = promisify(execFile);
let server: RunningCommand;
let url = '';
let person = '';
let imo = '';

beforeAll(async () => {
  server = closedAfter(runCommand(['start', '--data', directory.path, '--port', '0', '--log-level', 'error'], patient));
  await server.until(/More: /);
  [url = ''] = /http:\S+\/graphql/.exec(server.out()) ?? [];
  const listed = await look('anna', '{ persons(first: 1) { edges { node { id } } } }');
  person = listed.persons.edges[0].node.id;
  await look('anna', `{ person(id: "${person}") { name } }`);
  await look('bert', `{ person(id: "${person}") { birthDate } }`);
  await look('bert', '{ persons(first: 60) { edges { node { id } } } }');
  await look('carl', '{ persons(filter: { name: { eq: "Nemo Nusquam" } }) { edges { node { id } } } }');
  // Some ships have no number, and which stands first is as it happens.
  const shown = await look('carl', '{ vessels(first: 20) { edges { node { imo } } } }');
  imo = shown.vessels.edges.map(({ node }: { node: { imo: string | null } }) => node.imo).find(Boolean);
}, 300_000);

const tokens = new Map<string, Promise<string>>();

function tokenOf(subject: string, role: string): Promise<string> {
  const main = packageFile('dist', 'cli', 'main.js');
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const args = ['token', '--data', directory.path, '--agency', 'DE-POLICE', '--role', role, '--subject', subject];
  const known =
    tokens.get(subject) ?? run(process.execPath, [...shortLived, main, ...args], { env }).then(({ stdout }) => stdout);
  tokens.set(subject, known);
  return known.then((text) => text.trim().split('\n').at(-1) ?? '');
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
async function ask(token: string, purpose: string, query: string, variables = {}): Promise<any> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'query-purpose': purpose,
    'case-reference': caseReference,
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return await response.json();
}

/** A look of an officer. */
async function look(officer: string, query: string) {
  const { data, errors } = await ask(await tokenOf(officer, 'ANALYST'), 'CRIMINAL_INVESTIGATION', query);
  expect(errors).toBeUndefined();
  return data;
}

/** Entries that a question of the page finds, oldest first; those of auditors left out. */
async function found(name: string, variables: object = month): Promise<Record<string, unknown>[]> {
  const query = questions.get(name) ?? '';
  const { data, errors } = await ask(await tokenOf('eve', 'AUDITOR'), 'DATA_PROTECTION_AUDIT', query, variables);
  expect(errors).toBeUndefined();
  const nodes = data.auditEntries.edges.map(({ node }: { node: Record<string, unknown> }) => node);
  return nodes.filter(({ purpose }: { purpose?: string }) => purpose !== 'DATA_PROTECTION_AUDIT').reverse();
}

const officersOf = (entries: readonly Record<string, unknown>[]) => entries.map(({ subjectName }) => subjectName);

describe('a ready question', () => {
  test('finds who looked in a month, and how much each saw', async () => {
    const entries = await found('LooksInAMonth');
    expect(officersOf(entries)).toEqual(['anna', 'anna', 'bert', 'bert', 'carl', 'carl']);
    const counts = entries.map(({ disclosedCount }) => disclosedCount);
    expect(counts).toEqual([1, 1, 1, 60, expect.any(Number), expect.any(Number)]);
    expect(counts.at(-1)).toBeGreaterThan(1);
    for (const entry of entries) expect(entry).toMatchObject({ agency: 'DE-POLICE', role: 'ANALYST', code: 'OK' });
    const pseudonyms = new Map(entries.map(({ subject, subjectName }) => [subjectName, subject]));
    expect(new Set(pseudonyms.values()).size).toBe(3);
    expect(await found('LooksInAMonth', { ...month, to: '2020-02-01T00:00:00Z' })).toEqual([]);
  });

  test('counts the looks of a month, as its list has them', async () => {
    const query = questions.get('LooksCounted') ?? '';
    const counted = async (by: string) =>
      (await ask(await tokenOf('eve', 'AUDITOR'), 'DATA_PROTECTION_AUDIT', query, { ...month, by })).data.auditEntries;
    const roles = (await counted('ROLE')).facets.buckets;
    expect(roles).toContainEqual({ value: 'ANALYST', count: { number: 6 } });
    expect(roles).toContainEqual({ value: 'AUDITOR', count: { number: expect.any(Number) } });
    const { totalCount, facets } = await counted('WEEK');
    const weeks = facets.buckets as { value: string; count: { number: number } }[];
    for (const { value } of weeks) expect(value).toMatch(/^\d{4}-W\d{2}$/);
    expect(weeks.reduce((sum, { count }) => sum + count.number, 0)).toBe(totalCount.number);
  });

  test('finds who looked at this person', async () => {
    const entries = await found('LooksAtThisPerson', { id: person });
    expect(officersOf(entries)).toEqual(['anna', 'anna', 'bert', 'bert']);
    for (const { disclosed } of entries) expect(disclosed).toContainEqual(expect.objectContaining({ id: person }));
    expect(entries[1]).toMatchObject({ caseReference, disclosed: [{ categories: ['persons.identity'] }] });
  });

  test('finds who looked at a number, however it is written', async () => {
    const entries = await found('LooksAtThisNumber', { type: 'Vessel', number: `IMO ${imo}` });
    expect(officersOf(entries)).toEqual(['carl']);
    expect(await found('LooksAtThisNumber', { type: 'Container', number: 'QQQU0000010' })).toEqual([]);
  });

  test('finds who asked for a name, in vain too', async () => {
    const entries = await found('AskedForThisName', { name: 'NUSQUAM, Nemo' });
    expect(entries).toMatchObject([{ subjectName: 'carl', askedNames: ['NEMO NUSQUAM'] }]);
  });

  test('finds what this officer looked at', async () => {
    const entries = await found('LooksOfThisOfficer', { ...month, officer: 'bert' });
    expect(entries).toMatchObject([{ disclosed: [{ type: 'Person', id: person }] }, {}]);
    expect(entries[1]?.disclosed).toHaveLength(60);
    expect(await found('LooksOfThisOfficer', { ...month, officer: 'dora' })).toEqual([]);
  });

  test('finds the looks at off hours, and no others', async () => {
    const isOff = ({ at }: Record<string, unknown>) => {
      const time = new Date(String(at));
      const hour = time.getUTCHours();
      return hour >= 19 || hour <= 6 || [0, 6].includes(time.getUTCDay());
    };
    const all = await found('LooksInAMonth');
    const times = (entries: readonly Record<string, unknown>[]) => entries.map(({ at }) => at);
    expect(times(await found('LooksAtOffHours'))).toEqual(times(all.filter(isOff)));
    // Whatever time it is: of the hours of the looks, and of all others.
    const hours = new Set(all.map(({ at }) => new Date(String(at)).getUTCHours()));
    const query = questions.get('LooksAtOffHours') ?? '';
    const within = (some: readonly number[]) =>
      `or: [${some.map((hour) => `{ hour: { gte: ${hour}, lte: ${hour} } }`).join(', ')}]`;
    for (const [some, expected] of [
      [[...hours], all.length],
      [Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !hours.has(hour)), 0],
    ] as const) {
      questions.set('changed', query.replace(/or: \[.*\]/, within(some)));
      expect(await found('changed')).toHaveLength(expected);
    }
  });

  test('finds looks at many at once', async () => {
    expect(await found('LooksAtMany')).toMatchObject([{ subjectName: 'bert', disclosedCount: 60 }]);
  });

  test('finds no enumeration where none was', async () => {
    expect(await found('Enumerations')).toEqual([]);
  });

  test('with an id that is cut off is refused with a hint', async () => {
    const token = await tokenOf('eve', 'AUDITOR');
    const id = person.slice(0, -1);
    const { errors } = await ask(token, 'DATA_PROTECTION_AUDIT', questions.get('LooksAtThisPerson') ?? '', { id });
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', hint: expect.stringMatching(/24 letters/) } },
    ]);
  });
});
