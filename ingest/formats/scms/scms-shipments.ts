import type { ConsignmentRecord, GoodsItemStatement, StatedAmount } from '../../records/cargo.js';
import { type Flag, readAmount, readCount, readCountry, readMass, readMode } from '../cargo/readings.js';
import type { DeliveryItem } from '../format.js';
import type { TableRow } from '../tables/readTable.js';
import { tableFormat } from '../tables/tableFormat.js';
import { type Column, characteristics, columns, requiredColumns } from './columns.js';
import { isPointer, readDay } from './values.js';

/**
 * Shipments of the Supply Chain Management System (PEPFAR), one line of an order a row, as USAID published them.
 *
 * A row's key is its id. Amounts are US dollars. A weight or freight cost stated on another row (`See DN-304 (ID#:10589)`)
 * or as part of another cost stays in words in the item's additional information, with a flag. There are no commodity codes.
 */
export const scmsShipments = tableFormat<Column>(
  {
    name: 'scms-shipments',
    description: 'International shipments of the Supply Chain Management System, CSV with header: one order line a row',
    publisher: 'U.S. Agency for International Development, "SCMS Delivery History Dataset"',
    versions: ['2015'],
    files: ['SCMS_Delivery_History_Dataset.csv'],
    kinds: ['consignment'],
    envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
    sample:
      '1,000-XX-T00,Pre-PQ Process,SCMS-0,ASN-0,Vietnam,PMO - US,Direct Drop,EXW,Air,Pre-PQ Process,Date Not Captured,2-Jun-06,2-Jun-06,2-Jun-06,HRDT,HIV test,SPECIMEN LTD.,"Specimen Test, 30 Tests",Specimen,Generic,,Test kit,30,19,551,29,0.97,Specimen Works,TRUE,13,780.34,',
  },
  {
    dispositions: 'scms/elements',
    headings: columns,
    isHeading: (heading) => requiredColumns.every((column) => heading.columns.has(column)),
    versionOf: () => '2015',
    wanted: requiredColumns.map((column) => columns[column][0]).join(', '),
    numbers: ['quantity', 'value', 'weight', 'freight', 'insurance'],
    openRows: () => toShipment,
  },
);

function toShipment(row: TableRow<Column>): DeliveryItem {
  const id = row.text('id');
  if (id === null) return row.reject('ID', 'key.missing');
  const flags = new Set<string>();
  const flag: Flag = (name) => flags.add(name);
  const scheduled = readDay(row.text('scheduled'), flag);
  const delivered = readDay(row.text('delivered'), flag);
  const weight = readOrPoint(row, 'weight', 'WEIGHT_ELSEWHERE', flag, (text) => readMass(text, undefined, flag));
  const freight = readOrPoint(row, 'freight', 'FREIGHT_ELSEWHERE', flag, (text) => toDollars(text, flag));
  const country = readCountry(row.text('country'), flag);
  const record: ConsignmentRecord = {
    kind: 'consignment',
    sourceRef: id,
    origin: row.origin,
    raw: row.raw,
    mrn: null,
    lrn: row.text('shipment'),
    ucr: row.text('order'),
    transportMode: readMode(row.text('mode'), flag),
    countryOfDestination: country,
    placeOfDeliveryStated: country === null ? row.text('country') : null,
    deliveryTerms: unlessNone(row.text('incoterm')),
    estimatedArrival: scheduled.instant,
    estimatedArrivalStated: scheduled.stated,
    actualArrival: delivered.instant,
    actualArrivalStated: delivered.stated,
    grossMassKg: weight.value,
    freightCost: freight.value,
    insuranceCost: toDollars(row.text('insurance'), flag),
    documents: [...described(row, 'project'), ...described(row, 'quote')],
    parties: [...namedParty(row, 'vendor', 'CONSIGNOR'), ...namedParty(row, 'site', 'MANUFACTURER')],
    goodsItems: [toGoodsItem(row, weight.value, [...weight.pointer, ...freight.pointer], flag)],
    transportEquipment: [],
  };
  return { ...record, qualityFlags: [...flags].sort() };
}

function toGoodsItem(
  row: TableRow<Column>,
  grossMassKg: number | null,
  pointers: readonly string[],
  flag: Flag,
): GoodsItemStatement {
  return {
    sequence: 1,
    description: row.text('description'),
    grossMassKg,
    packageCount: readCount(row.text('quantity'), flag),
    value: toDollars(row.text('value'), flag),
    additionalInformation: [...characteristics.flatMap((column) => described(row, column)), ...pointers],
  };
}

interface ReadOrPointer<Value> {
  readonly value: Value | null;
  /** The words in place of a value, under its column's name. */
  readonly pointer: readonly string[];
}

function readOrPoint<Value>(
  row: TableRow<Column>,
  column: Column,
  doubt: string,
  flag: Flag,
  readValue: (text: string | null) => Value | null,
): ReadOrPointer<Value> {
  const text = row.text(column);
  if (text === null || !isPointer(text)) return { value: readValue(text), pointer: [] };
  flag(doubt);
  return { value: null, pointer: described(row, column) };
}

/** The cell under its column's name; empty where the cell says that there is no value. */
function described(row: TableRow<Column>, column: Column): string[] {
  const text = unlessNone(row.text(column));
  return text === null ? [] : [`${columns[column][0]}: ${text}`];
}

/** Null for the words that say an order has none: no quotation before ordering, no terms from a regional warehouse. */
function unlessNone(text: string | null): string | null {
  return text === null || /^(?:N\/A\b.*|Pre-?PQ Process)$/i.test(text) ? null : text;
}

function namedParty(
  row: TableRow<Column>,
  column: Column,
  role: 'CONSIGNOR' | 'MANUFACTURER',
): ConsignmentRecord['parties'] {
  const name = row.text(column);
  return name === null ? [] : [{ role, name }];
}

function toDollars(text: string | null, flag: Flag): StatedAmount | null {
  return readAmount(text?.replace(/^\$\s*/, '') ?? null, 'USD', flag);
}
