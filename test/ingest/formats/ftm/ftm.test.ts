import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ftm } from '../../../../ingest/formats/ftm/ftm.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { findDefect } from '../../../../ingest/records/validate.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { all, company, entity, read, toLines } from './entities.js';

describe('ftm: recognition', () => {
  it('goes by content alone', async () => {
    const cases: readonly (readonly [string, string | null])[] = [
      [toLines([company]), 'entities'],
      [`not json\n\n${toLines([company])}`, 'entities'],
      [`\uFEFF${JSON.stringify(company)}`, 'entities'],
      [toLines([entity('xx-big', 'Person', { notes: ['x'.repeat(100_000)], name: ['A'] })]), 'entities'],
      ['{"id":"a","schema":"Spaceship","properties":{}}\n', null],
      ['{"id":"a","name":"b"}\n', null],
      ['id,schema,properties\na,Person,{}\n', null],
      ['', null],
    ];
    for (const [text, version] of cases)
      expect((await recogniseFile(ftm, writeFile('x.json', text)))?.version ?? null).toBe(version);
  });
});

describe('ftm: the order of lines', () => {
  it('does not matter', async () => {
    const strip = ({ origin: _, ...record }: SourceRecord) => ({ ...record, raw: record.raw?.split('\n').sort() });
    const key = (records: readonly SourceRecord[]) =>
      records.map(strip).sort((one, other) => (one.sourceRef < other.sourceRef ? -1 : 1));
    const more = [
      ...all,
      entity('xx-s2', 'Sanction', { entity: ['xx-p1', 'xx-c1'], program: ['Second'] }),
      entity('xx-d2', 'Identification', { holder: ['xx-p1'], number: ['7'], type: ['Driving licence'] }),
      entity('xx-n1', 'Note', { entity: ['xx-c1'], description: ['Noted.'] }),
    ];
    const expected = key((await read(more)).records);
    expect(expected).toHaveLength(4);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(more, { minLength: more.length }), async (shuffled) => {
        const { records, rejects } = await read(shuffled);
        expect(rejects).toEqual([]);
        expect(key(records)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

const folder = ['persons', 'ftm'];
const t1 = realFile(...folder, 'yente_t1.ftm.json');
const zala = realFile(...folder, 'yente_zala.ftm.json');
const pfh = realFile(...folder, 'yente_t2_pfh.delta.json');
const wnk = realFile(...folder, 'yente_t2_wnk.delta.json');

describeWithReal('ftm: real files', [t1, zala, pfh, wnk], () => {
  const countKinds = (items: readonly { readonly kind: string }[]) => {
    const counts: Record<string, number> = {};
    for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };

  it('yente_zala: 91 lines are 38 records with 53 parts in them', async () => {
    const { records, rejects, unmapped, items } = await readAll(ftm, [zala]);
    expect(countKinds(items)).toEqual({ person: 6, organization: 11, interest: 17, relation: 4 });
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records.map(findDefect).filter(Boolean)).toEqual([]);
    const lines = new Set(records.flatMap(({ raw }) => raw?.split('\n') ?? []));
    expect(lines.size).toBe(91);
    const listed = records.flatMap((record) => ('sanctions' in record ? (record.sanctions ?? []) : []));
    expect(listed.filter(({ sourceRef }) => sourceRef)).toHaveLength(41);
  });

  it('yente_t1: six records, and an address of none of them', async () => {
    const { items, rejects } = await readAll(ftm, [t1]);
    expect(countKinds(items)).toEqual({ person: 4, organization: 2, reject: 1 });
    expect(rejects).toMatchObject([{ reason: 'owner.notInDelivery' }]);
  });

  it('the two deltas', async () => {
    expect(countKinds((await readAll(ftm, [pfh])).items)).toEqual({ organization: 2, withdrawal: 3 });
    expect(countKinds((await readAll(ftm, [wnk])).items)).toEqual({ organization: 1, person: 1 });
  });

  it('are recognised, deltas as such', async () => {
    const found = await Promise.all([t1, zala, pfh, wnk].map((path) => recogniseFile(ftm, path)));
    expect(found.map((one) => one?.version)).toEqual(['entities', 'entities', 'delta', 'delta']);
    expect(found.map((one) => one?.sequence)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
