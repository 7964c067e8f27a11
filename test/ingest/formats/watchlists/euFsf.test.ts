import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../ingest/formats/index.js';
import { euFsf } from '../../../../ingest/formats/watchlists/eu-fsf.js';
import type { OrganizationRecord, PersonRecord } from '../../../../ingest/records/persons.js';
import { readAll, recogniseFile, writeFile } from '../../support/samples.js';

// All entries are invented, and shaped like those of the list: no person or organization of these names and numbers exists.
const act = 'regulationType="amendment" publicationDate="2012-03-04" numberTitle="12/2012 (OJ L0)"';
const summary = `<regulationSummary ${act} publicationUrl="https://acts.example/12"/>`;
const unknown = 'countryIso2Code="00" countryDescription="UNKNOWN"';
const malta = 'countryIso2Code="MT" countryDescription="MALTA"';
const noDate = 'circa="false" calendarType="GREGORIAN" city="" zipCode="" region="" place=""';
const person = `<sanctionEntity designationDetails="Led the fictitious group." unitedNationId="XXi.901" euReferenceNumber="EU.0.91" logicalId="9999901">
    <remark>(Date of UN designation: 2011-02-03)</remark>
    <regulation regulationType="amendment" organisationType="council" publicationDate="2012-03-04" entryIntoForceDate="2012-03-05" numberTitle="12/2012 (OJ L0)" programme="XXX" logicalId="1">
      <publicationUrl>https://acts.example/12?a=1&amp;b=2</publicationUrl>
    </regulation>
    <regulation regulationType="regulation" organisationType="commission" publicationDate="2013-02-30" numberTitle="13/2013 (OJ L0)" programme="YYY" logicalId="2">
      <remark>corrected</remark>
    </regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Фиктиус Экземпляров" function="" gender="" title="" nameLanguage="BG" strong="true" regulationLanguage="en" logicalId="3">${summary}</nameAlias>
    <nameAlias firstName="" middleName="" lastName="" wholeName="The Specimen" function="" gender="" title="" nameLanguage="" strong="false" logicalId="4"/>
    <nameAlias firstName="Fictius" middleName="Specimen" lastName="Exemplarov" wholeName="Fictius  Specimen Exemplarov" function="(a) Minister of Examples, (b) Clerk" gender="M" title="Dr." nameLanguage="EN" strong="true" logicalId="5">
      <remark>spelt so in his passport</remark>
    </nameAlias>
    <nameAlias firstName="F." middleName="" lastName="Exemplaroff" wholeName="" function="Clerk" gender="" title="" nameLanguage="" strong="true" logicalId="6"><remark>Low quality alias</remark></nameAlias>
    <nameAlias wholeName="Fictius Oldname" strong="true" logicalId="7"><remark>formerly known as</remark></nameAlias>
    <citizenship region="" ${malta} logicalId="8"/>
    <citizenship region="" countryIso2Code="FR" countryDescription="FRANCE" disenfranchisementDate="2001-01-01" logicalId="9"/>
    <citizenship region="" ${unknown} logicalId="10"/>
    <citizenship region="" countryIso2Code="QQ" countryDescription="NOWHERELAND" logicalId="11"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Exemple" zipCode="" birthdate="1961-02-03" dayOfMonth="3" monthOfYear="2" year="1961" region="North" place="" ${malta} logicalId="12"/>
    <birthdate circa="true" calendarType="GREGORIAN" city="" zipCode="" year="1962" region="" place="" ${unknown} logicalId="13"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Autreville" zipCode="" monthOfYear="9" year="1966" region="" place="" ${unknown} logicalId="14"/>
    <birthdate ${noDate} yearRangeFrom="1963" yearRangeTo="1965" ${unknown} logicalId="15"/>
    <birthdate ${noDate} yearRangeTo="1970" ${unknown} logicalId="16"/>
    <birthdate circa="false" calendarType="ISLAMIC" city="" zipCode="" year="1343" region="" place="" ${unknown} logicalId="17"/>
    <birthdate ${noDate} birthdate="1961-02-30" ${unknown} logicalId="18"/>
    <birthdate ${noDate} dayOfMonth="3" year="1971" ${unknown} logicalId="19"/>
    <birthdate ${noDate} ${unknown} logicalId="20"/>
    <address city="Exemple" street="1 Specimen Road" poBox="7" zipCode="00000" region="North" place="" asAtListingTime="true" ${malta} logicalId="21">
      <contactInfo key="EMAIL" value="a@example.org, b@example.org"/>
      <contactInfo key="PHONE" value="+000 00 00"/>
      <contactInfo key="FAX" value="+000 00 01"/>
      <contactInfo key="EMAIL" value="c@ example.org"/>
    </address>
    <address city="" street="" poBox="" zipCode="" region="" place="" asAtListingTime="false" ${unknown} logicalId="22"><remark>no fixed address</remark></address>
    <identification diplomatic="true" knownExpired="false" knownFalse="true" reportedLost="false" revokedByIssuer="false" issuedBy="Office of Examples" latinNumber="X0000001" nameOnDocument="F. Exemplarov" number="Х0000001" region="" issueDate="2001-02-03" validTo="2006-02-02" identificationTypeCode="passport" identificationTypeDescription="National passport" ${malta} logicalId="23"><remark>(passport)</remark>${summary}</identification>
    <identification diplomatic="false" knownExpired="false" knownFalse="false" number="000-00" identificationTypeCode="ssn" identificationTypeDescription="Social Security Number" ${unknown} logicalId="24"/>
    <identification diplomatic="false" knownExpired="false" knownFalse="false" number="" identificationTypeCode="id" identificationTypeDescription="National identification card" ${malta} logicalId="25"><remark>number not known</remark></identification>
  </sanctionEntity>`;
const enterprise = `<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.0.92" logicalId="9999902" designationDate="2010-01-02" delistingDate="2020-05-06">
    <regulation publicationDate="2012-03-04" entryIntoForceDate="2012-03-05" numberTitle="12/2012 (OJ L0)" programme="XXX" logicalId="1"><publicationUrl/></regulation>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Specimen Trading" function="Sells specimens" title="" nameLanguage="" strong="true" logicalId="31"/>
    <citizenship region="" ${malta} logicalId="32"/>
    <birthdate ${noDate} year="1990" ${malta} logicalId="33"/>
    <identification number="C 0001" identificationTypeCode="regnumber" identificationTypeDescription="Registration Number" ${malta} logicalId="34"/>
    <identification number="T 0001" identificationTypeCode="fiscalcode" identificationTypeDescription="Fiscal Code" ${malta} logicalId="35"/>
    <identification number="XXXXMTMT" identificationTypeCode="swiftbic" identificationTypeDescription="SWIFT BIC" ${malta} logicalId="36"/>
    <vessel imo="0"><name>Specimen</name></vessel>
  </sanctionEntity>`;
const list = (...entities: string[]) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01T00:00:00.000+01:00" globalFileId="1">
  ${entities.join('\n  ')}
</export>
`;
const read = (text: string) => readAll(euFsf, [writeFile('list.xml', text)]);
const readOne = async <Record>(text: string): Promise<Record> => (await read(list(text))).records[0] as Record;

describe('eu-fsf', () => {
  it('reads a person: the English name first, then the others by rank, with titles, offices and parts of the name', async () => {
    const { records, rejects, unmapped } = await read(list(person));
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records).toMatchObject([
      {
        kind: 'person',
        sourceRef: '9999901',
        origin: { file: 'list.xml', line: 3, path: '/export/sanctionEntity[1]' },
        raw: person,
        names: [
          { name: 'Fictius Specimen Exemplarov', kind: 'NAME' },
          { name: 'Фиктиус Экземпляров', kind: 'ALIAS' },
          { name: 'Fictius Oldname', kind: 'PREVIOUS' },
          { name: 'The Specimen', kind: 'WEAK_ALIAS' },
          { name: 'F. Exemplaroff', kind: 'WEAK_ALIAS' },
        ],
        firstName: 'Fictius',
        middleName: 'Specimen',
        lastName: 'Exemplarov',
        title: 'Dr.',
        positions: [{ title: 'Minister of Examples' }, { title: 'Clerk' }],
        gender: 'male',
        nationalities: ['MT'],
      },
    ]);
  });

  it('keeps dates of birth as precise as stated, spans as spans, and years of another calendar out of the dates', async () => {
    const { birthDates, birthPeriods, birthPlace, birthCountry, notes, qualityFlags } =
      await readOne<PersonRecord>(person);
    expect({ birthDates, birthPeriods, birthPlace, birthCountry }).toEqual({
      birthDates: ['1961-02-03', '1962', '1966-09'],
      birthPeriods: [{ from: '1963', to: '1965' }],
      birthPlace: 'Exemple, North, MALTA',
      birthCountry: 'MT',
    });
    expect(notes?.split('\n').filter((line) => line.includes('orn '))).toEqual([
      'Born approximately 1962',
      'Born between 1963 and 1965',
      'Born in 1970 or before',
      'Born 1343 (ISLAMIC calendar)',
      'Born 1961-02-30',
      'Born 1971-??-03',
      'Also born in: Autreville',
    ]);
    expect(qualityFlags).toEqual(['CALENDAR_OTHER', 'COUNTRY_UNKNOWN', 'DATE_FORM', 'DATE_IMPOSSIBLE']);
  });

  it('reads addresses, ways to reach the person, documents in both scripts, and the acts', async () => {
    const { addresses, phones, emails, websites, identifications, sanctions, topics } =
      await readOne<PersonRecord>(person);
    const passport = { scheme: 'National passport', country: 'MT', issuedAt: '2001-02-03', expiresAt: '2006-02-02' };
    const road = '1 Specimen Road, PO Box 7';
    const place = { street: road, city: 'Exemple', region: 'North', postalCode: '00000', country: 'MT' };
    const listing = {
      authority: 'European Union',
      authorityId: 'EU.0.91',
      reason: 'Led the fictitious group.',
      endDate: null,
    };
    expect({ addresses, phones, emails, websites, identifications, sanctions, topics }).toEqual({
      addresses: [{ full: `${road}, Exemple, North, 00000, MALTA`, ...place }],
      phones: ['+000 00 00'],
      emails: ['a@example.org', 'b@example.org'],
      websites: [],
      identifications: [
        { type: 'PASSPORT', number: 'Х0000001', ...passport },
        { type: 'PASSPORT', number: 'X0000001', ...passport },
        {
          type: 'SOCIAL_SECURITY_NUMBER',
          scheme: 'Social Security Number',
          number: '000-00',
          country: null,
          issuedAt: null,
          expiresAt: null,
        },
      ],
      sanctions: [
        {
          ...listing,
          programme: 'XXX',
          startDate: '2012-03-05',
          listingDate: '2012-03-04',
          provisions: '12/2012 (OJ L0)',
          sourceUrl: 'https://acts.example/12?a=1&b=2',
        },
        {
          ...listing,
          programme: 'YYY',
          startDate: null,
          listingDate: null,
          provisions: '13/2013 (OJ L0)',
          sourceUrl: 'https://webgate.ec.europa.eu/fsd/fsf',
        },
      ],
      topics: ['sanction'],
    });
  });

  it('keeps in words what has no field', async () => {
    const { notes } = await readOne<PersonRecord>(person);
    expect(notes?.split('\n').filter((line) => !line.includes('orn '))).toEqual([
      '(Date of UN designation: 2011-02-03)',
      'UN reference: XXi.901',
      'Alias Fictius Specimen Exemplarov: spelt so in his passport',
      'Citizenship: FRANCE, until 2001-01-01',
      'Citizenship: NOWHERELAND',
      'Address 1 Specimen Road, PO Box 7, Exemple, North, 00000, MALTA: as at listing time',
      'Address: no fixed address',
      'FAX: +000 00 01',
      'EMAIL: c@ example.org',
      'National passport Х0000001: diplomatic, known to be false, in the name of F. Exemplarov, issued by Office of Examples, (passport)',
      'National identification card: number not known, country: MALTA',
      'Act 13/2013 (OJ L0): corrected',
    ]);
  });

  it('reads an enterprise that was taken off the list, and counts what the schema does not name', async () => {
    const { records, unmapped } = await read(list(enterprise));
    expect(records).toMatchObject([
      {
        kind: 'organization',
        sourceRef: '9999902',
        names: [{ name: 'Specimen Trading', kind: 'NAME' }],
        countries: ['MT'],
        jurisdiction: 'MT',
        registrationNumber: 'C 0001',
        taxNumber: 'T 0001',
        identifications: [{ type: 'OTHER', scheme: 'SWIFT BIC', number: 'XXXXMTMT', country: 'MT' }],
        notes: 'Function: Sells specimens\nDate stated: 1990\nPlace stated: MALTA',
        topics: [],
        sanctions: [{ startDate: '2010-01-02', listingDate: '2012-03-04', endDate: '2020-05-06' }],
      } satisfies Partial<OrganizationRecord> | object,
    ]);
    expect(unmapped).toEqual({ 'vessel/@imo': 1, 'vessel/name': 1 });
  });

  it('takes the first good name where none is English, and a weak one where there is no other', async () => {
    const named = (...aliases: string[]) =>
      readOne<PersonRecord>(
        `<sanctionEntity logicalId="1"><subjectType code="person"/>${aliases.map((alias) => `<nameAlias ${alias}/>`).join('')}</sanctionEntity>`,
      );
    const weak = 'wholeName="Specimen" strong="false"';
    const { names, sanctions, qualityFlags } = await named(weak, 'wholeName="Exemple" nameLanguage="FR" strong="true"');
    expect(names).toEqual([
      { name: 'Exemple', kind: 'NAME' },
      { name: 'Specimen', kind: 'WEAK_ALIAS' },
    ]);
    expect(sanctions).toMatchObject([{ programme: 'Consolidated financial sanctions list', authorityId: null }]);
    expect(qualityFlags).toEqual(['PROGRAMME_MISSING']);
    expect((await named(weak)).names).toEqual([{ name: 'Specimen', kind: 'NAME' }]);
    expect(await named('wholeName="A" strong="?" gender="M"', 'wholeName="B" gender="F"')).toMatchObject({
      gender: null,
      qualityFlags: ['ALIAS_QUALITY_UNKNOWN', 'GENDER_UNKNOWN', 'PROGRAMME_MISSING'],
    });
  });

  it('rejects what has no key, name or kind, what is listed twice and what is no entity, under its key where it has one; the reference is a key in need', async () => {
    const few = (attributes: string, content: string) => `<sanctionEntity ${attributes}>${content}</sanctionEntity>`;
    const type = '<subjectType code="person"/>';
    const name = '<nameAlias wholeName="Fictius"/>';
    const { records, rejects } = await read(
      list(
        few('', type + name),
        few('logicalId="1"', type),
        few('logicalId="2"', name),
        few('logicalId="3"', `<subjectType code="constructor"/>${name}`),
        few('logicalId="4"', `<subjectType classificationCode="P"/>${name}`),
        few('logicalId="4"', type + name),
        few(`logicalId="${'9'.repeat(65)}"`, type + name),
        few('logicalId="" euReferenceNumber="EU.0.1"', type + name),
        '<constructor/>',
      ),
    );
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['4', 'EU.0.1']);
    expect(rejects.map(({ field, reason, line, sourceRef }) => [field, reason, line, sourceRef])).toEqual([
      ['@logicalId', 'key.missing', 3, undefined],
      ['nameAlias', 'name.missing', 4, '1'],
      ['subjectType', 'record.kindUnknown', 5, '2'],
      ['subjectType', 'record.kindUnknown', 6, '3'],
      ['@logicalId', 'entry.repeated', 8, '4'],
      ['@logicalId', 'key.tooLong', 9, undefined],
      ['constructor', 'record.kindUnknown', 11, undefined],
    ]);
  });

  it('keeps what stands before and behind a broken entry, and gives the broken one with what makes it a file again', async () => {
    const broken =
      '<sanctionEntity logicalId="7"><subjectType code="person"><nameAlias wholeName="F"/></sanctionEntity>';
    const { records, rejects } = await read(list(person, broken, enterprise));
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['9999901', '9999902']);
    expect(rejects).toMatchObject([{ reason: 'xml.notWellFormed', raw: expect.stringContaining('logicalId="7"') }]);
    const [{ frame } = {}] = rejects;
    expect((await read(`${frame?.before}${enterprise}${frame?.after}`)).records).toHaveLength(1);
    const whole = list(person, enterprise);
    const cut = await read(whole.slice(0, whole.indexOf('Specimen Trading')));
    expect([cut.records.length, cut.rejects.map(({ reason }) => reason)]).toEqual([1, ['file.truncated']]);
  });

  it('refuses another file before the first record, and says what it found', async () => {
    await expect(read('<export><sanctionEntity logicalId="1"/></export>')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('outermost element is export'),
    });
    await expect(read('a,b\n1,2\n')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('recognises the list by its outermost element and namespace, under a prefix too, and is taken by no other format', async () => {
    const recognise = (text: string) => recogniseFile(euFsf, writeFile('x', text));
    expect(await recognise(list(person))).toEqual({ version: '1.1' });
    expect(
      await recognise('<!-- a --><e:export xmlns:e="http://eu.europa.ec/fpi/fsd/export"><e:sanctionEntity/>'),
    ).toEqual({ version: '1.1' });
    expect(await recognise('<export><sanctionEntity/></export>')).toBeNull();
    expect(await recognise('<html/>')).toBeNull();
    const own = writeFile('x', list(person));
    const takenBy: string[] = [];
    for (const format of formats.values()) if (await recogniseFile(format, own)) takenBy.push(format.name);
    expect(takenBy).toEqual(['eu-fsf']);
  });
});
