import { describe, expect, it } from '@jest/globals';
import { dispositionsOf } from '../../../../ingest/formats/dispositions.js';
import { usCsl } from '../../../../ingest/formats/watchlists/us-csl.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented: no person, ship or company of these names and numbers exists.
const columns = Object.keys(dispositionsOf('watchlists/csl/elements').mapped);
const sdn = 'Specially Designated Nationals (SDN) - Treasury Department';
const entityList = 'Entity List (EL) - Bureau of Industry and Security';
const denied = 'Denied Persons List (DPL) - Bureau of Industry and Security';
type Fields = Readonly<Record<string, string>>;
const line = (fields: Fields, of = columns) => of.map((column) => `"${fields[column] ?? ''}"`).join(',');
const list = (...rows: readonly Fields[]) => [columns.join(','), ...rows.map((row) => line(row))].join('\n');
const read = (...rows: readonly Fields[]) => readAll(usCsl, [writeFile('csl.csv', list(...rows))]);

describe('us-csl', () => {
  it('reads an individual with aliases, birth, nationality, documents and one sanction a programme', async () => {
    const { records, rejects, unmapped } = await read({
      source: sdn,
      entity_number: '99901',
      type: 'Individual',
      programs: 'DEMO; SPECIMEN',
      name: 'EXEMPLAROV, Fictius',
      title: 'Minister of Examples',
      addresses: '1 Specimen Road, Exemple, 00000, MT; IR',
      start_date: '2020-01-31',
      remarks: 'as listed',
      alt_names: 'EXEMPLAROFF, F.; SPECIMEN, Fictius',
      citizenships: 'MT',
      nationalities: 'DZ; Nowhereland',
      dates_of_birth: '1961-02-03; circa 1960; 1961 to 1963; soon',
      places_of_birth: 'Exemple, Malta; Autreville',
      ids: 'MT, X0000001, Passport; Male, Gender; f@example.org, Email Address; Passport, Y2; strange',
      source_list_url: 'http://list.example',
      source_information_url: 'http://information.example',
    });
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records[0]).toMatchObject({
      kind: 'person',
      sourceRef: 'SDN:99901',
      origin: { file: 'csl.csv', line: 2 },
      names: [
        { name: 'EXEMPLAROV, Fictius', kind: 'NAME' },
        { name: 'EXEMPLAROFF, F.', kind: 'ALIAS' },
        { name: 'SPECIMEN, Fictius', kind: 'ALIAS' },
      ],
      lastName: 'EXEMPLAROV',
      firstName: 'Fictius',
      title: 'Minister of Examples',
      birthDates: ['1961-02-03', '1960'],
      birthPeriods: [{ from: '1961', to: '1963' }],
      birthPlace: 'Exemple, Malta',
      birthCountry: 'MT',
      nationalities: ['DZ', 'MT'],
      gender: 'male',
      identifications: [
        { type: 'PASSPORT', number: 'X0000001', country: 'MT' },
        { type: 'PASSPORT', number: 'Y2', country: null },
      ],
      emails: ['f@example.org'],
      addresses: [
        { full: '1 Specimen Road, Exemple, 00000, MT', country: 'MT' },
        { full: 'IR', country: 'IR' },
      ],
      notes:
        'as listed; strange; DOB as stated: circa 1960; DOB as stated: 1961 to 1963; DOB as stated: soon; alt. POB Autreville; Nationality: Nowhereland',
      topics: ['sanction'],
      sanctions: ['DEMO', 'SPECIMEN'].map((programme) => ({
        authority: 'OFAC',
        programme,
        authorityId: '99901',
        startDate: '2020-01-31',
        endDate: null,
        sourceUrl: 'http://information.example',
      })),
      qualityFlags: ['COUNTRY_UNKNOWN', 'DATE_FORM'],
    });
  });

  it('reads an entity with its numbers, and the terms of the list of entities as provisions', async () => {
    const { records } = await read({
      source: entityList,
      type: 'Entity',
      name: 'SPECIMEN TRADING',
      federal_register_notice: '80 FR 00000',
      start_date: '2020-01-31',
      license_requirement: 'For all items subject to the EAR',
      license_policy: 'Presumption of denial',
      ids: 'MT, 123-4, Registration ID; 99-1, Tax ID No.; EXMPMTMT, SWIFT/BIC; www.example.org, Website',
    });
    expect(records[0]).toMatchObject({
      kind: 'organization',
      sourceRef: expect.stringMatching(/^EL:[0-9a-f]{32}$/),
      jurisdiction: 'MT',
      registrationNumber: '123-4',
      taxNumber: '99-1',
      websites: ['www.example.org'],
      topics: ['export.control'],
      sanctions: [
        {
          authority: 'BIS',
          programme: 'Entity List',
          provisions: 'For all items subject to the EAR; Presumption of denial; 80 FR 00000',
        },
      ],
      qualityFlags: [],
    });
  });

  it('reads a vessel; a wrong IMO number stays in words and is flagged', async () => {
    const vessel = {
      source: sdn,
      entity_number: '2',
      type: 'Vessel',
      name: 'SPECIMEN TIDE',
      call_sign: 'QX260',
      vessel_type: 'General Cargo',
      gross_tonnage: '12,400',
      gross_registered_tonnage: 'heavy',
      vessel_flag: 'Malta',
      vessel_owner: 'Exemplar Oscar',
    };
    const { records } = await read(
      {
        ...vessel,
        ids: 'IMO 0002606, Vessel Registration Identification; Panama, Former Vessel Flag; 000260000, MMSI',
      },
      { ...vessel, entity_number: '3', ids: 'IMO 1234560, Vessel Registration Identification' },
    );
    expect(records[0]).toMatchObject({
      kind: 'vesselRecord',
      imo: '0002606',
      mmsi: '000260000',
      callSign: 'QX260',
      type: 'General Cargo',
      tonnage: 12_400,
      grossRegisteredTonnage: null,
      flag: 'MT',
      pastFlags: ['PA'],
      owner: 'Exemplar Oscar',
      qualityFlags: ['NUMBER_FORM'],
    });
    expect(records[1]).toMatchObject({
      imo: null,
      notes: expect.stringContaining('1234560'),
      qualityFlags: ['IMO_CHECK_DIGIT', 'NUMBER_FORM'],
    });
  });

  it.each([
    [denied, 'FICTIUS EXEMPLAROV', 'person', 'BIS', 'export.control'],
    [denied, 'SPECIMEN AIRLINES', 'organization', 'BIS', 'export.control'],
    [
      'Unverified List (UVL) - Bureau of Industry and Security',
      'Specimen Center',
      'organization',
      'BIS',
      'export.control',
    ],
    ['Military End User (MEU) List - Bureau of Industry and Security', 'SPC', 'organization', 'BIS', 'export.control'],
    [entityList, 'Fictius Exemplarov', 'person', 'BIS', 'export.control'],
    [entityList, 'ES Plan', 'organization', 'BIS', 'export.control'],
    [
      'Nonproliferation Sanctions (ISN) - State Department',
      '9th Regiment',
      'organization',
      'US Department of State',
      'sanction',
    ],
    [
      'ITAR Debarred (DTC) - State Department',
      'Fictius Exemplarov, Jr.',
      'person',
      'US Department of State',
      'debarment',
    ],
    ['Capta List (CAP) - Treasury Department', 'Specimen', 'organization', 'OFAC', 'sanction'],
    ['Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department', 'X', 'organization', 'OFAC', 'sanction'],
    ['Foreign Sanctions Evaders (FSE) - Treasury Department', 'Specimen', 'organization', 'OFAC', 'sanction'],
  ])('reads a row of %s without a type: %s is a %s', async (source, name, kind, authority, topic) => {
    const { records } = await read({ source, name });
    expect(records[0]).toMatchObject({
      kind,
      topics: [topic],
      sanctions: [{ authority, programme: source.replace(/ \([^)]*\)| - .*/g, '') }],
      qualityFlags: ['SUBJECT_KIND_ASSUMED'],
    });
  });

  it('keeps a list and a type that it does not know, and flags them', async () => {
    const { records } = await read({
      source: 'New List (NEW) - Ministry of Examples',
      type: 'constructor',
      name: 'Specimen',
    });
    expect(records[0]).toMatchObject({
      kind: 'organization',
      sanctions: [{ authority: 'Ministry of Examples', programme: 'New List' }],
      qualityFlags: ['SOURCE_UNKNOWN', 'SUBJECT_KIND_ASSUMED', 'SUBJECT_KIND_UNKNOWN'],
    });
  });

  it('reads an aircraft with what its identifiers say, whichever way round they are written', async () => {
    const { records } = await read({
      source: sdn,
      entity_number: '4',
      type: 'Aircraft',
      name: 'QX-EXM',
      ids: '17, Aircraft Construction Number (also called L/N or S/N or F/N); 2002, Aircraft Manufacture Date; Aircraft Model, EX-1; EXEMPLAR AIR, Aircraft Operator; QX-OLD, Previous Aircraft Tail Number; MT, 365470, Aircraft Serial Identification; 00ABCD, Aircraft Mode S Transponder Code; Man, Isle of, Nationality of Registration; Invented, Other',
      remarks: 'Linked To: SPECIMEN TRADING',
      addresses: '1 Example Road, Exampleville, MT',
    });
    expect(records).toMatchObject([
      {
        kind: 'aircraftRecord',
        sourceRef: 'SDN:4',
        names: [{ name: 'QX-EXM', kind: 'NAME' }],
        registration: 'QX-EXM',
        pastRegistrations: ['QX-OLD'],
        serialNumber: '17',
        identifications: [{ scheme: 'Aircraft Serial Identification', number: '365470', country: 'MT' }],
        model: 'EX-1',
        buildDate: '2002',
        operator: 'EXEMPLAR AIR',
        icaoAddress: '00ABCD',
        country: 'IM',
        notes: 'Linked To: SPECIMEN TRADING; Other Invented; Address: 1 Example Road, Exampleville, MT',
        qualityFlags: [],
      },
    ]);
  });

  it('rejects rows without name or list and entries listed twice, with the header line', async () => {
    const { records, rejects } = await read(
      { source: sdn, entity_number: '5' },
      { name: 'FICTIUS EXEMPLAROV' },
      { source: sdn, entity_number: '6', type: 'Entity', name: 'SPECIMEN TRADING' },
      { source: sdn, entity_number: '6', type: 'Entity', name: 'SPECIMEN TRADING' },
    );
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['SDN:6']);
    expect(rejects.map(({ field, reason, frame }) => [field, reason, frame?.before])).toEqual([
      ['name', 'name.missing', `${columns.join(',')}\n`],
      ['source', 'source.missing', `${columns.join(',')}\n`],
      ['entity_number', 'entry.repeated', `${columns.join(',')}\n`],
    ]);
  });

  it('keeps the key of an entry whose address changes, but tells two addresses of a denied person apart', async () => {
    const keys = async (...rows: readonly Fields[]) => (await read(...rows)).records.map(({ sourceRef }) => sourceRef);
    const entity = { source: entityList, name: 'SPECIMEN TRADING', start_date: '2020-01-31' };
    const [first] = await keys({ ...entity, addresses: 'MT' });
    expect(await keys({ ...entity, entity_number: '9'.repeat(65) })).toEqual([first]);
    expect(await keys({ ...entity, addresses: 'FR' }, { ...entity, addresses: 'DE' })).toEqual([first, `${first}~2`]);
    const person = { source: denied, name: 'FICTIUS EXEMPLAROV', start_date: '2020-01-31' };
    const [one, two] = await keys({ ...person, addresses: '1 Road' }, { ...person, addresses: '2 Road' });
    expect(await keys({ ...person, addresses: '2 Road' }, { ...person, addresses: '1 Road' })).toEqual([two, one]);
  });

  it('reads the newer form with its id, in any order of columns, and counts columns that it does not know', async () => {
    const newer = ['_id', 'mood', ...[...columns].reverse()];
    const row = { source: sdn, entity_number: '1', type: 'Entity', name: 'SPECIMEN TRADING', _id: 'abc', mood: 'x' };
    const path = writeFile('csl.csv', `\uFEFF${newer.join(',')}\n${line(row, newer)}\n`);
    expect(await recogniseFile(usCsl, path)).toEqual({ version: 'id' });
    const { records, unmapped } = await readAll(usCsl, [path]);
    expect(records[0]).toMatchObject({ sourceRef: 'SDN:1', kind: 'organization' });
    expect(unmapped).toEqual({ mood: 1 });
  });

  it('refuses a file without its columns', async () => {
    await expect(readAll(usCsl, [writeFile('x.csv', 'a,b\n1,2\n')])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

const file = realFile('persons', 'us_consolidated_screening_list_sample.csv');
describeWithReal('us-csl, a sample of the 28-column form', [file], () => {
  it('reads every row and knows every column', async () => {
    expect(await recogniseFile(usCsl, file)).toEqual({ version: '28-columns' });
    const { records, rejects, unmapped } = await readAll(usCsl, [file]);
    const count = (has: (record: (typeof records)[number]) => boolean) => records.filter(has).length;
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(['person', 'organization', 'vesselRecord'].map((kind) => count((record) => record.kind === kind))).toEqual([
      40, 73, 2,
    ]);
    const flagged = (flag: string) => count(({ qualityFlags }) => qualityFlags?.includes(flag) ?? false);
    expect(['SUBJECT_KIND_ASSUMED', 'COUNTRY_UNKNOWN', 'SOURCE_UNKNOWN'].map(flagged)).toEqual([47, 1, 0]);
    expect(new Set(records.map(({ sourceRef }) => sourceRef)).size).toBe(115);
  });
});
