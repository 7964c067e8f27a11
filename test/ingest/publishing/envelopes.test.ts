import { beforeEach, describe, expect, it } from '@jest/globals';
import { purge } from '../../../ingest/purging/purge.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { entry, list, openRunSetting } from '../run/setting.js';

const { database, databases, run, clear } = await openRunSetting();
const { persons } = databases;
beforeEach(async () => {
  await clear();
  await persons.exec('delete from persons.envelope');
});

const numbers = (from: number, last: number): number[] =>
  Array.from({ length: last - from + 1 }, (_, index) => from + index);
const delivery = (last: number, remarks?: string): string[] => [
  list(...numbers(1, last).map((number) => entry(number, `SPECIMEN, Number ${number}`, remarks))),
];

const envelopes = () =>
  persons.exec<{ key: string; level: number }>(
    'select key, classification as level from persons.envelope order by 2, 1',
  );
const named = () =>
  persons.exec<{ key: string | null; level: number; records: number }>(
    'select envelope_key as key, classification as level, count(*)::int as records from persons.person group by 1, 2 order by 2',
  );
const originator = 'EU-SANCTIONS-DESK';
const stricter = { originator, classification: 'CONFIDENTIEL_UE' };
const expiring = { originator, expiresAt: '2997-01-01T00:00:00Z' };

describe('envelopes of what is published', () => {
  it('stand once each, and every record names its own', async () => {
    await run(delivery(11), { batchRows: 3 });
    const known = await envelopes();
    expect(known).toHaveLength(1);
    expect(await named()).toEqual([{ key: known[0]?.key, level: 0, records: 11 }]);
  });

  it('are not changed but taken anew where a record is published under another, which its history keeps', async () => {
    await run(delivery(4), { batchRows: 2 });
    const [before] = await named();
    await run(delivery(4, 'DOB 2 Feb 1980.'), { batchRows: 2, envelope: stricter });
    const [after] = await named();
    expect(after).toMatchObject({ level: 3, records: 4 });
    expect(after?.key).not.toBe(before?.key);
    expect((await envelopes()).map(({ key }) => key)).toEqual([before?.key, after?.key]);
    const terms = await persons.exec('select distinct substr(terms, 1, 3) as level from persons.history');
    expect(terms).toEqual([{ level: '{0,' }]);
  });

  it('are found where the database refuses the envelope of a record: the others are published', async () => {
    const owner = openDatabase(database.adminUrl, { source: 'persons' });
    await owner.exec('alter table persons.envelope add constraint refused check (classification < 2)');
    try {
      const result = await run(delivery(5), { batchRows: 2, envelope: stricter });
      expect(result).toMatchObject({ added: 0, quarantined: 5, reasons: { 'database.23514': 5 } });
      expect(await run(delivery(6), { batchRows: 2 })).toMatchObject({ added: 6 });
    } finally {
      await owner.exec('alter table persons.envelope drop constraint refused');
      await owner.close();
    }
  });
});

describe('a purge', () => {
  const purgeNow = () =>
    purge({
      databases,
      operator: 'test',
      asOf: '2998-01-01T00:00:00Z',
      quarantineDays: 0,
      record: (_, work) => work(),
    });

  it('forgets envelopes that no record names any more, and no others', async () => {
    await run(delivery(3), { envelope: expiring });
    await run([list(entry(9, 'SPECIMEN, Number 9'))], { envelope: stricter });
    expect((await envelopes()).map(({ level }) => level)).toEqual([0, 3]);
    await purgeNow();
    expect((await envelopes()).map(({ level }) => level)).toEqual([3]);
  });

  it('leaves them while a run is staged, which may have noted them and not named them yet', async () => {
    await run(delivery(2), { envelope: expiring });
    await persons.exec(`insert into persons.staged_position (run_id, seq) values ('another', 1)`);
    await purgeNow();
    expect(await named()).toEqual([]);
    expect(await envelopes()).toHaveLength(1);
  });

  it('leaves them while somebody notes some, and does not wait', async () => {
    await run(delivery(2), { envelope: expiring });
    await persons.transaction(async (transaction) => {
      await transaction.exec('lock table persons.envelope in row exclusive mode');
      await purgeNow();
    });
    expect(await named()).toEqual([]);
    expect(await envelopes()).toHaveLength(1);
  });
});
