import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runExport } from '../../../cli/ingest/export.js';
import { runIngest } from '../../../cli/ingest/ingest.js';
import { type MappedKind, mappedKinds } from '../../../ingest/mapping/catalogue/index.js';
import { recordSources, recordTables, type SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { toCsvCell } from '../../../schema/formats/csvCell.js';
import { unpackContent } from '../../../storage/sourceContent.js';
import { memoryOperatorLog } from '../../support/acts.js';
import { linkKey, makeFolder, ownIngestDatabase, testRun } from '../support/samples.js';
import { everyKind, ingestRecords, originator, source } from './everyKind.js';

const policy = loadPolicy();
const { databases: from } = await ownIngestDatabase();
const { databases: to } = await ownIngestDatabase();

const risky = ["=cmd|'/C calc'!A0", "'quoted", "''", '+32 2 555', '-dash', '@exemplar', '＝wide', "'=both"];
const specimens: SourceRecord[] = risky.map((name, index) => ({
  kind: 'person',
  sourceRef: `${name}/${index}`,
  names: [
    { name, kind: 'NAME' },
    { name: `${name}, "other"`, kind: 'ALIAS' },
  ],
  notes: `${name}\nsecond, "line"\r\nthird`,
  topics: [name, 'plain'],
  birthDates: ['1970', '1970-02', '1970-02-03'],
  birthPeriods: [{ from: '1971', to: '1973' }],
  raw: name,
}));

beforeAll(async () => {
  await ingestRecords([...everyKind(policy), ...specimens], from, policy, { handling: ['H2'] });
});

/** Records by key with their envelope columns: nulls and empty lists are the same as nothing. */
async function recordsOf(databases: typeof from, kind: MappedKind): Promise<Record<string, unknown>> {
  const rows = await databases[recordSources[kind]].exec<{ content: Buffer; envelope: object; source_ref: string }>(
    `select p.content, r.source_ref, to_jsonb(array[to_jsonb(r.handling_codes), to_jsonb(r.classification), to_jsonb(r.minor),
       to_jsonb(r.expires_at), to_jsonb(r.releasable_to), to_jsonb(r.purpose_limits), to_jsonb(r.case_reference),
       to_jsonb(r.source_evaluation), to_jsonb(r.information_evaluation), to_jsonb(r.originator), to_jsonb(r.hit_to),
       to_jsonb(r.addressees), to_jsonb(r.data_subject_category), to_jsonb(r.joint_operation)]) as envelope
     from ${recordTables[kind]} r join ${recordSources[kind]}.provenance p on p.record_id = r.id
     where r.source = $1`,
    [source],
  );
  return Object.fromEntries(
    rows.map(({ content, envelope, source_ref }) => {
      const { envelope: _, ...record } = unpackContent<Record<string, unknown>>(content).record ?? {};
      return [source_ref, { record: prune(record), envelope }];
    }),
  );
}

/**
 * What CSV does not tell apart: nothing from null, an empty text or list; a value that a list has twice from one that
 * it has once; the two ways to end a line.
 */
function prune(value: unknown): unknown {
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object');
    return value.length === 0 ? undefined : plain ? [...new Set(value.map(prune))] : value.map(prune);
  }
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const kept = Object.entries(value).map(([name, one]) => [name, prune(one)] as const);
  const stated = kept.filter(([, one]) => one !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

const readBack = (file: string, mapping: string) =>
  runIngest({
    format: 'mapped',
    mapping,
    files: [file],
    envelope: { originator },
    json: true,
    databases: to,
    keys: { link: linkKey },
    policy,
    out: () => undefined,
    isTerminal: false,
    ...testRun(),
  });

async function exportAs(kind: MappedKind, databases = from) {
  const folder = makeFolder();
  const [output, mappingOutput] = [join(folder, `${kind}.csv`), join(folder, `${kind}.yaml`)];
  const result = await runExport({
    databases,
    policy,
    operatorLog: memoryOperatorLog(),
    source,
    originator,
    format: 'csv',
    kind,
    output,
    mappingOutput,
    operator: 'test',
    json: true,
    stdout: new Writable(),
    out: () => undefined,
    progress: () => undefined,
  });
  return { result, output, mappingOutput };
}

describe('export as csv', () => {
  it.each(mappedKinds)(
    'gives %s back so that its mapping reads the same record, under the same envelope',
    async (kind) => {
      const { result, output, mappingOutput } = await exportAs(kind);
      expect(result.lost).toEqual({});
      expect(await readBack(output, mappingOutput)).toMatchObject({
        source,
        read: result.records,
        added: result.records,
        quarantined: 0,
        unmapped: {},
      });
      expect(await recordsOf(to, kind)).toEqual(await recordsOf(from, kind));
      // Flags were lost: every record that had one was a changed one.
      const next = await exportAs(kind, to);
      expect(await readBack(next.output, next.mappingOutput)).toMatchObject({ unchanged: result.records, changed: 0 });
    },
  );

  it('states the flags of each record, which are read again beside what reading shows', async () => {
    const { output, mappingOutput } = await exportAs('person');
    expect(readFileSync(output, 'utf8')).toContain('SPECIMEN_FLAG');
    expect(readFileSync(mappingOutput, 'utf8')).toMatch(/qualityFlags:\n {4}columns:\n {6}- qualityFlags\[1\]/);
    const flags = await to.persons.exec<{ flags: string[] }>(
      'select distinct quality_flags as flags from persons.provenance order by 1',
    );
    expect(flags).toContainEqual({ flags: ['SPECIMEN_FLAG'] });
  });

  it('has no cell that a spreadsheet takes for a formula, and numbers as they are', async () => {
    const { output } = await exportAs('person');
    const cells = readFileSync(output, 'utf8').split(/,|\r\n/);
    for (const cell of cells) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+@\t]|^-(?!\d+(?:\.\d+)?$)/);
    expect(toCsvCell(-12.5)).toBe('-12.5');
    expect(toCsvCell('-12.5')).toBe("'-12.5");
    expect(toCsvCell('-12.5+1')).toBe("'-12.5+1");
  });

  it('undoes the apostrophe without doubt', () => {
    for (const text of [...risky, "'", "'''a", '=', 'a', "a'=b", '\tx', '+1']) {
      const cell = toCsvCell(text)
        .replace(/^"(.*)"$/s, '$1')
        .replaceAll('""', '"');
      expect(cell.replace(/^'/u, '')).toBe(text);
    }
  });
});
