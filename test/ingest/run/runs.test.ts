import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { PortcullisError } from '../../../schema/errors.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { recordBy } from '../../support/acts.js';
import type { IngestRun } from '../support/ingestFiles.js';
import { testRun } from '../support/samples.js';
import { entry, list, openRunSetting } from './setting.js';

const { database, databases, history, names, run, clear } = await openRunSetting();

/** The audit log takes no entry. */
const unavailable = recordBy(() => {
  throw new PortcullisError('AUDIT_UNAVAILABLE');
});

describe('a run', () => {
  it('is in the audit log with operator, hashes and counts before any of its records is shown', async () => {
    await clear();
    const shown: string[][] = [];
    const { recorded } = testRun();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))], {
      operator: 'night shift',
      record: recordBy(async (one) => {
        shown.push(await names());
        recorded.push(one);
      }),
    });
    expect(shown).toEqual([[]]);
    expect(await names()).toHaveLength(2);
    expect(recorded).toMatchObject([
      {
        outcome: 'PUBLISHED',
        operator: 'night shift',
        originator: 'EU-SANCTIONS-DESK',
        files: [{ name: 'sdn.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        counts: { read: 2, added: 2, quarantined: 0 },
      },
    ]);
  });

  it('shows nothing while the audit log cannot be written, and goes on when it can', async () => {
    await clear();
    const files = [list(entry(1, 'EXEMPLAROV, Fictitius'))];
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await names()).toEqual([]);
    expect(await run(files)).toMatchObject({ resumed: true, added: 1 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
  });

  it('reports the same where it was stopped behind its staging, and is judged by the limits of the command that goes on', async () => {
    await clear();
    const files = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"broken')];
    const reasons = { 'quote.notClosed': 1 };
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await run(files)).toMatchObject({ resumed: true, added: 1, quarantined: 1, reasons });
    await clear();
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const refused = { code: 'INGEST_ROLLED_BACK', extensions: { reasons } };
    await expect(run(files, { limits: { maxBadPercent: 10 } })).rejects.toMatchObject(refused);
    expect(await names()).toEqual([]);
  });

  it('withdraws what its list no longer names where the command that goes on says so', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))]);
    const files = [list(entry(1, 'EXEMPLAROV, Fictitius'), 'broken')];
    const whole = { limits: { whole: true }, record: unavailable };
    await expect(run(files, whole)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const limits = { whole: true, withdrawAnyway: true };
    expect(await run(files, { limits })).toMatchObject({ withdrawn: 1, notWithdrawn: 0 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
  });

  it('keeps the old version of a changed record, and where each came from', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'))]);
    await run([list(entry(1, 'EXEMPLAROV, Fictitius', 'DOB 1 Jan 1971.'))]);
    expect(await history('1')).toEqual([{ version: 1, ending: 'CHANGED' }]);
    const kept = await databases.persons.exec(
      'select version, format, format_version, file_name, line, quality_flags from persons.provenance',
    );
    expect(kept).toEqual([
      { version: 2, format: 'ofac-sdn', format_version: 'legacy', file_name: 'sdn.csv', line: 1, quality_flags: [] },
    ]);
  });

  it.each([
    ['another originator than that of the delivery', { originator: 'EU-ANALYSIS' }, 'originator.other'],
    ['a handling code that policy does not know', { handlingCodes: ['H9'] }, 'envelope.unknown'],
    ['a purpose that policy does not know', { purposeLimits: ['CURIOSITY'] }, 'envelope.unknown'],
    ['a category of persons that policy does not know', { dataSubjectCategory: 'NEIGHBOUR' }, 'envelope.unknown'],
  ])('keeps a record that states %s in quarantine', async (_, envelope, reason) => {
    await clear();
    const format = formats.get('ofac-sdn');
    if (!format) throw new Error('no format');
    const stating = {
      ...format,
      read: async function* () {
        yield {
          kind: 'person',
          sourceRef: '1',
          names: [{ name: 'EXEMPLAROV, First', kind: 'NAME' }],
          raw: 'x',
          envelope,
        } as const;
      },
    };
    const result = await run([list(entry(1, 'EXEMPLAROV, First'))], { format: stating });
    expect(result).toMatchObject({ stored: 0, quarantined: 1, reasons: { [reason]: 1 } });
  });

  it('counts a record that its delivery states twice once: the last statement is stored', async () => {
    await clear();
    const format = formats.get('ofac-sdn');
    if (!format) throw new Error('no format');
    const twice = {
      ...format,
      read: async function* () {
        for (const name of ['EXEMPLAROV, First', 'EXEMPLAROV, Last']) {
          yield { kind: 'person', sourceRef: '1', names: [{ name, kind: 'NAME' }], raw: name } as const;
        }
      },
    };
    const result = await run([list(entry(1, 'EXEMPLAROV, First'))], { format: twice });
    expect(result).toMatchObject({ read: 2, stored: 1, repeated: 1 });
    expect(await names()).toEqual(['EXEMPLAROV, Last']);
  });
});

describe('a stopped run after which another of its source was published', () => {
  it('is read anew: what it had staged was compared with records that are no longer stored', async () => {
    await clear();
    const earlier = [list(entry(1, 'EXEMPLAROV, Earlier'), entry(2, 'SPECIMEN, Earlier'))];
    await expect(run(earlier, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await run([list(entry(1, 'EXEMPLAROV, Later'))])).toMatchObject({ added: 1 });
    expect(await run(earlier)).toMatchObject({ added: 1, changed: 1, quarantined: 0 });
    expect(await names()).toEqual(['EXEMPLAROV, Earlier', 'SPECIMEN, Earlier']);
    expect(await history('1')).toEqual([{ version: 1, ending: 'CHANGED' }]);
    expect(await databases.persons.exec('select seq from persons.staged_position')).toEqual([]);
  });

  it('ends as a whole where half of it was published already', async () => {
    await clear();
    const entries = (when: string) => [
      list(...[1, 2, 3, 4].map((number) => entry(number, `SPECIMEN ${number}, ${when}`))),
    ];
    const earlier = entries('Earlier');
    const onProgress: IngestRun['onProgress'] = ({ phase }) => {
      if (phase === 'PUBLISHING') throw new Error('stopped');
    };
    await expect(run(earlier, { batchRows: 1, onProgress })).rejects.toThrow('stopped');
    expect(await names()).toEqual(['SPECIMEN 1, Earlier', 'SPECIMEN 2, Earlier']);
    expect(await run(entries('Later'))).toMatchObject({ added: 2, changed: 2 });
    expect(await run(earlier)).toMatchObject({ changed: 4, quarantined: 0 });
    expect(await names()).toEqual([1, 2, 3, 4].map((number) => `SPECIMEN ${number}, Earlier`));
  });

  it('goes on where it was when the other was published before it began', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, First'))]);
    const files = [list(entry(1, 'EXEMPLAROV, Second'))];
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const [staged] = await databases.persons.exec<{ xmin: string }>('select xmin::text from persons.staged');
    const record = recordBy(async () => {
      const still = await databases.persons.exec<{ xmin: string }>('select xmin::text from persons.staged');
      expect(still).toEqual([staged]);
    });
    expect(await run(files, { record })).toMatchObject({ resumed: true, changed: 1 });
  });
});

describe('a database that fails in the middle of a run', () => {
  it('is named with what to do, a full disk too; the run goes on where it ended', async () => {
    await clear();
    const lines = Array.from({ length: 300 }, (_, index) => entry(index + 1, `SPECIMEN ${index + 1}`));
    const admin = openDatabase(database.adminUrl, { source: 'persons', max: 1 });
    // What PostgreSQL says when its disk is full, said by a trigger at the hundredth row.
    await admin.exec(`create function persons.disk_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
    await admin.exec(`create trigger disk_full before insert on persons.staged for each row when (new.seq = 100)
      execute function persons.disk_full()`);
    const files = [list(...lines)];
    await expect(run(files, { batchRows: 40 })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: 'The disk of the database is full.',
      extensions: { hint: expect.stringContaining('again') },
    });
    expect(await names()).toEqual([]);
    expect(await admin.exec('select seq::int from persons.staged_position')).toEqual([{ seq: 80 }]);
    await admin.exec('drop function persons.disk_full cascade');
    await admin.close();
    expect(await run(files, { batchRows: 40 })).toMatchObject({ resumed: true, added: 300 });
    expect(await names()).toHaveLength(300);
  });
});

describe('a record of another agency', () => {
  const taken = { originator: 'EU-ANALYSIS' };

  it('leaves its history and its id with its own agency, when another takes up its key', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Old'), entry(2, 'SPECIMEN, Stays'))]);
    const [old] = await databases.persons.exec<{ id: string }>("select id from persons.person where source_ref = '1'");
    await run([list(entry(2, 'SPECIMEN, Stays'))], { limits: { whole: true } });
    expect(await run([list(entry(1, 'EXEMPLAROV, New'))], { envelope: taken })).toMatchObject({ added: 1 });
    const [fresh] = await databases.persons.exec<{ id: string }>(
      "select id from persons.person where source_ref = '1'",
    );
    expect(fresh?.id).not.toBe(old?.id);
    const versions = await databases.persons.exec("select version from persons.provenance where source_ref = '1'");
    expect(versions).toEqual([{ version: 1 }]);
  });
});

describe('a dry run', () => {
  it('says what would happen, with examples, and stores nothing', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'), entry(3, 'SPECIMEN, Gone'))]);
    const state = async () => JSON.stringify([await names(), await databases.ingest.exec('select id from ingest.run')]);
    const before = await state();
    const { recorded, ...rest } = testRun();
    const result = await run(
      [list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Changed'), entry(4, 'SPECIMEN, New'), '5,"broken')],
      { ...rest, check: true, limits: { whole: true, withdrawAnyway: true } },
    );
    expect(result).toMatchObject({
      run: null,
      state: 'CHECKED',
      added: 1,
      changed: 1,
      unchanged: 1,
      withdrawn: 1,
      quarantined: 1,
      examples: {
        NEW: [{ key: '4', file: 'sdn.csv', line: 3 }],
        CHANGED: [{ key: '2', file: 'sdn.csv', line: 2 }],
        WITHDRAWN: [{ key: '3' }],
        QUARANTINED: [{ key: 'quote.notClosed', file: 'sdn.csv', line: 4 }],
      },
    });
    const told = await databases.persons.exec<{ id: string }>('select id from persons.person order by source_ref');
    const shown = [{ table: 'persons.person', ids: expect.arrayContaining(told.map(({ id }) => id)) }];
    expect(recorded).toMatchObject([{ outcome: 'CHECKED', counts: { added: 1, withdrawn: 1 }, shown }]);
    expect(await state()).toBe(before);
    expect(await databases.ingest.exec('select id from ingest.quarantine')).toEqual([]);
    expect(await databases.persons.exec('select seq from persons.staged')).toEqual([]);
  });

  it('says nothing where the audit log takes no entry: it named stored records by key, and nobody knew who had asked', async () => {
    const asked = run([list(entry(2, 'SPECIMEN, Example'))], { check: true, record: unavailable });
    await expect(asked).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });
});

describe('two runs of one source at once', () => {
  it('the second waits for the first, or refuses where it may not wait', async () => {
    await clear();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let waited = 0;
    const first = run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { record: recordBy(() => held) });
    while ((await databases.ingest.exec("select id from ingest.run where state = 'STAGED'")).length === 0);
    await expect(run([list(entry(2, 'SPECIMEN, Example'))], { wait: false })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('Another run'),
    });
    const second = run([list(entry(2, 'SPECIMEN, Example'))], {
      onWait: () => {
        waited += 1;
        release();
      },
    });
    expect((await Promise.all([first, second])).map(({ added }) => added)).toEqual([1, 1]);
    expect(waited).toBe(1);
  });
});
