import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { nibrs } from '../../../../ingest/formats/nibrs/nibrs.js';
import { findDefect } from '../../../../ingest/records/validate.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import {
  agency,
  arrest,
  arrestee,
  drug,
  groupA,
  groupB,
  incident,
  offence,
  read,
  report,
  submission,
} from './reports.js';

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
});
