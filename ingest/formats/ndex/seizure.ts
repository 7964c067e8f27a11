import type { XmlElement } from '../../input/xml/xml.js';
import type { SeizedItemCategory, SeizedItemStatement, SeizureRecord } from '../../records/seizures.js';
import { findProperty } from '../niem/codes.js';
import { all, below, first, numberOf, textAmong, textOf, textsOf, toNumber } from '../niem/element.js';
import { type Seized, toCategory, toItem } from '../niem/seizure.js';
import { readTime } from '../niem/times.js';
import type { DataItem } from './dataItem.js';

/** Things of the digest that may be seized, with the commodity group where the kind implies one. */
const things: readonly (readonly [string, SeizedItemCategory?])[] = [
  ['EntityTangibleItem/TangibleItem'],
  ['EntityDrug/Drug', 'DRUGS'],
  ['EntitySubstance/Substance', 'DRUGS'],
  ['EntityFirearm/Firearm', 'WEAPONS_EXPLOSIVES'],
  ['EntityExplosive/Explosive', 'WEAPONS_EXPLOSIVES'],
  ['EntityVehicle/Vehicle', 'OTHER'],
  ['EntityVessel/Vessel', 'OTHER'],
  ['EntityAircraft/Aircraft', 'OTHER'],
];

/** The things with the status of seized in digest or payload; null without any. */
export function readSeized(item: DataItem): (Seized & Pick<SeizureRecord, 'conveyance'>) | null {
  const flags = new Set<string>();
  const items: SeizedItemStatement[] = [];
  const days: string[] = [];
  let registration: string | null = null;
  for (const [path, category] of things) {
    for (const thing of all(item.digest, path)) {
      const parts = [thing, ...item.details(thing.attributes.id)];
      const elements = parts.flatMap((part) => [part, ...below(part)]);
      if (!elements.some(isSeized)) continue;
      items.push(readItem(thing, elements, category, flags));
      for (const status of elements.filter(({ name }) => name === 'ItemStatus')) {
        const { time, impossible } = readTime(first(status, 'StatusDate'));
        if (time !== null) days.push(time.at);
        if (impossible) flags.add('DATE_IMPOSSIBLE');
      }
      registration ??= textOf(thing, 'ConveyanceRegistrationPlateIdentification/IdentificationID');
    }
  }
  if (items.length === 0) return null;
  return { days, items, flags, conveyance: registration === null ? null : { mode: 3, registration } };
}

function isSeized({ name, text }: XmlElement): boolean {
  return (name === 'ItemStatusCode' || name === 'ItemStatusText') && /^seized\b|^6$/i.test(text.trim());
}

/** DEA or NIBRS code of a drug. */
export function drugCode(drug: XmlElement): string | null {
  return textOf(drug, 'DrugCategoryCode', 'DrugDEACode', 'DrugCategoryText');
}

function readItem(
  thing: XmlElement,
  elements: readonly XmlElement[],
  kind: SeizedItemCategory | undefined,
  flags: Set<string>,
): SeizedItemStatement {
  const code = textAmong(
    elements,
    'PropertyCategoryNIBRSPropertyCategoryCode',
    'ItemCategoryNIBRSPropertyCategoryCode',
  );
  const category = kind ?? toCategory(code);
  const measure = elements.find(({ name }) => name === 'SubstanceQuantityMeasure');
  const isDrug = category === 'DRUGS';
  return toItem(
    {
      category,
      drug: isDrug ? (drugCode(thing) ?? textAmong(elements, 'DrugCategoryCode')) : null,
      quantity: isDrug
        ? numberOf(measure, 'MeasurePointValue', 'MeasureDecimalValue')
        : toNumber(textAmong(elements, 'ItemQuantity')),
      unit: textOf(measure, 'SubstanceUnitCode', 'MeasureUnitText'),
      dollars: toNumber(textAmong(elements, 'ItemValueAmount', 'Amount')),
      description: textsOf(thing, ...described).join(' ') || (findProperty(code)?.name ?? null),
    },
    flags,
  );
}

/** Make, model, year, colour, kind; never a serial number, which identifies the thing and so its owner. */
const described = [
  'ItemModelYearDate',
  'ItemColorDescriptionText',
  'ItemMakeName',
  'VehicleMakeCode',
  'ItemModelName',
  'VehicleModelCode',
  'ItemCategoryText',
  'ItemDescriptionText',
];
