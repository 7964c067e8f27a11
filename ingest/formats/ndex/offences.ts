import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentKind } from '../../records/incidents.js';
import { findDrug } from '../nibrs/drugs.js';
import { isTrue, textOf } from '../niem/element.js';
import type { DataItem } from './package.js';

/** An offence as N-DEx writes it: in words, where NIBRS has a code. */
export interface StatedOffence {
  readonly name: string;
  readonly attempted: boolean;
}

/** The offences of a data item, in order. */
export function readOffences(item: DataItem): StatedOffence[] {
  return item.payload('Offense').flatMap((offence) => {
    const name = textOf(
      offence,
      'OffenseCode',
      'OffenseText',
      'OffenseAugmentation/OffenseCode',
      'OffenseDescriptionText',
    );
    if (name === null) return [];
    return [{ name, attempted: isTrue(offence, 'OffenseCompletedIndicator') === false }];
  });
}

/** Where an offence in words belongs: the first rule that its words fulfil, so that the narrower come first. */
const rules: readonly (readonly [RegExp, IncidentKind, string | null])[] = [
  [/brib/i, 'CORRUPTION', null],
  [/human traffick|involuntary servitude|commercial sex acts/i, 'OFFENCE', 'THB'],
  [/smuggl\w* aliens?|alien smuggl/i, 'OFFENCE', 'MIGRANT_SMUGGLING'],
  [/drug.*(cocaine|heroin|marijuana|opium|hashish)/i, 'OFFENCE', 'DRUGS_CANNABIS_COCAINE_HEROIN'],
  [/drug.*(amphetamine|hallucinogen|synthetic|barbiturate)/i, 'OFFENCE', 'SYNTHETIC_DRUGS_NPS'],
  [/drug|narcotic/i, 'OFFENCE', 'DRUGS'],
  [/launder/i, 'OFFENCE', 'MONEY_LAUNDERING_ASSETS'],
  [/counterfeit|forgery/i, 'OFFENCE', 'IP_CRIME_COUNTERFEITING'],
  [/hacking|computer/i, 'OFFENCE', 'CYBER_ATTACKS'],
  [/fraud_?\W*wire|wire fraud|identity theft/i, 'OFFENCE', 'ONLINE_FRAUD'],
  [/smuggl\w*.*(tobacco|cigarette|liquor|alcohol)|(tobacco|liquor) tax/i, 'OFFENCE', 'EXCISE_FRAUD'],
  [/conservation|wildlife|environment/i, 'OFFENCE', 'ENVIRONMENTAL_CRIME'],
  [/weapon(?!less).*(law|traffick|possess|smuggl)|explosives|firearm/i, 'OFFENCE', 'FIREARMS'],
  [
    /robbery|burglary|larceny|theft|stolen|shoplift|pocket.?pick|purse.?snatch|carjack/i,
    'THEFT',
    'ORGANISED_PROPERTY_CRIME',
  ],
];

/** Kind and crime area of a data item's offences: each the first that one of them has. */
export function classify(
  offences: readonly StatedOffence[],
  drugCodes: readonly (string | null)[],
): { readonly kind: IncidentKind; readonly crimeArea: string | null } {
  const found = offences.map(({ name }) => rules.find(([pattern]) => pattern.test(name)));
  const drugArea = drugCodes.flatMap((code) => findDrug(code)?.crimeArea ?? [])[0] ?? null;
  const areas = found.map((rule) => (rule?.[2] === 'DRUGS' ? drugArea : (rule?.[2] ?? null)));
  return {
    kind: found.find((rule) => rule !== undefined)?.[1] ?? 'OFFENCE',
    crimeArea: areas.find((area) => area !== null) ?? null,
  };
}

/** DEA or NIBRS codes of the drugs that a data item names. */
export function drugCode(drug: XmlElement): string | null {
  return textOf(drug, 'DrugCategoryCode', 'DrugDEACode', 'DrugCategoryText');
}
