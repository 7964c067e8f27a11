import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLimitKeys } from '../../../storage/limits/limitKeys.js';
import { type LimitStore, openLimitStore } from '../../../storage/limits/limitStore.js';
import type { LookupCounts, Reservation, TrialCounts } from '../../../storage/limits/reservation.js';
import { withAdmin } from '../../../storage/roles.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

const keys = createLimitKeys(Buffer.alloc(32, 1));
const at = '2026-11-25T10:00:30.000Z';
const minute = Date.parse('2026-11-25T10:00:00.000Z');

let database: TestDatabase;
let store: LimitStore;
beforeEach(async () => {
  database = await createTestDatabase({ sources: ['limits'] });
  store = openLimitStore(database.limitsUrl);
});
afterEach(async () => {
  await store.close();
  await database.close();
});

/** A date that an officer of XA-CUSTOMS tries of a name. */
function dateOf(
  date: string,
  { officer = 'one', most = 5, ofAgency = 200, name = 'a b', entered = 20 } = {},
): TrialCounts {
  const tried = keys.token('tried', date);
  return {
    own: [[keys.token('officer', officer, name), tried, most]],
    shared: [[keys.token('agency', name), tried, ofAgency, entered, keys.seal('XA-CUSTOMS', keys.token('name', name))]],
  };
}

const reservation = (trials: readonly TrialCounts[], lookups: readonly LookupCounts[] = []): Reservation => ({
  at,
  agency: 'XA-CUSTOMS',
  asker: keys.seal('XA-CUSTOMS', 'one'),
  trials,
  lookups,
});
const tryAll = async (trials: readonly TrialCounts[], by = store) => (await by.reserve(reservation(trials)))?.trials;
const dates = (count: number, from = 0) => Array.from({ length: count }, (_, day) => `1961-01-${from + day + 2}`);
const rows = async (text: string) =>
  await withAdmin(database.adminUrl, async (admin) => (await admin.query(text)).rows as object[]);

describe('trials', () => {
  it('are free where the same was tried before on the day, and refused from the number on, in one statement too', async () => {
    const asked = [...dates(5), ...dates(5), '1999-01-02', ...dates(2)].map((date) => dateOf(date));
    expect(await tryAll(asked)).toEqual([...Array(10).fill(true), false, true, true]);
    expect(await tryAll([dateOf('1999-01-03'), dateOf('1961-01-2')])).toEqual([false, true]);
    expect(store.statements).toBe(2);
  });

  it('that are refused leave nothing: neither his own count nor his agency’s knows them', async () => {
    await tryAll(dates(9).map((date) => dateOf(date)));
    expect(await rows('select count(*)::int as n from limits.trial')).toEqual([{ n: 10 }]);
  });

  it('of one officer refuse no colleague, as long as the agency may try more', async () => {
    await tryAll(dates(9).map((date) => dateOf(date)));
    expect(await tryAll([dateOf('1999-01-03', { officer: 'two' })])).toEqual([true]);
  });

  it('of a whole agency refuse everybody of it for that name, what was tried before too, and for no other name', async () => {
    for (const [at, officer] of ['one', 'two', 'three'].entries())
      await tryAll(dates(3, at * 3).map((date) => dateOf(date, { officer, ofAgency: 9 })));
    const four = { officer: 'four', ofAgency: 9 };
    expect(await tryAll([dateOf('1999-01-03', four), dateOf('1961-01-2', { officer: 'one', ofAgency: 9 })])).toEqual([
      false,
      false,
    ]);
    expect(await tryAll([dateOf('1999-01-03', { ...four, name: 'c d' })])).toEqual([true]);
  });

  it('of the next day are others', async () => {
    await tryAll(dates(5).map((date) => dateOf(date)));
    const next = { ...reservation([dateOf('1999-01-03')]), at: '2026-11-26T00:00:00.000Z' };
    expect((await store.reserve(next))?.trials).toEqual([true]);
  });

  it('are counted right over several processes at once', async () => {
    const stores = Array.from({ length: 4 }, () => openLimitStore(database.limitsUrl));
    const asked = dates(40).map((date) => dateOf(date));
    const answers = await Promise.all(asked.map((each, i) => tryAll([each], stores[i % 4] as LimitStore)));
    expect(answers.flat().filter((isAllowed) => isAllowed)).toHaveLength(5);
    await Promise.all(stores.map((each) => each.close()));
  });

  it('that waited for each other are counted one after the other, under a stricter default of the server too', async () => {
    await rows(`do $$ begin
      execute format('alter database %I set default_transaction_isolation = ''repeatable read''', current_database());
    end $$`);
    const stores = Array.from({ length: 3 }, () => openLimitStore(database.limitsUrl));
    const answers = await withAdmin(database.adminUrl, async (admin) => {
      await admin.query('begin isolation level read committed');
      await admin.query(`select pg_advisory_xact_lock(1818848617, hashtext('XA-CUSTOMS'))`);
      const asked = dates(6).map((date, i) => tryAll([{ ...dateOf(date), shared: [] }], stores[i % 3] as LimitStore));
      const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      const areWaiting = async () => (await admin.query(waiting)).rows[0]?.n === asked.length;
      for (let tries = 0; tries < 200 && !(await areWaiting()); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await admin.query('commit');
      return await Promise.all(asked);
    });
    expect(answers.flat().filter((isAllowed) => isAllowed)).toHaveLength(5);
    await Promise.all(stores.map((each) => each.close()));
  });

  it('become an entry to be written once a name, an agency and a day, whatever readings the name has', async () => {
    const of = (date: string, officer: string): TrialCounts => {
      const [one, other] = [dateOf(date, { officer, entered: 4 }), dateOf(date, { officer, name: 'a b2', entered: 4 })];
      return { own: [...one.own, ...other.own], shared: [...one.shared, ...other.shared] };
    };
    const noted = () => rows('select agency, entered_at from limits.enumeration');
    await tryAll(dates(3).map((date) => of(date, 'one')));
    expect(await noted()).toEqual([]);
    await tryAll(dates(3, 10).map((date) => of(date, 'two')));
    expect(await noted()).toEqual([{ agency: 'XA-CUSTOMS', entered_at: null }]);
    // Another spelling, of which the other reading is the likelier.
    const turned = ({ own, shared }: TrialCounts): TrialCounts => ({
      own: own.toReversed(),
      shared: shared.toReversed(),
    });
    await tryAll(dates(1, 20).map((date) => turned(of(date, 'three'))));
    expect(await noted()).toHaveLength(1);
  });
});

describe('look-ups', () => {
  const under = keys.token('lookups');
  const take = async (needed: number, more: Partial<LookupCounts> = {}, when = at) => {
    const lookups = [{ under, needed, wanted: needed, most: 10, back: [], ...more }];
    return (await store.reserve({ ...reservation([], lookups), at: when }))?.lookups[0];
  };

  it('are taken as long as there are some in the hour, and it is said when those that are missing are free', async () => {
    expect(await take(4)).toEqual([4, 0]);
    expect(await take(4, {}, '2026-11-25T10:20:30.000Z')).toEqual([4, 0]);
    expect(await take(4, {}, '2026-11-25T10:30:30.000Z')).toEqual([2, 2070]);
    expect(await take(9, { wanted: 9 }, '2026-11-25T10:31:00.000Z')).toEqual([0, 3840]);
    expect(await take(4, {}, '2026-11-25T11:06:00.000Z')).toEqual([4, 0]);
  });

  it('are taken ahead where more are wanted than needed, and come back', async () => {
    expect(await take(1, { wanted: 8 })).toEqual([8, 0]);
    expect(await take(6)).toEqual([2, 3870]);
    expect(await take(6, { back: [[minute, 7]] })).toEqual([6, 0]);
  });
});

describe('blocks of budgets', () => {
  // The clock of the database bounds the instant that a process states.
  let time: number;
  beforeEach(() => {
    time = Date.now();
  });
  const take = async (needed: number, { wanted = needed, perMinute = 600, when = time, of = 'one', by = store } = {}) =>
    (await by.takeBlocks({ at: when, budgets: [[keys.token('budget', of), perMinute, needed, wanted]] }))?.[0];

  const shift = async (ms: number) => await rows(`update limits.budget set full_at = full_at + ${ms}`);

  it('are taken as long as a minute has some, and fill evenly', async () => {
    expect(await take(500)).toEqual([500, 100]);
    expect(await take(200)).toEqual([0, 100]);
    expect(await take(50, { wanted: 200 })).toEqual([100, 0]);
    expect(await take(1, { when: time + 90 })).toEqual([0, 0]);
    expect(await take(1, { when: time + 100 })).toEqual([1, 0]);
    await shift(-60_000);
    expect(await take(600, { when: time + 100 })).toEqual([600, 0]);
    expect(await take(600, { of: 'another' })).toEqual([600, 0]);
  });

  it('are never more than a minute has, over several processes at once', async () => {
    const stores = Array.from({ length: 4 }, () => openLimitStore(database.limitsUrl));
    const taken = await Promise.all(
      Array.from({ length: 80 }, (_, i) => take(20, { by: stores[i % 4] as LimitStore })),
    );
    expect(taken.reduce((sum, block) => sum + (block?.[0] ?? Number.NaN), 0)).toBe(600);
    await Promise.all(stores.map((each) => each.close()));
  });

  it('gain and lose next to nothing by rounding where a minute has many', async () => {
    const perMinute = 1_000_000_000;
    for (let i = 0; i < 20; i += 1) await take(7_777_777, { perMinute });
    const rest = perMinute - 20 * 7_777_777;
    expect(await take(rest - 1_000, { perMinute })).toEqual([rest - 1_000, expect.closeTo(1_000, -3)]);
  });

  it('starve nobody for the clock of a process that is ahead', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await take(1, { when: time + 90_000 }))?.[0]).toBe(1);
      expect((await take(1))?.[0]).toBe(1);
    }
  });

  it('give a process whose clock is far ahead no more than a minute has', async () => {
    let given = 0;
    for (let turn = 0; turn < 10; turn += 1) {
      given += (await take(100, { when: time + 180_000 }))?.[0] ?? Number.NaN;
      await take(1);
    }
    expect(given).toBeLessThanOrEqual(600);
  });

  it('are taken again in a minute at most where the clock of the database was set back', async () => {
    await take(600, { perMinute: 60_000 });
    await shift(3_600_000);
    expect(await take(1, { perMinute: 60_000 })).toEqual([0, 0]);
    expect((await take(1, { perMinute: 60_000, when: time + 10 }))?.[0]).toBe(1);
  });

  it('are given of a full bucket that is swept as it is taken from', async () => {
    await take(1);
    await shift(-3_600_000);
    await rows(`create function limits.swept() returns trigger language plpgsql as
        $$ begin delete from limits.budget; return null; end $$;
      create trigger swept after insert on limits.budget execute function limits.swept()`);
    expect(await take(1)).toEqual([1, 599]);
  });

  it('are those of two processes that take of a viewer and its agency, none of which waits for the other', async () => {
    const other = openLimitStore(database.limitsUrl);
    const budgets = (viewer: string) =>
      [viewer, 'agency'].map((of) => [keys.token('budget', of), 1_000_000, 10, 10] as const);
    const each = Array.from({ length: 40 }, (_, i) =>
      (i % 2 === 0 ? store : other).takeBlocks({ at: time, budgets: budgets(`viewer ${i % 3}`) }),
    );
    expect((await Promise.all(each)).every((blocks) => blocks?.every(([given]) => given === 10))).toBe(true);
    await other.close();
  });
});

describe('limits that are out of reach', () => {
  it('say so, whether nobody answers, the schema is missing or somebody holds what is counted', async () => {
    const nowhere = openLimitStore('postgresql://limits@127.0.0.1:1/limits');
    expect(await nowhere.reserve(reservation([dateOf('1961-01-02')]))).toBeNull();
    expect(await nowhere.takeBlocks({ at: 0, budgets: [] })).toBeNull();
    await nowhere.close();
    await withAdmin(database.adminUrl, async (admin) => {
      await admin.query('begin; lock table limits.trial');
      const before = performance.now();
      expect(await store.reserve(reservation([dateOf('1961-01-02')]))).toBeNull();
      expect(performance.now() - before).toBeLessThan(4500);
      await admin.query('rollback');
      expect((await store.reserve(reservation([dateOf('1961-01-02')])))?.trials).toEqual([true]);
      await admin.query('drop schema limits cascade');
      expect(await store.reserve(reservation([dateOf('1961-01-02')]))).toBeNull();
    });
  });
});

describe('what the limits keep', () => {
  it('is no name, date or asker in clear', async () => {
    await tryAll([dateOf('1961-01-02')]);
    await store.takeBlocks({ at: 0, budgets: [[keys.token('budget', 'viewer XA-CUSTOMS one'), 1, 1, 1]] });
    const kept = JSON.stringify(
      await rows('select t.*, a.asker, b.* from limits.trial t, limits.asker a, limits.budget b'),
    );
    expect(kept).not.toMatch(/1961|"one"|a b/);
    expect(keys.open('XA-CUSTOMS', Buffer.from(keys.seal('XA-CUSTOMS', 'one'), 'hex'))).toBe('one');
    expect(
      createLimitKeys(Buffer.alloc(32, 2)).open('XA-CUSTOMS', Buffer.from(keys.seal('XA-CUSTOMS', 'one'), 'hex')),
    ).toBeNull();
  });
});
