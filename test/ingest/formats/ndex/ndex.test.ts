import { describe, expect, it, test } from '@jest/globals';
import { ndex } from '../../../../ingest/formats/ndex/ndex.js';
import type { PersonRecord } from '../../../../ingest/records/persons.js';
import { findDefect } from '../../../../ingest/records/validate.js';
import { decide } from '../../../../policy/decide.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { ordinary } from '../../../../policy/space/records.js';
import { factsOf } from '../../../../policy/testing/cases.js';
import type { Envelope } from '../../../../policy/types.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { aged, dataItem, incident, key, link, location, message, person, read } from './messages.js';

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
});
