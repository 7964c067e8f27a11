import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PortcullisError } from '../../../schema/errors.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { recordBy } from '../../support/acts.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { entry, list, openRunSetting } from '../run/setting.js';
import type { IngestRun } from '../support/ingestFiles.js';
import { testRun } from '../support/samples.js';

const { database, databases, names, run, clear } = await openRunSetting();
const owner = closedAfter(openDatabase(database.adminUrl, { source: 'persons' }));
beforeEach(clear);

const numbers = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const delivery = (last: number, remarks?: string): string[] => [
  list(...numbers(last).map((number) => entry(number, `SPECIMEN, Number ${number}`, remarks))),
];
/** The database takes no record of these numbers, as it would take none beyond a limit of its own. */
async function refuse(...refused: number[]): Promise<void> {
  const keys = refused.map((number) => `'${number}'`).join(', ');
  await owner.exec(`alter table persons.person add constraint refused check (source_ref not in (${keys})) not valid`);
}
const accept = () => owner.exec('alter table persons.person drop constraint refused');
const quarantined = () =>
  databases.ingest.exec<{ line: number }>('select line, reason, field, state from ingest.quarantine order by line');

describe('records that the database refuses', () => {
  it.each([
    ['the first of two chunks', [2]],
    ['the second', [4]],
    ['both, and the last of an odd number', [1, 3, 11]],
    ['all of a chunk', [4, 5, 6]],
  ])('go into quarantine with their line and text, and the others are published: in %s', async (_, refused) => {
    await refuse(...refused);
    const { recorded, ended, ...own } = testRun();
    const result = await run(delivery(11), { ...own, batchRows: 3 }).finally(accept);
    expect(result).toMatchObject({ added: 11 - refused.length, quarantined: refused.length });
    expect(await names()).toHaveLength(11 - refused.length);
    expect(await quarantined()).toEqual(
      refused.map((line) => ({ line, reason: 'database.23514', field: 'refused', state: 'OPEN' })),
    );
    expect(recorded.map(({ outcome, counts }) => [outcome, counts.quarantined])).toEqual([['PUBLISHED', 0]]);
    expect(ended.map(({ quarantined: late }) => late)).toEqual([refused.length]);
  });

  it('are those too that an index of the operator cannot hold', async () => {
    const remarks = Array.from({ length: 1500 }, (_, at) => ((at * at * 7919) % 10_007).toString(36)).join('');
    const held = numbers(5).map((number) => entry(number, `SPECIMEN, Number ${number}`, number === 3 ? remarks : 'x'));
    await owner.exec('create index remarked on persons.person (notes)');
    const result = await run([list(...held)]).finally(() => owner.exec('drop index persons.remarked'));
    expect(result).toMatchObject({ added: 4, quarantined: 1 });
    expect(await quarantined()).toEqual([{ line: 3, reason: 'database.54000', field: 'remarked', state: 'OPEN' }]);
  });

  it('are not lost when the run is stopped before they are in quarantine: they were in its memory alone', async () => {
    await refuse(2, 9);
    const stopAt: NonNullable<IngestRun['onProgress']> = ({ phase, done }) => {
      if (phase === 'PUBLISHING' && done >= 6) throw new Error('stopped');
    };
    const files = delivery(11);
    await expect(run(files, { batchRows: 3, onProgress: stopAt })).rejects.toThrow('stopped');
    const result = await run(files, { batchRows: 3 }).finally(accept);
    expect(result).toMatchObject({ resumed: true, added: 9, quarantined: 2 });
    expect((await quarantined()).map(({ line }) => line)).toEqual([2, 9]);
    expect(await names()).toHaveLength(9);
  });

  it('leave the version before them as it was', async () => {
    await run(delivery(6), { batchRows: 2 });
    await refuse(3);
    await run(delivery(6, 'DOB 2 Feb 1980.'), { batchRows: 2 }).finally(accept);
    const versions = await databases.persons.exec(
      'select source_ref as key, version from persons.provenance where version = 1',
    );
    expect(versions).toEqual([{ key: '3', version: 1 }]);
    expect(await databases.persons.exec('select source_ref as key from persons.history order by source_ref')).toEqual(
      ['1', '2', '4', '5', '6'].map((key) => ({ key })),
    );
  });
});

it('goes on where the first of two chunks waits for one that waits for the second: nobody else sees that deadlock', async () => {
  await run(delivery(8), { batchRows: 2 });
  const lockOf = (key: string) => `select from persons.person where source_ref = '${key}' for update`;
  const waiting = async (): Promise<boolean> => {
    const [row] = await databases.ingest.exec<{ waits: boolean }>(
      `select count(*) > 0 as waits from pg_stat_activity where datname = current_database()
         and wait_event_type = 'Lock' and query like 'insert into "persons"."person"%'`,
    );
    return row?.waits ?? false;
  };
  let changed: ReturnType<typeof run> | undefined;
  await databases.cargo.transaction(async (other) => {
    await other.exec(lockOf('1'));
    changed = run(delivery(8, 'DOB 2 Feb 1980.'), { batchRows: 2 });
    while (!(await waiting())) await sleep(5);
    // The second chunk has written number 3, and waits for the first.
    await other.exec(lockOf('3'));
  });
  expect(await changed).toMatchObject({ changed: 8, quarantined: 0 });
  const versions = await databases.persons.exec('select distinct version from persons.provenance');
  expect(versions).toEqual([{ version: 2 }]);
});

it('publishes nothing again that the connection of a killed process has published meanwhile', async () => {
  const files = delivery(8);
  const unavailable = recordBy(() => {
    throw new PortcullisError('AUDIT_UNAVAILABLE');
  });
  await expect(run(files, { batchRows: 2, record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  const waiting = async (): Promise<boolean> => {
    const [row] = await databases.ingest.exec<{ waits: boolean }>(
      `select count(*) > 0 as waits from pg_stat_activity where datname = current_database()
         and wait_event_type = 'Lock' and query like 'select published_seq%'`,
    );
    return row?.waits ?? false;
  };
  let published: ReturnType<typeof run> | undefined;
  await databases.cargo.transaction(async (left) => {
    await left.exec('select from persons.staged_position for update');
    published = run(files, { batchRows: 2 });
    while (!(await waiting())) await sleep(5);
    // It says so of two chunks, so that what is published again can be told.
    await left.exec('update persons.staged_position set published_seq = 4');
  });
  expect(await published).toMatchObject({ resumed: true, state: 'DONE' });
  expect(await names()).toEqual([5, 6, 7, 8].map((number) => `SPECIMEN, Number ${number}`));
});
