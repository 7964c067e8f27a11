import { describe, expect, it } from '@jest/globals';
import { ftm } from '../../../../ingest/formats/ftm/ftm.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { readAll, recogniseFile, writeFile } from '../../support/samples.js';
import { address, company, entity, family, ownership, passport, person, read, sanction, toLines } from './entities.js';

describe('ftm: what is kept nowhere, or not readable', () => {
  it('rejects a thing that no source keeps, with what is part of it', async () => {
    const lorry = entity('xx-car', 'Vehicle', { name: ['ZZ-EXA'], registrationNumber: ['ZZ 1'] });
    const listed = entity('xx-s9', 'Sanction', { entity: ['xx-car'], program: ['DEMO'] });
    const { records, rejects } = await read([listed, lorry]);
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([{ line: 2, field: 'schema', reason: 'schema.notKept', sourceRef: 'xx-car' }]);
    expect(rejects[0]?.raw).toBe(`${JSON.stringify(lorry)}\n${JSON.stringify(listed)}`);
  });

  it('rejects a part of nothing in the delivery, after all else', async () => {
    const { rejects } = await read([address, sanction, company]);
    expect(rejects).toMatchObject([
      { line: 1, reason: 'owner.notInDelivery' },
      { line: 2, field: 'entity', reason: 'owner.notInDelivery' },
    ]);
  });

  it('keeps what has no field in the text of its owner, and rejects it without one', async () => {
    const account = entity('xx-u1', 'UserAccount', { owner: ['xx-c1'], username: ['specimen'] });
    const { records, rejects } = await read([company, account]);
    expect(rejects).toEqual([]);
    expect(records[0]?.raw).toContain('"xx-u1"');
    expect((await read([person, account])).rejects).toMatchObject([{ line: 2, reason: 'schema.notKept' }]);
  });

  it('rejects lines that are no entity, each with its reason, and reads on', async () => {
    const path = writeFile(
      'broken.json',
      `${toLines([company])}{"id": "xx-broken"\n[]\n${toLines([
        { schema: 'Person', properties: {} },
        { id: 'a', properties: {} },
        { id: 'b', schema: 'Spaceship', properties: {} },
        { id: 'c', schema: 'Person', properties: [] },
        company,
        { op: 'XXX', entity: { id: 'd' } },
      ])}`,
    );
    const { records, rejects } = await readAll(ftm, [path]);
    expect(records).toHaveLength(1);
    expect(rejects.map(({ line, reason, field }) => [line, reason, field])).toEqual([
      [2, 'json.notWellFormed', undefined],
      [3, 'entity.notAnObject', undefined],
      [4, 'key.missing', 'id'],
      [5, 'schema.missing', 'schema'],
      [6, 'schema.unknown', 'schema'],
      [7, 'properties.missing', 'properties'],
      [8, 'entity.repeated', 'id'],
      [9, 'op.unknown', 'op'],
    ]);
  });

  it('counts properties and members that the model does not have', async () => {
    const { unmapped } = await read([entity('xx-x', 'Person', { name: ['A'], shoeSize: ['43'] }, { mood: 'good' })]);
    expect(unmapped).toEqual({ 'Person:shoeSize': 1, mood: 1 });
  });

  it('refuses files that are something else before the first item', async () => {
    await expect(read([{ name: 'no entity' }])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(readAll(ftm, [writeFile('list.json', `[${toLines([company]).trim()}]`)])).rejects.toThrow(
      /line of its own/,
    );
    const delta = writeFile('delta.json', toLines([{ op: 'ADD', entity: company }]));
    await expect(readAll(ftm, [delta, writeFile('a.json', toLines([person]))])).rejects.toThrow(/delivery of its own/);
  });
});

describe('ftm: nested targets', () => {
  const nested = {
    ...person,
    properties: {
      ...person.properties,
      addressEntity: [address],
      sanctions: [{ ...sanction, properties: { ...sanction.properties, entity: undefined } }],
      identifications: [passport],
      ownershipOwner: [{ ...ownership, properties: { ...ownership.properties, asset: [company] } }],
    },
  };

  it('come to the same records as entities a line each', async () => {
    const flat = { ...person, properties: { ...person.properties, addressEntity: ['xx-a1'] } };
    const strip = ({ origin: _, raw: __, ...record }: SourceRecord) => record;
    const one = await read([nested]);
    const other = await read([flat, sanction, passport, address, ownership, company]);
    expect(one.rejects).toEqual([]);
    expect(one.unmapped).toEqual({});
    expect(one.records.map(strip)).toEqual(other.records.map(strip));
  });

  it('are read from their own lines where they have some, even in a file that nests late', async () => {
    const fullCompany = { ...company, properties: { ...company.properties, legalForm: ['Ltd'] } };
    const { records, rejects } = await read([family, nested, fullCompany]);
    expect(rejects).toEqual([]);
    expect(records.filter(({ sourceRef }) => sourceRef === 'xx-c1')).toMatchObject([{ legalForm: 'Ltd' }]);
  });
});

describe('ftm: deltas', () => {
  const change = (op: string, of: unknown) => ({ op, entity: of });

  it('yield records; a modified one states its lists in part, and is no longer of another kind', async () => {
    const { records, withdrawals } = await read([
      change('ADD', company),
      change('MOD', person),
      change('MOD', sanction),
      change('DEL', { id: 'xx-s0' }),
    ]);
    expect(records[0]).not.toHaveProperty('partial');
    expect(records[1]).toMatchObject({
      sourceRef: 'xx-p1',
      partial: { lists: ['sanctions', 'identifications', 'positions', 'addresses'] },
      sanctions: [{ sourceRef: 'xx-s1' }, { programmeId: 'XX-OTHER' }],
    });
    expect(['xx-s0', 'xx-s1'].map((key) => records[1]?.partial?.gone.has(key))).toEqual([true, false]);
    expect(withdrawals.map(({ of, sourceRef }) => `${of} ${sourceRef}`)).toEqual([
      'organization xx-p1',
      'vesselRecord xx-p1',
      'aircraftRecord xx-p1',
      ...['person', 'organization', 'vesselRecord', 'aircraftRecord', 'relation', 'interest'].map(
        (of) => `${of} xx-s0`,
      ),
    ]);
  });

  it('withdraw by the stated schema where there is one', async () => {
    const { withdrawals } = await read([change('DEL', { id: 'xx-l1', schema: 'Ownership' })]);
    expect(withdrawals).toMatchObject([{ of: 'interest', sourceRef: 'xx-l1', origin: { line: 1 } }]);
  });

  it('reject a part whose owner they do not have', async () => {
    const { rejects } = await read([change('MOD', sanction), change('MOD', company)]);
    expect(rejects).toMatchObject([{ line: 1, reason: 'owner.notInDelta', sourceRef: 'xx-s1' }]);
  });

  it('say of a deletion that it may be of a part, and which records they state themselves', async () => {
    for (const deleted of [{ id: 'xx-s1' }, sanction]) {
      const { withdrawals } = await read([change('DEL', deleted), change('MOD', company)]);
      const [first, ...others] = withdrawals.filter(({ sourceRef }) => sourceRef === 'xx-s1');
      expect(['xx-s1', 'xx-c1'].map((key) => first?.partial?.gone.has(key))).toEqual([true, false]);
      expect(first?.partial?.isStated?.('xx-c1')).toBe(true);
      expect(first?.partial?.isStated?.('xx-p1')).toBe(false);
      expect(others.some(({ partial }) => partial)).toBe(false);
    }
    const { withdrawals } = await read([change('DEL', company)]);
    expect(withdrawals.some(({ partial }) => partial)).toBe(false);
  });

  it('are in the order of the version in their name, where it has one', async () => {
    const text = toLines([change('ADD', company)]);
    const named = writeFile('20260131120000-abc.delta.json', text);
    expect(await recogniseFile(ftm, named)).toEqual({ version: 'delta', sequence: '20260131120000-abc' });
    expect(await recogniseFile(ftm, writeFile('entities.delta.json', text))).toEqual({ version: 'delta' });
  });
});
