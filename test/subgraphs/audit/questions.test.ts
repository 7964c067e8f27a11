import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Asker, dutchAnalyst, dutchAuditor, openAudit, supervisor } from './ask.js';

/*
 * 1  NL-CUSTOMS, on Wednesday at 23:30, one person
 * 2  NL-CUSTOMS, on Saturday at 10:00, three persons
 * 3  NL-CUSTOMS, on Monday at 09:00, by day, one person
 */
const hour = 3_600_000;
const day = 24 * hour;

/** Midnight of the first Wednesday of the month of a day, UTC. */
function firstWednesday(now: Date): number {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  return first + ((10 - new Date(first).getUTCDay()) % 7) * day;
}

const person = `person_${'a'.repeat(24)}`;
const source = closedAfter(await openAudit());

beforeAll(async () => {
  const about = (ids: readonly string[]) => ({
    disclosed: [{ type: 'Person', originator: 'DE-POLICE', categories: ['persons.identity'], ids }],
  });
  await source.append({ subject: 'nl-1' }, about([person]));
  await source.append({ subject: 'nl-2' }, about([person, 'person_two', 'person_three']));
  await source.append({ subject: 'nl-3' }, about(['US-123']));
  // Why of this month: tokens are by the month in which an entry was placed.
  const wednesday = firstWednesday(new Date());
  const times = [wednesday + 23.5 * hour, wednesday + 3 * day + 10 * hour, wednesday + 5 * day + 9 * hour];
  for (const [index, at] of ['', ...times.map((time) => new Date(time).toISOString())].entries())
    if (at) await source.admin.query('update audit.entry set at = $1 where index = $2', [at, index]);
});

const ask = (filter: string, asker: Asker = dutchAuditor): Promise<SourceAnswer> =>
  source.ask(asker, `{ auditEntries(filter: ${filter}) { edges { node { index } } } }`);
const nodesOf = ({ data }: SourceAnswer) =>
  (data as { auditEntries: { edges: { node: { index: number } }[] } }).auditEntries.edges.map(({ node }) => node);

describe('a filter of the log', () => {
  it.each([
    ['by night', '{ or: [{ hour: { gte: 19 } }, { hour: { lte: 6 } }] }', [1]],
    ['by day', '{ hour: { gte: 7, lte: 18 } }', [3, 2]],
    ['at a weekend', '{ weekday: { gte: 6 } }', [2]],
    ['at many at once', '{ disclosedCount: { gte: 3 } }', [2]],
  ])('finds looks %s, by the statements of any page that is not full', async (_what, filter, expected) => {
    const answer = await ask(filter);
    expect(answer.errors).toBeUndefined();
    expect(nodesOf(answer).map(({ index }) => index)).toEqual(expected);
    expect(answer.extensions?.manifest.statements).toBe(2);
  });

  it('is shown in the entry, by the time in its header', async () => {
    const answer = await source.ask(dutchAuditor, '{ auditEntry(index: 2) { at hour weekday disclosedCount } }');
    const { at, ...shown } = (answer.data?.auditEntry ?? {}) as Record<string, unknown>;
    const placed = new Date(String(at));
    expect(shown).toEqual({ hour: placed.getUTCHours(), weekday: placed.getUTCDay() || 7, disclosedCount: 3 });
  });

  it('finds nothing by them for those who may not read the log', async () => {
    expect(nodesOf(await ask('{ hour: { gte: 0 } }', dutchAnalyst))).toEqual([]);
  });
});

describe('a value that cannot be', () => {
  const of24 = 'b'.repeat(24);
  it.each([
    ['a pseudonym', '{ subject: { eq: "nl-1" } }', 'AuditEntryFilter.subject', /subjectName/],
    ['a pseudonym among several', `{ subject: { in: ["${'0'.repeat(32)}", "0f"] } }`, 'AuditEntryFilter.subject', /32/],
    ['a hash', '{ documentHash: { eq: "ABC" } }', 'AuditEntryFilter.documentHash', /64/],
    ['an id that is cut off', '{ entity: { id: "person_k3v" } }', 'AuditEntryFilter.entity', /24 letters/],
    ['an id in capitals', `{ entity: { id: "PERSON_${of24}" } }`, 'AuditEntryFilter.entity', /24 letters/],
    [
      'an id with a digit that none has',
      `{ entity: { id: "person_${'1'.repeat(24)}" } }`,
      'AuditEntryFilter.entity',
      /2 to 7/,
    ],
    ['an id of a link', '{ and: [{ entity: { id: "seizure_x" } }] }', 'AuditEntryFilter.entity', /24 letters/],
    ['an id with a blank at its end', '{ entity: { id: "US-123 " } }', 'AuditEntryFilter.entity', /askedName/],
  ])('is refused with a hint where nothing is found: %s', async (_what, filter, at, hint) => {
    const { data, errors } = await ask(filter, supervisor);
    expect(data).toMatchObject({ auditEntries: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', at, hint: expect.stringMatching(hint) });
  });

  it('is no less refused where entries are counted, and not listed', async () => {
    const count = (id: string) =>
      source.ask(supervisor, `{ auditEntries(filter: { entity: { id: "${id}" } }) { totalCount { number } } }`);
    expect((await count('person_k3v')).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await count('person_two')).data).toEqual({ auditEntries: { totalCount: { number: 1 } } });
    expect((await count(`person_${of24}`)).data).toEqual({ auditEntries: { totalCount: { number: 0 } } });
  });

  it.each([
    ['an id of ours that nobody saw', `{ entity: { id: "person_${of24}" } }`, []],
    ['an id of another source', '{ entity: { id: "US-123" } }', [3]],
    ['an id like ours that another source gave', '{ entity: { id: "person_two" } }', [2]],
    ['a pseudonym that nobody has', `{ subject: { eq: "${'0'.repeat(32)}" } }`, []],
  ])('is none: %s', async (_what, filter, expected) => {
    const answer = await ask(filter, supervisor);
    expect(answer.errors).toBeUndefined();
    expect(nodesOf(answer).map(({ index }) => index)).toEqual(expected);
  });

  it.each([
    ['auditEntry(index: -1) { index }', 'Query.auditEntry(index:)'],
    ['auditProof(index: -1) { index }', 'Query.auditProof(index:)'],
    ['auditEntry(log: "mian", index: 1) { index }', 'log'],
    ['auditProof(log: "mian", index: 1) { index }', 'log'],
    ['auditCheckpoint(log: "mian") { log }', 'log'],
  ])('names no entry: %s', async (field, at) => {
    const { errors } = await source.ask(dutchAuditor, `{ ${field} }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', at });
  });
});
