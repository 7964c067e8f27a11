import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../ingest/formats/index.js';
import { ukOfsi } from '../../../../ingest/formats/watchlists/uk/uk-lists.js';
import type { PersonRecord } from '../../../../ingest/records/persons.js';
import { readAll, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented, and shaped like those of the list: no person, organization or ship of these names and numbers exists.
const columns = [
  ...['Name 6', 'Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Title', 'Name Non-Latin Script'],
  ...['Non-Latin Script Type', 'Non-Latin Script Language', 'DOB', 'Town of Birth', 'Country of Birth', 'Nationality'],
  ...['Passport Number', 'Passport Details', 'National Identification Number', 'National Identification Details'],
  ...['Position', 'Address 1', 'Address 2', 'Address 3', 'Address 4', 'Address 5', 'Address 6'],
  ...['Post/Zip Code', 'Country'],
  ...['Other Information', 'Group Type', 'Alias Type', 'Alias Quality', 'Regime', 'Listed On'],
  ...['UK Sanctions List Date Designated', 'Last Updated', 'Group ID'],
];
type Row = Readonly<Record<string, string>>;
const toLine = (row: Row): string =>
  columns.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(',');
const head = `Last Updated,01/02/2026\n${columns.join(',')}`;
const table = (...rows: Row[]): string => [head, ...rows.map(toLine), ''].join('\r\n');
const readTable = (...rows: Row[]) => readAll(ukOfsi, [writeFile('ConList.csv', table(...rows))]);

const listing = { Regime: 'Specimen', 'Listed On': '01/02/2020', 'UK Sanctions List Date Designated': '31/12/2020' };
const person = { ...listing, 'Group Type': 'Individual', 'Last Updated': '01/02/2021', 'Group ID': '99901' };
const persons: readonly Row[] = [
  {
    ...person,
    'Name 6': 'EXEMPLAROFF',
    'Name 1': 'F.',
    'Alias Type': 'AKA',
    'Alias Quality': 'Low quality',
    DOB: '00/00/1962',
    'Other Information': '(UK Sanctions List Ref):XXX0001.',
  },
  {
    ...person,
    'Name 6': 'EXEMPLAROV',
    'Name 1': 'Fictius',
    'Name 2': 'Specimen',
    'Name 3': 'the',
    'Name Non-Latin Script': 'Фиктиус Экземпляров',
    'Non-Latin Script Type': 'Cyrillic',
    Title: '(1) Dr (2) Haji',
    DOB: '00/06/1960',
    'Town of Birth': '(1) Exemple (2) Autreville',
    'Country of Birth': '(1) Malta (2) France',
    Nationality: '(1) Malta. (2) Nowhereland',
    'Passport Number': '(1) X0000001 (Malta) (2) Y 2.',
    'Passport Details': '(1) issued in Exemple (2) expired',
    'National Identification Number': '00-0 and 00-1',
    'National Identification Details': 'in the name of F. Exemplarov',
    Position: '(1) Minister of Examples (2) Clerk',
    'Address 1': '1 Specimen Road',
    'Address 6': 'Exemple',
    'Post/Zip Code': '00000',
    Country: 'Malta',
    'Alias Type': 'Primary name',
    'Other Information':
      'Keeps specimens (of note): many. (UK Sanctions List Ref):XXX0001. (UN Ref):XXi.901. Listed by the UN too. (UK Statement of Reasons):Led the fictitious group (FG). (Gender):Male (Phone number):(1) +000 (17) 00 (2) none (Email address):a@example.org, b@example.org',
  },
  {
    ...person,
    'Name 6': 'OLDNAME',
    'Alias Type': 'FKA',
    DOB: '03/02/1961',
    'Address 1': '1 Specimen Road',
    'Address 6': 'Exemple',
    'Post/Zip Code': '00000',
    Country: 'Malta',
  },
  { ...person, 'Name 6': 'EXEMPLAR', 'Name 1': 'Fictius', 'Alias Type': 'Primary name variation', DOB: '31/02/1961' },
  {
    ...person,
    'Name 6': 'EXEMPLAR',
    'Name 1': 'Fictius',
    'Alias Type': 'Nickname',
    DOB: 'circa 1963',
    Country: '(1) Malta (2) France',
  },
];
const entity: Row = {
  ...listing,
  'Group Type': 'Entity',
  'Group ID': '99902',
  'Name 6': 'SPECIMEN TRADING "S"',
  'Alias Type': 'Primary name',
  'Address 6': 'Exemple',
  Country: '(1) Malta (2) France',
  'Other Information':
    '(UK Sanctions List Ref):XXX0002 and YYY0002 Listed twice. (Type of entity):Company (Subsidiaries):Specimen Ltd. (Business Reg No):Russia INN: 0000000001; 0000000002; 3 or 4 (Website):www.example.org',
};
const ship: Row = {
  ...listing,
  'Group Type': 'Ship',
  'Group ID': '99903',
  'Name 6': 'SPECIMEN STAR',
  'Alias Type': 'Primary name',
  Country: 'Malta',
  'Other Information':
    'Carries specimens. (IMO number):9074729 (Current owners):Specimen Shipping (Flag of ship):Malta (Previous flags):France, Nowhereland (Type of ship):Oil tanker (Tonnage of ship):1,234 (Length of ship):100 (Year built):1999',
};

/** The same rows as the XML has them. */
const xmlNames: Readonly<Record<string, string>> = {
  DOB: 'Individual_DateOfBirth',
  'Town of Birth': 'Individual_TownOfBirth',
  'Country of Birth': 'Individual_CountryOfBirth',
  Nationality: 'Individual_Nationality',
  'Passport Number': 'Individual_PassportNumber',
  'Passport Details': 'Individual_PassportDetails',
  'National Identification Number': 'Individual_NINumber',
  'National Identification Details': 'Individual_NIDetails',
  Position: 'Individual_Position',
  'Post/Zip Code': 'PostCode',
  'Group Type': 'GroupTypeDescription',
  Regime: 'RegimeName',
  'Listed On': 'DateListed',
  'UK Sanctions List Date Designated': 'DateDesignated',
};
const toElement = (row: Row): string => {
  const cells = columns.map((column) => {
    const name = xmlNames[column] ?? column.replace(/^Name (?=[1-5])/, 'name').replaceAll(/[ -]/g, '');
    const text = (row[column] ?? '').replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, (date, day, month, year) =>
      column === 'DOB' ? date : `${year}-${month}-${day}T00:00:00`,
    );
    return text === '' ? `<${name} i:nil="true" />` : `<${name}>${text}</${name}>`;
  });
  return `<FinancialSanctionsTarget>\n    ${cells.join('\n    ')}\n  </FinancialSanctionsTarget>`;
};
const xmlOf = (...elements: string[]) => `<?xml version="1.0" encoding="utf-8"?>
<ArrayOfFinancialSanctionsTarget xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
  ${elements.join('\n  ')}
</ArrayOfFinancialSanctionsTarget>
`;
const readXml = (...elements: string[]) => readAll(ukOfsi, [writeFile('ConList.xml', xmlOf(...elements))]);

describe('uk-ofsi', () => {
  it('makes one person of the rows of a group, which do not stand together', async () => {
    const [first, ...others] = persons as [Row, ...Row[]];
    const { records, rejects, unmapped } = await readTable(first, entity, ...others);
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records.map(({ kind, sourceRef, origin }) => [kind, sourceRef, origin?.line])).toEqual([
      ['person', '99901', 3],
      ['organization', '99902', 4],
    ]);
    expect(records[0]?.raw).toBe([first, ...others].map(toLine).join('\n'));
    expect(records[0]).toMatchObject({
      names: [
        { name: 'Fictius Specimen the EXEMPLAROV', kind: 'NAME' },
        { name: 'Фиктиус Экземпляров', kind: 'NAME' },
        { name: 'Fictius EXEMPLAR', kind: 'ALIAS' },
        { name: 'OLDNAME', kind: 'PREVIOUS' },
        { name: 'F. EXEMPLAROFF', kind: 'WEAK_ALIAS' },
      ],
      firstName: 'Fictius',
      middleName: 'Specimen the',
      lastName: 'EXEMPLAROV',
      title: 'Dr; Haji',
      positions: [{ title: 'Minister of Examples' }, { title: 'Clerk' }],
      gender: 'male',
    });
  });

  it('reads what stands beside the primary name first, days before months, days and months that are not known, and items that are counted in a cell', async () => {
    const { records } = await readTable(...persons);
    const { notes, birthDates, birthPlace, birthCountry, nationalities, identifications, addresses, phones, emails } =
      records[0] as PersonRecord;
    expect({ birthDates, birthPlace, birthCountry, nationalities, phones, emails }).toEqual({
      birthDates: ['1960-06', '1962', '1961-02-03', '1963'],
      birthPlace: 'Exemple, Malta',
      birthCountry: 'MT',
      nationalities: ['MT'],
      phones: ['+000 (17) 00'],
      emails: ['a@example.org', 'b@example.org'],
    });
    expect(identifications?.map(({ type, number, country }) => [type, number, country])).toEqual([
      ['PASSPORT', 'X0000001', 'MT'],
      ['PASSPORT', 'Y 2', null],
    ]);
    expect(addresses).toEqual([
      { full: '1 Specimen Road, Exemple, 00000, Malta', postalCode: '00000', country: 'MT' },
      { full: 'Malta', country: 'MT' },
      { full: 'France', country: 'FR' },
    ]);
    expect(notes?.split('\n')).toEqual([
      'Keeps specimens (of note): many. Listed by the UN too.',
      'UN Ref: XXi.901',
      'Born as stated: 31/02/1961',
      'Born as stated: circa 1963',
      'Also born in: Autreville, France',
      'Nationality: Nowhereland',
      'Passport Number X0000001 (Malta): issued in Exemple',
      'Passport Number Y 2.: expired',
      'National Identification Number 00-0 and 00-1: in the name of F. Exemplarov',
      'Phone number: (1) +000 (17) 00 (2) none',
    ]);
    expect(records[0]?.qualityFlags).toEqual([
      'ALIAS_TYPE_UNKNOWN',
      'COUNTRY_UNKNOWN',
      'DATE_IMPOSSIBLE',
      'NUMBER_FORM',
    ]);
  });

  it('states a listing for each regime, with the reference and the reasons', async () => {
    const other = { ...person, 'Name 6': 'OTHER', 'Alias Type': 'AKA', Regime: 'Other', 'Listed On': '' };
    const { records } = await readTable(...persons, other);
    const common = { authority: 'OFSI', country: 'GB', authorityId: 'XXX0001', startDate: '2020-12-31' };
    expect((records[0] as PersonRecord).sanctions).toMatchObject([
      { ...common, programme: 'Specimen', listingDate: '2020-02-01', reason: 'Led the fictitious group (FG).' },
      { ...common, programme: 'Other', listingDate: null, reason: null },
    ]);
  });

  it('reads entities with their registers, and ships; what a kind has no field for stands in its notes', async () => {
    const { records } = await readTable(entity, ship);
    expect(records).toMatchObject([
      {
        names: [{ name: 'SPECIMEN TRADING "S"', kind: 'NAME' }],
        legalForm: 'Company',
        taxNumber: '0000000001',
        registrationNumber: '0000000002',
        websites: ['www.example.org'],
        addresses: [{ full: 'Exemple, (1) Malta (2) France', country: null }],
        notes: ['Subsidiaries: Specimen Ltd.', 'and YYY0002 Listed twice.', 'Business Reg No: 3 or 4'].join('\n'),
        sanctions: [{ authorityId: 'XXX0002' }],
      },
      {
        kind: 'vesselRecord',
        imo: '9074729',
        flag: 'MT',
        pastFlags: ['FR'],
        type: 'Oil tanker',
        tonnage: 1234,
        buildDate: '1999',
        owner: 'Specimen Shipping',
        notes: ['Country: Malta', 'Length of ship: 100', 'Carries specimens.', 'Previous flag: Nowhereland'].join('\n'),
        qualityFlags: ['COUNTRY_UNKNOWN'],
      },
    ]);
    const wrong = {
      ...ship,
      'Other Information':
        '(IMO number):9074728 (Flag of ship):Nowhereland (Tonnage of ship):some (Year built):before the war',
    };
    expect(
      (await readTable(wrong, { ...wrong, 'Other Information': '(Type of ship):Tug (Tonnage of ship):9' })).records,
    ).toMatchObject([
      {
        ...{ imo: null, flag: null, type: 'Tug', tonnage: null, buildDate: null },
        notes: [
          'Country: Malta',
          'IMO as listed, check digit wrong: 9074728',
          'Flag of ship: Nowhereland',
          'Tonnage of ship: some',
          'Tonnage of ship: 9',
          'Year built: before the war',
        ].join('\n'),
        qualityFlags: ['COUNTRY_UNKNOWN', 'DATE_FORM', 'IMO_CHECK_DIGIT', 'NUMBER_FORM'],
      },
    ]);
  });

  it('rejects rows without a group, and all rows of a group without a name, of two types or of an unknown one', async () => {
    const named = { ...person, 'Name 6': 'SPECIMEN', 'Alias Type': 'Primary name' };
    const { records, rejects } = await readTable(
      { ...named, 'Group ID': '' },
      { ...named, 'Group ID': '9'.repeat(65) },
      { ...person, 'Group ID': '1' },
      { ...named, 'Group ID': '2' },
      { ...named, 'Group ID': '2', 'Group Type': 'Entity' },
      { ...named, 'Group ID': '3', 'Group Type': 'constructor' },
      { ...named, 'Group ID': '4' },
    );
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['4']);
    expect(rejects.map(({ line, field, reason, sourceRef }) => [line, field, reason, sourceRef])).toEqual([
      [3, 'Group ID', 'key.missing', undefined],
      [4, 'Group ID', 'key.tooLong', '9'.repeat(65)],
      [5, 'Name 6', 'name.missing', '1'],
      [6, 'Group Type', 'type.unknown', '2'],
      [7, 'Group ID', 'entry.rejected', '2'],
      [8, 'Group Type', 'type.unknown', '3'],
    ]);
    const [{ frame, raw } = { raw: '' }] = rejects;
    const again = await readAll(ukOfsi, [writeFile('again.csv', `${frame?.before}${raw}${frame?.after}`)]);
    expect(again.rejects.map(({ reason }) => reason)).toEqual(['key.missing']);
  });

  it('keeps the rows around one that is broken, and counts columns that the list did not have', async () => {
    const text = table(entity, ship).replace('\r\n"SPECIMEN STAR', '\r\nSPECIMEN,1\r\n"SPECIMEN STAR');
    const { records, rejects } = await readAll(ukOfsi, [writeFile('ConList.csv', text)]);
    expect([records.length, rejects.map(({ line, reason }) => [line, reason])]).toEqual([
      2,
      [[4, 'fields.wrongNumber']],
    ]);
    const wider = [`${head},Shoe Size`, `${toLine(entity)},"47"`, `${toLine(ship)},""`, ''].join('\n');
    expect((await readAll(ukOfsi, [writeFile('ConList.csv', wider)])).unmapped).toEqual({ 'Shoe Size': 1 });
  });

  it('gives of the XML the records of the CSV', async () => {
    const bare = ({ raw: _, origin: __, ...record }: object & { raw?: string; origin?: unknown }) => record;
    const rows = [...persons, entity, ship];
    const { records, rejects, unmapped } = await readXml(...rows.map(toElement));
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records.map(bare)).toEqual((await readTable(...rows)).records.map(bare));
    expect(records[0]?.origin).toEqual({
      file: 'ConList.xml',
      line: 3,
      path: '/ArrayOfFinancialSanctionsTarget/FinancialSanctionsTarget[1]',
    });
  });

  it('reads what only the XML has elements for, and rejects what is no target', async () => {
    const own = toElement({ ...ship, 'Other Information': '' }).replace(
      '</FinancialSanctionsTarget>',
      '<Ship_IMONumber>9074729</Ship_IMONumber><UKSanctionsListRef>XXX0003</UKSanctionsListRef><UNRef>XXe.9</UNRef><GroupStatus>Asset Freeze Targets</GroupStatus><GrpStatus>A</GrpStatus><ListingType>UK</ListingType><Colour kind="hull">red</Colour></FinancialSanctionsTarget>',
    );
    const { records, rejects, unmapped } = await readXml(own, '<Other/>', own.replace('99903', ''), toElement(entity));
    expect(records).toMatchObject([
      {
        imo: '9074729',
        notes: 'Country: Malta\nUN Ref: XXe.9',
        sanctions: [{ authorityId: 'XXX0003', provisions: 'Asset Freeze Targets' }],
      },
      { sourceRef: '99902' },
    ]);
    expect(rejects.map(({ field, reason, path }) => [field, reason, path])).toEqual([
      ['Other', 'record.kindUnknown', '/ArrayOfFinancialSanctionsTarget/Other[2]'],
      ['Group ID', 'key.missing', '/ArrayOfFinancialSanctionsTarget/FinancialSanctionsTarget[3]'],
    ]);
    expect(unmapped).toEqual({ Colour: 2, 'Colour/@kind': 2 });
    const [, { frame, raw } = { raw: '' }] = rejects;
    const again = await readAll(ukOfsi, [writeFile('again.xml', `${frame?.before}${raw}${frame?.after}`)]);
    expect(again.rejects.map(({ reason }) => reason)).toEqual(['key.missing']);
  });

  it('refuses another file before the first record', async () => {
    await expect(readAll(ukOfsi, [writeFile('a.csv', 'Name 6,Group ID\nA,1\n')])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('Group Type'),
    });
    await expect(readAll(ukOfsi, [writeFile('a.xml', '<Designations/>')])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('recognises both forms of the list, and is taken by no other format', async () => {
    const files = [
      writeFile('a', table(entity)),
      writeFile('b', `${columns.join(',')}\n`),
      writeFile('c', xmlOf(toElement(ship))),
    ];
    const versions = await Promise.all(files.map((file) => recogniseFile(ukOfsi, file)));
    expect(versions.map((found) => found?.version)).toEqual(['2022-csv', '2022-csv', '2022-xml']);
    const takenBy = new Set<string>();
    for (const format of formats.values())
      for (const file of files) if (await recogniseFile(format, file)) takenBy.add(format.name);
    expect([...takenBy]).toEqual(['uk-ofsi']);
  });
});
