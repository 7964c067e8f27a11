import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import type { Viewer } from '../../../../policy/types.js';
import { sql } from '../../../../storage/kysely.js';
import { createLimitKeys } from '../../../../storage/limits/limitKeys.js';
import { type Limits, outOfReach } from '../../../../subgraphs/kit/limits/limits.js';
import { createReservations } from '../../../../subgraphs/kit/limits/reservations.js';
import type { NameTrial, NumberTrial, TrialState } from '../../../../subgraphs/kit/limits/trial.js';
import { openTestLimits, type TestLimits } from '../../../storage/limits/testLimits.js';
import { keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
let opened: TestLimits;
beforeEach(async () => {
  opened = await openTestLimits();
});
afterEach(() => opened.close());

/** What a request of a viewer reserves, as a request of its own. */
function requestBy(agency: string, viewer: Partial<Viewer> = {}, limits: Limits = opened.of(), at = 0) {
  const { facts } = requestOf(policy, agency, viewer);
  const asOf = new Date(Date.parse(facts.asOf) + at).toISOString();
  const of = { limits, keys: createLimitKeys(keys.probe), policy, source: 'persons' };
  return createReservations(of, { ...facts, asOf });
}

const name = (date: string, words: readonly [string, string] = ['dukimastis', 'travik'], usual = false): NameTrial => ({
  pairs: [{ words, usual }],
  date,
});
const number = (value: string, of: NumberTrial['of'] = 'document'): NumberTrial => ({ of, value });
const day = (at: number): string => new Date(Date.UTC(1961, 0, 2 + at)).toISOString().slice(0, 10);
const days = (count: number, from = 0): string[] => Array.from({ length: count }, (_, at) => day(from + at));
const asked = (states: readonly TrialState[]): number => states.filter((state) => state === 'ASKED').length;

describe('what one officer may try in a day', () => {
  test('is five dates of a name, a hundred a request too: 3,952 tries found a date of birth', async () => {
    for (let from = 0; from < 500; from += 100) {
      const states = await requestBy('NL-CUSTOMS').trials(days(100, from).map((date) => name(date)));
      expect(asked(states)).toBe(from === 0 ? 5 : 0);
    }
    expect(await requestBy('NL-CUSTOMS').trials([name(day(3)), name(day(7))])).toEqual(['ASKED', 'LIMITED']);
    expect(opened.store.statements).toBe(6);
  });

  test('is fifty dates of a name whose words are usual', async () => {
    const states = await requestBy('NL-CUSTOMS').trials(days(100).map((date) => name(date, ['a', 'b'], true)));
    expect(asked(states)).toBe(50);
  });

  test('is a hundred names of one date, and any number of 1 January', async () => {
    const of = (date: string) => Array.from({ length: 130 }, (_, at) => name(date, [`a${at}`, 'b']));
    expect(asked(await requestBy('NL-CUSTOMS').trials(of('1961-04-12')))).toBe(100);
    expect(asked(await requestBy('NL-CUSTOMS').trials(of('1961-01-01')))).toBe(130);
  });

  test('is twenty numbers that differ in their last three characters, of documents and of cases, each for itself', async () => {
    const near = (of: NumberTrial['of'], stem = 'XA12') =>
      Array.from({ length: 30 }, (_, at) => number(`${stem}${String(at).padStart(3, '0')}`, of));
    expect(asked(await requestBy('NL-CUSTOMS').trials(near('document')))).toBe(20);
    expect(await requestBy('NL-CUSTOMS').trials([number('xa-12 999'), number('xa 12 000')])).toEqual([
      'LIMITED',
      'ASKED',
    ]);
    expect(asked(await requestBy('NL-CUSTOMS').trials(near('document', 'XA13')))).toBe(20);
    expect(asked(await requestBy('NL-CUSTOMS').trials(near('caseReference')))).toBe(20);
    expect(asked(await requestBy('NL-CUSTOMS').trials(near('imo')))).toBe(30);
  });

  test('counts each reading of a name: who writes it otherwise tries the same', async () => {
    const pairs = [
      { words: ['ivan', 'kuzniz'] as const, usual: false },
      { words: ['ivan', 'kuznits'] as const, usual: false },
    ] as const;
    await requestBy('NL-CUSTOMS').trials(days(5).map((date) => ({ pairs, date })));
    for (const { words } of pairs)
      expect(await requestBy('NL-CUSTOMS').trials([name(day(9), words)])).toEqual(['LIMITED']);
  });

  test('is his own: of a colleague nothing is told, and none can shut another out', async () => {
    await requestBy('NL-CUSTOMS', { subject: 'one' }).trials(days(100).map((date) => name(date)));
    expect(await requestBy('NL-CUSTOMS', { subject: 'two' }).trials([name(day(9))])).toEqual(['ASKED']);
    expect(await requestBy('DE-POLICE', { subject: 'one' }).trials([name(day(9))])).toEqual(['ASKED']);
  });
});

describe('what an agency may try in a day', () => {
  const tryBy = async (agency: string, officer: number, more: Partial<Viewer> = {}, usual = false) =>
    asked(
      await requestBy(agency, { subject: `officer-${officer}`, ...more }).trials(
        days(usual ? 60 : 5, officer * 60).map((date) => name(date, ['a', 'b'], usual)),
      ),
    );

  test('is 40 dates of a name for a third country, however many officers it mints', async () => {
    const found: number[] = [];
    for (let officer = 0; officer < 12; officer += 1) found.push(await tryBy('XA-CUSTOMS', officer));
    expect(found).toEqual([...Array(8).fill(5), ...Array(4).fill(0)]);
    expect(await requestBy('XA-CUSTOMS', { subject: 'officer-0' }).trials([name(day(0), ['a', 'b'])])).toEqual([
      'LIMITED',
    ]);
    expect(await tryBy('NL-CUSTOMS', 1)).toBe(5);
  });

  test('is 200 for the others, and tenfold of usual names', async () => {
    let found = 0;
    for (let officer = 0; officer < 42; officer += 1) found += await tryBy('NL-CUSTOMS', officer);
    expect(found).toBe(200);
    let usual = 0;
    for (let officer = 0; officer < 9; officer += 1) usual += await tryBy('XA-CUSTOMS', officer, {}, true);
    expect(usual).toBe(400);
  });

  test('is counted apart of systems, so that a list that is screened shuts no officer out', async () => {
    const system = { role: 'SYSTEM_CLIENT' } as const;
    const states = await requestBy('XA-CUSTOMS', system).trials(days(50).map((date) => name(date, ['a', 'b'])));
    expect(asked(states)).toBe(50);
    expect(await tryBy('XA-CUSTOMS', 3)).toBe(5);
  });
});

test('a file of 2,000 passengers, 40 of one name, is screened whole by a system of a third country', async () => {
  const passengers = Array.from({ length: 2000 }, (_, at) =>
    at < 40 ? name(day(at * 13)) : name(day((at * 7) % 20_000), [`given${at % 300}`, `family${at}`], at % 2 === 0),
  );
  let whole = 0;
  for (let from = 0; from < passengers.length; from += 100) {
    const by = requestBy('XA-CUSTOMS', { role: 'SYSTEM_CLIENT' });
    whole += asked(await by.trials(passengers.slice(from, from + 100)));
  }
  expect(whole).toBe(2000);
  expect(opened.store.statements).toBe(20);
});

describe('look-ups', () => {
  const code = async (work: Promise<unknown>) =>
    await work.then(
      () => null,
      ({ code }: { code: string }) => code,
    );

  test('of one step are one statement with the trials, and of the next none: what they look up was taken ahead', async () => {
    const limits = opened.of();
    const by = requestBy('NL-CUSTOMS', {}, limits);
    const taken = by.lookups(['lookups', 'vain'], 3);
    const states = await by.trials(days(20).map((date, at) => name(date, ['a', `b${at}`])));
    expect([asked(states), await taken]).toEqual([20, expect.objectContaining({ giveBack: expect.any(Function) })]);
    await by.lookups(['lookups', 'vain'], 20);
    expect(opened.store.statements).toBe(1);
  });

  test('that tell something cost no statement each, and none is lost with those that were taken ahead', async () => {
    const limits = opened.of({ lookupsPerHour: 200 });
    for (let at = 0; at < 50; at += 1) {
      const taken = await requestBy('NL-CUSTOMS', {}, limits, at * 1000).lookups(['lookups'], 1);
      taken?.giveBack('lookups', 1);
    }
    expect(opened.store.statements).toBe(1);
    const later = requestBy('NL-CUSTOMS', {}, limits, 400_000);
    expect(await code(later.lookups(['lookups'], 200))).toBeNull();
    expect(await code(later.lookups(['lookups'], 1))).toBe('LOOKUP_QUOTA_EXCEEDED');
  });

  test('in vain are counted over processes, each alias, and a restart gives none back', async () => {
    const processes = Array.from({ length: 3 }, () => opened.of({ lookupsPerHour: 8 }));
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        code(requestBy('NL-CUSTOMS', {}, processes[at % 3]).lookups(['lookups'], 1)),
      ),
    );
    expect(codes.filter((each) => each === null)).toHaveLength(8);
    expect(await code(requestBy('NL-CUSTOMS', {}, opened.of({ lookupsPerHour: 8 })).lookups(['lookups'], 1))).toBe(
      'LOOKUP_QUOTA_EXCEEDED',
    );
    const other = requestBy('NL-CUSTOMS', { subject: 'officer-2' }, processes[0]);
    expect(await code(other.lookups(['lookups'], 8))).toBeNull();
  });
});

test('limits that nobody reaches are said to be so, of trials and of look-ups', async () => {
  const by = requestBy('NL-CUSTOMS', {}, outOfReach);
  expect(await by.trials([name(day(1)), number('XA1')])).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  expect(await by.lookups(['lookups'], 1)).toBeNull();
});

test('tables hold no bytes that two agencies have in common: equal ones told that both tried one name', async () => {
  const bytesOf = async (): Promise<ReadonlySet<string>> => {
    const rows = await opened.store.rows(sql<{ bytes: readonly string[] }>`
      select array[encode(under, 'hex'), encode(tried, 'hex')] as bytes from limits.trial
      union all select array[encode(asker, 'hex')] from limits.asker
      union all select array[encode(name, 'hex')] from limits.enumeration
      union all select array[encode(under, 'hex')] from limits.lookup`);
    return new Set(rows.flatMap(({ bytes }) => bytes));
  };
  const tryAs = async (agency: string) => {
    for (let officer = 0; officer < 5; officer += 1) {
      const request = requestBy(agency, { subject: `officer-${officer}` });
      await request.trials([...days(5, officer * 5).map((date) => name(date)), number('XA12345')]);
      await request.lookups(['vain'], 1);
    }
  };
  await tryAs('NL-CUSTOMS');
  const ofOne = await bytesOf();
  await opened.store.rows(sql`delete from limits.trial`);
  await opened.store.rows(sql`delete from limits.asker`);
  await opened.store.rows(sql`delete from limits.enumeration`);
  await opened.store.rows(sql`delete from limits.lookup`);
  await tryAs('ES-TAX');
  const ofOther = await bytesOf();
  expect(Math.min(ofOne.size, ofOther.size)).toBeGreaterThan(60);
  expect([...ofOther].filter((bytes) => ofOne.has(bytes))).toEqual([]);
});
