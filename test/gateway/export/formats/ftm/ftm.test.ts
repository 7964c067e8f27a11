import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ftm } from '../../../../../gateway/export/formats/ftm/ftm.js';
import { toFtmId } from '../../../../../gateway/export/formats/ftm/propertyValue.js';
import { verifyExport } from '../../../../../gateway/export/formats/verification/verifyExport.js';
import type { ExportedObject, ExportRow, ObjectShape } from '../../../../../gateway/export/rows/shape.js';
import { describeWithReal, realFile } from '../../../../ingest/support/samples.js';
import { bytesOf, cutsOf, facts, rowOf, writeExport } from '../../support/exports.js';
import { everyField, productRows } from '../../support/productRows.js';
import { type Entity, type Model, validate } from './validate.js';

const entitiesIn = (file: Uint8Array): Entity[] =>
  Buffer.from(file)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const write = (root: ObjectShape, rows: readonly ExportRow[]) => entitiesIn(writeExport(ftm, root, [rows]));

const persons = everyField('persons', 2);
const seizures = everyField('seizures', 2);
const consignments = everyField('consignments', 2);
const find = (entities: readonly Entity[], id: string) => entities.find((entity) => entity.id === id);

describe('the export as FollowTheMoney', () => {
  it('makes a person of a person, with documents, addresses and listings beside', () => {
    const record: ExportedObject = {
      id: 'person_a',
      name: 'Fictius Exemplarov',
      names: [
        { name: 'Fictius Exemplarov', kind: 'NAME', script: 'Latn' },
        { name: 'F. Ex', kind: 'WEAK_ALIAS', script: 'Latn' },
      ],
      birthDate: '1961-04',
      nationality: ['RU'],
      phones: ['+31 10 123 45 67', 'ask at the desk'],
      physical: { heightCm: 180.5, warningCodes: ['ARMED'] },
      identifications: [
        { type: 'PASSPORT', number: 'X123456', country: 'RU', scheme: null, issuedAt: null, expiresAt: '2030' },
      ],
      addresses: [{ full: 'Quay 1, Rotterdam', country: 'NL' }],
      sanctions: [{ authority: 'Office of Examples', programme: 'EX1', startDate: '2020-01-01' }],
      topics: ['sanction'],
      handling: { originator: 'NL-POLICE', source: 'demo-persons', classification: 'RESTREINT_UE' },
    };
    const entities = write(persons.root, [rowOf(record)]);
    expect(find(entities, 'person-a')).toMatchObject({
      schema: 'Person',
      caption: 'Fictius Exemplarov',
      datasets: ['demo-persons'],
      properties: {
        name: ['Fictius Exemplarov'],
        weakAlias: ['F. Ex'],
        birthDate: ['1961-04'],
        nationality: ['ru'],
        phone: ['+31101234567'],
        height: ['180.5'],
        topics: ['sanction'],
        addressEntity: ['person-a.addresses.1'],
      },
      portcullis: {
        row: 1,
        type: 'Person',
        readAt: facts.readAt,
        receipt: facts.receipt,
        facts: {
          phones: ['ask at the desk'],
          'physical.warningCodes': ['ARMED'],
          'handling.originator': 'NL-POLICE',
          'handling.classification': 'RESTREINT_UE',
        },
      },
    });
    expect(find(entities, 'person-a.identifications.1')).toMatchObject({
      schema: 'Passport',
      properties: { holder: ['person-a'], number: ['X123456'], country: ['ru'], endDate: ['2030'] },
    });
    expect(find(entities, 'person-a.addresses.1')).toMatchObject({
      schema: 'Address',
      properties: { full: ['Quay 1, Rotterdam'] },
    });
    expect(find(entities, 'person-a.sanctions.1')?.properties).toMatchObject({
      entity: ['person-a'],
      program: ['EX1'],
    });
  });

  it('makes links of relations and interests, each under the schema that can have its ends', () => {
    const record: ExportedObject = {
      id: 'person_a',
      name: 'A',
      relations: [
        {
          id: 'relation_1',
          kind: 'FAMILY',
          relationship: 'brother',
          inverse: false,
          person: { id: 'person_b', name: 'B' },
        },
        { id: 'relation_2', kind: 'DEBT', relationship: null, inverse: true, person: { id: 'person_c', name: 'C' } },
        { id: 'relation_3', kind: 'FAMILY', inverse: false, organization: { id: 'organization_f', name: 'F' } },
      ],
      interests: [
        { id: 'interest_1', kind: 'OWNERSHIP', percentage: 51, organization: { id: 'organization_f', name: 'F' } },
        { id: 'interest_2', kind: 'DIRECTORSHIP', role: 'chair', organization: { id: 'organization_f', name: 'F' } },
      ],
    };
    const entities = write(persons.root, [rowOf(record)]);
    expect(find(entities, 'relation-1')).toMatchObject({
      schema: 'Family',
      properties: { person: ['person-a'], relative: ['person-b'], relationship: ['brother'] },
    });
    expect(find(entities, 'relation-2')).toMatchObject({
      schema: 'Debt',
      properties: { debtor: ['person-c'], creditor: ['person-a'] },
    });
    expect(find(entities, 'relation-3')).toMatchObject({ schema: 'UnknownLink', properties: { role: ['FAMILY'] } });
    expect(find(entities, 'interest-1')).toMatchObject({
      schema: 'Ownership',
      properties: { owner: ['person-a'], asset: ['organization-f'], percentage: ['51'] },
    });
    expect(entities.filter(({ id }) => id === 'organization-f').map(({ schema }) => schema)).toEqual([
      'Organization',
      'Company',
    ]);
    expect(find(entities, 'interest-2')).toMatchObject({
      schema: 'Directorship',
      properties: { director: ['person-a'], role: ['chair'] },
    });
  });

  it('makes an event of a seizure, and ties who had a part in it, seen or only stated', () => {
    const record: ExportedObject = {
      id: 'seizure_a',
      caseReference: null,
      seizedAt: '2026-01-31T08:00:00Z',
      normalisedKg: 12,
      place: { name: 'Quay', countryCode: 'NL', location: { unlocode: 'NLRTM', name: 'Rotterdam', country: 'NL' } },
      persons: [
        { id: 'seizureperson_1', role: 'COURIER', statedName: 'A.', person: { id: 'person_a', name: 'A' } },
        { id: 'seizureperson_2', role: 'CREW', statedName: 'U…', person: null },
      ],
      containers: [
        { id: 'seizurecontainer_1', statedNumber: 'CSQU3054383', container: { containerId: 'CSQU3054383' } },
      ],
    };
    const withheld = {
      path: ['persons', 1, 'statedName'],
      category: 'seizures.persons',
      effect: 'MASKED',
      reason: 'CATEGORY',
    } as const;
    const entities = write(seizures.root, [rowOf(record, { cells: [withheld], more: [['items']] })]);
    expect(find(entities, 'seizure-a')).toMatchObject({
      schema: 'Event',
      properties: {
        name: ['seizure-a'],
        date: ['2026-01-31T08:00:00'],
        country: ['nl'],
        location: ['Quay'],
        addressEntity: ['Location-NLRTM'],
      },
      portcullis: { row: 1, more: ['items'], facts: { normalisedKg: 12, containers: { statedNumber: 'CSQU3054383' } } },
    });
    expect(find(entities, 'seizureperson-1')).toMatchObject({
      schema: 'UnknownLink',
      properties: { subject: ['person-a'], object: ['seizure-a'], role: ['COURIER'] },
      portcullis: { facts: { statedName: 'A.' } },
    });
    expect(find(entities, 'seizureperson-2')).toMatchObject({
      schema: 'Person',
      properties: { name: ['U…'] },
      portcullis: { type: 'SeizurePerson', withheld: [{ path: 'statedName', effect: 'MASKED' }] },
    });
    expect(find(entities, 'seizureperson-2.link')?.properties).toMatchObject({
      subject: ['seizureperson-2'],
      role: ['CREW'],
    });
  });

  it('makes a customs declaration of a consignment, with its parties', () => {
    const record: ExportedObject = {
      id: 'consignment_a',
      mrn: '26NLDEMO26001117R8',
      countryOfDestination: 'NL',
      goodsItems: [{ description: 'Bananas', commodityCode: '0803', hs6: '080390' }],
      consignor: { role: 'CONSIGNOR', name: 'Exemplar Fruit SA', eori: 'NL1', person: null, organization: null },
      consignee: { role: 'CONSIGNEE', name: 'Stated', organization: { id: 'organization_b', name: 'Recorded' } },
    };
    const entities = write(consignments.root, [rowOf(record)]);
    expect(find(entities, 'consignment-a')).toMatchObject({
      schema: 'EconomicActivity',
      properties: {
        ccdNumber: ['26NLDEMO26001117R8'],
        destinationCountry: ['nl'],
        goodsDescription: ['Bananas'],
        vedCode: ['0803'],
        sender: ['consignment-a.consignor.1'],
        receiver: ['organization-b'],
      },
      portcullis: { facts: { consignee: { statedName: 'Stated' }, goodsItems: [{ hs6: '080390' }] } },
    });
    expect(find(entities, 'consignment-a.consignor.1')).toMatchObject({
      schema: 'LegalEntity',
      properties: { name: ['Exemplar Fruit SA'] },
      portcullis: { facts: { eori: 'NL1' } },
    });
  });

  it('calls candidates similar, and never links them', () => {
    const { root } = everyField('persons', 3);
    const record = {
      id: 'person_a',
      name: 'A',
      matches: { state: 'OK', matches: [{ score: 0.9, person: { id: 'person_b', name: 'B' } }] },
    };
    const entities = write(root, [rowOf(record)]);
    expect(entities.find(({ schema }) => schema === 'Similar')?.properties).toEqual({
      ...{ candidate: ['person-b'], match: ['person-a'], confidenceScore: ['0.9'] },
    });
    expect(entities.some(({ schema }) => schema === 'UnknownLink')).toBe(false);
  });

  it('writes an entity again only where more of it is shown', () => {
    const relation = (id: string, person: ExportedObject) => ({ id, kind: 'FAMILY', inverse: false, person });
    const rows = [
      rowOf({ id: 'person_a', name: 'A', relations: [relation('relation_1', { id: 'person_b', name: 'B' })] }),
      rowOf({ id: 'person_c', name: 'C', relations: [relation('relation_2', { id: 'person_b', name: 'B' })] }),
      rowOf({
        id: 'person_b',
        name: 'B',
        birthDate: '1961',
        relations: [relation('relation_1', { id: 'person_a', name: 'A' })],
      }),
    ];
    const ids = write(persons.root, rows).map(({ id, portcullis }) => [id, portcullis.row]);
    expect(ids).toEqual([
      ['person-a', 1],
      ['person-b', undefined],
      ['relation-1', undefined],
      ['person-c', 2],
      ['relation-2', undefined],
      ['person-b', 3],
    ]);
  });

  it('says which rows it cannot hold before the first byte', () => {
    expect(ftm.unfit?.(persons.root)).toBeNull();
    expect(ftm.unfit?.(everyField('seizureStatistics', 1).root)).toContain(
      'FollowTheMoney has no schema for SeizureStatistic',
    );
  });

  it('has ids as FollowTheMoney has them, which never meet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(toFtmId(one)).toMatch(/^[0-9A-Za-z.-]*$/);
        return (toFtmId(one) === toFtmId(other)) === (one === other);
      }),
    );
  });

  it('counts and hashes what it holds, knows a cut line, and leaves to the receipt whether that is all', async () => {
    const file = writeExport(ftm, persons.root, [
      [rowOf({ id: 'person_a', name: 'A' })],
      [rowOf({ id: 'person_b', name: 'B' })],
    ]);
    const whole = await verifyExport(bytesOf(file));
    expect(whole).toMatchObject({
      format: 'ftm',
      isWhole: null,
      rows: 2,
      stated: null,
      faults: [],
      header: { agency: 'NL-CUSTOMS' },
    });
    for (const cut of cutsOf(file.length)) {
      const found = await verifyExport(bytesOf(file.subarray(0, cut)));
      expect(found === null || (found.sha256 !== whole?.sha256 && (found.rows !== 2 || found.isWhole === false))).toBe(
        true,
      );
    }
  });
});

const path = realFile('persons', 'ftm', 'ftm_default_model.json');
const model: Model | null = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;

describeWithReal("the export as FollowTheMoney, by FollowTheMoney's own model", [path], () => {
  it.each([
    ...['persons', 'organizations', 'vessels', 'aircraftRecords'],
    ...['seizures', 'incidents', 'jointOperations', 'consignments'],
  ])('is valid for %s, whatever their values', (field) => {
    const { root } = everyField(field, 2);
    fc.assert(
      fc.property(productRows(root), (rows) => {
        expect(validate(write(root, rows), model as Model)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
