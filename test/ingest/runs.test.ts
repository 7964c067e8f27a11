import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formats } from '../../ingest/formats/index.js';
import { createMappedFormat } from '../../ingest/formats/mapped.js';
import type { Mapping } from '../../ingest/mapping/mapping.js';
import { parseMapping } from '../../ingest/mapping/parse.js';
import { type IngestRun, ingest } from '../../ingest/pipeline.js';
import { markSolved, readQuarantine } from '../../ingest/quarantineStore.js';
import { type RetryGroup, toRetryGroups } from '../../ingest/retry.js';
import { loadPolicy } from '../../policy/load.js';
import { PortcullisError } from '../../schema/errors.js';
import { openDatabase } from '../../storage/database.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { linkKey, openIngestDatabases, testRun, writeFile } from './support.js';

// All entries are invented.
const policy = loadPolicy();
let database: TestDatabase;
let databases: ReturnType<typeof openIngestDatabases>;

beforeAll(async () => {
  database = await createTestDatabase();
  databases = openIngestDatabases(database);
});
afterAll(async () => {
  await databases?.close();
  await database?.close();
});

const entry = (number: number, name: string, remarks = 'DOB 1 Jan 1970.', type = 'individual') =>
  `${number},"${name}","${type}","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"`;
const list = (...lines: string[]) => writeFile('sdn.csv', `${lines.join('\n')}\n`);

function run(files: IngestRun['files'], options: Partial<IngestRun> = {}) {
  const format = formats.get('ofac-sdn');
  if (!format) throw new Error('no format');
  return ingest({
    format,
    files,
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases,
    linkKey,
    policy,
    ...testRun(),
    ...options,
  });
}

const names = async (): Promise<string[]> =>
  (await databases.persons.exec<{ name: string }>('select name from persons.person order by name')).map(
    ({ name }) => name,
  );
const history = (key: string) =>
  databases.persons.exec<{ version: number; ending: string }>(
    'select version, ending from persons.history where source_ref = $1 order by version',
    [key],
  );
const clear = async (): Promise<void> => {
  for (const table of ['person', 'relation', 'interest', 'provenance', 'history', 'staged', 'staged_position']) {
    await databases.persons.exec(`delete from persons.${table}`);
  }
  await databases.ingest.exec('delete from ingest.quarantine');
  await databases.ingest.exec('delete from ingest.run');
};

describe('a run', () => {
  it('is in the audit log with operator, hashes and counts before any of its records is shown', async () => {
    await clear();
    const shown: string[][] = [];
    const { recorded } = testRun();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))], {
      operator: 'night shift',
      record: async (one) => {
        shown.push(await names());
        recorded.push(one);
      },
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
    const unavailable = async () => {
      throw new PortcullisError('AUDIT_UNAVAILABLE');
    };
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await names()).toEqual([]);
    expect(await run(files)).toMatchObject({ resumed: true, added: 1 });
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
    ['an originator that may not enter the source', { originator: 'BE-CUSTOMS' }, 'originator.notListed'],
    ['a handling code that policy does not know', { handlingCodes: ['H9'] }, 'envelope.unknown'],
    ['a purpose that policy does not know', { purposeLimits: ['CURIOSITY'] }, 'envelope.unknown'],
    ['a category of persons that policy does not know', { dataSubjectCategory: 'NEIGHBOUR' }, 'envelope.unknown'],
  ])('keeps a record that states %s in quarantine: it would be shown to nobody', async (_, envelope, reason) => {
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
  const unavailable = async () => {
    throw new PortcullisError('AUDIT_UNAVAILABLE');
  };

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
    const earlier = [list(entry(1, 'EXEMPLAROV, Earlier'), entry(2, 'SPECIMEN, Earlier'))];
    const onProgress: IngestRun['onProgress'] = ({ phase }) => {
      if (phase === 'PUBLISHING') throw new Error('stopped');
    };
    await expect(run(earlier, { batchRows: 1, onProgress })).rejects.toThrow('stopped');
    expect(await names()).toEqual(['EXEMPLAROV, Earlier']);
    const later = [list(entry(1, 'EXEMPLAROV, Later'), entry(2, 'SPECIMEN, Later'))];
    expect(await run(later)).toMatchObject({ added: 1, changed: 1 });
    expect(await run(earlier)).toMatchObject({ changed: 2, quarantined: 0 });
    expect(await names()).toEqual(['EXEMPLAROV, Earlier', 'SPECIMEN, Earlier']);
  });

  it('goes on where it was when the other was published before it began', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, First'))]);
    const files = [list(entry(1, 'EXEMPLAROV, Second'))];
    await expect(run(files, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const [staged] = await databases.persons.exec<{ xmin: string }>('select xmin::text from persons.staged');
    const record = async () => {
      const still = await databases.persons.exec<{ xmin: string }>('select xmin::text from persons.staged');
      expect(still).toEqual([staged]);
    };
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

  it('is neither changed nor withdrawn by a delivery that states its key: the statement goes into quarantine', async () => {
    await clear();
    const envelope = { originator: 'EU-SANCTIONS-DESK', handling: ['H1'] };
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { envelope });
    const stored = () =>
      databases.persons.exec<{ originator: string }>(
        'select id, name, originator, handling_codes, content_hash from persons.person',
      );
    const before = await stored();
    const result = await run([list(entry(1, 'EXEMPLAROV, Taken'), entry(2, 'SPECIMEN, Own'))], { envelope: taken });
    expect(result).toMatchObject({
      read: 2,
      added: 1,
      changed: 0,
      quarantined: 1,
      reasons: { 'record.ofAnotherAgency': 1 },
    });
    expect((await stored()).filter(({ originator }) => originator !== 'EU-ANALYSIS')).toEqual(before);
    expect(await history('1')).toEqual([]);
    const [kept] = await readQuarantine(databases.ingest, {});
    expect(kept).toMatchObject({ line: 1, reason: 'record.ofAnotherAgency', originator: 'EU-ANALYSIS' });
    expect(kept?.raw.toString()).toContain('EXEMPLAROV, Taken');
  });

  it('is not withdrawn by a deletion, nor completed for a delta: nothing of it reaches the other agency', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Secret'))]);
    const format = formats.get('ofac-sdn');
    if (!format) throw new Error('no format');
    const deleting = {
      ...format,
      read: async function* () {
        yield { kind: 'withdrawal', of: 'person', sourceRef: '1', raw: 'DEL 1' } as const;
      },
    };
    const result = await run([list(entry(1, 'x'))], { format: deleting, envelope: taken });
    expect(result).toMatchObject({ withdrawn: 0, quarantined: 1 });
    expect(await names()).toEqual(['EXEMPLAROV, Secret']);
    const [kept] = await readQuarantine(databases.ingest, {});
    expect(kept?.raw.toString()).toBe('DEL 1');
  });

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

describe('a whole list', () => {
  it('withdraws what it does not name any more: gone from the source, kept in history, back under its old id', async () => {
    await clear();
    const both = [list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))];
    await run(both, { limits: { whole: true } });
    const [before] = await databases.persons.exec<{ id: string }>(
      "select id from persons.person where source_ref = '2'",
    );
    const one = [list(entry(1, 'EXEMPLAROV, Fictitius'))];
    expect(await run(one, { limits: { whole: true } })).toMatchObject({ unchanged: 1, withdrawn: 1, stored: 0 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
    expect(await history('2')).toEqual([{ version: 1, ending: 'WITHDRAWN' }]);
    expect(await run(both, { limits: { whole: true } })).toMatchObject({ added: 1, unchanged: 1 });
    const [after] = await databases.persons.exec<{ id: string }>(
      "select id from persons.person where source_ref = '2'",
    );
    expect(after).toEqual(before);
    const versions = await databases.persons.exec("select version from persons.provenance where source_ref = '2'");
    expect(versions).toEqual([{ version: 2 }]);
  });

  it('withdraws nothing of another originator, nor without being called whole', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { envelope: { originator: 'EU-ANALYSIS' } });
    expect(await run([list(entry(2, 'SPECIMEN, Example'))], { limits: { whole: true } })).toMatchObject({
      withdrawn: 0,
    });
    expect(await run([list(entry(3, 'SPECIMEN, Third'))])).toMatchObject({ withdrawn: 0 });
    expect(await names()).toHaveLength(3);
  });

  it('keeps what is gone while records cannot be read that may be it, and says so', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))]);
    const broken = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"SPECIMEN')];
    expect(await run(broken, { limits: { whole: true } })).toMatchObject({
      withdrawn: 0,
      notWithdrawn: 1,
      quarantined: 1,
    });
    expect(await names()).toHaveLength(2);
    const again = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"SPECIMEN', '')];
    expect(await run(again, { limits: { whole: true, withdrawAnyway: true } })).toMatchObject({ withdrawn: 1 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
  });

  it('does not take for gone what it names and no source keeps', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))]);
    const aircraft = entry(9, 'SPECIMEN AIR', 'Aircraft Model X.', 'aircraft');
    const result = await run([list(entry(1, 'EXEMPLAROV, Fictitius'), aircraft)], { limits: { whole: true } });
    expect(result).toMatchObject({ withdrawn: 1, notWithdrawn: 0, quarantined: 1 });
  });

  it('is refused for a format whose deliveries never are', async () => {
    const format = formats.get('ens');
    if (!format) throw new Error('no format');
    const file = writeFile('message.xml', '<CC315A xmlns="http://ics.dgtaxud.ec/CC315A"/>');
    await expect(
      run([file], { format, envelope: { originator: 'NL-CUSTOMS' }, limits: { whole: true } }),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('--full') });
  });
});

describe('a delivery of which too much cannot be read', () => {
  it('is taken back whole: nothing is stored, the quarantine stays, the audit log says so', async () => {
    await clear();
    const { recorded, ...rest } = testRun();
    const files = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"broken', entry(3, 'SPECIMEN, Third'))];
    await expect(run(files, { ...rest, limits: { maxBadPercent: 5 } })).rejects.toMatchObject({
      code: 'INGEST_ROLLED_BACK',
      extensions: { reasons: { 'quote.notClosed': 1 } },
    });
    expect(await names()).toEqual([]);
    expect(await databases.persons.exec('select seq from persons.staged')).toEqual([]);
    expect(await databases.ingest.exec('select line, reason from ingest.quarantine')).toEqual([
      { line: 2, reason: 'quote.notClosed' },
    ]);
    expect(recorded).toMatchObject([{ outcome: 'ROLLED_BACK' }]);
    expect(await run(files, { limits: { maxBadPercent: 50 } })).toMatchObject({ stored: 2, quarantined: 1 });
  });

  it('is stopped early, before all of it is read', async () => {
    await clear();
    const lines = Array.from({ length: 6000 }, (_, index) =>
      index % 2 ? entry(index, `SPECIMEN ${index}`) : `${index},"x`,
    );
    await expect(run([list(...lines)], { limits: { maxBadPercent: 5 } })).rejects.toMatchObject({
      message: expect.not.stringContaining('6000'),
    });
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
    expect(recorded).toEqual([]);
    expect(await state()).toBe(before);
    expect(await databases.ingest.exec('select id from ingest.quarantine')).toEqual([]);
    expect(await databases.persons.exec('select seq from persons.staged')).toEqual([]);
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
    const first = run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { record: () => held });
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

describe('quarantine', () => {
  it('gives its records back under the envelope of the run that could not read them, never a weaker one', async () => {
    await clear();
    const envelope = { originator: 'EU-SANCTIONS-DESK', handling: ['H2'], classification: 'RESTREINT_UE' };
    await run([list(entry(2, 'SPECIMEN, Example'), entry(1, 'EXEMPLAROV, Fictitius', 'DOB.', 'robot'))], { envelope });
    const [group] = toRetryGroups(await readQuarantine(databases.ingest, {}));
    expect(group?.envelope).toMatchObject(envelope);
  });

  it('does not overwrite a record with another that only their order told apart', async () => {
    await clear();
    await databases.incidents.exec('delete from incidents.incident');
    const format = formats.get('pirate-attacks');
    if (!format) throw new Error('no format');
    const header =
      'date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name';
    const line = (text: string) => `2001-01-01,NA,103.2,1.5,Boarded,Off Nowhere,SGP,${text},Exemplar`;
    const options = { format, envelope: { originator: 'EU-ANALYSIS' } };
    await run([writeFile('attacks.csv', `${header}\n${line('First')}\n${line('Second')}\n`)], options);
    const stored = () =>
      databases.incidents.exec('select source_ref, narrative from incidents.incident order by narrative');
    const before = await stored();
    expect(before).toHaveLength(2);
    const third = [writeFile('attacks.csv', `${header}\n${line('Third')}\n`)];
    expect(await run(third, { ...options, retry: true })).toMatchObject({ stored: 0, reasons: { 'key.taken': 1 } });
    expect(await stored()).toEqual(before);
  });

  it('keeps the records of two registers apart whose keys are the same, whole lists and all, since each has its source', async () => {
    await clear();
    const register = (source: string) => {
      const text = `version: 1\nsource: ${source}\nkind: person\ninput: {type: csv}\nkey: id\nfields: {names: name}\n`;
      return createMappedFormat(parseMapping(text, 'm.yaml').mapping as Mapping);
    };
    const whole = { envelope: { originator: 'NL-CUSTOMS' }, limits: { whole: true } };
    const one = writeFile('one.csv', 'id,name\n1,EXEMPLAROV\n2,FALSCH\n');
    const other = writeFile('other.csv', 'id,name\n1,SPECIMEN\n');
    await run([one], { ...whole, format: register('mapped-one') });
    const second = await run([other], { ...whole, format: register('mapped-other') });
    expect(second).toMatchObject({ added: 1, changed: 0, withdrawn: 0 });
    expect(await names()).toEqual(['EXEMPLAROV', 'FALSCH', 'SPECIMEN']);
    await expect(run([one], { ...whole, format: register('watchlist') })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extensions: { hint: 'A register of its own it may enter by a mapping, as mapped-NAME.' },
    });
    await expect(
      run([one], { format: register('mapped-one'), envelope: { originator: 'EU-SANCTIONS-DESK' } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not overwrite a record with a later one of its delivery that was refused for its key', async () => {
    await clear();
    const { mapping } = parseMapping(
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nfields: {names: name}\n',
      'm.yaml',
    );
    const format = createMappedFormat(mapping as Mapping);
    const options = { format, envelope: { originator: 'NL-CUSTOMS' } };
    await run([writeFile('twice.csv', 'id,name\n1,EXEMPLAROV\n2,FALSCH\n1,SPECIMEN\n')], options);
    const [group] = toRetryGroups(await readQuarantine(databases.ingest, {}));
    expect(group).toMatchObject({ retried: { repeated: true }, ids: [expect.any(String)] });
    const { retried, file } = group as RetryGroup;
    const again = await run([file], { ...options, retry: true, retried });
    expect(again).toMatchObject({ stored: 0, quarantined: 1, reasons: { 'key.taken': 1 } });
    expect(await names()).toEqual(['EXEMPLAROV', 'FALSCH']);
    const taken = await readQuarantine(databases.ingest, { reason: 'key.taken' });
    expect(taken).toMatchObject([{ line: 4, before: expect.stringContaining('id,name') }]);
    const [next] = toRetryGroups(taken);
    const other = parseMapping(
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: name\nfields: {names: name}\n',
      'n.yaml',
    ).mapping;
    const last = { format: createMappedFormat(other as Mapping), retry: true, retried: (next as RetryGroup).retried };
    expect(await run([(next as RetryGroup).file], { ...options, ...last })).toMatchObject({ stored: 1 });
    expect(
      await databases.persons.exec("select line from persons.provenance where source_ref = 'SPECIMEN'"),
    ).toMatchObject([{ line: 4 }]);
  });

  it('gives its records back as files of their format, and is solved by what is understood then', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example', 'DOB.', 'robot'), '3,"broken')]);
    const records = await readQuarantine(databases.ingest, {});
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
    const [group] = toRetryGroups(records);
    const bytes: Buffer[] = [];
    for await (const chunk of group?.file.bytes() ?? []) bytes.push(chunk);
    expect(Buffer.concat(bytes).toString()).toContain('"robot"');
    // As if the format had learnt: the same records, repaired.
    const repaired = Buffer.concat(bytes)
      .toString()
      .replace('robot', 'individual')
      .replace('3,"broken', entry(3, 'SPECIMEN, Third'));
    const result = await run([writeFile('sdn.csv', repaired)]);
    expect(result).toMatchObject({ added: 2, quarantined: 0 });
    expect(await markSolved(databases.ingest, group?.ids ?? [], result.run ?? '')).toBe(2);
    expect(await readQuarantine(databases.ingest, {})).toEqual([]);
  });
});
