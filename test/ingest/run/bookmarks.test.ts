import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Format } from '../../../ingest/formats/format.js';
import { formats } from '../../../ingest/formats/index.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { ingest } from '../../../ingest/pipeline.js';
import { goBackTo, keepBookmark } from '../../../ingest/run/bookmarkStore.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { linkKey, testRun } from '../support/samples.js';
import { entry, list, openRunSetting } from './setting.js';

const setting = await openRunSetting();
beforeEach(() => setting.clear());

const policy = loadPolicy();
/** The same in other words. */
const reworded: Policy = { ...policy, version: 'another' };
const files = [list(...Array.from({ length: 300 }, (_, at) => entry(at + 1, `SPÉCIMEN ${at + 1}`)), entry(1, 'AGAIN'))];

/** Reads as another release would, which writes a word after each name. */
const readOtherwise = (format: Format): Format => ({
  ...format,
  read: async function* (delivery) {
    for await (const item of format.read(delivery))
      yield item.kind === 'person'
        ? { ...item, names: item.names.map((one) => ({ ...one, name: `${one.name} L` })) }
        : item;
  },
});

/** Ingests the list; tells how much of it was passed over. */
async function run(under: Policy = policy, encoding?: string, as = (format: Format) => format) {
  let passedOver = 0;
  const opened = await openFiles(files, {
    encoding,
    onBytes: (bytes, isPassedOver) => {
      if (isPassedOver) passedOver += bytes;
    },
  });
  const delivery = {
    format: as(formats.get('ofac-sdn') as Format),
    files: opened,
    envelope: { originator: 'EU-SANCTIONS-DESK' },
  };
  const deployment = { databases: setting.databases, linkKey, policy: under };
  const result = await ingest({ ...delivery, ...deployment, batchRows: 40, ...testRun() });
  return { result, passedOver };
}

/** Fails at a row of a table, as where the disk is full. */
async function stopAt(row: string, table = 'persons.staged'): Promise<void> {
  const admin = openDatabase(setting.database.adminUrl, { source: 'persons', max: 1 });
  await admin.exec(`create or replace function persons.disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
  await admin.exec(`create trigger disk_full before insert on ${table} for each row when (${row})
    execute function persons.disk_full()`);
  await expect(run()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  await admin.exec('drop function persons.disk_full cascade');
  await admin.close();
}

const bookmarks = () =>
  setting.databases.ingest.exec<{ seq: number }>('select seq::int from ingest.bookmark order by 1');
const expected = { resumed: true, read: 301, added: 300, quarantined: 1, reasons: { 'entry.repeated': 1 } };

describe('a run that was stopped', () => {
  it('passes over what it has read, knows its keys, and leaves no bookmark', async () => {
    await stopAt('new.seq = 250');
    expect((await bookmarks()).length).toBeGreaterThan(3);
    const { result, passedOver } = await run();
    expect(result).toMatchObject(expected);
    expect(passedOver).toBeGreaterThan(10_000);
    expect(await bookmarks()).toEqual([]);
    expect(await setting.names()).toHaveLength(300);
  });

  it('begins anew under another policy or release, which may judge items otherwise: half by each would be shown', async () => {
    await stopAt('new.seq = 250');
    const { result, passedOver } = await run(reworded, undefined, readOtherwise);
    expect([result, passedOver]).toEqual([expect.objectContaining(expected), 0]);
    expect((await setting.names()).filter((name) => !name.endsWith(' L'))).toEqual([]);
  });

  it('is published as it was judged once it is logged, whatever reads it now', async () => {
    await stopAt("new.source_ref = '250'", 'persons.person');
    const { result } = await run(reworded, undefined, readOtherwise);
    expect(result).toMatchObject(expected);
    expect((await setting.names()).filter((name) => name.endsWith(' L'))).toEqual([]);
  });

  it('is not gone on with in another encoding: it would read one half in this and one in that', async () => {
    await stopAt('new.seq = 250');
    const { result, passedOver } = await run(policy, 'windows-1252');
    expect([result, passedOver]).toEqual([expect.objectContaining({ ...expected, resumed: false }), 0]);
    expect((await setting.names()).filter((name) => !name.startsWith('SPÃ‰CIMEN'))).toEqual([]);
  });

  it('goes on from the bookmark before where the disk was full for one', async () => {
    await stopAt('new.seq > 100', 'ingest.bookmark');
    const { result, passedOver } = await run();
    expect(result).toMatchObject(expected);
    expect(passedOver).toBeGreaterThan(5000);
    expect(await setting.names()).toHaveLength(300);
  });

  it('reads from the beginning what it has not kept in every source, whatever bookmark there is', async () => {
    await stopAt('new.seq = 250');
    await setting.databases.persons.exec('delete from persons.staged');
    await setting.databases.persons.exec('update persons.staged_position set seq = 0');
    const { result, passedOver } = await run();
    expect([result, passedOver]).toEqual([expect.objectContaining(expected), 0]);
  });
});

describe('the bookmarks of a run', () => {
  const bookmark = (seq: number, grown: string) => ({
    ...{ seq, file: 1, place: { offset: seq * 10, line: seq } },
    memories: new Map([
      ['keys', { state: null, grown: Buffer.from(grown) }],
      ['count', { state: { read: seq }, grown: Buffer.alloc(0) }],
    ]),
  });
  const keep = (seq: number, grown: string) =>
    setting.databases.ingest.transaction((transaction) => keepBookmark(transaction, 'run', bookmark(seq, grown)));
  const goBack = (seq: number) =>
    setting.databases.ingest.transaction((transaction) => goBackTo(transaction, 'run', seq));

  it('add up what was learned up to the one that is gone back to; later ones are dropped', async () => {
    for (const [seq, grown] of [
      [10, 'ab'],
      [20, 'c'],
      [30, 'de'],
    ] as const)
      await keep(seq, grown);
    expect(await goBack(29)).toEqual(bookmark(20, 'abc'));
    await keep(25, 'x');
    expect(await goBack(1000)).toEqual(bookmark(25, 'abcx'));
    expect(await goBack(9)).toBeNull();
    expect(await bookmarks()).toEqual([]);
  });

  it('are added up however many there are', async () => {
    for (let seq = 1; seq <= 450; seq += 1) await keep(seq, 'a');
    expect(await goBack(420)).toEqual(bookmark(420, 'a'.repeat(420)));
  });
});
