import { describe, expect, it } from '@jest/globals';
import { ofacSdn } from '../../../../../ingest/formats/watchlists/ofac-sdn.js';
import { describeWithReal, readAll, realFile, writeFile } from '../../../support/samples.js';

// All rows are invented: no aircraft or company of these names and numbers exists.
const none = '-0- ';
const remarks =
  "Aircraft Construction Number (also called L/N or S/N or F/N) 17; Aircraft Manufacture Date 28 Aug 2002; Aircraft Mode S Transponder Code 00abcd; Aircraft Model EX-1; Aircraft Operator Exemplar Air LTD.; alt. Aircraft Operator Specimen Wings; Nationality of Registration Man, Isle of; Previous Aircraft Tail Number QX-OLD; Aircraft Manufacturer's Serial Number (MSN) 365470; Aircraft Tail Number QX-EXM; Something else; Linked To: SPECIMEN TRADING.";

/** What a list with one aircraft comes to. */
async function read(name: string, said: string) {
  const line = [1, `"${name}"`, '"aircraft"', '"DEMO] [SPECIMEN"', ...Array(7).fill(none), `"${said}"`].join(',');
  return (await readAll(ofacSdn, [writeFile('sdn.csv', `${line}\r\n`)])).records;
}

describe('ofac-sdn, aircraft', () => {
  it('reads an aircraft with its marks, numbers, model, operator and address, and loses nothing', async () => {
    expect((await read('QX-EXM', remarks))[0]).toMatchObject({
      kind: 'aircraftRecord',
      names: [{ name: 'QX-EXM', kind: 'NAME' }],
      registration: 'QX-EXM',
      pastRegistrations: ['QX-OLD'],
      country: 'IM',
      serialNumber: '365470',
      identifications: [{ type: 'OTHER', scheme: 'Aircraft Construction Number', number: '17', country: null }],
      model: 'EX-1',
      buildDate: '2002-08-28',
      icaoAddress: '00ABCD',
      operator: 'Exemplar Air LTD.',
      notes: 'alt. Aircraft Operator Specimen Wings; Something else; Linked To: SPECIMEN TRADING',
      topics: ['sanction'],
      sanctions: [{ programme: 'DEMO' }, { programme: 'SPECIMEN' }],
      qualityFlags: [],
    });
  });

  it.each([
    ['its name, where no other is stated', 'QX-EXM', 'Aircraft Model EX-1.', { registration: 'QX-EXM' }],
    ['none, where it is listed by its serial number', 'MSN 17', 'Aircraft Model EX-1.', { registration: null }],
    [
      'the one that is stated, where it is listed by another',
      'QX-OLD',
      'Aircraft Tail Number qx exm (Malta).',
      { registration: 'QXEXM', pastRegistrations: ['QX-OLD'], country: 'MT' },
    ],
    [
      'what is stated, flagged, where that is none',
      'EXEMPLAR KITE',
      'Aircraft Tail Number n/a; Aircraft Mode S Transponder Code 12; Aircraft Manufacture Date 31 Feb 2002.',
      {
        registration: 'n/a',
        icaoAddress: null,
        buildDate: null,
        notes: 'Aircraft Mode S Transponder Code 12; Aircraft Manufacture Date 31 Feb 2002.',
        qualityFlags: ['DATE_IMPOSSIBLE', 'ICAO_ADDRESS_FORM', 'REGISTRATION_FORM'],
      },
    ],
  ])('takes for the mark of an aircraft %s', async (_what, name, remarks, expected) => {
    expect(await read(name, remarks)).toMatchObject([{ kind: 'aircraftRecord', ...expected }]);
  });
});

const real = ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'].map((name) => realFile('persons', 'ofac_sdn', name));
describeWithReal('ofac-sdn, the aircraft of a real delivery', real, () => {
  it('reads what is said of its aircraft into fields: every model, and every mark but those of eight that had one', async () => {
    const { records } = await readAll(ofacSdn, real);
    const aircraft = records.filter((record) => record.kind === 'aircraftRecord');
    const stated = (field: keyof (typeof aircraft)[number]) => aircraft.filter((one) => one[field]).length;
    expect(
      ['registration', 'serialNumber', 'model', 'buildDate', 'operator', 'icaoAddress', 'country'].map((field) =>
        stated(field as 'model'),
      ),
    ).toEqual([269, 261, 277, 214, 208, 3, 3]);
    expect(
      aircraft.every(({ registration, pastRegistrations = [] }) => registration || pastRegistrations.length > 0),
    ).toBe(true);
    expect(aircraft.map(({ notes }) => notes ?? '').join()).not.toMatch(/Aircraft (?:Model|Tail|Manufact|Mode|Const)/);
    expect(aircraft.find(({ sourceRef }) => sourceRef === '15431')).toMatchObject({
      registration: 'EP-GOM',
      serialNumber: '1023409321',
      model: 'IL76-TD',
      buildDate: '1992',
      operator: 'YAS AIR',
      notes: 'Linked To: POUYA AIR',
    });
  });
});
