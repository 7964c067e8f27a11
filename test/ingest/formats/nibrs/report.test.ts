import { describe, expect, it } from '@jest/globals';
import {
  agency,
  arrest,
  arrestee,
  drug,
  groupA,
  groupB,
  incident,
  offence,
  person,
  range,
  read,
  submission,
  years,
} from './reports.js';

describe('nibrs: Group A reports', () => {
  it('knows elements that a state or an older release writes: an age as a range of values, a race by another code list', async () => {
    const body =
      incident('SPECIMEN-1') +
      person('P1', range(25, 30)).replaceAll('PersonRaceNDExCode', 'PersonRaceCode') +
      '<j:Victim s:id="V1"><nc:RoleOfPerson s:ref="P1"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim>';
    const { records, unmapped } = await read(submission(groupA('I', body), '2019'));
    expect(unmapped).toEqual({});
    expect(records).toMatchObject([{ persons: [{ role: 'VICTIM', statedDescription: 'Female, age 25 to 30' }] }]);
  });

  it('reads an incident with offences, place, time in words, and participants whom nobody names', async () => {
    const { records, rejects, unmapped } = await read(
      submission(
        groupA(
          'I',
          incident('SPECIMEN-1', '<nc:DateTime>2024-05-06T21:00:00</nc:DateTime>') +
            offence('510') +
            offence('64A', true) +
            '<nc:Location s:id="L1"><nibrs:LocationCategoryCode>45</nibrs:LocationCategoryCode></nc:Location>' +
            person('P1', years(34), 'M') +
            person(
              'P2',
              '<nc:MeasureIntegerRange><nc:RangeMaximumIntegerValue>30</nc:RangeMaximumIntegerValue><nc:RangeMinimumIntegerValue>25</nc:RangeMinimumIntegerValue></nc:MeasureIntegerRange>',
            ) +
            '<j:Victim s:id="V1"><nc:RoleOfPerson s:ref="P1"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim>' +
            '<j:Victim s:id="V2"><j:VictimCategoryCode>F</j:VictimCategoryCode></j:Victim>' +
            '<j:Victim s:id="V3"><j:VictimCategoryCode>S</j:VictimCategoryCode></j:Victim>' +
            '<j:Subject s:id="S1"><nc:RoleOfPerson s:ref="P2"/><j:SubjectSequenceNumberText>1</j:SubjectSequenceNumberText></j:Subject>' +
            '<j:Subject s:id="S0"><j:SubjectSequenceNumberText>00</j:SubjectSequenceNumberText></j:Subject>',
        ),
      ),
    );
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'incident',
      sourceRef: `${agency}/SPECIMEN-1`,
      origin: { file: 'submission.xml', line: 7, path: '/Submission/Report[1]' },
      envelope: { caseReference: 'SPECIMEN-1' },
      incidentKind: 'CORRUPTION',
      occurredAt: '2024-05-06T00:00:00Z',
      occurredAtPrecision: 'DAY',
      title: '510 Bribery, 64A Human Trafficking, Commercial Sex Acts (attempted) (21:00 local time)',
      crimeArea: 'THB',
      locationType: 'Dock/Wharf/Freight/Modal Terminal',
      countryCode: 'US',
      persons: [
        { role: 'VICTIM', statedName: null, statedDescription: 'Male, age 34', person: null },
        { role: 'SUSPECT', statedName: null, statedDescription: 'Female, age 25 to 30', person: null },
      ],
      organizations: [{ role: 'VICTIM', statedName: null, statedDescription: 'Financial institution' }],
      seizures: [],
    });
    expect(JSON.stringify({ ...records[0], raw: '' })).not.toMatch(/ethnic|race/i);
  });

  it.each([
    ['BABY', 'Female, age 7 to 364 days', true],
    ['NEONATAL', 'Female, under 24 hours', true],
    ['UNKNOWN', 'Female', false],
  ])('reads the age %s, and states of a minor that it is one', async (word, description, minor) => {
    const body = `${person('P1', `<nc:MeasureValueText>${word}</nc:MeasureValueText>`)}<j:Victim><nc:RoleOfPerson s:ref="P1"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim>`;
    const { records } = await read(submission(groupA('A', incident('1') + body)));
    expect(records).toMatchObject([
      { persons: [{ statedDescription: description, ...(minor ? { subject: { minor } } : {}) }] },
    ]);
  });

  it('gives an instant where the zone is stated, and says when a date is the date of the report', async () => {
    const indicator =
      '<cjis:IncidentAugmentation><cjis:IncidentReportDateIndicator>true</cjis:IncidentReportDateIndicator></cjis:IncidentAugmentation>';
    const { records } = await read(
      submission(groupA('I', incident('1', '<nc:DateTime>2024-05-06T21:00:00-05:00</nc:DateTime>', indicator))),
    );
    expect(records).toMatchObject([
      {
        occurredAt: '2024-05-07T02:00:00Z',
        occurredAtPrecision: 'INSTANT',
        title: 'Incident (date of the report)',
        qualityFlags: ['DATE_OF_REPORT'],
      },
    ]);
  });

  it('keeps what has an impossible date, an unknown offence or a reference to nowhere, and says so', async () => {
    const victim =
      '<j:Victim><nc:RoleOfPerson s:ref="nobody"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim>';
    const { records } = await read(
      submission(groupA('I', incident('1', '<nc:Date>2024-02-30</nc:Date>') + offence('99Z') + victim)),
    );
    expect(records).toMatchObject([
      {
        occurredAt: null,
        occurredAtPrecision: null,
        title: '99Z Offence',
        qualityFlags: ['DATE_IMPOSSIBLE', 'OFFENCE_UNKNOWN', 'REFERENCE_UNRESOLVED'],
      },
    ]);
  });

  it.each([
    ['120', 'THEFT', 'ORGANISED_PROPERTY_CRIME'],
    ['26G', 'OFFENCE', 'CYBER_ATTACKS'],
    ['26H', 'OFFENCE', 'MONEY_LAUNDERING_ASSETS'],
    ['30C', 'OFFENCE', 'MIGRANT_SMUGGLING'],
    ['520', 'OFFENCE', 'FIREARMS'],
    ['61B', 'OFFENCE', 'EXCISE_FRAUD'],
    ['13A', 'OFFENCE', null],
  ])('gives offence %s the kind %s and the crime area %s', async (code, incidentKind, crimeArea) => {
    const { records } = await read(submission(groupA('I', incident('1') + offence(code))));
    expect(records).toMatchObject([{ incidentKind, crimeArea }]);
  });

  it.each([
    ['B', 'DRUGS_CANNABIS_COCAINE_HEROIN'],
    ['L', 'SYNTHETIC_DRUGS_NPS'],
    ['U', null],
  ])('settles the crime area of a drug offence by the drug %s', async (code, crimeArea) => {
    const { records } = await read(
      submission(groupA('I', incident('1') + offence('35A') + drug(code, '1', 'GM', 'NONE'))),
    );
    expect(records).toMatchObject([{ kind: 'incident', crimeArea, seizures: [] }]);
  });
});

describe('nibrs: Group B arrests', () => {
  it('become one record an arrestee, of kind ARREST', async () => {
    const { records } = await read(
      submission(
        groupB('A', person('P1', years(40)) + person('P2', years(16), 'M') + arrestee(1) + arrestee(2) + arrest('T-1')),
      ),
    );
    expect(records).toMatchObject([
      {
        sourceRef: `${agency}/arrest/T-1/1`,
        incidentKind: 'ARREST',
        occurredAt: '2024-05-07T00:00:00Z',
        title: 'Arrest: 90D Driving Under the Influence',
        envelope: { caseReference: 'T-1', dataSubjectCategory: 'SUSPECT', minor: false },
        persons: [
          {
            role: 'ARRESTED',
            statedDescription:
              'Female, age 40; arrested 2024-05-07, taken into custody, for 90D Driving Under the Influence',
          },
        ],
      },
      { sourceRef: `${agency}/arrest/T-1/2`, envelope: { minor: true }, persons: [{ role: 'ARRESTED' }] },
    ]);
  });

  it('are taken back one by one, or all of a transaction', async () => {
    const one = await read(submission(groupB('D', arrestee(2).replace('>2<', '>02<') + arrest('T-1'))));
    expect(one.withdrawals).toMatchObject([{ of: 'incident', sourceRef: `${agency}/arrest/T-1/2` }]);
    const all = await read(submission(groupB('D', arrest('T-1'))));
    expect(all.withdrawals.map(({ sourceRef }) => sourceRef)).toEqual(
      Array.from({ length: 99 }, (_, index) => `${agency}/arrest/T-1/${index + 1}`),
    );
  });
});
