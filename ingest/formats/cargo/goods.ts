import { toPackageType } from '../../codes/packages.js';
import type {
  GoodsItemStatement,
  TransportDocumentStatement,
  TransportEquipmentStatement,
} from '../../records/cargo.js';
import type { Statement } from './messageTable.js';
import { type Flag, readCommodityCode, readCount, readCountry } from './readings.js';
import { amountOf, massOf, partsOf, sequenceOf, textOf, textsOf } from './statements.js';

/** Reads a goods item; `position` numbers it where it has no number of its own. */
export function readGoodsItem(item: Statement, position: number, flag: Flag): GoodsItemStatement {
  return {
    sequence: sequenceOf(item, 'item.sequence') ?? position,
    ...readCommodityCode(toCommodityCode(item), flag),
    cusCode: textOf(item, 'item.cusCode', flag),
    unNumber: textOf(item, 'item.unNumber', flag),
    description: textOf(item, 'item.description', flag),
    grossMassKg: massOf(item, 'item.grossMass', flag),
    netMassKg: massOf(item, 'item.netMass', flag),
    ...readPackages(item, flag),
    countryOfOrigin: readCountry(textOf(item, 'item.origin', flag), flag),
    value: amountOf(item, ['item.value', 'item.statisticalValue'], flag),
    additionalInformation: [...readInformation(item), ...otherClassifications(item)],
    documents: [...readDocuments(item, 'supporting'), ...readDocuments(item, 'previous')],
  };
}

/** The transport document: by the name of its element, or by its code where the message has one element for all documents. */
export function readTransportDocument(
  level: Statement,
  flag: Flag,
  kind = 'transport',
): TransportDocumentStatement | null {
  const all = partsOf(level, 'document').flatMap((document) => {
    const type = toDocumentType(document);
    const reference = textOf(document, 'document.reference');
    const isContract = document.kind === kind || (document.kind === '' && transportDocumentCodes.test(type));
    return isContract && reference !== null ? [{ type, reference }] : [];
  });
  if (all.some(({ reference }) => reference !== all[0]?.reference)) flag('FIRST_OF_SEVERAL');
  return all[0] ?? null;
}

/** Bills of lading, waybills and the like. @see code list CL754 of ICS2, and UNTDID 1001 */
const transportDocumentCodes = /^N?(?:70[345]|710|714|72[02]|730|74[01]|750|760|78[57]|95[25])$/;

/** Documents of a kind other than transport documents, as type and reference; those without a kind count as supporting. */
export function readDocuments(level: Statement, kind: string): string[] {
  return partsOf(level, 'document').flatMap((document) => {
    if (document.kind !== kind && !(kind === 'supporting' && document.kind === '')) return [];
    const type = toDocumentType(document);
    if (document.kind === '' && transportDocumentCodes.test(type)) return [];
    const reference = textOf(document, 'document.reference');
    const parts = [type, reference ?? ''].filter((part) => part !== '');
    return parts.length > 0 ? [parts.join(' ')] : [];
  });
}

function toDocumentType(document: Statement): string {
  return `${textOf(document, 'document.category') ?? ''}${textOf(document, 'document.type') ?? ''}`;
}

/** Additional information, as code and text. */
export function readInformation(level: Statement): string[] {
  return partsOf(level, 'information').flatMap((statement) => {
    const parts = [...textsOf(statement, 'information.code'), ...textsOf(statement, 'information.text')];
    return parts.length > 0 ? [parts.join(' ')] : [];
  });
}

/** Containers with their seals, in the order stated. */
export function readEquipment(level: Statement, flag: Flag): Omit<TransportEquipmentStatement, 'sequence'>[] {
  return partsOf(level, 'equipment').flatMap((equipment) => {
    const containerId = textOf(equipment, 'equipment.id', flag);
    if (containerId === null) return [];
    const packed = textOf(equipment, 'equipment.packed')?.toUpperCase();
    return [
      {
        containerId,
        sizeType: textOf(equipment, 'equipment.sizeType'),
        packedStatus: packed === 'A' || packed === 'B' ? packed : null,
        supplierType: textOf(equipment, 'equipment.supplier'),
        seals: partsOf(equipment, 'seal').flatMap((seal) => textsOf(seal, 'seal.id')),
      },
    ];
  });
}

/**
 * Combined Nomenclature code, with the TARIC subdivision appended. WCO types of classification: `TSP` the tariff's code,
 * `TRC` the two digits of TARIC, `HS` the subheading alone.
 */
function toCommodityCode(item: Statement): string | null {
  const direct = textOf(item, 'item.commodityCode');
  if (direct !== null) return `${direct}${textOf(item, 'item.commodityCodeMore') ?? ''}`;
  const classifications = partsOf(item, 'classification');
  const code = classificationOf(classifications, tariffTypes);
  const taric = classificationOf(classifications, taricTypes);
  return code !== null && taric !== null && code.length === 8 ? `${code}${taric}` : code;
}

const tariffTypes = ['TSP', 'HS', 'CN', ''];
const taricTypes = ['TRC', 'TRIC'];

function classificationOf(classifications: readonly Statement[], types: readonly string[]): string | null {
  for (const type of types) {
    const found = classifications.find((classification) => typeOf(classification) === type);
    const code = found ? textOf(found, 'classification.code') : null;
    if (code !== null) return code;
  }
  return null;
}

function typeOf(classification: Statement): string {
  return textOf(classification, 'classification.type')?.toUpperCase() ?? '';
}

/** Additional codes, of TARIC and national: `TRA 4099`. */
function otherClassifications(item: Statement): string[] {
  return partsOf(item, 'classification').flatMap((classification) => {
    const type = typeOf(classification);
    const code = textOf(classification, 'classification.code');
    return code === null || [...tariffTypes, ...taricTypes].includes(type) ? [] : [`${type} ${code}`];
  });
}

/** Packages of an item: the sum of their counts, the first type, and all distinct marks. */
function readPackages(
  item: Statement,
  flag: Flag,
): Pick<GoodsItemStatement, 'packageType' | 'packageCount' | 'packageMarks'> {
  const packages = partsOf(item, 'package').map((part) => {
    const stated = textOf(part, 'package.type');
    const type = toPackageType(stated);
    if (stated !== null && type === null) flag('PACKAGE_UNKNOWN');
    return { type, count: readCount(textOf(part, 'package.count'), flag), marks: textOf(part, 'package.marks') };
  });
  const types = new Set(packages.map(({ type }) => type));
  if (types.size > 1) flag('FIRST_OF_SEVERAL');
  const counts = packages.flatMap(({ count }) => count ?? []);
  const marks = new Set(packages.flatMap(({ marks: stated }) => stated ?? []));
  return {
    packageType: packages[0]?.type ?? null,
    packageCount: counts.length > 0 ? readCount(String(counts.reduce((sum, count) => sum + count)), flag) : null,
    packageMarks: marks.size > 0 ? [...marks].join('; ') : null,
  };
}
