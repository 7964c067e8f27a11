import { describe, expect, it } from '@jest/globals';
import { unConsolidated } from '../../../../ingest/formats/watchlists/un-consolidated.js';
import type { PersonRecord } from '../../../../ingest/records/persons.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All entries are invented: no person or organization of these names and numbers exists.
const individual = `
    <INDIVIDUAL>
      <DATAID>9999901</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>FICTIUS</FIRST_NAME>
      <SECOND_NAME>SPECIMEN</SECOND_NAME>
      <THIRD_NAME>EXEMPLAROV</THIRD_NAME>
      <UN_LIST_TYPE>Specimen</UN_LIST_TYPE>
      <REFERENCE_NUMBER>XXi.901 </REFERENCE_NUMBER>
      <LISTED_ON>2011-02-03-05:00</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>Фиктиус
         Экземпляров</NAME_ORIGINAL_SCRIPT>
      <GENDER>Male</GENDER>
      <COMMENTS1>First line.
Second line.</COMMENTS1>
      <TITLE><VALUE>Dr.</VALUE><VALUE>Professor</VALUE></TITLE>
      <DESIGNATION><VALUE>Minister of Examples</VALUE><VALUE>Clerk</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>na</VALUE></NATIONALITY>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <LAST_DAY_UPDATED><VALUE>2012-01-01</VALUE></LAST_DAY_UPDATED>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Fictius One; Fictius Two b) Fictius Three</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Specimen</ALIAS_NAME><NOTE>as a youth</NOTE>
        <DATE_OF_BIRTH>1950-01-02</DATE_OF_BIRTH><CITY_OF_BIRTH>Exemple</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Malta</COUNTRY_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Poor</QUALITY><ALIAS_NAME>F. Quality</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><STREET>1 Specimen Road</STREET><CITY>Exemple</CITY><STATE_PROVINCE>North</STATE_PROVINCE><ZIP_CODE>00000</ZIP_CODE><COUNTRY>Malta</COUNTRY><NOTE>in 2010</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1962</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1965</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1966</YEAR><NOTE>Sep.</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1967 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><NOTE>30-35 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-02-30</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Exemple</CITY><STATE_PROVINCE>North</STATE_PROVINCE><COUNTRY>Malta</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Autreville</CITY><COUNTRY>France</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X0000001</NUMBER><ISSUING_COUNTRY>Malta</ISSUING_COUNTRY><COUNTRY_OF_ISSUE>France</COUNTRY_OF_ISSUE><CITY_OF_ISSUE>Exemple</CITY_OF_ISSUE><DATE_OF_ISSUE>2001-02-03</DATE_OF_ISSUE><NOTE>Expired on 2 Feb. 2006</NOTE></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>Driver's Permit</TYPE_OF_DOCUMENT2><NUMBER>Y2</NUMBER><COUNTRY_OF_ISSUE>Nowhereland</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification
          Number</TYPE_OF_DOCUMENT><NOTE>SSN 000-00-0000</NOTE></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
      <SORT_KEY/>
      <SORT_KEY_LAST_MOD/>
    </INDIVIDUAL>`;
const entity = `
    <ENTITY>
      <DATAID>9999902</DATAID>
      <FIRST_NAME>SPECIMEN TRADING</FIRST_NAME>
      <UN_LIST_TYPE>Specimen</UN_LIST_TYPE>
      <REFERENCE_NUMBER>XXe.902</REFERENCE_NUMBER>
      <LISTED_ON>2012-03-04</LISTED_ON>
      <DELISTED_ON>2020-05-06</DELISTED_ON>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Specimen Ltd</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Exemplar Ltd</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><CITY>Exemple</CITY><COUNTRY>Malta</COUNTRY></ENTITY_ADDRESS>
      <PHONE kind="mobile">+000 000</PHONE>
    </ENTITY>`;
const list = (individuals: string, entities = '') => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-01-01T00:00:00.000Z">
  <INDIVIDUALS>${individuals}
  </INDIVIDUALS>
  <ENTITIES>${entities}
  </ENTITIES>
</CONSOLIDATED_LIST>
`;
const read = (text: string) => readAll(unConsolidated, [writeFile('list.xml', text)]);

describe('un-consolidated', () => {
  it('reads an individual with names in order of rank, dates with their precision, documents and listing', async () => {
    const { records, rejects, unmapped } = await read(list(individual));
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records).toEqual([
      {
        kind: 'person',
        sourceRef: 'XXi.901',
        origin: { file: 'list.xml', line: 4, path: '/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[1]' },
        raw: individual.trim(),
        names: [
          { name: 'FICTIUS SPECIMEN EXEMPLAROV', kind: 'NAME' },
          { name: 'Фиктиус Экземпляров', kind: 'NAME' },
          { name: 'Fictius One', kind: 'ALIAS' },
          { name: 'Fictius Two', kind: 'ALIAS' },
          { name: 'Fictius Three', kind: 'ALIAS' },
          { name: 'The Specimen', kind: 'WEAK_ALIAS' },
          { name: 'F. Quality', kind: 'ALIAS' },
        ],
        firstName: 'FICTIUS',
        title: 'Dr.; Professor',
        positions: [{ title: 'Minister of Examples' }, { title: 'Clerk' }],
        gender: 'male',
        birthDates: ['1961-02-03', '1962', '1966-09', '1967-11'],
        birthPeriods: [{ from: '1963', to: '1965' }],
        birthPlace: 'Exemple, North, Malta',
        birthCountry: 'MT',
        nationalities: ['IR'],
        identifications: [
          {
            type: 'PASSPORT',
            scheme: 'Passport',
            number: 'X0000001',
            country: 'MT',
            issuedAt: '2001-02-03',
            expiresAt: '2006-02-02',
          },
          {
            type: 'DRIVING_LICENCE',
            scheme: "Driver's Permit",
            number: 'Y2',
            country: null,
            issuedAt: null,
            expiresAt: null,
          },
        ],
        addresses: [
          {
            full: '1 Specimen Road, Exemple, North, 00000, Malta, (in 2010)',
            street: '1 Specimen Road',
            city: 'Exemple',
            region: 'North',
            postalCode: '00000',
            country: 'MT',
          },
        ],
        notes: [
          'First line.\nSecond line.',
          'Alias The Specimen: born 1950-01-02, born in Exemple, Malta, as a youth',
          'Born approximately 1962',
          'Born between 1963 and 1965',
          'Born approximately 30-35 years old',
          'Born 1961-02-30',
          'Also born in: Autreville, France',
          'Nationality: na',
          'Passport X0000001: issued in Exemple, France, Expired on 2 Feb. 2006',
          "Numéro de passeport Y2: Driver's Permit, country: Nowhereland",
          'National Identification Number: SSN 000-00-0000',
        ].join('\n'),
        topics: ['sanction'],
        sanctions: [
          {
            authority: 'UN Security Council',
            programme: 'Specimen',
            authorityId: 'XXi.901',
            listingDate: '2011-02-03',
            endDate: null,
            sourceUrl: expect.stringContaining('un.org'),
          },
        ],
        qualityFlags: ['ALIAS_QUALITY_UNKNOWN', 'COUNTRY_UNKNOWN', 'DATE_IMPOSSIBLE'],
      },
    ]);
  });

  it('reads an entity that was taken off the list, and counts what the specification does not name', async () => {
    const { records, unmapped } = await read(list('', entity));
    expect(records).toMatchObject([
      {
        kind: 'organization',
        sourceRef: 'XXe.902',
        names: [
          { name: 'SPECIMEN TRADING', kind: 'NAME' },
          { name: 'Specimen Ltd', kind: 'ALIAS' },
          { name: 'Exemplar Ltd', kind: 'PREVIOUS' },
        ],
        addresses: [{ full: 'Exemple, Malta', city: 'Exemple', country: 'MT' }],
        topics: [],
        sanctions: [{ listingDate: '2012-03-04', endDate: '2020-05-06' }],
      },
    ]);
    expect(unmapped).toEqual({ PHONE: 1, 'PHONE/@kind': 1 });
  });

  it('rejects what has no name or number, what is listed twice and what is of another kind; DATAID is a key in need', async () => {
    const few = (content: string) => `<INDIVIDUAL>${content}</INDIVIDUAL>`;
    const name = '<FIRST_NAME>FICTIUS</FIRST_NAME>';
    const { records, rejects } = await read(
      list(
        few('<REFERENCE_NUMBER>XXi.1</REFERENCE_NUMBER>') +
          few(name) +
          few(`${name}<DATAID>99</DATAID>`) +
          few(`${name}<REFERENCE_NUMBER>XXi.2</REFERENCE_NUMBER>`) +
          few(`${name}<REFERENCE_NUMBER>XXi.2</REFERENCE_NUMBER>`) +
          few(`${name}<REFERENCE_NUMBER>${'X'.repeat(65)}</REFERENCE_NUMBER>`),
        '<constructor/><AIRCRAFT><FIRST_NAME>EX-1</FIRST_NAME></AIRCRAFT>',
      ),
    );
    expect(records.map(({ sourceRef, qualityFlags }) => [sourceRef, qualityFlags])).toEqual([
      ['DATAID:99', ['PROGRAMME_MISSING']],
      ['XXi.2', ['PROGRAMME_MISSING']],
    ]);
    expect(rejects.map(({ field, reason, path }) => [field, reason, path])).toEqual([
      ['FIRST_NAME', 'name.missing', '/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[1]'],
      ['REFERENCE_NUMBER', 'key.missing', '/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[2]'],
      ['REFERENCE_NUMBER', 'entry.repeated', '/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[5]'],
      ['REFERENCE_NUMBER', 'key.tooLong', '/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[6]'],
      ['constructor', 'record.kindUnknown', '/CONSOLIDATED_LIST/ENTITIES/constructor[7]'],
      ['AIRCRAFT', 'record.kindUnknown', '/CONSOLIDATED_LIST/ENTITIES/AIRCRAFT[8]'],
    ]);
  });

  it('gives a reject with what makes it a file again', async () => {
    const { rejects } = await read(list('<INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL>'));
    const [{ frame, raw, sourceRef } = { raw: '' }] = rejects;
    expect(sourceRef).toBe('DATAID:1');
    const again = await read(`${frame?.before}${raw}${frame?.after}`);
    expect(again.rejects.map(({ reason }) => reason)).toEqual(['name.missing']);
  });

  it('keeps the entries before the place where a file is cut off', async () => {
    const whole = list(individual, entity);
    const { records, rejects } = await read(whole.slice(0, whole.indexOf('SPECIMEN TRADING')));
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['XXi.901']);
    expect(rejects).toHaveLength(1);
  });

  it('refuses another file before the first record, and says what it found', async () => {
    await expect(read('<sdnList><sdnEntry/></sdnList>')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('outermost element is sdnList'),
    });
    await expect(read('a,b\n1,2\n')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(read('')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const good = writeFile('good.xml', list(individual));
    const bad = writeFile('bad.xml', '<x/>');
    await expect(readAll(unConsolidated, [good, bad])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('recognises the list by its outermost element, behind a prefix and comments too', async () => {
    const recognise = (text: string) => recogniseFile(unConsolidated, writeFile('x', text));
    expect(await recognise(list(individual))).toEqual({ version: 'sc-sanctions' });
    expect(
      await recognise('\uFEFF<?xml version="1.0"?><!-- a --><u:CONSOLIDATED_LIST xmlns:u="x"><u:ENTITIES/>'),
    ).toEqual({ version: 'sc-sanctions' });
    expect(await recognise('<html><CONSOLIDATED_LIST><ENTITIES/>')).toBeNull();
    expect(await recognise('')).toBeNull();
  });
});

const file = realFile('persons', 'un_consolidated.xml');
describeWithReal('un-consolidated, the list of 27 February 2026', [file], () => {
  it('reads every entry, and knows every element', async () => {
    const { records, rejects, unmapped } = await readAll(unConsolidated, [file]);
    const count = (kind: string) => records.filter((record) => record.kind === kind).length;
    expect([count('person'), count('organization'), rejects.length]).toEqual([730, 273, 0]);
    expect(unmapped).toEqual({});
    const flagged = records.filter(({ qualityFlags }) => (qualityFlags ?? []).length > 0);
    expect(flagged.map(({ qualityFlags }) => qualityFlags)).toEqual([['COUNTRY_UNKNOWN'], ['COUNTRY_UNKNOWN']]);
    const persons = records.filter((record): record is PersonRecord => record.kind === 'person');
    const sum = (size: (person: PersonRecord) => number) => persons.reduce((total, person) => total + size(person), 0);
    expect(sum(({ identifications }) => identifications?.length ?? 0)).toBe(454);
    expect(sum(({ positions }) => positions?.length ?? 0)).toBe(427);
    expect(persons.filter(({ birthDates, birthPeriods }) => birthDates?.length || birthPeriods)).toHaveLength(678);
  });
});
