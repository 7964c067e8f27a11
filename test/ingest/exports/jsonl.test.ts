import { readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ExportCommand, runExport } from '../../../cli/ingest/export.js';
import { runIngest } from '../../../cli/ingest/ingest.js';
import { runQuarantineRetry } from '../../../cli/ingest/quarantine.js';
import { type RecordKind, recordSources, recordTables } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { unpackContent } from '../../../storage/sourceContent.js';
import { failingOperatorLog, memoryOperatorLog } from '../../support/acts.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';
import { everyKind, ingestRecords, originator, source } from './everyKind.js';

const policy = loadPolicy();
const kinds = Object.keys(recordSources) as RecordKind[];
const { databases: from } = await ownIngestDatabase();
const { databases: to } = await ownIngestDatabase();

beforeAll(async () => {
  await ingestRecords(everyKind(policy), from, policy, { handling: ['H2'], caseReference: 'XX-1' });
});

const { acts, ...operatorLog } = memoryOperatorLog();
const free = (name: string) => join(tmpdir(), `portcullis-export-${process.pid}-${Date.now()}-${name}`);

function run(options: Partial<ExportCommand> = {}) {
  return runExport({
    databases: from,
    policy,
    operatorLog,
    source,
    originator,
    format: 'jsonl',
    operator: 'test',
    json: false,
    stdout: new Writable(),
    out: () => undefined,
    progress: () => undefined,
    ...options,
  });
}

/** Everything that a database has of the source, but for ids, runs, files and times. */
async function stateOf(databases: typeof from) {
  const state: Record<string, unknown[]> = {};
  for (const kind of kinds) {
    const table = recordTables[kind];
    const rows = await databases[recordSources[kind]].exec<{ content: Buffer }>(
      `select r.source_ref, r.content_hash, r.ref, r.holds, p.quality_flags, p.content from ${table} r
       join ${recordSources[kind]}.provenance p on p.record_id = r.id where r.source = $1 order by r.source_ref`,
      [source],
    );
    state[kind] = rows.map(({ content, ...row }) => {
      const { raw, record } = unpackContent<object>(content);
      return { ...row, raw, record: record && { ...record, envelope: null } };
    });
  }
  return state;
}

describe('export as jsonl', () => {
  it('gives every kind of record back so that it is read again to the same rows, hashes and source texts', async () => {
    const output = free('all.jsonl');
    const result = await run({ output });
    expect(Object.keys(result.kinds).sort()).toEqual([...kinds].sort());
    expect(result.lost).toEqual({});
    expect(statSync(output).mode & 0o777).toBe(0o600);
    const before = await stateOf(from);
    // The operator who reads it again says nothing stricter of the envelope: each record has its own.
    const again = await runIngest({
      format: 'auto',
      source,
      files: [output],
      envelope: { originator, classification: 'PUBLIC' },
      json: true,
      databases: to,
      keys: { link: linkKey },
      policy,
      out: () => undefined,
      isTerminal: false,
      ...testRun(),
    });
    expect(again).toMatchObject({ read: result.records, added: result.records, quarantined: 0, unmapped: {}, source });
    expect(await stateOf(to)).toEqual(before);
    for (const kind of kinds) expect(before[kind]?.length).toBeGreaterThan(0);
    // And into the database that it came from it changes nothing.
    const same = await runIngest({
      format: 'portcullis-jsonl',
      source,
      files: [output],
      envelope: { originator },
      json: true,
      databases: from,
      keys: { link: linkKey },
      policy,
      out: () => undefined,
      isTerminal: false,
      ...testRun(),
    });
    expect(same).toMatchObject({ stored: 0, unchanged: result.records });
    rmSync(output);
  });

  it('is in the audit log before a byte leaves, and leaves nothing where the log cannot be written', async () => {
    const output = free('logged.jsonl');
    acts.length = 0;
    const result = await run({ output, kind: 'person' });
    const persons = await from.persons.exec<{ id: string }>(
      'select id from persons.person where source = $1 and originator = $2 order by id',
      [source, originator],
    );
    expect(acts).toEqual([
      expect.objectContaining({
        act: 'export',
        id: result.export,
        operator: 'test',
        originator,
        facts: expect.objectContaining({ source, format: 'jsonl', records: result.records }),
        disclosed: [{ type: 'Person', originator, categories: ['provenance.raw'], ids: persons.map(({ id }) => id) }],
        ended: { facts: { bytes: result.bytes, sha256: result.sha256, lost: {} } },
      }),
    ]);
    const failing = free('unlogged.jsonl');
    const written: Buffer[] = [];
    const stdout = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk);
        done();
      },
    });
    const unwritable = failingOperatorLog(async () => {
      throw Object.assign(new Error('no log'), { code: 'AUDIT_UNAVAILABLE' });
    });
    await expect(run({ operatorLog: unwritable, stdout })).rejects.toThrow('no log');
    await expect(run({ operatorLog: unwritable, output: failing })).rejects.toThrow('no log');
    expect(written).toEqual([]);
    expect(() => statSync(failing)).toThrow('ENOENT');
    // Before the log has resolved there is nothing in the file.
    let size = -1;
    const watched = free('watched.jsonl');
    await run({
      output: watched,
      operatorLog: {
        ...operatorLog,
        perform: async (_, work) => {
          size = statSync(watched).size;
          return (await work()).value;
        },
      },
    });
    expect(size).toBe(0);
    expect(statSync(watched).size).toBeGreaterThan(0);
  });

  it('refuses agencies that are not listed or have nothing there, with a hint, and files that are there', async () => {
    await expect(run({ originator: 'XX-NOBODY' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    acts.length = 0;
    await expect(run({ originator: 'BE-CUSTOMS' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'BE-CUSTOMS has no records of the source hs.',
    });
    await expect(run({ source: 'ftm' })).rejects.toMatchObject({
      extensions: expect.objectContaining({ hint: 'It has records of hs.' }),
    });
    await expect(run({ output: writeFile('there.jsonl', 'mine') })).rejects.toThrow(/is there already/);
    await expect(run({ format: 'ftm' })).rejects.toThrow(/cannot hold consignment/);
    await expect(run({ format: 'csv', kind: 'code' })).rejects.toThrow(/cannot hold code/);
    await expect(run({ kind: 'person', mappingOutput: free('x.yaml') })).rejects.toThrow(/needs no mapping/);
    expect(acts).toEqual([]);
  });

  it("leaves out what has expired, whether or not it was purged, and what is another agency's", async () => {
    const [person] = everyKind(policy).filter(({ kind }) => kind === 'person');
    const records = [
      { ...person, sourceRef: 'gone', envelope: { expiresAt: '2001-01-01T00:00:00Z' } },
      { ...person, sourceRef: 'theirs', envelope: { originator: 'EU-SANCTIONS-DESK' } },
      { ...person, sourceRef: 'ours' },
    ];
    await ingestRecords(records as never, from, policy);
    const output = free('left.jsonl');
    await run({ output, kind: 'person' });
    const keys = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).record.sourceRef as string);
    expect(keys).toContain('ours');
    expect(keys).not.toContain('gone');
    expect(keys).not.toContain('theirs');
    expect(keys).toEqual([...keys].sort());
  });
});

describe('records of an export in quarantine', () => {
  it('are read again as what they are', async () => {
    const output = free('bad.jsonl');
    await run({ output, kind: 'code' });
    const purpose = 'HARBOUR_PATROL';
    const text = readFileSync(output, 'utf8').replace('"purposeLimits":[]', `"purposeLimits":["${purpose}"]`);
    const unknown = writeFile('unknown.jsonl', text);
    const access = { databases: to, keys: { link: linkKey }, json: true, out: () => undefined, ...testRun() };
    const first = await runIngest({
      ...access,
      policy,
      format: 'auto',
      source,
      files: [unknown],
      envelope: { originator },
      isTerminal: false,
    });
    expect(first).toMatchObject({ quarantined: 1, reasons: { 'envelope.unknown': 1 } });
    const known = { ...policy.purposes, [purpose]: policy.purposes.CUSTOMS_CONTROL };
    const allowing = { ...policy, purposes: known } as typeof policy;
    const filter = { run: first.run ?? '' };
    const [again] = await runQuarantineRetry({ ...access, policy: allowing, filter } as never);
    expect(again).toMatchObject({ format: 'portcullis-jsonl', source, read: 1, quarantined: 0 });
  });
});

describe('export as raw', () => {
  it('gives the source texts back as they stood', async () => {
    const written: Buffer[] = [];
    const stdout = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk);
        done();
      },
    });
    const told: string[] = [];
    const out = () => {
      throw new Error('standard output has the records');
    };
    const result = await run({
      format: 'raw',
      kind: 'code',
      stdout,
      out,
      progress: (line) => told.push(line),
      json: true,
    });
    expect(Buffer.concat(written).toString()).toBe('0101\n');
    expect(JSON.parse(told[0] ?? '')).toEqual(result);
  });
});
