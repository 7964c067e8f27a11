import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryItem } from '../../../../ingest/formats/format.js';
import { formats } from '../../../../ingest/formats/index.js';
import { findWrongField } from '../../../../ingest/formats/portcullis/misshapen.js';
import { createPortcullisJsonl, portcullisJsonl } from '../../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { toPortcullisLine } from '../../../../ingest/formats/portcullis/portcullisLine.js';
import { createUnderstand } from '../../../../ingest/rows/items.js';
import { createRowMaker } from '../../../../ingest/rows/rows.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { everyKind, originator, source } from '../../exports/everyKind.js';
import { collect, memoryFile } from '../../support/memoryFile.js';
import { createRandom, mutations } from '../../support/mutations.js';
import { linkKey, readAll, recogniseFile, writeFile } from '../../support/samples.js';

const policy = loadPolicy();
const format = createPortcullisJsonl(source);
const records = everyKind(policy);
const toLine = (record: object, raw: string | null = 'raw') =>
  toPortcullisLine(source, { record: record as never, raw });
const lines = records.map(({ raw, ...record }) => toLine(record, raw ?? null));
const person = { kind: 'person', sourceRef: 'p1', names: [{ name: 'Fictius Exemplarov', kind: 'NAME' }] };
const read = (text: string) => readAll(format, [writeFile('export.jsonl', text)]);

describe('portcullis-jsonl', () => {
  it('refuses a source that no record can have', () => {
    for (const name of ['mapped-'.padEnd(64, 'x'), 'Mapped', 'mapped-x y', ''])
      expect(() => createPortcullisJsonl(name)).toThrow('No source has such a name');
  });

  it('reads every kind of record as it was written, with its source text', async () => {
    const { records: found, rejects, unmapped } = await read(lines.join(''));
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(found.map(({ origin: _, delivered: __, ...record }) => record)).toEqual(JSON.parse(JSON.stringify(records)));
    expect(found.map(({ delivered }) => `${delivered}\n`)).toEqual(lines);
    expect(found[7]?.origin).toEqual({ file: 'export.jsonl', line: 8 });
  });

  it('takes the line itself for the source text of a record that had none', async () => {
    const line = toLine(person, null);
    expect((await read(line)).records).toMatchObject([{ sourceRef: 'p1', raw: line.trimEnd() }]);
  });

  it('rejects what is not as its kind has it, by field and never by value', async () => {
    const other = JSON.parse(toLine(person));
    const cases: readonly (readonly [unknown, object])[] = [
      [
        { ...other, record: { ...person, names: 'SECRET' } },
        { field: 'names', reason: 'field.misshapen', sourceRef: 'p1' },
      ],
      [
        { ...other, record: { ...person, names: [null] } },
        { field: 'names[1]', reason: 'field.misshapen' },
      ],
      [{ ...other, record: { ...person, names: [{ name: 'x', kind: 'SECRET' }] } }, { field: 'names[1].kind' }],
      [{ ...other, record: { ...person, firstName: 5 } }, { field: 'firstName' }],
      [{ ...other, record: { ...person, shoeSize: 'SECRET' } }, { field: 'shoeSize' }],
      [
        { ...other, record: { ...person, envelope: { handlingCodes: ['H9'] } } },
        { field: 'envelope.handlingCodes[1]' },
      ],
      [{ ...other, record: { ...person, partial: { lists: ['names'], gone: [] } } }, { field: 'partial' }],
      [{ ...other, record: { ...person, kind: 'spaceship' } }, { field: 'kind' }],
      [{ ...other, record: { ...person, sourceRef: undefined } }, { field: 'sourceRef' }],
      [{ ...other, record: JSON.parse('{"kind":"person","sourceRef":"p1","__proto__":{}}') }, { field: 'names' }],
      [
        { ...other, formatVersion: 2 },
        { field: 'formatVersion', reason: 'version.unknown' },
      ],
      [
        { ...other, source: 'un-consolidated' },
        { field: 'source', reason: 'source.other' },
      ],
      [{ ...other, raw: 5 }, { field: 'raw' }],
      [{ format: 'portcullis-jsonl' }, { reason: 'json.notOfFormat' }],
      [[], { reason: 'json.notOfFormat' }],
    ];
    for (const [line, expected] of cases) {
      const { records: found, rejects } = await read(`${toLine(person)}${JSON.stringify(line)}\n${toLine(person)}`);
      expect(rejects).toEqual([expect.objectContaining({ line: 2, ...expected })]);
      expect(JSON.stringify({ ...rejects[0], raw: '' })).not.toContain('SECRET');
      expect(found).toHaveLength(2);
    }
  });

  it('counts members of a line that it does not know', async () => {
    const { unmapped, records: found } = await read(
      `${JSON.stringify({ ...JSON.parse(toLine(person)), signature: 'x' })}\n`,
    );
    expect(unmapped).toEqual({ signature: 1 });
    expect(found).toHaveLength(1);
  });

  it('is refused without a source, for another file, and for a version to come', async () => {
    const items = (text: string) => collect(format.read({ files: [memoryFile(text)], unmapped: () => undefined }));
    expect(() => portcullisJsonl.read({ files: [], unmapped: () => undefined })).toThrow(/--source NAME/);
    await expect(items('{"id":"a","schema":"Person","properties":{}}\n')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(items(toLine(person).replace('"formatVersion":1', '"formatVersion":7'))).rejects.toThrow(/version 7/);
    await expect(items('')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is recognised by the beginning of its first line, however long that is', async () => {
    const recognise = (text: string) => recogniseFile(format, writeFile('x.json', text));
    expect(await recognise(lines[0] ?? '')).toEqual({ version: '1' });
    expect(await recognise(toLine({ ...person, notes: 'x'.repeat(200_000) }))).toEqual({ version: '1' });
    expect(await recognise('{"id":"portcullis-jsonl"}')).toBeNull();
    expect(await recognise('{"note":1,"format":"portcullis-jsonl","formatVersion":1,')).toBeNull();
    const others = [...formats.values()].filter(({ name }) => name !== format.name);
    for (const other of others) expect(await recogniseFile(other, writeFile('x.json', lines.join('')))).toBeNull();
  });

  it('loses no whole line of a changed file, throws at none, and everything that it yields can be stored', async () => {
    const random = createRandom(20_261_125);
    const bytes = Buffer.from(lines.join(''));
    const start = (lines[0] ?? '').length;
    const makeRows = createRowMaker({ policy, linkKey, statement: { originator }, source });
    for (const [name, mutate] of Object.entries(mutations)) {
      for (let round = 0; round < (name === 'a huge field' ? 3 : 25); round += 1) {
        const changed = mutate(bytes, start, random);
        const file = memoryFile(changed, { chunks: [65_536] });
        let found: DeliveryItem[];
        try {
          found = await collect(format.read({ files: [file], unmapped: () => undefined }));
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
          continue;
        }
        const understand = createUnderstand({
          policy,
          source,
          originator,
          stated: { originator },
          kinds: format.kinds,
          files: [file],
          makeRows,
        });
        for (const [index, item] of found.entries()) understand(item, index + 1);
        const kept = new Set(
          found.filter(({ kind }) => kind !== 'reject').map((item) => (item as { sourceRef: string }).sourceRef),
        );
        if (name === 'in UTF-16' || name === 'in Latin-1') continue;
        const text = new Set(changed.toString('utf8').split('\n'));
        const whole = records.filter((_, index) => text.has(lines[index]?.trimEnd() ?? ''));
        const lost = whole.map(({ sourceRef }) => sourceRef).filter((key) => !kept.has(key));
        expect({ name, round, lost }).toEqual({ name, round, lost: [] });
      }
    }
  });

  it('finds a wrong type anywhere in a record', () => {
    const paths = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([name, one]) => paths(one, [...path, name]))]
        : [path];
    fc.assert(
      fc.property(fc.nat(records.length - 1), fc.nat(), (index, at) => {
        const { raw: _, ...record } = JSON.parse(JSON.stringify(records[index]));
        const places = paths(record).filter((path) => path.length > 0 && path[0] !== 'properties');
        const path = places[at % places.length] ?? [];
        let place = record;
        for (const step of path.slice(0, -1)) place = place[step];
        const last = path.at(-1) ?? '';
        if (place[last] === null) return;
        place[last] = typeof place[last] === 'object' ? 'a text' : { an: 'object' };
        expect(findWrongField(record)).not.toBeNull();
      }),
      { numRuns: 40 },
    );
  });
});
