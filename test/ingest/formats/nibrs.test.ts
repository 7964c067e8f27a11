import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { nibrs } from '../../../ingest/formats/nibrs.js';
import { findDefect } from '../../../ingest/validate.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../support.js';

// All reports are invented.
const agency = 'XADEMO100';

function submission(reports: string, version = '4.2'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- invented -->
<nibrs:Submission xmlns:nibrs="http://fbi.gov/cjis/nibrs/${version}" xmlns:cjis="http://fbi.gov/cjis/1.0"
  xmlns:j="http://release.niem.gov/niem/domains/jxdm/5.2/" xmlns:nc="http://release.niem.gov/niem/niem-core/3.0/"
  xmlns:s="http://release.niem.gov/niem/structures/3.0/">
<cjis:MessageMetadata><cjis:MessageImplementationVersion>${version}</cjis:MessageImplementationVersion></cjis:MessageMetadata>
${reports}
</nibrs:Submission>`;
}

function report(category: string, action: string, body: string, ori = agency): string {
  return `<nibrs:Report><nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>${category}</nibrs:NIBRSReportCategoryCode>
<nibrs:ReportActionCategoryCode>${action}</nibrs:ReportActionCategoryCode>
<nibrs:ReportingAgency><j:OrganizationAugmentation><j:OrganizationORIIdentification><nc:IdentificationID>${ori}</nc:IdentificationID></j:OrganizationORIIdentification></j:OrganizationAugmentation></nibrs:ReportingAgency>
</nibrs:ReportHeader>${body}</nibrs:Report>`;
}

const incident = (number: string, date = '<nc:Date>2024-05-06</nc:Date>', more = '') =>
  `<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>${number}</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate>${date}</nc:ActivityDate>${more}</nc:Incident>`;
const offence = (code: string, attempted = false) =>
  `<j:Offense s:id="O${code}"><nibrs:OffenseUCRCode>${code}</nibrs:OffenseUCRCode><j:OffenseAttemptedIndicator>${attempted}</j:OffenseAttemptedIndicator></j:Offense>`;
const drug = (code: string, quantity: string, unit: string, status = 'SEIZED') =>
  `<nc:Substance><nc:ItemStatus><cjis:ItemStatusCode>${status}</cjis:ItemStatusCode></nc:ItemStatus><j:ItemCategoryNIBRSPropertyCategoryCode>10</j:ItemCategoryNIBRSPropertyCategoryCode><j:DrugCategoryCode>${code}</j:DrugCategoryCode><nc:SubstanceQuantityMeasure><nc:MeasureDecimalValue>${quantity}</nc:MeasureDecimalValue><j:SubstanceUnitCode>${unit}</j:SubstanceUnitCode></nc:SubstanceQuantityMeasure></nc:Substance>`;
const property = (code: string, status: string, amount: string) =>
  `<nc:Item><nc:ItemStatus><cjis:ItemStatusCode>${status}</cjis:ItemStatusCode></nc:ItemStatus><nc:ItemValue><nc:ItemValueAmount><nc:Amount>${amount}</nc:Amount></nc:ItemValueAmount></nc:ItemValue><j:ItemCategoryNIBRSPropertyCategoryCode>${code}</j:ItemCategoryNIBRSPropertyCategoryCode><nc:ItemQuantity>2</nc:ItemQuantity></nc:Item>`;
const person = (id: string, age: string, sex = 'F') =>
  `<nc:Person s:id="${id}"><nc:PersonAgeMeasure>${age}</nc:PersonAgeMeasure><j:PersonEthnicityCode>N</j:PersonEthnicityCode><j:PersonRaceNDExCode>W</j:PersonRaceNDExCode><j:PersonSexCode>${sex}</j:PersonSexCode></nc:Person>`;
const range = (least: number, most: number) =>
  `<nc:MeasureRangeValue><nc:RangeMaximumIntegerValue>${most}</nc:RangeMaximumIntegerValue><nc:RangeMinimumIntegerValue>${least}</nc:RangeMinimumIntegerValue></nc:MeasureRangeValue>`;
const years = (age: number) => `<nc:MeasureIntegerValue>${age}</nc:MeasureIntegerValue>`;
const arrestee = (sequence: number, personId = `P${sequence}`) =>
  `<j:Arrestee s:id="A${sequence}"><nc:RoleOfPerson s:ref="${personId}"/><j:ArrestSequenceID>${sequence}</j:ArrestSequenceID></j:Arrestee>`;
const arrest = (number: string, date = '2024-05-07', charge = '90D') =>
  `<j:Arrest s:id="X1"><nc:ActivityIdentification><nc:IdentificationID>${number}</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate><nc:Date>${date}</nc:Date></nc:ActivityDate><j:ArrestCharge><nibrs:ChargeUCRCode>${charge}</nibrs:ChargeUCRCode></j:ArrestCharge><j:ArrestCategoryCode>T</j:ArrestCategoryCode></j:Arrest>`;

const read = (text: string) => readAll(nibrs, [writeFile('submission.xml', text)]);
const groupA = (action: string, body: string) => report('GROUP A INCIDENT REPORT', action, body);
const groupB = (action: string, body: string) => report('GROUP B ARREST REPORT', action, body);

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
    ['BABY', 'Female, age 7 to 364 days'],
    ['NEONATAL', 'Female, under 24 hours'],
    ['UNKNOWN', 'Female'],
  ])('reads the age %s', async (word, description) => {
    const body = `${person('P1', `<nc:MeasureValueText>${word}</nc:MeasureValueText>`)}<j:Victim><nc:RoleOfPerson s:ref="P1"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim>`;
    const { records } = await read(submission(groupA('A', incident('1') + body)));
    expect(records).toMatchObject([{ persons: [{ statedDescription: description }] }]);
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

describe('nibrs: what is seized', () => {
  it('becomes a seizure of the incident, after it; stolen and recovered goods do not', async () => {
    const { records } = await read(
      submission(
        groupA(
          'I',
          incident('7') +
            property('20', 'SEIZED', '1234.5') +
            property('13', '6', '1') +
            property('03', 'STOLEN', '9000') +
            property('11', 'SEIZED', '20') +
            drug('B', '2.5', 'KG'),
        ),
      ),
    );
    expect(records.map(({ kind, sourceRef }) => [kind, sourceRef])).toEqual([
      ['incident', `${agency}/7`],
      ['seizure', `${agency}/7/seized`],
    ]);
    expect(records[0]).toMatchObject({
      seizures: [{ statedCaseReference: '7', seizure: { source: 'nibrs', sourceRef: `${agency}/7/seized` } }],
    });
    expect(records[1]).toMatchObject({
      seizedAt: null,
      legalStatus: 'SEIZED',
      envelope: { caseReference: '7' },
      items: [
        { category: 'CURRENCY', value: { minorUnits: 123_450, currency: 'USD' }, quantity: 2, unit: 'H87' },
        { category: 'WEAPONS_EXPLOSIVES', value: null, description: 'Firearms' },
        { category: 'OTHER', description: 'Drug/Narcotic Equipment' },
        { category: 'DRUGS', drugGroup: 'COCAINE', quantity: 2.5, unit: 'KGM', normalisedKg: 2.5 },
      ],
    });
    expect(records[0]?.raw).toBe(records[1]?.raw);
  });

  it.each([
    ['GM', 'GRM', 0.003],
    ['KG', 'KGM', 3],
    ['OZ', 'ONZ', 0.085048569],
    ['LB', 'LBR', 1.36077711],
    ['LT', 'LTR', null],
    ['ML', 'MLT', null],
    ['FO', 'OZA', null],
    ['GL', 'GLL', null],
    ['DU', 'E27', null],
    ['NP', 'H87', null],
    ['XX', null, null],
  ])('measures 3 %s as %s, in kilograms %s', async (code, unit, normalisedKg) => {
    const { records } = await read(submission(groupA('I', incident('1') + drug('E', '3', code))));
    expect(records[1]).toMatchObject({ items: [{ drugGroup: 'CANNABIS', quantity: 3, unit, normalisedKg }] });
    expect(records[1]).not.toHaveProperty('qualityFlags');
  });

  it('flags a drug, a unit and a property that its lists do not have', async () => {
    const { records } = await read(
      submission(groupA('I', incident('1') + drug('Q', '3', 'ZZ') + property('98', 'SEIZED', '5'))),
    );
    expect(records[1]).toMatchObject({
      items: [{ category: 'OTHER' }, { category: 'DRUGS', drugGroup: null, drug: 'Q', quantity: 3, unit: null }],
      qualityFlags: ['PROPERTY_UNKNOWN', 'DRUG_UNKNOWN', 'UNIT_UNKNOWN'],
    });
  });
});

describe('nibrs: actions', () => {
  it('replaces under the same key, and takes back a seizure that the replacement no longer has', async () => {
    const first = await read(submission(groupA('I', incident('7') + drug('B', '1', 'KG'))));
    const second = await read(submission(groupA('R', incident('7') + offence('35A'))));
    expect(second.records.map(({ sourceRef }) => sourceRef)).toEqual([first.records[0]?.sourceRef]);
    expect(second.withdrawals).toMatchObject([{ of: 'seizure', sourceRef: first.records[1]?.sourceRef }]);
    const third = await read(submission(groupA('R', incident('7') + drug('B', '1', 'KG'))));
    expect(third.records).toHaveLength(2);
    expect(third.withdrawals).toEqual([]);
  });

  it('takes back the incident and its seizure when it is deleted', async () => {
    const { records, withdrawals } = await read(submission(groupA('D', incident('7'))));
    expect(records).toEqual([]);
    expect(withdrawals).toMatchObject([
      { of: 'incident', sourceRef: `${agency}/7` },
      { of: 'seizure', sourceRef: `${agency}/7/seized` },
    ]);
  });

  it('yields nothing for a zero report, and goes on with the next', async () => {
    const { items } = await read(submission(report('ZERO REPORT', 'A', '') + groupA('I', incident('8'))));
    expect(items).toMatchObject([{ kind: 'incident', origin: { path: '/Submission/Report[2]' } }]);
  });

  it.each([
    ['an unknown action', groupA('Q', incident('1')), 'ReportActionCategoryCode', 'action.unknown'],
    ['no action', groupA('', incident('1')), 'ReportActionCategoryCode', 'action.missing'],
    ['an unknown category', report('GROUP C', 'A', incident('1')), 'NIBRSReportCategoryCode', 'category.unknown'],
    [
      'no agency',
      report('GROUP A INCIDENT REPORT', 'A', incident('1'), ''),
      'OrganizationORIIdentification',
      'key.missing',
    ],
    ['no number', groupA('A', incident('')), 'Incident/ActivityIdentification', 'key.missing'],
    ['no arrest', groupB('A', arrestee(1)), 'Arrest/ActivityIdentification', 'key.missing'],
    ['nobody arrested', groupB('A', arrest('5')), 'Arrestee', 'arrestee.missing'],
  ])('rejects a report with %s, whole and with its frame', async (_what, text, field, reason) => {
    const { items } = await read(submission(text + groupA('I', incident('9'))));
    expect(items).toMatchObject([
      { kind: 'reject', field, reason, raw: text, frame: { after: '</nibrs:Submission>' } },
      { kind: 'incident', sourceRef: `${agency}/9` },
    ]);
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

describe('nibrs: files', () => {
  test.each(nibrs.versions)('of release %s are recognised and read', async (version) => {
    const path = writeFile('x.xml', submission(groupA('I', incident('1')), version));
    expect(await recogniseFile(nibrs, path)).toEqual({ version });
    expect((await readAll(nibrs, [path])).records).toHaveLength(1);
  });

  it('counts what is in no list, and names it by its path', async () => {
    const more = '<nibrs:StateWeather code="9">Rain</nibrs:StateWeather><nibrs:StateNothing/>';
    const { unmapped } = await read(submission(groupA('I', incident('1') + more)));
    expect(unmapped).toEqual({ 'Report/StateWeather': 1, 'Report/StateWeather/@code': 1 });
  });

  it('refuses other files and unknown releases before the first item', async () => {
    const good = writeFile('good.xml', submission(groupA('I', incident('1'))));
    for (const [name, text, words] of [
      ['other.xml', '<Other/>', /outermost element is Other/],
      ['notes.txt', 'nibrs:Submission http://fbi.gov/cjis/nibrs/4.2', /not XML/],
      ['odd.xml', submission('', '9.9'), /version 9\.9/],
    ] as const) {
      const path = writeFile(name, text);
      expect(await recogniseFile(nibrs, path)).toBeNull();
      await expect(readAll(nibrs, [good, path])).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(words),
      });
    }
  });

  it('keeps what came before a break in the file, and says where it broke', async () => {
    const text = submission(groupA('I', incident('1')) + groupA('I', incident('2')));
    const { records, rejects } = await read(text.slice(0, text.lastIndexOf('</nibrs:Report>')));
    expect(records).toMatchObject([{ sourceRef: `${agency}/1` }]);
    expect(rejects).toHaveLength(1);
    expect(String(rejects[0]?.raw)).toContain('>2<');
  });
});

const folder = realFile('incidents', 'nibrs_4_2_iepd');
const sample = (name: string) => join(folder, `nibrs_${name}_Sample.xml`);

describeWithReal('nibrs: the samples of the FBI', [folder], () => {
  test.each([
    ['AllFields', ['incident'], []],
    ['GroupAIncident', ['incident', 'seizure'], []],
    ['GroupAReplace', ['incident', 'seizure'], []],
    ['GroupBArrest', ['incident'], []],
    ['GroupBArrestDelete', [], ['WVNDX0100/arrest/12345/1']],
    ['IncidentDelete', [], ['WVNDX0100/020160005029', 'WVNDX0100/020160005029/seized']],
    ['ZeroReport', [], []],
  ])('%s yields %j and takes back %j', async (name, kinds, gone) => {
    const { records, withdrawals, rejects, unmapped } = await readAll(nibrs, [sample(name)]);
    expect(records.map(({ kind }) => kind)).toEqual(kinds);
    expect(withdrawals.map(({ sourceRef }) => sourceRef)).toEqual(gone);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records.map(findDefect)).toEqual(records.map(() => null));
    for (const { raw } of records) expect(readFileSync(sample(name), 'utf8')).toContain(raw);
  });

  it('the incident and its replacement are one record; the arrest and its deletion too', async () => {
    const keys = async (name: string) => (await readAll(nibrs, [sample(name)])).items.map((item) => item.sourceRef);
    expect(await keys('GroupAReplace')).toEqual(await keys('GroupAIncident'));
    expect(await keys('GroupBArrestDelete')).toEqual(await keys('GroupBArrest'));
  });

  it('1.5 grams of other narcotics worth 12,000 dollars were seized at a lake', async () => {
    const { records } = await readAll(nibrs, [sample('GroupAIncident')]);
    expect(records[1]).toMatchObject({
      sourceRef: 'WVNDX0100/000054236732/seized',
      seizedAt: '2016-02-24T00:00:00Z',
      place: { name: 'Lake/Waterway/Beach', country: 'US' },
      items: [
        {
          category: 'DRUGS',
          drugGroup: 'OPIOIDS',
          quantity: 1.5,
          unit: 'GRM',
          normalisedKg: 0.0015,
          value: { minorUnits: 1_200_000, currency: 'USD' },
        },
      ],
    });
  });

  it('an attempted car theft in cyberspace has four participants', async () => {
    const { records } = await readAll(nibrs, [sample('AllFields')]);
    expect(records).toMatchObject([
      {
        incidentKind: 'THEFT',
        title: '240 Motor Vehicle Theft (attempted) (10:00 local time)',
        status: 'CLOSED',
        locationType: 'Cyberspace',
        persons: [
          { role: 'VICTIM', statedDescription: 'Male, age 32; law enforcement officer' },
          { role: 'VICTIM', statedDescription: 'Male, age 7 to 364 days' },
          { role: 'SUSPECT', statedDescription: 'Female, age 25 to 30' },
          { role: 'ARRESTED' },
        ],
      },
    ]);
  });

  it('recognises its own files and none of the others', async () => {
    const recognised: string[] = [];
    const root = realFile();
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && (await recogniseFile(nibrs, path)) !== null) recognised.push(path);
    }
    expect(recognised.sort()).toEqual(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    );
  });
});
