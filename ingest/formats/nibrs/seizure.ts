import type { XmlElement } from '../../input/xml/xml.js';
import type { SeizedItemStatement, SeizureRecord } from '../../records/seizures.js';
import { readTime } from '../niem/dates.js';
import { all, first, numberAt, textAt } from '../niem/element.js';
import { findDrug, toDrugQuantity } from './drugs.js';
import { propertyCategory, propertyName } from './property.js';

/** What was seized in an incident; null where nothing was. */
export interface Seized extends Pick<SeizureRecord, 'seizedAt' | 'items'> {
  readonly flags: readonly string[];
}

/** NIBRS code and word of property that was seized (data element 14): impounded, and not stolen before. */
const seizedStatus: ReadonlySet<string> = new Set(['SEIZED', '6']);

/** A value of one dollar says that the value is not known (data element 16). */
const valueUnknown = 1;

/** Reads the property and the drugs of a report whose status is seized. Stolen and recovered goods are no seizure. */
export function readSeized(report: XmlElement): Seized | null {
  const flags = new Set<string>();
  const property = [...all(report, 'Item'), ...all(report, 'Substance')].filter((item) =>
    seizedStatus.has(textAt(item, 'ItemStatus/ItemStatusCode')?.toUpperCase() ?? ''),
  );
  if (property.length === 0) return null;
  const days = property.flatMap((item) => {
    const { time, impossible } = readTime(first(item, 'ItemValue/ItemValueDate'));
    if (impossible) flags.add('DATE_IMPOSSIBLE');
    return time === null ? [] : [time.at];
  });
  return {
    // Why the first: NIBRS dates property, not the seizure; what was seized together is dated together.
    seizedAt: days.sort()[0] ?? null,
    items: property.map((item) => toItem(item, flags)),
    flags: [...flags],
  };
}

function toItem(item: XmlElement, flags: Set<string>): SeizedItemStatement {
  const code = textAt(item, 'ItemCategoryNIBRSPropertyCategoryCode');
  const drugCode = textAt(item, 'DrugCategoryCode');
  const drug = findDrug(drugCode);
  const isDrug = item.name === 'Substance' || code === '10';
  if (code !== null && propertyName(code) === null) flags.add('PROPERTY_UNKNOWN');
  if (drugCode !== null && drug === null) flags.add('DRUG_UNKNOWN');
  const value = numberAt(item, 'ItemValue/ItemValueAmount/Amount');
  return {
    category: isDrug ? 'DRUGS' : propertyCategory(code),
    drugGroup: drug?.group ?? null,
    drug: drug?.name ?? drugCode,
    ...(isDrug ? toMeasure(item, flags) : toCount(item)),
    value: value === null || value === valueUnknown ? null : { minorUnits: Math.round(value * 100), currency: 'USD' },
    description: propertyName(code) ?? (code === null ? null : `Property ${code}`),
  };
}

function toMeasure(item: XmlElement, flags: Set<string>) {
  const stated = first(item, 'SubstanceQuantityMeasure');
  const { known, ...measure } = toDrugQuantity(
    numberAt(stated, 'MeasureDecimalValue') ?? numberAt(stated, 'MeasureIntegerValue'),
    textAt(stated, 'SubstanceUnitCode'),
  );
  if (!known) flags.add('UNIT_UNKNOWN');
  return measure;
}

function toCount(item: XmlElement) {
  const quantity = numberAt(item, 'ItemQuantity');
  return { quantity, unit: quantity === null ? null : 'H87', normalisedKg: null };
}
