import { describe, expect, it } from '@jest/globals';
import { scmsShipments } from '../../../../ingest/formats/scms/scms-shipments.js';
import type { ConsignmentRecord } from '../../../../ingest/records/cargo.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';

// All rows are invented: no vendor, site or shipment of these names and numbers exists.

const headings =
  'ID,Project Code,PQ #,PO / SO #,ASN/DN #,Country,Managed By,Fulfill Via,Vendor INCO Term,Shipment Mode,PQ First Sent to Client Date,PO Sent to Vendor Date,Scheduled Delivery Date,Delivered to Client Date,Delivery Recorded Date,Product Group,Sub Classification,Vendor,Item Description,Molecule/Test Type,Brand,Dosage,Dosage Form,Unit of Measure (Per Pack),Line Item Quantity,Line Item Value,Pack Price,Unit Price,Manufacturing Site,First Line Designation,Weight (Kilograms),Freight Cost (USD),Line Item Insurance (USD)';
const defaults: Record<string, string> = {
  ID: '7',
  'Project Code': '000-VN-T01',
  'PQ #': 'FPQ-1',
  'PO / SO #': 'SO-1',
  'ASN/DN #': 'ASN-1',
  Country: 'Vietnam',
  'Managed By': 'PMO - US',
  'Fulfill Via': 'Direct Drop',
  'Vendor INCO Term': 'EXW',
  'Shipment Mode': 'Air',
  'PQ First Sent to Client Date': 'Pre-PQ Process',
  'PO Sent to Vendor Date': 'Date Not Captured',
  'Scheduled Delivery Date': '2-Jun-06',
  'Delivered to Client Date': '6/5/06',
  'Delivery Recorded Date': '5-Jun-06',
  'Product Group': 'ARV',
  Vendor: 'SPECIMEN LTD.',
  'Item Description': 'Specimen 10mg/ml, oral solution',
  'Molecule/Test Type': 'Specimen',
  Brand: 'Generic',
  Dosage: '10mg/ml',
  'Unit of Measure (Per Pack)': '240',
  'Line Item Quantity': '1,000',
  'Line Item Value': '6,200.50',
  'Manufacturing Site': 'Specimen Works, Côte',
  'First Line Designation': 'TRUE',
  'Weight (Kilograms)': '358',
  'Freight Cost (USD)': '$4,521.5',
  'Line Item Insurance (USD)': '0.07',
};
const row = (more: Record<string, string> = {}) =>
  headings
    .split(',')
    .map((name) => `"${{ ...defaults, ...more }[name] ?? ''}"`)
    .join(',');
const table = (...rows: string[]) => [headings, ...rows].join('\r\n');

const read = (text: string) => readAll(scmsShipments, [writeFile('shipments.csv', text)]);
const readOne = async (more: Record<string, string> = {}) =>
  (await read(table(row(more)))).records[0] as ConsignmentRecord;

describe('scms-shipments', () => {
  it('reads a row into one consignment with one goods item', async () => {
    const { records, rejects, unmapped } = await read(table(row()));
    expect({ rejects, unmapped }).toEqual({ rejects: [], unmapped: {} });
    expect(records).toEqual([
      {
        kind: 'consignment',
        sourceRef: '7',
        origin: { file: 'shipments.csv', line: 2 },
        raw: row(),
        mrn: null,
        lrn: 'ASN-1',
        ucr: 'SO-1',
        transportMode: 4,
        countryOfDestination: 'VN',
        placeOfDeliveryStated: null,
        deliveryTerms: 'EXW',
        estimatedArrival: '2006-06-02T00:00:00Z',
        estimatedArrivalStated: '2-Jun-06',
        actualArrival: '2006-06-05T00:00:00Z',
        actualArrivalStated: '6/5/06',
        grossMassKg: 358,
        freightCost: { minorUnits: 452_150, currency: 'USD' },
        insuranceCost: { minorUnits: 7, currency: 'USD' },
        documents: ['Project Code: 000-VN-T01', 'PQ #: FPQ-1'],
        parties: [
          { role: 'CONSIGNOR', name: 'SPECIMEN LTD.' },
          { role: 'MANUFACTURER', name: 'Specimen Works, Côte' },
        ],
        goodsItems: [
          {
            sequence: 1,
            description: 'Specimen 10mg/ml, oral solution',
            grossMassKg: 358,
            packageCount: 1000,
            value: { minorUnits: 620_050, currency: 'USD' },
            additionalInformation: [
              'Product Group: ARV',
              'Molecule/Test Type: Specimen',
              'Brand: Generic',
              'Dosage: 10mg/ml',
              'Unit of Measure (Per Pack): 240',
            ],
          },
        ],
        transportEquipment: [],
        qualityFlags: [],
      },
    ]);
  });

  it('finds columns by name in any order, case and separator, and names those that it does not know', async () => {
    const text = 'VENDOR;extra;item description;asn/dn #;COUNTRY;id\nSPECIMEN LTD.;new;Specimen;ASN-1;VNM;8\n';
    const { records, unmapped } = await read(`\uFEFF${text}`);
    expect(records).toMatchObject([
      { sourceRef: '8', countryOfDestination: 'VN', lrn: 'ASN-1', estimatedArrival: null },
    ]);
    expect(unmapped).toEqual({ extra: 1 });
  });

  it.each([
    ['14-Nov-06', '2006-11-14T00:00:00Z'],
    ['11/14/2006', '2006-11-14T00:00:00Z'],
    ['1/2/06', '2006-01-02T00:00:00Z'],
    ['2006-11-14', '2006-11-14T00:00:00Z'],
    ['2-September-2015', '2015-09-02T00:00:00Z'],
  ])('reads the day %s', async (stated, instant) => {
    expect(await readOne({ 'Scheduled Delivery Date': stated })).toMatchObject({
      estimatedArrival: instant,
      estimatedArrivalStated: stated,
      qualityFlags: [],
    });
  });

  it.each(['Date Not Captured', 'Pre-PQ Process', 'N/A - From RDC', ''])('takes "%s" for no date', async (stated) => {
    expect(await readOne({ 'Scheduled Delivery Date': stated })).toMatchObject({
      estimatedArrival: null,
      estimatedArrivalStated: null,
      qualityFlags: [],
    });
  });

  it.each(['31-Feb-06', '14/11/2006', '2-Xyz-06', 'soon'])(
    'flags the impossible day "%s" and keeps the row',
    async (stated) => {
      expect(await readOne({ 'Scheduled Delivery Date': stated })).toMatchObject({
        estimatedArrival: null,
        qualityFlags: ['DATE_IMPOSSIBLE'],
      });
    },
  );

  it.each(['\n', '\r\n', '\r'])(
    'reads a file whose lines end by %j, as spreadsheets of other systems write them',
    async (end) => {
      const cells = headings.split(',').map((heading) => (defaults[heading] ?? '').replaceAll(',', ' '));
      const lines = [headings.replaceAll(',', '\t'), cells.join('\t'), ['8', ...cells.slice(1)].join('\t'), ''];
      const { records, rejects } = await readAll(scmsShipments, [writeFile('scms.txt', lines.join(end))]);
      expect(rejects).toEqual([]);
      expect(records.map(({ sourceRef, origin }) => [sourceRef, origin?.line])).toEqual([
        ['7', 2],
        ['8', 3],
      ]);
    },
  );

  it('keeps in words a weight and a cost that stand elsewhere', async () => {
    const record = await readOne({
      'Weight (Kilograms)': 'See ASN-93 (ID#:1281)',
      'Freight Cost (USD)': 'Freight Included in Commodity Cost',
    });
    expect(record).toMatchObject({
      grossMassKg: null,
      freightCost: null,
      qualityFlags: ['FREIGHT_ELSEWHERE', 'WEIGHT_ELSEWHERE'],
    });
    expect(record.goodsItems[0]?.additionalInformation).toEqual(
      expect.arrayContaining([
        'Weight (Kilograms): See ASN-93 (ID#:1281)',
        'Freight Cost (USD): Freight Included in Commodity Cost',
      ]),
    );
    expect((await readOne({ 'Weight (Kilograms)': 'Weight Captured Separately' })).qualityFlags).toEqual([
      'WEIGHT_ELSEWHERE',
    ]);
  });

  it('flags countries, modes and numbers that are none', async () => {
    const record = await readOne({
      Country: 'Exemplaria',
      'Shipment Mode': 'Camel',
      'Line Item Quantity': '-5',
      'Line Item Value': 'much',
    });
    expect(record).toMatchObject({
      countryOfDestination: null,
      placeOfDeliveryStated: 'Exemplaria',
      transportMode: null,
      qualityFlags: ['COUNTRY_UNKNOWN', 'MODE_UNKNOWN', 'NUMBER_IMPOSSIBLE'],
    });
  });

  it('states no terms where the columns have none', async () => {
    expect(await readOne({ 'Vendor INCO Term': 'N/A - From RDC', 'PQ #': 'Pre-PQ Process' })).toMatchObject({
      deliveryTerms: null,
      documents: ['Project Code: 000-VN-T01'],
    });
  });

  it('rejects rows without a key or with another number of fields, with the headings around them', async () => {
    const { records, rejects } = await read(table(row({ ID: '' }), '1,2,3', row()));
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([
      { line: 2, field: 'ID', reason: 'key.missing', frame: { before: `${headings}\n` } },
      { line: 3, reason: 'fields.wrongNumber', raw: '1,2,3' },
    ]);
  });

  it('refuses another table, and is recognised by its headings', async () => {
    await expect(read('id,name\n1,x\n')).rejects.toThrow(/of the headings only ID; wanted are/);
    expect(await recogniseFile(scmsShipments, writeFile('x.txt', table(row())))).toEqual({ version: '2015' });
    expect(await recogniseFile(scmsShipments, writeFile('scms_shipments.csv', 'id,country,vendor\n'))).toBeNull();
  });
});

const real = realFile('cargo', 'usaid_scms_shipments.csv');

describeWithReal('scms-shipments, on the published file', [real], () => {
  it('reads every row, and the sums are those of the file', async () => {
    const { records, rejects, unmapped } = await readAll(scmsShipments, [real]);
    expect({ rejects, unmapped }).toEqual({ rejects: [], unmapped: {} });
    const consignments = records as ConsignmentRecord[];
    expect(consignments).toHaveLength(10_324);
    expect(new Set(consignments.map(({ sourceRef }) => sourceRef)).size).toBe(10_324);
    const sum = (pick: (record: ConsignmentRecord) => number | null | undefined) =>
      consignments.reduce((total, record) => total + (pick(record) ?? 0), 0);
    expect(sum((record) => record.goodsItems[0]?.value?.minorUnits)).toBe(162_758_445_729);
    expect(sum((record) => record.grossMassKg)).toBe(21_820_540);
    const count = (pick: (record: ConsignmentRecord) => unknown) => {
      const counts: Record<string, number> = {};
      for (const record of consignments) counts[String(pick(record))] = (counts[String(pick(record))] ?? 0) + 1;
      return counts;
    };
    expect(count(({ transportMode }) => transportMode)).toEqual({ 4: 6763, 3: 2830, 1: 371, null: 360 });
    expect(count(({ countryOfDestination }) => countryOfDestination)).toMatchObject({
      ZA: 1406,
      CI: 1083,
      CD: 333,
      NA: 95,
    });
    expect(consignments.filter(({ qualityFlags }) => qualityFlags?.includes('WEIGHT_ELSEWHERE'))).toHaveLength(3952);
    expect(consignments.filter(({ qualityFlags }) => qualityFlags?.includes('FREIGHT_ELSEWHERE'))).toHaveLength(4126);
    expect(count(({ qualityFlags }) => qualityFlags?.includes('COUNTRY_UNKNOWN'))).toEqual({ false: 10_324 });
  });
});
