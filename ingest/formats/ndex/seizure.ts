import type { XmlElement } from '../../input/xml/xml.js';
import type { SeizedItemCategory, SeizedItemStatement, SeizureRecord } from '../../records/seizures.js';
import { findDrug, toDrugQuantity } from '../nibrs/drugs.js';
import { propertyCategory, propertyName } from '../nibrs/property.js';
import { readTime } from '../niem/dates.js';
import { all, below, first, numberAt, textAt } from '../niem/element.js';
import { drugCode } from './offences.js';
import type { DataItem } from './package.js';

/** What was seized; null where nothing was. */
export interface Seized extends Pick<SeizureRecord, 'seizedAt' | 'items' | 'conveyance'> {
  readonly flags: readonly string[];
}

/** Things of the digest that may be seized, with the commodity group that follows from their kind. */
const things: Readonly<Record<string, SeizedItemCategory | null>> = {
  'EntityTangibleItem/TangibleItem': null,
  'EntityDrug/Drug': 'DRUGS',
  'EntitySubstance/Substance': 'DRUGS',
  'EntityFirearm/Firearm': 'WEAPONS_EXPLOSIVES',
  'EntityExplosive/Explosive': 'WEAPONS_EXPLOSIVES',
  'EntityVehicle/Vehicle': 'OTHER',
  'EntityVessel/Vessel': 'OTHER',
  'EntityAircraft/Aircraft': 'OTHER',
};

/** Reads the things whose status says that they were seized; a status in either part of the message counts. */
export function readSeized(item: DataItem): Seized | null {
  const flags = new Set<string>();
  const items: SeizedItemStatement[] = [];
  const days: string[] = [];
  let registration: string | null = null;
  for (const [path, category] of Object.entries(things)) {
    for (const thing of all(item.digest, path)) {
      const parts = [thing, ...item.details(thing.attributes.id)];
      const everything = parts.flatMap((part) => [part, ...below(part)]);
      if (!isSeized(everything)) continue;
      items.push(toItem(thing, everything, category, flags));
      for (const status of everything.filter(({ name }) => name === 'ItemStatus')) {
        const { time, impossible } = readTime(first(status, 'StatusDate'));
        if (time !== null) days.push(time.at);
        if (impossible) flags.add('DATE_IMPOSSIBLE');
      }
      registration ??= textAt(thing, 'ConveyanceRegistrationPlateIdentification/IdentificationID');
    }
  }
  if (items.length === 0) return null;
  const conveyance = registration === null ? null : { mode: 3, registration };
  return { seizedAt: days.sort()[0] ?? null, items, conveyance, flags: [...flags] };
}

function isSeized(everything: readonly XmlElement[]): boolean {
  return everything.some(
    ({ name, text }) => (name === 'ItemStatusCode' || name === 'ItemStatusText') && /^seized\b|^6$/i.test(text.trim()),
  );
}

function toItem(
  thing: XmlElement,
  everything: readonly XmlElement[],
  category: SeizedItemCategory | null,
  flags: Set<string>,
): SeizedItemStatement {
  const value = (name: string): string | null =>
    everything.find((each) => each.name === name && each.text.trim() !== '')?.text.trim() ?? null;
  const code = value('PropertyCategoryNIBRSPropertyCategoryCode') ?? value('ItemCategoryNIBRSPropertyCategoryCode');
  const isDrug = (category ?? propertyCategory(code)) === 'DRUGS';
  const drug = isDrug ? (drugCode(thing) ?? value('DrugCategoryCode')) : null;
  const known = findDrug(drug);
  if (drug !== null && known === null) flags.add('DRUG_UNKNOWN');
  const amount = value('ItemValueAmount') ?? value('Amount');
  const dollars = amount !== null && /^[\d,]+(?:\.\d+)?$/.test(amount) ? Number(amount.replaceAll(',', '')) : null;
  return {
    category: category ?? propertyCategory(code),
    drugGroup: known?.group ?? null,
    drug: known?.name ?? drug,
    ...(isDrug ? toMeasure(everything, flags) : toCount(value('ItemQuantity'))),
    // As in NIBRS, one dollar says that the value is not known.
    value: dollars === null || dollars === 1 ? null : { minorUnits: Math.round(dollars * 100), currency: 'USD' },
    description: describeThing(thing) ?? propertyName(code),
  };
}

function toMeasure(everything: readonly XmlElement[], flags: Set<string>) {
  const stated = everything.find(({ name }) => name === 'SubstanceQuantityMeasure') ?? null;
  const { known, ...measure } = toDrugQuantity(
    numberAt(stated, 'MeasurePointValue') ?? numberAt(stated, 'MeasureDecimalValue'),
    textAt(stated, 'SubstanceUnitCode') ?? textAt(stated, 'MeasureUnitText'),
  );
  if (!known) flags.add('UNIT_UNKNOWN');
  return measure;
}

function toCount(text: string | null) {
  const quantity = text !== null && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  return { quantity, unit: quantity === null ? null : 'H87', normalisedKg: null };
}

/** Make, model, year, colour, kind: never a serial number, which names the thing and so its owner. */
function describeThing(thing: XmlElement): string | null {
  const words = [
    'ItemModelYearDate',
    'ItemColorDescriptionText',
    'ItemMakeName',
    'VehicleMakeCode',
    'ItemModelName',
    'VehicleModelCode',
    'ItemCategoryText',
    'ItemDescriptionText',
  ].flatMap((name) => textAt(thing, name) ?? []);
  return words.join(' ') || null;
}
