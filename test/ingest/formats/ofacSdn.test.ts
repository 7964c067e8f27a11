import { describe, expect, it } from '@jest/globals';
import { ofacSdn } from '../../../ingest/formats/ofac-sdn.js';
import { readAll, writeFile } from '../support.js';

// All rows are invented: no person, ship or company of these names and numbers exists.
const none = '-0- ';
const row = (
  number: number,
  name: string,
  type: string,
  programme: string,
  remarks: string,
  rest: Partial<Record<number, string>> = {},
) =>
  [
    number,
    `"${name}"`,
    type,
    `"${programme}"`,
    ...Array.from({ length: 7 }, (_, index) => rest[index + 4] ?? none),
    `"${remarks}"`,
  ].join(',');

const sdn = [
  row(
    1,
    'EXEMPLAROV, Fictitius',
    '"individual"',
    'DEMO] [SPECIMEN',
    "DOB 08 Sep 1966; alt. DOB circa 1965; POB Exampleville, Bulgaria; nationality Bulgaria; alt. nationality Malta; Gender Male; Passport SPEC0001 (Bulgaria) issued 23 Jun 1999 expires 05 Feb 2004; alt. National ID No. X00123 (Malta); a.k.a. 'THE EXAMPLE'; Linked To: SPECIMEN TRADING; something else ente",
  ),
  row(
    2,
    'SPECIMEN TIDE',
    '"vessel"',
    'DEMO',
    'Former Vessel Flag Malta; alt. Former Vessel Flag None Identified; Vessel Registration Identification IMO 0002606; MMSI 000260000.',
    { 5: '"QX260"', 6: '"General Cargo"', 7: '"12,400"', 8: '"9,850"', 9: '"Panama"', 10: '"Exemplar Oscar"' },
  ),
  row(
    3,
    'SPECIMEN TRADING',
    none,
    'DEMO',
    'Registration Number 1234567 (Cyprus); Tax ID No. 99-1; Organization Established Date 17 Dec 2016; D-U-N-S Number 000000000.',
  ),
  row(4, 'ZZ-EXA', '"aircraft"', 'DEMO', 'Aircraft Model EX-1.'),
  row(5, 'IMAGINARIA, Exempla', '"individual"', 'DEMO', 'DOB 1961 to 1963.'),
  row(1, 'EXEMPLAROV, Again', '"individual"', 'DEMO', ''),
  row(6, 'WRONG NUMBER', '"vessel"', 'DEMO', 'Vessel Registration Identification IMO 1234560.'),
  row(7, 'A THING', '"submarine"', 'DEMO', ''),
  'not a number,"X",-0- ,"Y",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
  '\u001A',
].join('\r\n');
const add = [
  '1,11,"1 Example Street","Exampleville 0000","Bulgaria",-0- ',
  '1,12,-0- ,-0- ,"undetermined",-0- ',
  '99,13,"Nowhere",-0- ,-0- ,-0- ',
].join('\r\n');
const alt = ['1,21,"aka","EKSEMPLAROFF, Fiktitius",-0- ', '2,22,"fka","EXEMPLAR TIDE",-0- '].join('\r\n');
const comments = '1,"ly different; Digital Currency Address - EXM 000."\r\n';

const files = () => [
  writeFile('four.csv', comments),
  writeFile('three.csv', alt),
  writeFile('two.csv', add),
  writeFile('one.csv', sdn),
];
const read = (paths: readonly string[]) => readAll(ofacSdn, paths);

describe('ofac-sdn', () => {
  it('joins the four files whatever they are called, and takes the remarks of a person apart', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '1')).toMatchObject({
      kind: 'person',
      sourceRef: '1',
      origin: { file: 'one.csv', line: 1 },
      names: [
        { name: 'EXEMPLAROV, Fictitius', kind: 'NAME' },
        { name: 'EKSEMPLAROFF, Fiktitius', kind: 'ALIAS' },
        { name: 'THE EXAMPLE', kind: 'WEAK_ALIAS' },
      ],
      lastName: 'EXEMPLAROV',
      firstName: 'Fictitius',
      title: null,
      birthDates: ['1966-09-08', '1965'],
      birthPlace: 'Exampleville, Bulgaria',
      birthCountry: 'BG',
      nationalities: ['BG', 'MT'],
      gender: 'male',
      identifications: [
        { type: 'PASSPORT', number: 'SPEC0001', country: 'BG', issuedAt: '1999-06-23', expiresAt: '2004-02-05' },
        { type: 'NATIONAL_ID', number: 'X00123', country: 'MT', issuedAt: null, expiresAt: null },
      ],
      addresses: [
        {
          full: '1 Example Street, Exampleville 0000, Bulgaria',
          street: '1 Example Street',
          city: 'Exampleville 0000',
          country: 'BG',
        },
        { full: 'undetermined', street: null, city: null, country: null },
      ],
      notes:
        'something else entely different; Digital Currency Address - EXM 000.; Linked To: SPECIMEN TRADING; DOB approximate: 1965',
      topics: ['sanction'],
      sanctions: [
        expect.objectContaining({ authority: 'OFAC', programme: 'DEMO', authorityId: '1' }),
        expect.objectContaining({ programme: 'SPECIMEN' }),
      ],
    });
  });

  it('reads a span of birth dates as both of its ends', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '5')).toMatchObject({
      birthDates: ['1961', '1963'],
      notes: 'DOB approximate: 1961 to 1963',
    });
  });

  it('reads a ship with IMO number, call sign, MMSI, flags, tonnages, owner and former name', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '2')).toMatchObject({
      kind: 'vesselRecord',
      names: [
        { name: 'SPECIMEN TIDE', kind: 'NAME' },
        { name: 'EXEMPLAR TIDE', kind: 'PREVIOUS' },
      ],
      imo: '0002606',
      callSign: 'QX260',
      mmsi: '000260000',
      flag: 'PA',
      pastFlags: ['MT'],
      type: 'General Cargo',
      tonnage: 12_400,
      grossRegisteredTonnage: 9_850,
      owner: 'Exemplar Oscar',
    });
  });

  it('keeps an IMO number with a wrong check digit in the notes only', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '6')).toMatchObject({
      imo: null,
      notes: expect.stringContaining('check digit wrong: 1234560'),
    });
  });

  it('reads a company with its numbers, and loses none of the others', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '3')).toMatchObject({
      kind: 'organization',
      jurisdiction: 'CY',
      registrationNumber: '1234567',
      taxNumber: '99-1',
      incorporationDate: '2016-12-17',
      notes: expect.stringContaining('D-U-N-S Number 000000000'),
    });
  });

  it('rejects aircraft, unknown types, repeated and broken entries and rows of nobody, each with line and reason', async () => {
    const { rejects } = await read(files());
    expect(rejects.map(({ file, line, field, reason }) => [file, line, field, reason])).toEqual([
      ['one.csv', 4, 'SDN_Type', 'type.aircraftNotModelled'],
      ['one.csv', 6, 'ent_num', 'entry.repeated'],
      ['one.csv', 8, 'SDN_Type', 'type.unknown'],
      ['one.csv', 9, 'ent_num', 'entryNumber.invalid'],
      ['two.csv', 3, 'ent_num', 'entry.missing'],
    ]);
  });

  it('reads the entries alone where the other files are missing', async () => {
    const { records, rejects } = await read([writeFile('sdn.csv', sdn)]);
    expect(records).toHaveLength(5);
    expect(rejects.map(({ reason }) => reason)).not.toContain('entry.missing');
  });

  it('refuses files that are no delivery', async () => {
    await expect(read([writeFile('sdn.csv', 'a,b,c\n1,2,3\n')])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(read([writeFile('add.csv', add)])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
