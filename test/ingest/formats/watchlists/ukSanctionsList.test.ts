import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../ingest/formats/index.js';
import { ukOfsi, ukSanctionsList } from '../../../../ingest/formats/watchlists/uk/uk-lists.js';
import type { PersonRecord, VesselSourceRecord } from '../../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { writeZip } from '../../support/zipWriter.js';
import {
  all,
  cellOf,
  columns,
  contentOf,
  csvOf,
  designationOf,
  empty,
  entity,
  odsOf,
  persons,
  type Row,
  regime,
  rowOf,
  ship,
  title,
  toCells,
  xmlOf,
} from './designations.js';

const readCsv = (...rows: Row[]) => readAll(ukSanctionsList, [writeFile('UK-Sanctions-List.csv', csvOf(...rows))]);
const readOds = (...rows: string[]) =>
  readAll(ukSanctionsList, [
    writeFile('UK-Sanctions-List.ods', odsOf(contentOf(title, rowOf(columns), ...rows, empty))),
  ]);

const bare = ({ raw: _, origin: __, ...record }: SourceRecord) => record;

describe('uk-sanctions-list', () => {
  it('makes one person of the rows of a designation, with the strength of aliases and the name in another script', async () => {
    const { records, rejects, unmapped } = await readCsv(...all);
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records.map(({ kind, sourceRef, origin }) => [kind, sourceRef, origin?.line])).toEqual([
      ['person', 'XXX0001', 3],
      ['organization', 'XXX0002', 6],
      ['vesselRecord', 'XXX0003', 7],
    ]);
    const { notes, sanctions, ...read } = records[0] as PersonRecord;
    expect(read).toMatchObject({
      names: [
        { name: 'Fictius Specimen EXEMPLAROV', kind: 'NAME' },
        { name: 'Фиктиус Экземпляров', kind: 'NAME' },
        { name: 'Fictius EXEMPLAR', kind: 'ALIAS' },
        { name: 'F. EXEMPLAROFF', kind: 'WEAK_ALIAS' },
      ],
      firstName: 'Fictius',
      lastName: 'EXEMPLAROV',
      title: 'Dr',
      gender: 'male',
      birthDates: ['1960-06-28', '1962'],
      birthPlace: 'Exemple, Malta',
      nationalities: ['MT'],
      addresses: [{ full: '1 Specimen Road, Exemple, 00000, Malta', country: 'MT' }],
      qualityFlags: ['DATE_FORM'],
    });
    expect(read.identifications?.map(({ type, number }) => [type, number])).toEqual([
      ['PASSPORT', 'X0000001'],
      ['NATIONAL_ID', '00-0001'],
    ]);
    expect(sanctions).toMatchObject([
      {
        authority: 'FCDO',
        country: 'GB',
        programme: regime,
        authorityId: 'XXX0001',
        startDate: '2020-12-31',
        reason: 'Led the fictitious group.',
        provisions: 'Asset freeze; Travel Ban',
      },
    ]);
    expect(notes?.split('\n')).toEqual(
      expect.arrayContaining(['OFSI Group ID: 99901', 'UN Ref: XXi.901', 'Born as stated: 15/08/19yy']),
    );
  });

  it('reads an entity with its register, and a ship with her IMO number', async () => {
    const { records } = await readCsv(entity, ship);
    expect(records).toMatchObject([
      {
        kind: 'organization',
        names: [{ name: 'SPECIMEN TRADING "S"' }],
        legalForm: 'Company',
        taxNumber: '0000000001',
      },
      {
        kind: 'vesselRecord',
        names: [{ name: 'SPECIMEN STAR' }],
        ...{ imo: '9074729', flag: 'MT', pastFlags: ['FR'], type: 'Oil Tanker', tonnage: 1234, buildDate: '1999' },
        owner: 'Specimen Shipping',
      },
    ]);
  });

  it('gives of XML and spreadsheet the records of the CSV', async () => {
    const wanted = (await readCsv(...all)).records.map(bare);
    const xml = await readAll(ukSanctionsList, [
      writeFile('list.xml', xmlOf(designationOf(persons), designationOf([entity]), designationOf([ship]))),
    ]);
    expect([xml.rejects, xml.unmapped]).toEqual([[], {}]);
    expect(xml.records.map(bare)).toEqual(wanted);
    const ods = await readOds(...all.map((row) => rowOf(toCells(row))));
    expect([ods.rejects, ods.unmapped]).toEqual([[], {}]);
    expect(ods.records.map(bare)).toEqual(wanted);
  });

  it('reads cells of a spreadsheet in the order of their words: parts of lines, spaces, repeated cells, notes left out', async () => {
    const cells = [
      ...['01/02/2026', 'XXX0009'].map(cellOf),
      '<table:table-cell table:number-columns-repeated="2"/>',
      '<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>EX<text:span>EM</text:span>PLAR<text:s text:c="2"/>OV</text:p></table:table-cell>',
      '<table:table-cell table:number-columns-repeated="5"/>',
      cellOf('Primary Name'),
      '<table:table-cell table:number-columns-repeated="5"/>',
      ...[regime, 'Individual'].map(cellOf),
    ].join('');
    const { records } = await readOds(`<table:table-row>${cells}</table:table-row>`);
    expect(records).toMatchObject([{ sourceRef: 'XXX0009', names: [{ name: 'EXEMPLAR OV' }] }]);
  });

  it('rejects what has no key, no name or no known type, each so that it can be read again', async () => {
    const strange = { ...ship, 'Unique ID': 'XXX0004', 'Designation Type': 'constructor' };
    const rows = [{ ...ship, 'Unique ID': '' }, strange, { ...ship, 'Unique ID': 'XXX0005', 'Name 6': '' }, entity];
    const wanted = [
      ['Unique ID', 'key.missing'],
      ['Designation Type', 'type.unknown'],
      ['Name 6', 'name.missing'],
    ];
    const files = [
      writeFile('a.csv', csvOf(...rows)),
      writeFile('a.xml', xmlOf(...rows.map((row) => designationOf([row])))),
      writeFile('a.ods', odsOf(contentOf(title, rowOf(columns), ...rows.map((row) => rowOf(toCells(row)))))),
    ];
    for (const file of files) {
      const { records, rejects } = await readAll(ukSanctionsList, [file]);
      expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['XXX0002']);
      expect(rejects.map(({ field, reason }) => [field, reason]).sort()).toEqual([...wanted].sort());
      for (const { frame, raw } of rejects) {
        const again = await readAll(ukSanctionsList, [writeFile('again', `${frame?.before}${raw}${frame?.after}`)]);
        expect([again.records.length, again.rejects.length]).toEqual([0, 1]);
      }
    }
  });

  it('counts what the list did not have: columns, elements, and elements of elements', async () => {
    const wider = csvOf(ship)
      .replace(',Hull identification number (HIN)', ',Shoe Size')
      .replace(/""(?=\r\n$)/, '"47"');
    expect((await readAll(ukSanctionsList, [writeFile('a.csv', wider)])).unmapped).toEqual({ 'Shoe Size': 1 });
    const xml = xmlOf(designationOf([ship]).replace('<Names>', '<Shoes><Size>47</Size></Shoes><Names>'));
    expect((await readAll(ukSanctionsList, [writeFile('a.xml', xml)])).unmapped).toEqual({ 'Shoes/Size': 1 });
  });

  it('recognises its three forms, and is taken by no other format', async () => {
    const files = [
      writeFile('a', csvOf(entity)),
      writeFile('b', xmlOf(designationOf([ship]))),
      writeFile('c', odsOf(contentOf(title, rowOf(columns)))),
    ];
    const versions = await Promise.all(files.map((file) => recogniseFile(ukSanctionsList, file)));
    expect(versions.map((found) => found?.version)).toEqual(['2022-csv', '2022-xml', '2022-ods']);
    const takenBy = new Set<string>();
    for (const format of formats.values())
      for (const file of files) if (await recogniseFile(format, file)) takenBy.add(format.name);
    expect([...takenBy]).toEqual(['uk-sanctions-list']);
  });
});

describeWithReal('the real excerpt', [realFile('persons', 'uk_sanctions_list_excerpt.csv')], () => {
  it('is one ship, all of whose values are read', async () => {
    const { records, rejects, unmapped } = await readAll(ukSanctionsList, [
      realFile('persons', 'uk_sanctions_list_excerpt.csv'),
    ]);
    expect([rejects, unmapped]).toEqual([[], {}]);
    const [ship] = records as [VesselSourceRecord];
    expect(ship).toMatchObject({
      sourceRef: 'RUS2176',
      names: [{ name: 'KOROLEV PROSPECT', kind: 'NAME' }],
      ...{ imo: '9826902', flag: 'GA', type: 'Oil Tanker', buildDate: '2019', owner: 'Stream Ship Management FZCO' },
    });
  });
});

describe('uk-ofsi, of an edition of before 2022 (a list of 2014 was read as one of 2022, and 634 persons shown under an alias)', () => {
  const old = [
    'Last Updated,25/07/2014',
    'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID',
    'EXEMPLAROV,Fictius,,,,,,00/00/1960,,,Indonesian,"Indonesian passport number X 000001",,,,,,,,,,,,Individual,Prime Alias,Specimen,01/02/2003,01/02/2013,99901',
    '',
  ].join('\r\n');
  const oldXml =
    '<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist"><FinancialSanctionsTarget><name1>Fictius</name1><Name6>EXEMPLAROV</Name6><Individual_PassportDetails>X</Individual_PassportDetails><Individual_NINumber>1</Individual_NINumber><GroupTypeDescription>Individual</GroupTypeDescription><AliasType>Prime Alias</AliasType><RegimeName>Specimen</RegimeName><GroupID>99901</GroupID></FinancialSanctionsTarget></ArrayOfFinancialSanctionsTarget>';

  it.each([
    ['CSV', old],
    ['XML', oldXml],
  ])('is refused by its edition, before the first record: %s', async (_form, text) => {
    const file = writeFile('sanctionsconlist', text);
    expect(await recogniseFile(ukOfsi, file)).toBeNull();
    await expect(readAll(ukOfsi, [file])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('edition of before 2022'),
    });
  });
});

describe('an office document', () => {
  it.each([
    [
      'of another kind',
      [
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', stored: true },
        { name: 'content.xml', data: '<x/>' },
      ],
    ],
    [
      'that does not say of which kind',
      [
        { name: 'mimetype', data: 'x'.repeat(300), stored: true },
        { name: 'content.xml', data: '<x/>' },
      ],
    ],
    ['without content', [{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]],
  ])('is refused: %s', async (_title, entries) => {
    const file = writeFile('list.ods', writeZip(entries));
    expect(existsSync(file)).toBe(true);
    await expect(readAll(ukSanctionsList, [file])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('office document'),
    });
  });
});
