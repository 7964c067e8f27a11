import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../../ingest/formats/index.js';
import { ofacConsolidated, ofacSdn } from '../../../../../ingest/formats/watchlists/ofac-sdn.js';
import { quickest } from '../../../../support/quickest.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../../support/samples.js';

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
  row(4, 'QX-EXM', '"aircraft"', 'DEMO] [SPECIMEN', 'Aircraft Tail Number QX-EXM.'),
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
        { type: 'OTHER', number: '000', country: null, issuedAt: null, expiresAt: null },
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
      notes: 'something else entely different; Linked To: SPECIMEN TRADING; DOB approximate: 1965',
      topics: ['sanction'],
      sanctions: [
        expect.objectContaining({ authority: 'OFAC', programme: 'DEMO', authorityId: '1' }),
        expect.objectContaining({ programme: 'SPECIMEN' }),
      ],
    });
  });

  it('keeps the full stop that ends the name of a company, for names lost it within the remarks', async () => {
    const remarks =
      "POB St. Exempla.; a.k.a. 'EXEMPLAR S.A.'; Linked To: SPECIMEN CO., LTD.; Linked To: FICTIVA S.A.S.";
    const { records } = await read([writeFile('one.csv', row(8, 'EXAMPLE', '"individual"', 'DEMO', remarks))]);
    expect(records).toMatchObject([
      {
        names: [{ name: 'EXAMPLE' }, { name: 'EXEMPLAR S.A.' }],
        birthPlace: 'St. Exempla.',
        notes: 'Linked To: SPECIMEN CO., LTD.; Linked To: FICTIVA S.A.S.',
      },
    ]);
  });

  it('reads a span of birth dates as a span: each end was a date of birth', async () => {
    const { records } = await read(files());
    expect(records.find(({ sourceRef }) => sourceRef === '5')).toMatchObject({
      birthDates: [],
      birthPeriods: [{ from: '1961', to: '1963' }],
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

  it('reads an IMO number before the country of its flag: the number found no ship when it stood in the notes', async () => {
    const remarks = 'Vessel Registration Identification IMO 0002606 (Malta); MMSI 000260000.';
    const { records } = await read([
      writeFile('sdn.csv', `${row(1, 'SPECIMEN TIDE', '"vessel"', 'DEMO', remarks)}\r\n`),
    ]);
    expect(records).toMatchObject([{ imo: '0002606', notes: null, qualityFlags: [] }]);
  });

  it('takes no name that a document was issued under for its number or its date', async () => {
    const remarks =
      'Passport SPEC0001 (Malta) issued 28 Feb 2006; Passport SPEC0001 and Maltese National ID No. X00123 issued under the name Other Exemplarov.';
    const { records } = await read([
      writeFile('sdn.csv', `${row(1, 'EXEMPLAROV, One', '"individual"', 'DEMO', remarks)}\r\n`),
    ]);
    expect(records).toMatchObject([
      {
        identifications: [{ number: 'SPEC0001', issuedAt: '2006-02-28' }],
        notes: 'Passport SPEC0001 and Maltese National ID No. X00123 issued under the name Other Exemplarov.',
        qualityFlags: [],
      },
    ]);
  });

  it('knows the country of a document, an address and a flag that tells what it was called before', async () => {
    const cape = 'Cabo Verde.  Previously Cape Verde.';
    const { records } = await read([
      writeFile(
        'sdn.csv',
        [
          row(1, 'EXEMPLAROV, One', '"individual"', 'DEMO', `nationality ${cape}; Passport SPEC0001 (${cape}).`),
          row(2, 'SPECIMEN TIDE', '"vessel"', 'DEMO', '', { 9: `"${cape}"` }),
        ].join('\r\n'),
      ),
      writeFile('add.csv', `1,11,"1 Example Street","Exampleville","${cape}",-0- \r\n`),
    ]);
    expect(records).toMatchObject([
      { nationalities: ['CV'], identifications: [{ country: 'CV' }], addresses: [{ country: 'CV' }], qualityFlags: [] },
      { flag: 'CV', qualityFlags: [] },
    ]);
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
      identifications: [{ type: 'OTHER', scheme: 'D-U-N-S Number', number: '000000000', country: null }],
    });
  });

  it('rejects unknown types, repeated and broken entries and rows of nobody, each with line and reason', async () => {
    const { rejects } = await read(files());
    expect(rejects.map(({ file, line, field, reason }) => [file, line, field, reason])).toEqual([
      ['one.csv', 6, 'ent_num', 'entry.repeated'],
      ['one.csv', 8, 'SDN_Type', 'type.unknown'],
      ['one.csv', 9, 'ent_num', 'entryNumber.invalid'],
      ['two.csv', 3, 'ent_num', 'entry.missing'],
    ]);
  });

  it('keeps the rows of an entry that is rejected: they went with it, and were nowhere', async () => {
    const paths = [
      writeFile(
        'sdn.csv',
        `${row(1, 'EXEMPLAROV', '"zeppelin"', 'DEMO', '')}\r\n${row(2, 'SPECIMEN', '"individual"', 'DEMO', '')}\r\n`,
      ),
      writeFile(
        'add.csv',
        `1,11,"1 Example Street","Nowhere","Iran",${none}\r\n2,12,"2 Example Street","Nowhere","Iran",${none}\r\n`,
      ),
      writeFile('alt.csv', '1,21,"aka","EKSEMPLAROFF",-0- \r\n'),
    ];
    const { records, rejects } = await read(paths);
    expect(records).toHaveLength(1);
    expect(rejects.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['sdn.csv', 1, 'type.unknown'],
      ['add.csv', 1, 'entry.rejected'],
      ['alt.csv', 1, 'entry.rejected'],
    ]);
    expect(rejects[1]).toMatchObject({ raw: expect.stringContaining('1 Example Street'), sourceRef: '1' });
  });

  it('reads the entries alone where the other files are missing', async () => {
    const { records, rejects } = await read([writeFile('sdn.csv', sdn)]);
    expect(records).toHaveLength(6);
    expect(rejects.map(({ reason }) => reason)).not.toContain('entry.missing');
  });

  it('refuses files that are no delivery', async () => {
    await expect(read([writeFile('sdn.csv', 'a,b,c\n1,2,3\n')])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(read([writeFile('add.csv', add)])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('flags what is doubtful: country, date, check digit, number, alias type, programme', async () => {
    const doubtful = [
      row(1, 'EXEMPLAROV, One', '"individual"', 'DEMO', 'DOB 30 Feb 1966; nationality Nowhereland; Gender Other.'),
      row(2, 'SPECIMEN TIDE', '"vessel"', 'DEMO', 'Vessel Registration Identification IMO 1234560; MMSI 12.', {
        7: '"heavy"',
        9: '"Nowhereland"',
      }),
      row(3, 'EXEMPLAROV, Three', '"individual"', 'DEMO', 'Passport S1 (Nowhereland) issued 31 Apr 1999 expires soon.'),
      row(4, 'SPECIMEN TRADING', none, '', 'Organization Established Date 01 Jan 2015 to 31 Dec 2015.'),
      row(5, 'EXEMPLAROV, Five', '"individual"', 'DEMO', 'DOB 1970; nationality Malta.'),
      row(
        6,
        'SPECIMEN WAVE',
        '"vessel"',
        'DEMO',
        'Former Vessel Flag None Identified; Vessel Year of Build 2001; alt. Vessel Year of Build 2002.',
      ),
    ];
    const { records, rejects } = await read([
      writeFile('sdn.csv', doubtful.join('\n')),
      writeFile('alt.csv', '4,1,"aka","SPECIMEN TWO",-0- \n4,2,"dba","SPECIMEN THREE",-0- '),
      writeFile('add.csv', '4,1,"1 Road","Exemple","Nowhereland",-0- \n5,2,-0- ,-0- ,"undetermined",-0- '),
    ]);
    expect(rejects).toEqual([]);
    expect(records.map(({ qualityFlags }) => qualityFlags)).toEqual([
      ['COUNTRY_UNKNOWN', 'DATE_IMPOSSIBLE', 'GENDER_UNKNOWN'],
      ['COUNTRY_UNKNOWN', 'IMO_CHECK_DIGIT', 'MMSI_FORM', 'NUMBER_FORM'],
      ['COUNTRY_UNKNOWN', 'DATE_FORM', 'DATE_IMPOSSIBLE'],
      ['ALIAS_TYPE_UNKNOWN', 'COUNTRY_UNKNOWN', 'DATE_FORM', 'PROGRAMME_MISSING'],
      [],
      [],
    ]);
    // Nothing that could not be read is lost.
    expect(records[0]).toMatchObject({ notes: expect.stringContaining('DOB 30 Feb 1966; nationality Nowhereland') });
    expect(records[2]).toMatchObject({
      identifications: [{ type: 'PASSPORT', number: 'S1', country: null, issuedAt: null, expiresAt: null }],
      notes: expect.stringContaining('(Nowhereland) issued 31 Apr 1999'),
    });
  });

  it('reads contact out of the remarks, and remarks of any length in a time that grows with it', async () => {
    const remarks =
      'Website www.example.org; Email Address a@example.org; alt. Email Address b@example.org; Phone Number +356 000; alt. Phone Number 44 20 79460123; alt. Phone Number 020 79460123';
    const long = `Passport ${'issued 1 (x) '.repeat(6_000)}`;
    const files = [
      writeFile('sdn.csv', [row(1, 'SPECIMEN', none, 'DEMO', remarks), row(2, 'LONG', none, 'DEMO', long)].join('\n')),
    ];
    const { records } = await read(files);
    expect(await quickest(() => read(files), 2_000)).toBeLessThan(2_000);
    expect(records[0]).toMatchObject({
      websites: ['www.example.org'],
      emails: ['a@example.org', 'b@example.org'],
      phones: ['+356 000', '+442079460123', '020 79460123'],
      notes: null,
    });
    expect(records[1]).toMatchObject({ notes: expect.stringContaining('issued 1 (x) issued') });
  });

  it('recognises each of its files by form, not by name, and no other file without header', async () => {
    const recognise = (name: string, text: string) => recogniseFile(ofacSdn, writeFile(name, text));
    expect(await recognise('x', sdn)).toEqual({ version: 'legacy', part: 'entries' });
    expect(await recognise('x', add)).toEqual({ version: 'legacy', part: 'addresses' });
    expect(await recognise('x', alt)).toEqual({ version: 'legacy', part: 'aliases' });
    expect(await recognise('sdn_comments.csv', comments)).toEqual({ version: 'legacy', part: 'comments' });
    expect(await recognise('x', comments)).toBeNull();
    expect(await recognise('sdn.csv', 'a,b,c\n1,2,3\n')).toBeNull();
    expect(await recognise('sdn.csv', '1,2,3,4,5,6,7,8,9,10,11,12\n')).toBeNull();
    expect(await recognise('add.csv', '1,2,3,4,5,6\n')).toBeNull();
    expect(await recognise('alt.csv', '1,2,3,4,5\n')).toBeNull();
    expect(await recognise('sdn.csv', '')).toBeNull();
  });

  it('knows the files of the consolidated list by their programmes, and the others by name: one list withdrew the other', async () => {
    const ssi = [
      row(8, 'SPECIMEN BANK', none, 'SSI', ''),
      row(9, 'EXEMPLAR OIL', none, 'CAPTA] [UKRAINE-EO13662', ''),
    ].join('\n');
    const sets = [
      ['x', sdn, 'ofac-sdn'],
      ['x', ssi, 'ofac-consolidated'],
      ['CONSALL.ZIP!CONS_PRIM.CSV', sdn, 'ofac-consolidated'],
      ['cons_add.csv', add, 'ofac-consolidated'],
      ['cons_comments.csv', comments, 'ofac-consolidated'],
      ['add.csv', add, 'ofac-sdn'],
    ] as const;
    for (const [name, text, expected] of sets) {
      const head = { name, bytes: Buffer.from(text), text };
      const known = [...formats.values()].filter((format) => format.recognise(head) !== null);
      expect([name, known.map((format) => format.name)]).toEqual([name, [expected]]);
    }
    const paths = [writeFile('prim.csv', ssi), writeFile('two.csv', add)];
    expect((await readAll(ofacConsolidated, paths)).records.map(({ sourceRef }) => sourceRef)).toEqual(['8', '9']);
    for (const [format, path] of [
      [ofacSdn, writeFile('cons_prim.csv', sdn)],
      [ofacSdn, writeFile('prim.csv', ssi)],
      [ofacConsolidated, writeFile('sdn.csv', sdn)],
    ] as const) {
      await expect(readAll(format, [path])).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        extensions: { hint: expect.stringContaining('Each list is a delivery of its own') },
      });
    }
  });

  it('refuses a file of numbers with as many columns', async () => {
    await expect(read([writeFile('sdn.csv', '1,2,3,4,5,6,7,8,9,10,11,12\n'.repeat(30))])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

const real = ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'].map((name) => realFile('persons', 'ofac_sdn', name));
describeWithReal('ofac-sdn, a real delivery', real, () => {
  it('reads every entry, and flags what it cannot read', async () => {
    const { records, rejects, unmapped } = await readAll(ofacSdn, real);
    const count = (has: (record: (typeof records)[number]) => boolean) => records.filter(has).length;
    const kinds = ['person', 'organization', 'vesselRecord', 'aircraftRecord'];
    expect(kinds.map((kind) => count((record) => record.kind === kind))).toEqual([4620, 3673, 406, 277]);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    const flags = records.flatMap(({ qualityFlags }) => qualityFlags ?? []);
    const flagged = (flag: string) => flags.filter((one) => one === flag).length;
    expect(['COUNTRY_UNKNOWN', 'DATE_FORM', 'IMO_FORM'].map(flagged)).toEqual([16, 3, 1]);
    expect(flags).toHaveLength(20);
  });
});
