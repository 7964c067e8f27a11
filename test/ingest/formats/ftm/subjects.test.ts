import { describe, expect, it } from '@jest/globals';
import { ftm } from '../../../../ingest/formats/ftm/ftm.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { findDefect } from '../../../../ingest/records/validate.js';
import { readAll, writeFile } from '../../support/samples.js';
import {
  address,
  all,
  company,
  entity,
  family,
  occupancy,
  only,
  ownership,
  passport,
  person,
  post,
  read,
  sanction,
} from './entities.js';

describe('ftm: a person and what is part of it', () => {
  it('takes every part into the record, wherever its line stands', async () => {
    const { records, rejects, unmapped } = await read([sanction, passport, occupancy, address, post, person]);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'person',
      sourceRef: 'xx-p1',
      origin: { file: 'entities.ftm.json', line: 6 },
      firstName: 'Fictius',
      middleName: 'Secundus',
      lastName: 'Exemplarov',
      birthDates: ['1970', '1970-02-03'],
      nationalities: ['RU', 'GB'],
      countries: ['MT'],
      gender: 'male',
      emails: ['specimen@example.org'],
      phones: ['+99900000000'],
      websites: ['https://example.org'],
      physical: { heightCm: 185 },
      special: { religion: 'fictitious' },
      notes: 'First remark\nSecond remark',
      topics: ['sanction', 'wanted'],
      qualityFlags: ['ADDRESS_NOT_IN_DELIVERY', 'COUNTRY_REGION', 'COUNTRY_UNKNOWN', 'DATE_IMPOSSIBLE'],
    });
    expect(findDefect(records[0] as SourceRecord)).toBeNull();
  });

  it('lists the name of the caption first, then by rank', async () => {
    const record = await only(person);
    expect('names' in record && record.names).toEqual([
      { name: 'Fictius Exemplarov', kind: 'NAME' },
      { name: 'EXEMPLAROV Fictius', kind: 'NAME' },
      { name: 'Фиктий Экземпларов', kind: 'NAME' },
      { name: 'The Specimen', kind: 'ALIAS' },
      { name: 'Specimen', kind: 'WEAK_ALIAS' },
      { name: 'Fictius Nemo', kind: 'PREVIOUS' },
    ]);
  });

  it('makes a name of its parts where no name is stated, and refuses an entity that has none', async () => {
    const parts = entity('xx-n1', 'Person', { firstName: ['Fictius'], lastName: ['Partov'] });
    expect(await only(parts)).toMatchObject({ names: [{ name: 'Fictius Partov', kind: 'NAME' }] });
    const { records, rejects } = await read([entity('xx-n2', 'Person', { birthDate: ['1970'] })]);
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([{ line: 1, field: 'name', reason: 'name.missing', sourceRef: 'xx-n2' }]);
  });

  it('keeps a number once: as a document of its own, else with its country', async () => {
    const { records } = await read([person, passport]);
    expect(records[0]).toMatchObject({
      identifications: [
        {
          type: 'PASSPORT',
          number: 'SPEC-001',
          country: 'MT',
          issuedAt: '2020-01-01',
          expiresAt: '2030-01-01',
          sourceRef: 'xx-d1',
        },
        { type: 'TAX_NUMBER', number: '000000000000', country: 'RU', scheme: 'innCode' },
        { type: 'OTHER', number: 'UEI0SPECIMEN', country: 'US', scheme: 'uniqueEntityId' },
        { type: 'NATIONAL_ID', number: 'ID-1', country: null, scheme: 'idNumber' },
        { type: 'PASSPORT', number: 'SPEC 002', country: null, scheme: 'passportNumber' },
      ],
    });
  });

  it('takes a listing with its dates, and a programme of which no listing is here by itself', async () => {
    const { records } = await read([person, sanction]);
    expect(records[0]).toMatchObject({
      sanctions: [
        {
          authority: 'Specimen Office',
          programme: 'Demonstration',
          programmeId: 'XX-DEMO',
          country: 'MT',
          authorityId: 'D-1',
          listingDate: '2023-05-01',
          startDate: '2023-05-02',
          endDate: null,
          reason: 'Invented.',
          provisions: 'Freeze; Travel ban',
          sourceUrl: 'https://example.org/list',
          sourceRef: 'xx-s1',
        },
        { authority: null, programme: 'XX-OTHER', programmeId: 'XX-OTHER' },
      ],
    });
  });

  it('names a post by its position, and an address by its parts or its key', async () => {
    const { records } = await read([person, address, post, occupancy]);
    expect(records[0]).toMatchObject({
      positions: [
        { title: 'Keeper of Examples' },
        { title: 'Minister of Examples', startDate: '2019', status: 'ended', sourceRef: 'xx-o1' },
      ],
      addresses: [
        {
          full: '2 Example Street, 0000, Exampleville',
          street: '2 Example Street',
          city: 'Exampleville',
          postalCode: '0000',
          country: 'MT',
        },
        { full: null, country: null, sourceRef: 'xx-a-elsewhere' },
        { full: '1 Example Street', country: null },
      ],
    });
  });

  it('flags a holding whose post is elsewhere', async () => {
    const { records } = await read([entity('xx-p1', 'Person', { name: ['A'] }), occupancy]);
    expect(records[0]).toMatchObject({ positions: [], qualityFlags: ['POSITION_NOT_IN_DELIVERY'] });
  });

  it('keeps the lines of the parts beside its own, so that the text is a delivery again', async () => {
    const { records } = await read(all);
    const again = await readAll(ftm, [writeFile('again.json', records[0]?.raw ?? '')]);
    expect(again.rejects).toEqual([]);
    const { origin: _, raw: __, ...first } = records[0] as SourceRecord;
    expect(again.records).toMatchObject([first]);
  });

  it('has the wallet that a person holds among the numbers', async () => {
    const wallet = entity('xx-w1', 'CryptoWallet', {
      holder: ['xx-p1'],
      publicKey: ['0xSPECIMEN'],
      currencySymbol: ['EXC'],
    });
    const record = await only(entity('xx-p1', 'Person', { name: ['A'] }), wallet);
    expect(record).toMatchObject({
      identifications: [{ type: 'OTHER', number: '0xSPECIMEN', scheme: 'publicKey EXC', sourceRef: 'xx-w1' }],
    });
  });
});

describe('ftm: organizations and ships', () => {
  it('reads a company, its earliest incorporation, its registers and its parent', async () => {
    expect(await only(company)).toMatchObject({
      kind: 'organization',
      names: [
        { name: 'Specimen Trading', kind: 'NAME' },
        { name: 'SpT', kind: 'ALIAS' },
      ],
      jurisdiction: 'MT',
      incorporationDate: '2000-05',
      registrationNumber: '0000000000001',
      identifications: [
        { scheme: 'ogrnCode', number: '0000000000001', country: 'RU' },
        { scheme: 'ogrnCode', number: '0000000000002', country: 'RU' },
        { scheme: 'swiftBic', number: 'SPECMTXX', country: null },
      ],
      interests: [{ kind: 'PARENT', holder: { organization: { source: 'ftm', sourceRef: 'xx-c0' } } }],
    });
  });

  it('takes a legal entity for an organization, and says that nobody knows', async () => {
    expect(await only(entity('xx-e1', 'LegalEntity', { name: ['Specimen'] }))).toMatchObject({
      kind: 'organization',
      qualityFlags: ['LEGAL_ENTITY_KIND_UNKNOWN'],
    });
  });

  it('reads a ship; a wrong check digit is flagged, and the number kept among the others', async () => {
    const vessel = (imoNumber: string) =>
      entity('xx-v1', 'Vessel', {
        name: ['SPECIMEN TIDE'],
        imoNumber: [imoNumber],
        flag: ['pa'],
        pastFlags: ['mt'],
        mmsi: ['000260000'],
        callSign: ['QX260'],
        tonnage: ['12,400'],
        buildDate: ['1999'],
        owner: ['xx-c1'],
        operator: ['xx-c2'],
      });
    expect(await only(vessel('IMO9999993'))).toMatchObject({
      kind: 'vesselRecord',
      imo: '9999993',
      flag: 'PA',
      pastFlags: ['MT'],
      mmsi: '000260000',
      callSign: 'QX260',
      tonnage: 12400,
      identifications: [],
      interests: [
        {
          kind: 'OWNERSHIP',
          holder: { organization: { source: 'ftm', sourceRef: 'xx-c1' }, person: { sourceRef: 'xx-c1' } },
        },
        { kind: 'OPERATION', holder: { organization: { sourceRef: 'xx-c2' } } },
      ],
    });
    expect(await only(vessel('9999990'))).toMatchObject({
      imo: null,
      identifications: [{ scheme: 'imoNumber', number: '9999990' }],
      qualityFlags: ['IMO_CHECK_DIGIT'],
    });
  });
});

describe('ftm: aircraft', () => {
  const plane = (properties: Record<string, string[]>) => entity('xx-f1', 'Airplane', properties);

  it('reads an aircraft with its marks, numbers, listing, owner and operator', async () => {
    const listing = entity('xx-s2', 'Sanction', { entity: ['xx-f1'], program: ['DEMO'] });
    const { records, rejects, unmapped } = await read([
      listing,
      plane({
        name: ['EXEMPLAR KITE'],
        registrationNumber: ['qx-exm', 'QX OLD'],
        serialNumber: ['SPEC 001', 'SPEC 002'],
        icaoCode: ['00abcd', 'EX10'],
        country: ['mt'],
        type: ['Cargo aircraft'],
        model: ['EX-100F'],
        manufacturer: ['Exemplar Works'],
        buildDate: ['1999-02'],
        owner: ['xx-c1'],
        operator: ['xx-c2'],
        notes: ['Seen twice'],
      }),
    ]);
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records).toMatchObject([
      {
        kind: 'aircraftRecord',
        registration: 'QX-EXM',
        pastRegistrations: ['QXOLD'],
        serialNumber: 'SPEC 001',
        icaoAddress: '00ABCD',
        country: 'MT',
        type: 'Cargo aircraft',
        model: 'EX-100F',
        manufacturer: 'Exemplar Works',
        buildDate: '1999-02',
        notes: 'Seen twice',
        identifications: [
          { scheme: 'icaoCode', number: 'EX10' },
          { scheme: 'serialNumber', number: 'SPEC 002' },
        ],
        sanctions: [{ programme: 'DEMO' }],
        interests: [
          { kind: 'OWNERSHIP', holder: { organization: { sourceRef: 'xx-c1' }, person: { sourceRef: 'xx-c1' } } },
          { kind: 'OPERATION', holder: { organization: { sourceRef: 'xx-c2' } } },
        ],
      },
    ]);
    expect(records[0]).not.toHaveProperty('qualityFlags');
    expect(findDefect(records[0] as SourceRecord)).toBeNull();
  });

  it('takes the listed name for the mark where it has the form of one, and the mark for the name where there is none', async () => {
    expect(await only(plane({ name: ['QX-EXM'] }))).toMatchObject({ registration: 'QX-EXM', pastRegistrations: [] });
    expect(await only(plane({ name: ['MSN 7'], previousName: ['QX-OLD'] }))).toMatchObject({
      registration: null,
      pastRegistrations: ['QX-OLD'],
    });
    expect(await only(plane({ registrationNumber: ['QX-EXM'] }))).toMatchObject({
      names: [{ name: 'QX-EXM', kind: 'NAME' }],
      registration: 'QX-EXM',
    });
  });

  it('keeps a mark and an address of another form, and flags them', async () => {
    expect(
      await only(plane({ name: ['A'], registrationNumber: ['unknown/none'], icaoCode: ['000000'] })),
    ).toMatchObject({
      registration: 'unknown/none',
      icaoAddress: null,
      identifications: [{ scheme: 'icaoCode', number: '000000' }],
      qualityFlags: ['ICAO_ADDRESS_FORM', 'REGISTRATION_FORM'],
    });
  });
});

describe('ftm: links', () => {
  it('makes an interest a record of its own, whether or not its ends are here', async () => {
    expect(await only(ownership)).toMatchObject({
      kind: 'interest',
      sourceRef: 'xx-l1',
      interest: 'OWNERSHIP',
      percentage: 51.5,
      role: 'founder',
      startDate: '2005-09-16',
      endDate: '2006',
      summary: 'As registered.',
      holders: [{ person: { source: 'ftm', sourceRef: 'xx-p1' }, organization: { sourceRef: 'xx-p1' } }],
      objects: [
        {
          organization: { sourceRef: 'xx-c1' },
          vesselRecord: { sourceRef: 'xx-c1' },
          aircraftRecord: { sourceRef: 'xx-c1' },
        },
      ],
    });
  });

  it('makes a relation a record of its own', async () => {
    expect(await only(family)).toMatchObject({
      kind: 'relation',
      relation: 'FAMILY',
      relationship: 'brother',
      subjects: [{ person: { sourceRef: 'xx-p1' } }],
      objects: [{ person: { sourceRef: 'xx-p9' } }],
    });
  });

  it('says what was paid, and flags a share that is none', async () => {
    const payment = entity('xx-l3', 'Payment', {
      payer: ['a'],
      beneficiary: ['b'],
      amount: ['100'],
      currency: ['EUR'],
      purpose: ['fee'],
    });
    expect(await only(payment)).toMatchObject({
      relation: 'PAYMENT',
      summary: 'fee',
      amount: { minorUnits: 10_000, currency: 'EUR' },
    });
    const share = entity('xx-l4', 'Ownership', { owner: ['a'], asset: ['b'], percentage: ['150'] });
    expect(await only(share)).toMatchObject({ percentage: null, qualityFlags: ['PERCENTAGE_FORM'] });
  });

  it.each([
    [{ amountEur: ['51034.5'] }, { minorUnits: 5_103_450, currency: 'EUR' }, null],
    [{ amountUsd: ['20'] }, { minorUnits: 2000, currency: 'USD' }, null],
    [{ amount: ['5000'], currency: ['JPY'], amountEur: ['30.5'] }, { minorUnits: 5000, currency: 'JPY' }, '30.5 EUR'],
    [
      { amount: ['100', '120'], currency: ['EUR'], amountEur: ['100'] },
      { minorUnits: 10_000, currency: 'EUR' },
      '120 EUR',
    ],
    [{ amount: ['7'] }, undefined, '7'],
    [{ amount: ['some'], currency: ['EUR'] }, undefined, 'some EUR'],
    [{ amount: ['7'], currency: ['specimens'] }, undefined, '7 specimens'],
  ])('keeps what was paid, %j, as an amount or in words: euros were nowhere', async (stated, amount, summary) => {
    const record = await only(entity('xx-l3', 'Payment', { payer: ['a'], beneficiary: ['b'], ...stated }));
    expect(record).toMatchObject({ summary });
    expect('amount' in record ? record.amount : undefined).toEqual(amount);
  });

  it('refuses a link without an end', async () => {
    const { rejects } = await read([entity('xx-l5', 'Directorship', { director: ['a'] })]);
    expect(rejects).toMatchObject([{ field: 'organization', reason: 'end.missing', sourceRef: 'xx-l5' }]);
  });
});
