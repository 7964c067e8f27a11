import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { ndex } from '../../../ingest/formats/ndex.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import { findDefect } from '../../../ingest/validate.js';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/load.js';
import type { Envelope } from '../../../policy/types.js';
import { factsOf, ordinary } from '../../policy/cases.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../support.js';

// All data items are invented.
interface Parts {
  readonly id?: string;
  readonly instruction?: string;
  readonly sharing?: string;
  readonly digest?: string;
  readonly payload?: string;
  readonly category?: string;
  readonly status?: string;
}

function dataItem(parts: Parts = {}): string {
  const { id = 'SPECIMEN-1', instruction = 'Insert', sharing = 'Green', digest = incident(), payload = '' } = parts;
  return `<lexs:DataItemPackage><lexs:PackageMetadata><lexs:DataItemID>${id}</lexs:DataItemID>
<lexs:DataItemPublishInstruction>${instruction}</lexs:DataItemPublishInstruction><lexs:DataItemStatus>${parts.status ?? ''}</lexs:DataItemStatus>
<lexs:DataOwnerMetadata><lexs:DataOwnerIdentifier><lexs:ORI>XADEMO100</lexs:ORI><lexs:SystemID>RMS</lexs:SystemID></lexs:DataOwnerIdentifier></lexs:DataOwnerMetadata>
<lexs:DisseminationCriteriaValue><lexs:DisseminationCriteriaDomainText>N-DEx</lexs:DisseminationCriteriaDomainText><lexs:DisseminationCriteriaText>${sharing}</lexs:DisseminationCriteriaText></lexs:DisseminationCriteriaValue>
<lexs:DataItemCategory><lexs:DataItemCategoryText>${parts.category ?? 'Incident Report'}</lexs:DataItemCategoryText></lexs:DataItemCategory>
</lexs:PackageMetadata><lexs:Digest>${digest}</lexs:Digest>
<lexs:StructuredPayload><ndexia:IncidentReport>${payload}</ndexia:IncidentReport></lexs:StructuredPayload></lexs:DataItemPackage>`;
}

function message(items: string, { version = '2.1', sensitivity = 'SBU', wrap = false } = {}): string {
  const publish = `<lexspd:doPublish xmlns:nc="http://niem.gov/niem/niem-core/2.0" xmlns:lexs="http://usdoj.gov/leisp/lexs/3.1"
 xmlns:lexspd="http://usdoj.gov/leisp/lexs/publishdiscover/3.1" xmlns:lexsdigest="http://usdoj.gov/leisp/lexs/digest/3.1"
 xmlns:s="http://niem.gov/niem/structures/2.0" xmlns:j="http://niem.gov/niem/domains/jxdm/4.0"
 xmlns:lexslib="http://usdoj.gov/leisp/lexs/library/3.1" xmlns:ndexia="http://fbi.gov/cjis/N-DEx/IncidentArrest/${version}">
<lexs:PublishMessageContainer><lexs:PublishMessage>
<lexs:PDMessageMetadata><lexs:LEXSVersion>3.1.4</lexs:LEXSVersion><lexs:DataSensitivity>${sensitivity}</lexs:DataSensitivity></lexs:PDMessageMetadata>
${items}
</lexs:PublishMessage></lexs:PublishMessageContainer></lexspd:doPublish>`;
  return wrap ? `<ir:IncidentReport xmlns:ir="http://state.example/incident">${publish}</ir:IncidentReport>` : publish;
}

const incident = (date = '<nc:Date>2024-05-06</nc:Date>', more = '') =>
  `<lexsdigest:EntityActivity><nc:Activity s:id="I1"><nc:ActivityIdentification><nc:IdentificationID>CASE-1</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityCategoryText>Incident</nc:ActivityCategoryText><nc:ActivityDate>${date}</nc:ActivityDate>${more}</nc:Activity></lexsdigest:EntityActivity>`;
const person = (id: string, name: string, role: string, more = '') =>
  `<lexsdigest:EntityPerson><lexsdigest:Person s:id="${id}">${more}${
    name === ''
      ? ''
      : `<nc:PersonName><nc:PersonGivenName>Fictius</nc:PersonGivenName><nc:PersonSurName>${name}</nc:PersonSurName></nc:PersonName>`
  }<nc:PersonSexCode>M</nc:PersonSexCode></lexsdigest:Person>${
    role === '' ? '' : `<j:${role}><nc:RoleOfPersonReference s:ref="${id}"/></j:${role}>`
  }</lexsdigest:EntityPerson>`;
const born = (date: string) => `<nc:PersonBirthDate><nc:Date>${date}</nc:Date></nc:PersonBirthDate>`;
const aged = (years: number) =>
  `<nc:PersonAgeMeasure><nc:MeasurePointValue>${years}</nc:MeasurePointValue></nc:PersonAgeMeasure>`;
const location = (id: string, address: string) =>
  `<lexsdigest:EntityLocation><nc:Location s:id="${id}"><nc:LocationAddress><nc:StructuredAddress>${address}</nc:StructuredAddress></nc:LocationAddress></nc:Location></lexsdigest:EntityLocation>`;
const link = (name: string, ...ends: readonly string[]) =>
  `<lexsdigest:${name}>${ends.map((end) => `<nc:${end.split('=')[0]} s:ref="${end.split('=')[1]}"/>`).join('')}</lexsdigest:${name}>`;

const read = (items: string, options?: Parameters<typeof message>[1]) =>
  readAll(ndex, [writeFile('message.xml', message(items, options))]);
const key = 'XADEMO100/RMS/SPECIMEN-1';

describe('ndex: incidents', () => {
  it('reads offence, place, narrative, status and case reference, in a message of a state too', async () => {
    const { records, unmapped } = await read(
      dataItem({
        status: 'Under Investigation',
        digest:
          incident(
            '<nc:DateTime>2024-05-06T21:30:00</nc:DateTime>',
            '<nc:ActivityDescriptionText>What happened.</nc:ActivityDescriptionText>',
          ) +
          location(
            'L1',
            '<nc:LocationStreet><nc:StreetFullText>1 Specimen Road</nc:StreetFullText></nc:LocationStreet><nc:LocationCityName>Nowhere</nc:LocationCityName><nc:LocationStateUSPostalServiceCode>VT</nc:LocationStateUSPostalServiceCode><nc:LocationPostalCode>00000</nc:LocationPostalCode>',
          ) +
          `<lexsdigest:Associations>${link('IncidentLocationAssociation', 'ActivityReference=I1', 'LocationReference=L1')}</lexsdigest:Associations>`,
        payload:
          '<ndexia:Offense><ndexia:OffenseCode>Larceny_from building</ndexia:OffenseCode><ndexia:OffenseCompletedIndicator>false</ndexia:OffenseCompletedIndicator></ndexia:Offense>' +
          '<ndexia:Location><ndexia:LocationCategoryCode>Airport_Terminal</ndexia:LocationCategoryCode></ndexia:Location>',
      }),
      { wrap: true },
    );
    expect(unmapped).toEqual({});
    expect(records).toMatchObject([
      {
        kind: 'incident',
        sourceRef: key,
        origin: { path: '/IncidentReport/doPublish/PublishMessageContainer/PublishMessage/DataItemPackage[1]' },
        envelope: { caseReference: 'CASE-1' },
        incidentKind: 'THEFT',
        crimeArea: 'ORGANISED_PROPERTY_CRIME',
        occurredAt: '2024-05-06T00:00:00Z',
        occurredAtPrecision: 'DAY',
        title: 'Larceny_from building (attempted) (21:30 local time)',
        narrative: 'What happened.',
        status: 'UNDER_INVESTIGATION',
        area: 'Nowhere, VT 00000',
        address: '1 Specimen Road, Nowhere, VT 00000',
        locationType: 'Airport_Terminal',
        countryCode: 'US',
      },
    ]);
  });

  it.each([
    ['Bribery_giving', 'CORRUPTION', null],
    ['Drug_Narcotic_Cocaine Smuggle', 'OFFENCE', 'DRUGS_CANNABIS_COCAINE_HEROIN'],
    ['Drug_Narcotic_Amphetamine', 'OFFENCE', 'SYNTHETIC_DRUGS_NPS'],
    ['Drug_Narcotic Violations', 'OFFENCE', null],
    ['Weapon_possession', 'OFFENCE', 'FIREARMS'],
    ['Adultery', 'OFFENCE', null],
  ])('gives the offence %s the kind %s and the crime area %s', async (offence, incidentKind, crimeArea) => {
    const payload = `<ndexia:Offense><ndexia:OffenseCode>${offence}</ndexia:OffenseCode></ndexia:Offense>`;
    expect((await read(dataItem({ payload }))).records).toMatchObject([{ incidentKind, crimeArea }]);
  });

  it('reads degrees, minutes and seconds', async () => {
    const digest = `${incident()}<lexsdigest:EntityLocation><nc:Location s:id="L1"><nc:LocationTwoDimensionalGeographicCoordinate><nc:GeographicCoordinateLatitude><nc:LatitudeDegreeValue>44</nc:LatitudeDegreeValue><nc:LatitudeMinuteValue>30</nc:LatitudeMinuteValue></nc:GeographicCoordinateLatitude><nc:GeographicCoordinateLongitude><nc:LongitudeDegreeValue>-73</nc:LongitudeDegreeValue><nc:LongitudeMinuteValue>15</nc:LongitudeMinuteValue><nc:LongitudeSecondValue>36</nc:LongitudeSecondValue></nc:GeographicCoordinateLongitude></nc:LocationTwoDimensionalGeographicCoordinate></nc:Location></lexsdigest:EntityLocation><lexsdigest:Associations>${link('IncidentLocationAssociation', 'ActivityReference=I1', 'LocationReference=L1')}</lexsdigest:Associations>`;
    expect((await read(dataItem({ digest }))).records).toMatchObject([{ latitude: 44.5, longitude: -73.26 }]);
  });

  it('flags a reference to nowhere and an impossible date', async () => {
    const digest = `${incident('<nc:Date>2024-13-01</nc:Date>')}<lexsdigest:Associations>${link('IncidentLocationAssociation', 'ActivityReference=I1', 'LocationReference=nowhere')}</lexsdigest:Associations>`;
    expect((await read(dataItem({ digest }))).records).toMatchObject([
      { occurredAt: null, qualityFlags: ['DATE_IMPOSSIBLE', 'REFERENCE_UNRESOLVED'] },
    ]);
  });
});

describe('ndex: payloads', () => {
  it('of an arrest report have the elements of an incident report, none of them unknown', async () => {
    const payload =
      '<ndexia:Offense><ndexia:OffenseCode>Larceny_from building</ndexia:OffenseCode></ndexia:Offense>' +
      '<ndexia:Incident><ndexia:IncidentArrestMadeIndicator>true</ndexia:IncidentArrestMadeIndicator></ndexia:Incident>' +
      '<ndexia:Arrest><ndexia:ArrestResistedIndicator>false</ndexia:ArrestResistedIndicator></ndexia:Arrest>';
    const item = dataItem({ payload }).replaceAll('ndexia:IncidentReport', 'ndexia:ArrestReport');
    const { records, unmapped } = await read(item);
    expect(records).toMatchObject([{ title: 'Larceny_from building', crimeArea: 'ORGANISED_PROPERTY_CRIME' }]);
    expect(unmapped).toEqual({});
  });

  it('that stand in another file are told by a flag, since their offences are in no record', async () => {
    const item = dataItem().replace(
      /<ndexia:IncidentReport>.*?<\/ndexia:IncidentReport>/s,
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="payload.xml"/>',
    );
    const { records, unmapped } = await read(item);
    expect(records).toMatchObject([{ title: 'Incident Report', qualityFlags: ['PAYLOAD_ELSEWHERE'] }]);
    expect(unmapped).toEqual({});
  });
});

describe('ndex: persons', () => {
  it('become records where they are named, participants that point at them, and nothing where they are on duty', async () => {
    const { records } = await read(
      dataItem({
        digest:
          incident() +
          person('P1', 'EXEMPLAROV', 'IncidentSubject', born('1980-01-27')) +
          person('P2', '', 'Victim', aged(34)) +
          person('P3', 'SPECIMEN', 'EnforcementOfficial') +
          location('L1', '<nc:LocationCityName>Nowhere</nc:LocationCityName>') +
          `<lexsdigest:Associations><nc:ResidenceAssociation><nc:PersonReference s:ref="P1"/><nc:LocationReference s:ref="L1"/></nc:ResidenceAssociation></lexsdigest:Associations>`,
        payload:
          '<ndexia:Person><ndexia:PersonAugmentation><lexslib:SameAsDigestReference lexslib:ref="P1"/><ndexia:PersonRaceCode>W</ndexia:PersonRaceCode></ndexia:PersonAugmentation></ndexia:Person>',
      }),
    );
    expect(records.map(({ kind, sourceRef }) => [kind, sourceRef])).toEqual([
      ['incident', key],
      ['person', `${key}/person/1`],
    ]);
    expect(records[0]).toMatchObject({
      persons: [
        {
          role: 'SUSPECT',
          statedName: 'Fictius EXEMPLAROV',
          statedDescription: 'Male',
          person: { source: 'ndex', sourceRef: `${key}/person/1` },
        },
        { role: 'VICTIM', statedName: null, statedDescription: 'Male, age 34', person: null },
      ],
    });
    expect(records[1]).toMatchObject({
      names: [{ name: 'Fictius EXEMPLAROV', kind: 'NAME' }],
      firstName: 'Fictius',
      lastName: 'EXEMPLAROV',
      birthDates: ['1980-01-27'],
      gender: 'male',
      addresses: [{ full: 'Nowhere', city: 'Nowhere' }],
      envelope: { dataSubjectCategory: 'SUSPECT', minor: false, caseReference: 'CASE-1' },
    });
    expect(records[1]).not.toHaveProperty('special');
    expect(findDefect(records[1] as PersonRecord)).toBeNull();
  });

  it('have their part by association where no element beside them says it: a victim is hidden so too', async () => {
    const { records } = await read(
      dataItem({
        digest:
          incident() +
          person('P1', 'EXEMPLAROV', '') +
          person('P2', 'SPECIMEN', '') +
          person('P3', 'FICTIUS', '') +
          person('P4', 'NEMO', '').replace(
            '</lexsdigest:EntityPerson>',
            '<j:Subject s:id="S4"/></lexsdigest:EntityPerson>',
          ) +
          `<lexsdigest:Associations>${[
            link('OffenseVictimPersonAssociation', 'ActivityReference=I1', 'PersonReference=P1'),
            link('ArrestSubjectAssociation', 'ActivityReference=I1', 'PersonReference=P2'),
            link('VictimWitnessAssociation', 'VictimPersonReference=P1', 'WitnessPersonReference=P3'),
            link('IncidentSubjectPersonAssociation', 'ActivityReference=I1', 'PersonReference=S4'),
          ].join('')}</lexsdigest:Associations>`,
      }),
    );
    expect(records[0]).toMatchObject({
      persons: [
        { role: 'VICTIM', statedName: null },
        { role: 'ARRESTED', statedName: 'Fictius SPECIMEN' },
        { role: 'WITNESS', statedName: null },
        { role: 'SUSPECT', statedName: 'Fictius NEMO' },
      ],
    });
  });

  it.each([
    ['ArrestOfficial', ''],
    ['IncidentReportingOfficial', ''],
    ['ServiceCallDispatchedOfficial', ''],
    ['', 'ServiceCallOperatorAssociation'],
    ['', 'ServiceCallDispatcherAssociation'],
    ['', 'ArrestOfficerAssociation'],
  ])(
    'are no data subjects where they only do their duty: element "%s", association "%s"',
    async (element, association) => {
      const associations = association === '' ? '' : link(association, 'ActivityReference=I1', 'PersonReference=P1');
      const digest = `${incident()}${person('P1', 'EXEMPLAROV', element)}<lexsdigest:Associations>${associations}</lexsdigest:Associations>`;
      const { records } = await read(dataItem({ digest }));
      expect(records).toMatchObject([{ kind: 'incident', persons: [] }]);
    },
  );

  it.each([
    ['Victim', 'VICTIM', 'VICTIM', null],
    ['Witness', 'WITNESS', 'WITNESS', null],
    ['Suspect', 'SUSPECT', 'SUSPECT', 'Fictius EXEMPLAROV'],
    ['ArrestSubject', 'ARRESTED', 'SUSPECT', 'Fictius EXEMPLAROV'],
    ['MissingPerson', 'OTHER', 'OTHER', 'Fictius EXEMPLAROV'],
  ])(
    '%s is %s in the incident, of the category %s, and named there as %s',
    async (element, role, category, statedName) => {
      const { records } = await read(dataItem({ digest: incident() + person('P1', 'EXEMPLAROV', element, aged(40)) }));
      expect(records[0]).toMatchObject({ persons: [{ role, statedName }] });
      expect(records[1]).toMatchObject({ kind: 'person', envelope: { dataSubjectCategory: category } });
    },
  );

  it.each([
    [born('2006-05-06'), false],
    [born('2006-05-07'), true],
    ['<nc:PersonBirthDate><nc:Year>2006</nc:Year></nc:PersonBirthDate>', true],
    [aged(17), true],
    [aged(18), false],
    ['', false],
    [born('2025-01-01') + aged(40), false],
    [born('2025-01-01'), true],
  ])('a suspect with %s at an incident of 2024-05-06 is a minor: %s', async (stated, minor) => {
    const { records } = await read(
      dataItem({ digest: incident() + person('P1', 'EXEMPLAROV', 'IncidentSubject', stated) }),
    );
    expect(records[1]).toMatchObject({ envelope: { minor } });
    expect(records[0]).toMatchObject({ persons: [{ statedName: minor ? null : 'Fictius EXEMPLAROV' }] });
  });

  it('a person who is suspect and victim counts as victim, and a role in words counts', async () => {
    const both = person('P1', 'EXEMPLAROV', 'IncidentSubject').replace(
      '</lexsdigest:EntityPerson>',
      '<j:Victim/></lexsdigest:EntityPerson>',
    );
    const involved = `<lexsdigest:Associations><nc:ActivityInvolvedPersonAssociation><nc:ActivityReference s:ref="I1"/><nc:PersonReference s:ref="P2"/><nc:PersonActivityInvolvementText>Complainant</nc:PersonActivityInvolvementText></nc:ActivityInvolvedPersonAssociation></lexsdigest:Associations>`;
    const { records } = await read(dataItem({ digest: incident() + both + person('P2', 'SPECIMEN', '') + involved }));
    expect(records[0]).toMatchObject({ persons: [{ role: 'VICTIM' }, { role: 'REPORTER' }] });
    expect(records[1]).toMatchObject({ envelope: { dataSubjectCategory: 'VICTIM' } });
    expect(records[2]).toMatchObject({ envelope: { dataSubjectCategory: 'WITNESS' } });
  });

  it('an arrest stands in the description, with its date and charges', async () => {
    const digest = `${incident()}<lexsdigest:EntityActivity><nc:Activity s:id="X1"><nc:ActivityCategoryText>Arrest</nc:ActivityCategoryText><nc:ActivityDate><nc:Date>2024-05-08</nc:Date></nc:ActivityDate></nc:Activity></lexsdigest:EntityActivity>${person('P1', '', 'ArrestSubject')}<lexsdigest:Associations>${link('ArrestSubjectAssociation', 'ActivityReference=X1', 'PersonReference=P1')}</lexsdigest:Associations>`;
    const payload =
      '<ndexia:ArrestSubject><ndexia:ArrestSubjectAugmentation><lexslib:SameAsDigestReference lexslib:ref="P1"/><j:ChargeUCRCode>35A</j:ChargeUCRCode></ndexia:ArrestSubjectAugmentation></ndexia:ArrestSubject>';
    expect((await read(dataItem({ digest, payload }))).records).toMatchObject([
      {
        persons: [
          { role: 'ARRESTED', statedDescription: 'Male; arrested 2024-05-08, for 35A Drug/Narcotic Violations' },
        ],
      },
    ]);
  });
});

describe('ndex: what is seized', () => {
  const status = (id: string, code: string) =>
    `<ndexia:Drug><ndexia:DrugAugmentation><lexslib:SameAsDigestReference lexslib:ref="${id}"/><ndexia:ItemQuantityStatusValue><nc:SubstanceQuantityMeasure><nc:MeasurePointValue>2</nc:MeasurePointValue><nc:SubstanceUnitCode>LB</nc:SubstanceUnitCode></nc:SubstanceQuantityMeasure><ndexia:ItemStatus><nc:StatusDate><nc:Date>2024-05-06</nc:Date></nc:StatusDate><ndexia:ItemStatusAugmentation><ndexia:ItemStatusCode>${code}</ndexia:ItemStatusCode></ndexia:ItemStatusAugmentation></ndexia:ItemStatus></ndexia:ItemQuantityStatusValue></ndexia:DrugAugmentation></ndexia:Drug>`;
  const digest = `${incident()}<lexsdigest:EntityDrug><nc:Drug s:id="D1"><j:DrugDEACode>D</j:DrugDEACode></nc:Drug></lexsdigest:EntityDrug>`;

  it('becomes a seizure that the incident points at', async () => {
    const { records } = await read(dataItem({ digest, payload: status('D1', 'Seized') }));
    expect(records).toMatchObject([
      {
        kind: 'incident',
        seizures: [{ statedCaseReference: 'CASE-1', seizure: { source: 'ndex', sourceRef: `${key}/seized` } }],
      },
      {
        kind: 'seizure',
        sourceRef: `${key}/seized`,
        seizedAt: '2024-05-06T00:00:00Z',
        items: [
          {
            category: 'DRUGS',
            drugGroup: 'OPIOIDS',
            drug: 'Heroin',
            quantity: 2,
            unit: 'LBR',
            normalisedKg: 0.90718474,
          },
        ],
      },
    ]);
  });

  it('is nothing where the status says returned, or nothing', async () => {
    expect((await read(dataItem({ digest, payload: status('D1', 'Returned') }))).records).toHaveLength(1);
    expect((await read(dataItem({ digest }))).records).toHaveLength(1);
  });
});

describe('ndex: instructions', () => {
  it('an update replaces under the same keys and takes back the persons that it no longer has', async () => {
    const two = incident() + person('P1', 'EXEMPLAROV', 'IncidentSubject') + person('P2', 'SPECIMEN', 'Victim');
    const first = await read(dataItem({ digest: two }));
    expect(first.withdrawals).toEqual([]);
    const update = await read(
      dataItem({ instruction: 'Update', digest: incident() + person('P1', 'EXEMPLAROV', 'IncidentSubject') }),
    );
    expect(update.records.map(({ sourceRef }) => sourceRef)).toEqual(
      first.records.slice(0, 2).map(({ sourceRef }) => sourceRef),
    );
    const gone = update.withdrawals.map(({ of, sourceRef }) => `${of} ${sourceRef}`);
    expect(gone).toContain(`person ${key}/person/2`);
    expect(gone).toContain(`seizure ${key}/seized`);
    expect(gone).not.toContain(`person ${key}/person/1`);
  });

  it('a deletion takes back the incident, its persons and its seizure, though it names none of them', async () => {
    const { records, withdrawals } = await read(dataItem({ instruction: 'Delete', digest: '' }));
    expect(records).toEqual([]);
    expect(withdrawals.map(({ of }) => of).filter((of) => of !== 'person')).toEqual(['incident', 'seizure']);
    expect(withdrawals.map(({ sourceRef }) => sourceRef)).toContain(`${key}/person/40`);
  });

  it.each([
    ['no key', dataItem({ id: '' }), 'PackageMetadata/DataItemID', 'key.missing'],
    ['an unknown instruction', dataItem({ instruction: 'Merge' }), 'DataItemPublishInstruction', 'action.unknown'],
    ['no activity', dataItem({ digest: '' }), 'Digest/EntityActivity', 'activity.missing'],
  ])('rejects a data item with %s', async (_what, item, field, reason) => {
    const { items } = await read(item + dataItem({ id: 'SPECIMEN-2' }));
    expect(items).toMatchObject([
      { kind: 'reject', field, reason, raw: item },
      { kind: 'incident', sourceRef: 'XADEMO100/RMS/SPECIMEN-2' },
    ]);
  });
});

describe('ndex: who may see it', () => {
  const policy = loadPolicy();
  const envelopeOf = (record: { envelope?: object; sourceRef: string }): Envelope => ({
    ...ordinary,
    ...ndex.envelope,
    ...record.envelope,
    originator: 'DE-POLICE',
    source: 'ndex',
    sourceRef: record.sourceRef,
  });
  const police = factsOf(policy, 'EU-ANALYSIS ANALYST', 'CRIMINAL_INVESTIGATION', { case: 'AP-2026-00005' });
  const owner = factsOf(policy, 'DE-POLICE ANALYST', 'CRIMINAL_INVESTIGATION', { case: 'DEP-2026-00301' });

  it.each([
    ['IncidentSubject', aged(40), 'FULL'],
    ['Victim', aged(40), 'MASKED'],
    ['Witness', aged(40), 'MASKED'],
    ['IncidentSubject', aged(15), 'MASKED'],
  ])('another police sees the identity of a %s with %s as %s', async (role, age, effect) => {
    const { records } = await read(dataItem({ digest: incident() + person('P1', 'EXEMPLAROV', role, age) }));
    const envelope = envelopeOf(records[1] as PersonRecord);
    expect(decide(policy, police, 'persons.identity', envelope)).toMatchObject({ effect });
    if (effect === 'MASKED') expect(JSON.stringify({ ...records[0], raw: '' })).not.toContain('EXEMPLAROV');
  });

  it.each([
    ['Green', 'FULL', 'FULL'],
    ['Yellow', 'HIT', 'FULL'],
    ['Red', 'NONE', 'FULL'],
    ['Mauve', 'NONE', 'FULL'],
  ])('a data item marked %s is %s to another police and %s to its owner', async (sharing, others, own) => {
    const { records } = await read(dataItem({ sharing }));
    const envelope = envelopeOf(records[0] as PersonRecord);
    expect(decide(policy, police, 'incidents.summary', envelope).effect).toBe(others);
    expect(decide(policy, owner, 'incidents.summary', envelope).effect).toBe(own);
    expect('qualityFlags' in (records[0] ?? {})).toBe(sharing === 'Mauve');
  });

  it.each([
    ['SBU', undefined],
    ['Unclassified', undefined],
    ['Confidential', 'CONFIDENTIEL_UE'],
    ['SECRET', 'SECRET_UE'],
  ])('a message marked %s is classified %s', async (sensitivity, classification) => {
    const { records } = await read(dataItem(), { sensitivity });
    expect(records[0]?.envelope?.classification).toBe(classification);
  });
});

describe('ndex: files', () => {
  test.each(ndex.versions)('of release %s are recognised', async (version) => {
    expect(await recogniseFile(ndex, writeFile('x.xml', message(dataItem(), { version })))).toEqual({ version });
  });

  it('refuses other files and unknown releases before the first item', async () => {
    for (const [text, words] of [
      ['<doPublish/>', /outermost element is doPublish/],
      [message(dataItem(), { version: '9.0' }), /version 9\.0/],
      ['nothing', /not XML/],
    ] as const) {
      const path = writeFile('odd.xml', text);
      expect(await recogniseFile(ndex, path)).toBeNull();
      await expect(readAll(ndex, [path])).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(words),
      });
    }
  });

  it('counts what is in no list, inside and beside the data item', async () => {
    const digest = `${incident()}<lexsdigest:EntityDream><nc:DreamText>x</nc:DreamText></lexsdigest:EntityDream>`;
    const { unmapped } = await read(`${dataItem({ digest })}<lexs:Weather>Rain</lexs:Weather>`);
    expect(unmapped).toEqual({ 'DataItemPackage/Digest/EntityDream/DreamText': 1, Weather: 1 });
  });
});

const real = realFile('incidents', 'ndex', 'NDEx-NIBRS.xml');

describeWithReal('ndex: the sample message', [real], () => {
  it('is one incident with four participants whom it does not name, and no seizure', async () => {
    const { records, rejects, withdrawals, unmapped } = await readAll(ndex, [real]);
    expect([records.length, rejects, withdrawals, unmapped]).toEqual([1, [], [], {}]);
    expect(records[0]).toMatchObject({
      sourceRef: 'NC0920200/OSSI-NDEX-TEST/2015000388',
      envelope: { caseReference: '54236732', handlingNote: 'N-DEx dissemination: Green' },
      incidentKind: 'OFFENCE',
      title: 'Adultery (attempted) (10:00 local time)',
      occurredAt: '2016-02-19T00:00:00Z',
      occurredAtPrecision: 'DAY',
      status: 'CLOSED',
      locationType: 'Airport_Terminal_Private',
      persons: [
        { role: 'SUSPECT', statedDescription: 'Male, age 34', person: null },
        { role: 'ARRESTED', statedDescription: 'Female, age 56; arrested 2016-02-28, for 90Z All Other Offenses' },
        { role: 'VICTIM', statedDescription: 'Male, age 45' },
        { role: 'VICTIM', statedDescription: 'Male, age 34' },
      ],
      seizures: [],
      // The sample's payload speaks of Arrest_01; its digest has Arrest_1.
      qualityFlags: ['REFERENCE_UNRESOLVED'],
    });
    expect(records.map(findDefect)).toEqual([null]);
  });

  it('is recognised, and no other file is', async () => {
    const recognised: string[] = [];
    for (const entry of readdirSync(realFile(), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && (await recogniseFile(ndex, path)) !== null) recognised.push(path);
    }
    expect(recognised).toEqual([real]);
  });
});
