import { describe, expect, it } from '@jest/globals';
import { bisDpl } from '../../../../ingest/formats/watchlists/bis-dpl.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented: nobody of these names was denied anything.
const columns = (
  'Name|Street_Address|City|State|Country|Postal_Code|Effective_Date|Expiration_Date|Standard_Order|' +
  'Last_Update|Action|FR_Citation'
).split('|');
const line = (fields: readonly string[], delimiter = '\t') => fields.map((field) => `"${field}"`).join(delimiter);
const exemplarov = (
  ' FICTIUS EXEMPLAROV|1 SPECIMEN ROAD|EXEMPLE|TX|US|00000|01/31/2020|12/31/2030|Y|' +
  '2020-02-05|FR NOTICE ADDED|85 F.R. 00000 2/5/2020'
).split('|');
const withFields = (changes: Readonly<Record<string, string>>) =>
  exemplarov.map((field, at) => changes[columns[at] as string] ?? field);
const list = (...rows: readonly (readonly string[])[]) => [columns, ...rows].map((row) => line(row)).join('\r\n');
const read = (text: string) => readAll(bisDpl, [writeFile('dpl.txt', text)]);
const keysOf = async (text: string) => (await read(text)).records.map(({ sourceRef }) => sourceRef);

describe('bis-dpl', () => {
  it('reads a person with address and order, and says that the kind is assumed', async () => {
    const { records, rejects, unmapped } = await read(list(exemplarov));
    expect([rejects, unmapped]).toEqual([[], {}]);
    expect(records).toEqual([
      {
        kind: 'person',
        sourceRef: expect.stringMatching(/^[0-9a-f]{32}$/),
        origin: { file: 'dpl.txt', line: 2 },
        raw: line(exemplarov),
        names: [{ name: 'FICTIUS EXEMPLAROV', kind: 'NAME' }],
        addresses: [
          {
            full: '1 SPECIMEN ROAD, EXEMPLE, TX, 00000, US',
            street: '1 SPECIMEN ROAD',
            city: 'EXEMPLE',
            region: 'TX',
            postalCode: '00000',
            country: 'US',
          },
        ],
        notes: 'Action: FR NOTICE ADDED',
        topics: ['export.control'],
        sanctions: [
          {
            authority: 'BIS',
            programme: 'Denied Persons List',
            country: 'US',
            startDate: '2020-01-31',
            endDate: '2030-12-31',
            provisions: 'Standard denial order; 85 F.R. 00000 2/5/2020',
            sourceUrl: expect.stringContaining('bis.gov'),
          },
        ],
        qualityFlags: ['SUBJECT_KIND_ASSUMED'],
      },
    ]);
  });

  it.each([
    ['SPECIMEN TRADING, INC', 'organization'],
    ['SPECIMEN AVIATION D/B/A S9', 'organization'],
    ['SPECIMEN & SONS', 'organization'],
    ['SPECIMEN.NET', 'organization'],
    ['EXEMPLE S.A.', 'organization'],
    ['CODY INCE', 'person'],
    ['ALIDA GROUPER', 'person'],
    ["FICTIUS O'EXEMPLE, JR.", 'person'],
  ])('takes %s for a %s', async (name, kind) => {
    const { records } = await read(list(withFields({ Name: name })));
    expect(records[0]).toMatchObject({ kind, qualityFlags: ['SUBJECT_KIND_ASSUMED'] });
  });

  it('keeps a row whose dates, country or order are wrong, and flags them', async () => {
    const wrong = { Effective_Date: '02/30/2020', Expiration_Date: 'never', Country: 'XY', Standard_Order: 'Q' };
    const { records } = await read(list(withFields({ ...wrong, Action: '' })));
    expect(records[0]).toMatchObject({
      addresses: [{ country: null, full: expect.stringContaining('XY') }],
      notes: 'Effective as stated: 02/30/2020; Expiration as stated: never',
      sanctions: [{ startDate: null, endDate: null, provisions: '85 F.R. 00000 2/5/2020' }],
      qualityFlags: [
        'COUNTRY_UNKNOWN',
        'DATE_FORM',
        'DATE_IMPOSSIBLE',
        'STANDARD_ORDER_UNKNOWN',
        'SUBJECT_KIND_ASSUMED',
      ],
    });
  });

  it('gives each address and order of a person a key of its own, the same in every delivery', async () => {
    const other = withFields({ Street_Address: '2 SPECIMEN ROAD' });
    const later = withFields({ Effective_Date: '01/31/2021' });
    const keys = await keysOf(list(exemplarov, other, later, exemplarov));
    expect(new Set(keys).size).toBe(4);
    expect(keys[3]).toBe(`${keys[0]}~2`);
    const amended = withFields({ Action: 'FR NOTICE UPDATED', Expiration_Date: '12/31/2031' });
    expect(await keysOf(list(later, amended))).toEqual([keys[2], keys[0]]);
  });

  it('finds columns by name: other order, case and spaces, commas, a new column, a repeated header', async () => {
    const header = ['FR citation', 'NAME', 'street address', 'Effective Date', 'Standard Order', 'Beginning'];
    const text = [header, ['85 F.R. 0', 'FICTIUS EXEMPLAROV', '1 ROAD', '2020-01-31', 'N', 'x'], header]
      .map((row) => line(row, ','))
      .join('\n');
    const { records, rejects, unmapped } = await read(`\uFEFF${text}\n`);
    expect(records).toMatchObject([
      { addresses: [{ full: '1 ROAD' }], sanctions: [{ startDate: '2020-01-31', provisions: expect.any(String) }] },
    ]);
    expect([rejects, unmapped]).toEqual([[], { Beginning: 1 }]);
  });

  it('rejects rows without a name or with too few fields, with the header line that they need', async () => {
    const { records, rejects } = await read(list(withFields({ Name: '' }), ['A', 'B'], exemplarov));
    expect(records).toHaveLength(1);
    expect(rejects.map(({ line: at, field, reason }) => [at, field, reason])).toEqual([
      [2, 'Name', 'name.missing'],
      [3, undefined, 'fields.wrongNumber'],
    ]);
    for (const { frame } of rejects) expect(frame).toEqual({ before: `${line(columns)}\n`, after: '' });
  });

  it('refuses a file without its columns, and recognises both of its forms', async () => {
    await expect(read('Name,City\nA,B\n')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('Effective_Date'),
    });
    await expect(read('')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const recognise = (text: string) => recogniseFile(bisDpl, writeFile('x', text));
    expect(await recognise(list(exemplarov))).toEqual({ version: 'tsv' });
    expect(await recognise(line(columns, ','))).toEqual({ version: 'csv' });
    expect(await recognise('Name,City\nA,B\n')).toBeNull();
  });
});

const file = realFile('persons', 'bis_denied_persons_list.txt');
describeWithReal('bis-dpl, the list of 2022', [file], () => {
  it('reads every line and knows every column', async () => {
    const { records, rejects, unmapped } = await readAll(bisDpl, [file]);
    const count = (has: (record: (typeof records)[number]) => boolean) => records.filter(has).length;
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(count(({ kind }) => kind === 'person')).toBe(434);
    expect(count(({ kind }) => kind === 'organization')).toBe(147);
    expect(count(({ qualityFlags }) => qualityFlags?.includes('SUBJECT_KIND_ASSUMED') ?? false)).toBe(581);
    expect(count(({ qualityFlags }) => qualityFlags?.includes('COUNTRY_UNKNOWN') ?? false)).toBe(1);
    expect(count(({ qualityFlags }) => (qualityFlags ?? []).length > 1)).toBe(1);
    expect(new Set(records.map(({ sourceRef }) => sourceRef)).size).toBe(581);
  });
});
