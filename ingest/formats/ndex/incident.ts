import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentKind, IncidentOrganizationStatement, IncidentRecord } from '../../records/incidents.js';
import { findDrug } from '../niem/codes.js';
import { all, below, first, isTrue, textAmong, textOf } from '../niem/element.js';
import { makeRecord, type RecordFrame } from '../niem/makeRecord.js';
import { readTime, type StatedTimeResult, toWhen } from '../niem/times.js';
import type { DataItem } from './dataItem.js';
import type { readIncidentLocation } from './locations.js';
import { mostPersons, type ReadPerson } from './persons.js';
import { drugCode } from './seizure.js';

/** The parts of a data item from which its incident is made. */
export interface ItemReading {
  readonly item: DataItem;
  readonly activity: XmlElement;
  readonly start: StatedTimeResult;
  readonly location: ReturnType<typeof readIncidentLocation>;
  readonly persons: readonly ReadPerson[];
  readonly flags: readonly string[];
  /** Links to its seizure. */
  readonly seizures: NonNullable<IncidentRecord['seizures']>;
}

/** The incident of a data item. */
export function toIncident(frame: RecordFrame, reading: ItemReading): IncidentRecord {
  const { item, activity, start, location, persons, seizures } = reading;
  const end = readTime(first(activity, 'ActivityDateRange/EndDate'));
  const offences = readOffences(item);
  const { kind, crimeArea } = classify(offences, all(item.digest, 'EntityDrug/Drug').map(drugCode));
  const category = categoryOf(activity);
  const types = item.payload('Location').flatMap((place) => textOf(place, 'LocationCategoryCode') ?? []);
  const incidentKind = category === 'INCIDENT' || offences.length > 0 ? kind : category === 'ARREST' ? 'ARREST' : null;
  return makeRecord(
    'incident',
    frame,
    {
      incidentKind,
      ...toWhen(start),
      occurredTo: end.time?.precision === 'INSTANT' ? end.time.at : null,
      title: toTitle(item, offences, start),
      crimeArea,
      status: readStatus(item, activity),
      narrative: readNarrative(item, activity),
      area: location?.area ?? null,
      address: location?.address ?? null,
      locationType: [...new Set(types)].join(', ') || null,
      countryCode: location?.country ?? null,
      latitude: location?.latitude ?? null,
      longitude: location?.longitude ?? null,
      vessels: all(item.digest, 'EntityVessel/Vessel').map((vessel) => ({
        statedName: textOf(vessel, 'VesselName', 'ItemName'),
        statedType: textOf(vessel, 'VesselCategoryText', 'ItemCategoryText'),
      })),
      persons: persons.map(({ participant }) => participant),
      organizations: readOrganizations(item),
      seizures,
    },
    [
      ...reading.flags,
      ...(start.impossible || end.impossible ? ['DATE_IMPOSSIBLE'] : []),
      ...item.flags,
      ...(persons.length > mostPersons ? ['PERSONS_MANY'] : []),
    ],
  );
}

/** The activity that a data item is about: its first incident, else its first arrest, else its first activity; null without any. */
export function mainActivity({ digest }: DataItem): XmlElement | null {
  const activities = all(digest, 'EntityActivity/Activity');
  const ofCategory = (category: string) => activities.find((activity) => categoryOf(activity) === category);
  return ofCategory('INCIDENT') ?? ofCategory('ARREST') ?? activities[0] ?? null;
}

/** Category of an activity in capitals: `INCIDENT`, `ARREST` or another. */
function categoryOf(activity: XmlElement): string {
  return (first(activity, 'ActivityCategoryText')?.text ?? '').trim().toUpperCase();
}

/** An offence as N-DEx states it, in words rather than by NIBRS code. */
interface StatedOffence {
  readonly name: string;
  readonly attempted: boolean;
}

const offenceForms = ['OffenseCode', 'OffenseText', 'OffenseAugmentation/OffenseCode', 'OffenseDescriptionText'];

function readOffences(item: DataItem): StatedOffence[] {
  return item.payload('Offense').flatMap((offence) => {
    const name = textOf(offence, ...offenceForms);
    const attempted = isTrue(offence, 'OffenseCompletedIndicator') === false;
    return name === null ? [] : [{ name, attempted }];
  });
}

/** Crime area and kind of incident by the words of an offence; the first match counts, so the narrower come first. */
const rules: readonly (readonly [words: RegExp, crimeArea: string | null, kind?: IncidentKind])[] = [
  [/brib/i, null, 'CORRUPTION'],
  [/human traffick|involuntary servitude|commercial sex acts/i, 'THB'],
  [/smuggl\w* aliens?|alien smuggl/i, 'MIGRANT_SMUGGLING'],
  [/drug.*(cocaine|heroin|marijuana|opium|hashish)/i, 'DRUGS_CANNABIS_COCAINE_HEROIN'],
  [/drug.*(amphetamine|hallucinogen|synthetic|barbiturate)/i, 'SYNTHETIC_DRUGS_NPS'],
  [/drug|narcotic/i, 'DRUGS'],
  [/launder/i, 'MONEY_LAUNDERING_ASSETS'],
  [/counterfeit|forgery/i, 'IP_CRIME_COUNTERFEITING'],
  [/hacking|computer/i, 'CYBER_ATTACKS'],
  [/fraud_?\W*wire|wire fraud|identity theft/i, 'ONLINE_FRAUD'],
  [/smuggl\w*.*(tobacco|cigarette|liquor|alcohol)|(tobacco|liquor) tax/i, 'EXCISE_FRAUD'],
  [/conservation|wildlife|environment/i, 'ENVIRONMENTAL_CRIME'],
  [/weapon(?!less).*(law|traffick|possess|smuggl)|explosives|firearm/i, 'FIREARMS'],
  [
    /robbery|burglary|larceny|theft|stolen|shoplift|pocket.?pick|purse.?snatch|carjack/i,
    'ORGANISED_PROPERTY_CRIME',
    'THEFT',
  ],
];

/** Kind of the first offence that has one, and the first crime area. */
function classify(
  offences: readonly StatedOffence[],
  drugCodes: readonly (string | null)[],
): { readonly kind: IncidentKind; readonly crimeArea: string | null } {
  const found = offences.flatMap(({ name }) => rules.filter(([words]) => words.test(name)).slice(0, 1));
  const drugAreas = drugCodes.flatMap((code) => findDrug(code)?.crimeArea ?? []);
  const areas = found.flatMap(([, area]) => (area === 'DRUGS' ? drugAreas[0] : area) ?? []);
  return { kind: found[0]?.[2] ?? 'OFFENCE', crimeArea: areas[0] ?? null };
}

function toTitle({ metadata }: DataItem, offences: readonly StatedOffence[], { time }: StatedTimeResult): string {
  const words = offences.map(({ name, attempted }) => `${name}${attempted ? ' (attempted)' : ''}`).join(', ');
  const title = words || (textOf(metadata, 'DataItemCategory/DataItemCategoryText') ?? 'Incident');
  return `${title.slice(0, 200)}${time?.localTime ? ` (${time.localTime} local time)` : ''}`;
}

function readNarrative({ element }: DataItem, activity: XmlElement): string | null {
  const narratives = all(element, 'Narrative').flatMap((narrative) => [narrative, ...below(narrative)]);
  const texts = [textOf(activity, 'ActivityDescriptionText') ?? '', ...narratives.map(({ text }) => text.trim())];
  return [...new Set(texts.filter((text) => text !== ''))].join('\n\n') || null;
}

const statuses: readonly (readonly [RegExp, string])[] = [
  [/^(?:closed|cleared|inactive|unfounded)/i, 'CLOSED'],
  [/investigat|pending/i, 'UNDER_INVESTIGATION'],
  [/^(?:open|active|new)/i, 'OPEN'],
];

function readStatus(item: DataItem, { attributes: { id } }: XmlElement): string | null {
  const details = item.details(id).flatMap((part) => [...below(part)]);
  if (/^[A-E]$/i.test(textAmong(details, 'IncidentExceptionalClearanceCode') ?? '')) return 'CLOSED';
  const stated = textAmong(details, 'IncidentStatusCode') ?? textOf(item.metadata, 'DataItemStatus') ?? '';
  return statuses.find(([pattern]) => pattern.test(stated))?.[1] ?? null;
}

/** Organizations that are victims or suspects, not those that report or investigate. */
function readOrganizations(item: DataItem): IncidentOrganizationStatement[] {
  return all(item.digest, 'EntityOrganization').flatMap((entity): IncidentOrganizationStatement[] => {
    const role = first(entity, 'Victim') ? 'VICTIM' : first(entity, 'IncidentSubject') ? 'SUSPECT' : null;
    if (role === null) return [];
    const statedName = textOf(entity, 'Organization/OrganizationName');
    const statedDescription = textOf(entity, 'Organization/OrganizationCategoryText');
    return [{ role, statedName, statedDescription, organization: null }];
  });
}
