import { describe, expect, it } from '@jest/globals';
import { ofacSdn } from '../../../../../ingest/formats/watchlists/ofac-sdn.js';
import {
  ofacAdvanced,
  ofacConsolidatedAdvanced,
} from '../../../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import { readAll, writeFile } from '../../../support/samples.js';
import {
  advancedList,
  alias,
  at,
  country,
  detail,
  documentDate,
  documentedName,
  documentOf,
  entity,
  entry,
  feature,
  idOf,
  issuedBy,
  part,
  party,
  period,
  person,
  referred,
  value,
  wholeList,
} from './advancedList.js';

// All entries are invented: no person, organization or ship of these names and numbers exists.
const read = (text: string, format = ofacAdvanced) => readAll(format, [writeFile('sdn_advanced.xml', text)]);

describe('ofac-advanced', () => {
  it('reads a person with names in every script, dates with their precision, documents, places and listing', async () => {
    const { records, rejects, unmapped } = await read(wholeList);
    expect([rejects, unmapped]).toEqual([[], {}]);
    const sanction = {
      authority: 'OFAC',
      country: 'US',
      authorityId: '99901',
      sourceUrl: 'https://sanctionslist.ofac.treas.gov',
      listingDate: '2001-12-04',
      endDate: null,
      reason: 'Executive Order 99999',
      provisions: 'Block',
      summary: null,
    };
    const [record] = records;
    expect(record?.raw).toMatch(/^<DistinctParty .*<IDRegDocument .*<Location .*<SanctionsEntry /s);
    expect(records).toEqual([
      {
        kind: 'person',
        sourceRef: '99901',
        origin: {
          file: 'sdn_advanced.xml',
          line: expect.any(Number),
          path: expect.stringMatching(/\/DistinctParty\[\d+\]$/),
        },
        raw: expect.any(String),
        names: [
          { name: 'EXEMPLAROV, Fictius Ivanovich', kind: 'NAME' },
          { name: 'ЭКЗЕМПЛЯРОВ, Фиктиус', kind: 'NAME' },
          { name: '样本', kind: 'NAME' },
          { name: 'CASANOV', kind: 'ALIAS' },
          { name: 'THE SPECIMEN', kind: 'WEAK_ALIAS' },
          { name: 'FORMEROV, F.', kind: 'PREVIOUS' },
        ],
        lastName: 'EXEMPLAROV',
        firstName: 'Fictius',
        fatherName: 'Ivanovich',
        title: 'Dr.; Professor',
        birthDates: ['1970-01-01', '1971', '1972-02'],
        birthPeriods: [{ from: '1961', to: '1963' }],
        birthPlace: 'Exemple, Malta',
        birthCountry: 'MT',
        nationalities: ['IR'],
        gender: 'male',
        identifications: [
          {
            type: 'PASSPORT',
            scheme: 'Passport',
            number: 'X0000001',
            country: 'IR',
            issuedAt: '1999-06-23',
            expiresAt: '2004-02-05',
          },
          { type: 'OTHER', scheme: 'Digital Currency Address - XBT', number: '1SpecimenAddress', country: null },
        ],
        phones: [],
        emails: [],
        websites: ['www.example.org'],
        addresses: [
          {
            full: '1 Specimen Road, Floor 2, Exemple, 00000, Malta',
            street: '1 Specimen Road, Floor 2',
            city: 'Exemple',
            region: null,
            postalCode: '00000',
            country: 'MT',
          },
          { full: 'Образцовая 1, Экземпль', country: 'MT' },
        ],
        notes: [
          'DOB 05 May 1950 (false)',
          'citizen Exemple, Malta',
          'Secondary sanctions risk: section 0 of nothing; see there',
          'Whole party',
          'DOB approximate: 1972-02',
          'DOB approximate: 1961 to 1963',
          'alt. POB Autreville, France',
        ].join('; '),
        topics: ['sanction'],
        sanctions: [
          { ...sanction, programme: 'DEMO' },
          { ...sanction, programme: 'SPECIMEN' },
        ],
        qualityFlags: ['COUNTRY_UNKNOWN', 'DATE_FORM'],
      },
    ]);
  });

  it('says of an entry what the legacy files say, under the same key and source', async () => {
    const remarks =
      'DOB 01 Jan 1970; alt. DOB 1971; POB Exemple, Malta; nationality Iran; Gender Male; Passport X0000001 (Iran) issued 23 Jun 1999 expires 05 Feb 2004.';
    const csv = `99901,"EXEMPLAROV, Fictius","individual","DEMO","Dr.",${'-0- ,'.repeat(6)}"${remarks}"\r\n`;
    const legacy = await readAll(ofacSdn, [
      writeFile('sdn.csv', csv),
      writeFile('add.csv', '99901,1,"1 Specimen Road","Exemple","Malta",-0- \r\n'),
      writeFile('alt.csv', '99901,1,"aka","CASANOV",-0- \r\n'),
    ]);
    const advanced = await read(
      advancedList({
        locations: `${country(1, 'Iran')}<Location ID="2"><LocationCountry CountryID="${idOf('Country', 'Malta')}" />${part('CITY', value('Exemple'))}${part('ADDRESS1', value('1 Specimen Road'))}</Location><Location ID="3">${part('Unknown', value('Exemple, Malta'))}</Location>`,
        documents: documentOf(
          799901,
          'Passport',
          'X0000001',
          documentDate('Issue Date', '1999-06-23') + documentDate('Expiration Date', '2004-02-05'),
          issuedBy('Iran'),
        ),
        parties: party(
          99901,
          'individual',
          alias(documentedName('Primary Latin', ['Last Name', 'EXEMPLAROV'], ['First Name', 'Fictius'])) +
            alias(documentedName('Others', ['Last Name', 'CASANOV']), 'A.K.A.'),
          [
            feature('Birthdate', period('1970-01-01')),
            feature('Birthdate', period('1971-01-01', '1971-12-31')),
            feature('Place of Birth', at(3)),
            feature('Nationality Country', at(1)),
            feature('Gender', referred('Male')),
            feature('Title', detail('Dr.')),
            feature('Location', at(2)),
          ].join(''),
        ),
        entries: entry(99901, '2001-12-04', ['DEMO']),
      }),
    );
    const said = legacy.records.map(({ raw: _, origin: __, ...fields }) => fields);
    expect(advanced.records).toMatchObject(said);
    expect([ofacAdvanced.source, ofacConsolidatedAdvanced.source]).toEqual(['ofac-sdn', 'ofac-consolidated']);
  });

  it('reads ships, aircraft and organizations with their numbers', async () => {
    const vessel = party(
      99902,
      'Vessel',
      alias(documentedName('Primary Latin', ['Vessel Name', 'SPECIMEN STAR'])),
      [
        feature('Vessel Call Sign', detail('XX99')),
        feature('VESSEL TYPE', referred('Tug')),
        feature('Vessel Flag', detail('Iran')),
        feature('Former Vessel Flag', detail('Malta')),
        feature('Vessel Owner', detail('Specimen Lines; Ltd.')),
        feature('Vessel Gross Registered Tonnage', detail('1,234')),
      ].join(''),
    );
    const { records, rejects } = await read(
      advancedList({
        documents: [
          documentOf(799902, 'Vessel Registration Identification', 'IMO 9074729', '', issuedBy('Iran')),
          documentOf(799902, 'MMSI', '999000001', '', issuedBy('Iran')),
          documentOf(799903, 'Registration Number', 'R-1', '', issuedBy('Malta')),
          documentOf(799903, 'Tax ID No.', 'T-1'),
          documentOf(799903, 'Specimen Card', 'no digits'),
        ].join(''),
        parties: [
          vessel,
          entity(
            99903,
            'SPECIMEN TRADING',
            feature('Organization Established Date', period('2010-03-01', '2010-03-31')),
          ),
          party(
            99904,
            'Aircraft',
            alias(documentedName('Primary Latin', ['Aircraft Name', 'EP-XXX'])),
            feature('Aircraft Model', detail('Specimen 1')),
          ),
        ].join(''),
        entries: [99902, 99903, 99904].map((id) => entry(id, '2020-01-01', ['DEMO'])).join(''),
      }),
    );
    expect(rejects).toEqual([]);
    expect(records).toMatchObject([
      {
        kind: 'vesselRecord',
        imo: '9074729',
        mmsi: '999000001',
        flag: 'IR',
        pastFlags: ['MT'],
        type: 'Tug',
        callSign: 'XX99',
        owner: 'Specimen Lines; Ltd.',
        grossRegisteredTonnage: 1234,
        notes: null,
      },
      {
        kind: 'organization',
        registrationNumber: 'R-1',
        jurisdiction: 'MT',
        taxNumber: 'T-1',
        incorporationDate: '2010-03',
        identifications: [{ type: 'OTHER', scheme: 'Specimen Card', number: 'no digits' }],
      },
      { kind: 'aircraftRecord', registration: 'EP-XXX', model: 'Specimen 1' },
    ]);
  });

  it('tells relationships as relations and interests between records that the file has, holders and objects told apart', async () => {
    const relationship = (
      id: number,
      from: number,
      to: number,
      type: Parameters<typeof idOf<'RelationType'>>[1],
      more = '<Comment />',
    ) =>
      `<ProfileRelationship ID="${id}" From-ProfileID="${from}" To-ProfileID="${to}" RelationTypeID="${idOf('RelationType', type)}" RelationQualityID="1" Former="${id === 1}" SanctionsEntryID="1">${more}</ProfileRelationship>`;
    const { items, rejects } = await read(
      advancedList({
        parties: person(1) + person(2) + entity(3, 'SPECIMEN TRADING'),
        relationships: [
          relationship(
            1,
            3,
            1,
            'Owned or Controlled By',
            `<Comment>Half</Comment>${period('2010-01-01', '2012-12-31')}`,
          ),
          relationship(2, 1, 2, 'Family member of'),
          relationship(3, 1, 2, 'Owned or Controlled By'),
          relationship(4, 2, 3, 'Leader or official of'),
          relationship(5, 2, 1, 'Providing support to'),
          relationship(6, 2, 404, 'Family member of'),
        ].join(''),
        entries: [1, 2, 3].map((id) => entry(id, '2020-01-01', ['DEMO'])).join(''),
      }),
    );
    const at = (sourceRef: string) => ({ source: 'ofac-sdn', sourceRef });
    expect(items.slice(3, 8)).toMatchObject([
      {
        kind: 'interest',
        sourceRef: 'relationship:1',
        interest: 'OWNERSHIP',
        role: 'Owned or Controlled By',
        holders: [{ person: at('1') }],
        objects: [{ organization: at('3') }],
        startDate: '2010-01-01',
        endDate: '2012-12-31',
        summary: 'Former; Half',
      },
      {
        kind: 'relation',
        relation: 'FAMILY',
        subjects: [{ person: at('1') }],
        objects: [{ person: at('2') }],
        summary: null,
      },
      { kind: 'relation', relation: 'UNKNOWN_LINK', relationship: 'Owned or Controlled By' },
      {
        kind: 'interest',
        interest: 'DIRECTORSHIP',
        holders: [{ person: at('2') }],
        objects: [{ organization: at('3') }],
      },
      { kind: 'relation', relation: 'UNKNOWN_LINK', relationship: 'Providing support to' },
    ]);
    expect(rejects).toMatchObject([
      {
        field: 'To-ProfileID',
        reason: 'end.missing',
        sourceRef: 'relationship:6',
        path: expect.stringMatching(/ProfileRelationship/),
      },
    ]);
  });
});
