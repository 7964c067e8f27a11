import { parseMrn } from '../../../schema/identifiers/mrn.js';
import type {
  ConsignmentRecord,
  GoodsItemStatement,
  HouseConsignmentStatement,
  TransportDocumentStatement,
  TransportEquipmentStatement,
} from '../../records/cargo.js';
import type { Field } from './fields.js';
import { readDocuments, readEquipment, readGoodsItem, readInformation, readTransportDocument } from './goods.js';
import { groupItems, type ReadItem } from './houses.js';
import { readMeans } from './means.js';
import type { Statement } from './messageTable.js';
import { readParties, withoutRepetitions } from './parties.js';
import { readPlaces } from './places.js';
import { type Flag, readCountry, readMode, readTime } from './readings.js';
import { amountOf, massOf, partsOf, sequenceOf, textOf, textsOf } from './statements.js';

/** What a record takes from its message as a whole: its key, its place and its text. */
export type ConsignmentFrame = Pick<ConsignmentRecord, 'sourceRef' | 'mrn' | 'lrn' | 'previousMrn'> &
  Pick<Required<ConsignmentRecord>, 'origin' | 'raw'>;

/** The consignment of a declaration; doubtful values are flagged, and stay in the source record. */
// Why long: one record, field by field.
export function toConsignment(
  message: Statement,
  frame: ConsignmentFrame,
  flags: readonly string[],
): ConsignmentRecord {
  const doubts = new Set(flags);
  const flag: Flag = (name) => doubts.add(name);
  const text = (field: Field): string | null => textOf(message, field, flag);
  const items = readItems(message, flag);
  const grouping = groupItems(items, readParties(message, flag));
  const stated = readHouses(message, flag);
  const times = readTimes(message, flag);
  const transportMode = readMode(text('transportMode'), flag);
  const record = {
    kind: 'consignment',
    ...frame,
    previousMrn: frame.previousMrn ?? text('previousMrn') ?? findPreviousMrn(message),
    ucr: text('ucr') ?? findUcr(message) ?? grouping.ucr,
    declarationType: text('declarationType'),
    specificCircumstanceIndicator: text('specificCircumstance'),
    splitConsignment: toBoolean(text('split')),
    transportDocument: readMasterDocument(message, flag) ?? grouping.transportDocument,
    transportMode,
    conveyanceReference: text('conveyance'),
    ...readMeans(message, transportMode, flag),
    countriesOfRouting: readRoute(message, flag),
    ...readPlaces(message, flag),
    countryOfExport: readCountry(text('exportCountry'), flag),
    countryOfDestination: readCountry(text('destinationCountry'), flag),
    customsOfficeFirstEntry: text('entryOffice'),
    customsOfficeExit: text('exitOffice'),
    deliveryTerms: join([text('termsCode'), text('termsPlace')]),
    ...times,
    grossMassKg: massOf(message, 'totalMass', flag),
    invoiceAmount: amountOf(message, ['invoiceAmount'], flag),
    parties: grouping.parties,
    goodsItems: grouping.goodsItems,
    transportEquipment: readAllEquipment(message, flag),
    houseConsignments: [...stated, ...grouping.houseConsignments],
    seals: partsOf(message, 'seal').flatMap((seal) => textsOf(seal, 'seal.id')),
    documents: readAllDocuments(message),
  } as const satisfies Omit<ConsignmentRecord, 'qualityFlags'>;
  checkTotals(record, text('totalItems'), flag);
  const grossMassKg = record.grossMassKg ?? sumOfMasses(record);
  return { ...record, grossMassKg, qualityFlags: [...doubts].sort() };
}

function readTimes(message: Statement, flag: Flag) {
  const text = (field: Field): string | null => textOf(message, field, flag);
  const declared = readTime(text('declaredAt') ?? text('acceptedAt'), flag);
  const departure = readTime(text('departure'), flag);
  const estimated = readTime(text('estimatedArrival'), flag);
  const actual = readTime(text('actualArrival'), flag);
  return {
    declaredAt: declared.instant,
    declaredAtStated: declared.stated,
    departure: departure.instant,
    departureStated: departure.stated,
    estimatedArrival: estimated.instant,
    estimatedArrivalStated: estimated.stated,
    actualArrival: actual.instant,
    actualArrivalStated: actual.stated,
  };
}

function readItems(level: Statement, flag: Flag): ReadItem[] {
  return partsOf(level, 'item').map((item, index) => ({
    item: readGoodsItem(item, index + 1, flag),
    parties: readParties(item, flag),
    transportDocument: readTransportDocument(item, flag),
    ucr: textOf(item, 'item.ucr', flag),
  }));
}

/** The houses of a message. Parties of their items become theirs: no message has parties on both levels. */
function readHouses(message: Statement, flag: Flag): HouseConsignmentStatement[] {
  return partsOf(message, 'house').map((house, index) => {
    const items = readItems(house, flag);
    const parties = [...readParties(house, flag), ...items.flatMap((read) => read.parties)];
    return {
      sequence: index + 1,
      ucr: textOf(house, 'house.ucr', flag) ?? items.find((read) => read.ucr !== null)?.ucr ?? null,
      transportDocument: readTransportDocument(house, flag),
      grossMassKg: massOf(house, 'house.grossMass', flag),
      parties: withoutRepetitions(parties),
      goodsItems: items.map(({ item }) => item),
    };
  });
}

/** The transport document of the whole consignment: filings of a house state it within the house. */
function readMasterDocument(message: Statement, flag: Flag): TransportDocumentStatement | null {
  const levels = [message, ...partsOf(message, 'house')];
  return (
    readTransportDocument(message, flag) ??
    levels.map((level) => readTransportDocument(level, flag, 'master')).find((document) => document !== null) ??
    null
  );
}

/** Containers of every level, numbered in order. */
function readAllEquipment(message: Statement, flag: Flag): TransportEquipmentStatement[] {
  const levels: Statement[] = [message];
  for (const level of levels) levels.push(...partsOf(level, 'house'), ...partsOf(level, 'item'));
  const all = levels.flatMap((level) => readEquipment(level, flag));
  return all.map((equipment, index) => ({ sequence: index + 1, ...equipment }));
}

/** Documents and further statements of the consignment and its houses. */
function readAllDocuments(message: Statement): string[] {
  return [message, ...partsOf(message, 'house')].flatMap((level) => [
    ...readDocuments(level, 'previous'),
    ...readDocuments(level, 'supporting'),
    ...readInformation(level),
  ]);
}

/** Countries in the order of their sequence numbers, or of the message where there are none. */
function readRoute(message: Statement, flag: Flag): string[] {
  const steps = partsOf(message, 'route').map((step, index) => ({
    at: sequenceOf(step, 'route.sequence') ?? index + 1,
    country: readCountry(textOf(step, 'route.country', flag), flag),
  }));
  return steps.sort((one, other) => one.at - other.at).flatMap(({ country }) => country ?? []);
}

/** MRN of an earlier declaration, preferably of the entry summary declaration (`355`). */
function findPreviousMrn(message: Statement): string | null {
  const documents = [message, ...partsOf(message, 'item'), ...partsOf(message, 'house')].flatMap((level) =>
    partsOf(level, 'document', 'previous'),
  );
  const numbers = documents.flatMap((document) => {
    const mrn = parseMrn(textOf(document, 'document.reference') ?? '');
    return mrn === null ? [] : [{ mrn, isEntry: textOf(document, 'document.type')?.endsWith('355') === true }];
  });
  return (numbers.find(({ isEntry }) => isEntry) ?? numbers[0])?.mrn ?? null;
}

/** A declaration UCR stated as a previous document (`DCR`). */
function findUcr(message: Statement): string | null {
  const found = partsOf(message, 'document', 'previous').find((one) => textOf(one, 'document.type') === 'DCR');
  return found ? textOf(found, 'document.reference') : null;
}

function itemsOf(record: ConsignmentRecord): readonly GoodsItemStatement[] {
  return [...record.goodsItems, ...(record.houseConsignments ?? []).flatMap((house) => house.goodsItems)];
}

/** Gross mass of all items, to the milligram; null unless each states its own. */
function sumOfMasses(record: ConsignmentRecord): number | null {
  const masses = itemsOf(record).map(({ grossMassKg }) => grossMassKg ?? null);
  if (masses.length === 0 || masses.includes(null)) return null;
  const sum = masses.reduce<number>((total, mass) => total + (mass ?? 0), 0);
  return Number(sum.toFixed(6));
}

function checkTotals(record: ConsignmentRecord, totalItems: string | null, flag: Flag): void {
  const items = itemsOf(record);
  const sum = sumOfMasses(record);
  const total = record.grossMassKg ?? sum ?? 0;
  // Why a tolerance: declarations round the masses of their items.
  if (sum !== null && Math.abs(sum - total) > Math.max(0.5, total / 1000)) flag('TOTALS_DIFFER');
  if (totalItems === null) return;
  if (!/^\d{1,9}$/.test(totalItems)) flag('NUMBER_IMPOSSIBLE');
  else if (Number(totalItems) !== items.length) flag('TOTALS_DIFFER');
}

function toBoolean(text: string | null): boolean | null {
  if (text === null) return null;
  return /^(?:1|true|y|yes)$/i.test(text);
}

function join(parts: readonly (string | null)[]): string | null {
  const stated = parts.filter((part) => part !== null);
  return stated.length > 0 ? stated.join(' ') : null;
}
