import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedAddress, StatedIdentification } from '../../../records/persons.js';
import type { RecordKind } from '../../../records/record.js';
import type { ListedColumns } from '../listed.js';
import { below, joinStated, toLine } from '../parts.js';
import { toRemark, toStatedDate } from './dates.js';
import type { PartyReading, Place } from './places.js';
import { commentsOf } from './references.js';

/** Features with a column in the legacy files, and the kinds of record with a field for it. */
const columnsByLabel: Readonly<Record<string, readonly [keyof ListedColumns, readonly RecordKind[]]>> = {
  title: ['title', ['person', 'organization']],
  'vessel call sign': ['callSign', ['vesselRecord']],
  'vessel type': ['type', ['vesselRecord', 'aircraftRecord']],
  'vessel flag': ['flag', ['vesselRecord', 'aircraftRecord']],
  'vessel owner': ['owner', ['vesselRecord', 'aircraftRecord']],
  'vessel tonnage': ['tonnage', ['vesselRecord']],
  'vessel gross registered tonnage': ['grossRegisteredTonnage', ['vesselRecord']],
};

/** Labels of features as the remarks of ofac-sdn write them, where they differ. */
const remarkLabels: Readonly<Record<string, string>> = {
  birthdate: 'DOB',
  'place of birth': 'POB',
  'nationality country': 'nationality',
  'citizenship country': 'citizen',
};

const wallet = /^Digital Currency Address\b/i;

/**
 * Reads the features of a profile, version by version. `clauses` are in the form of the remarks of ofac-sdn, which OFAC
 * derives from these features; `identifications` are wallets.
 */
export function readFeatures(profile: XmlElement, kind: RecordKind, reading: PartyReading) {
  const clauses: string[] = [];
  const columns: Record<keyof ListedColumns, string | null> = { ...noColumns };
  const addresses: StatedAddress[] = [];
  const identifications: StatedIdentification[] = [];
  for (const feature of below(profile, 'Feature')) {
    const { FeatureTypeID: id } = feature.attributes;
    const label = textOf('FeatureType', id, reading) ?? `Feature ${id}`;
    const key = label.toLowerCase();
    const [column, kinds = []] = columnsByLabel[key] ?? [];
    for (const version of below(feature, 'FeatureVersion')) {
      const places = below(version, 'VersionLocation').map(({ attributes }) => reading.placeOf(attributes.LocationID));
      if (places.includes(null)) reading.flags.raise('REFERENCE_UNKNOWN');
      const isAddress = key === 'location';
      if (isAddress) addresses.push(...places.flatMap((place) => toAddresses(place, reading)));
      clauses.push(...commentsOf(version).map((comment) => `${label}: ${comment}`));
      const doubt = toDoubt(version, reading);
      const text = toText(version, isAddress ? [] : places.map((place) => toPlaceText(key, place)), reading);
      if (text === null) continue;
      const known = column === undefined ? null : columns[column];
      const fits = column !== undefined && kinds.includes(kind) && doubt === null;
      if (wallet.test(label) && doubt === null)
        identifications.push({ type: 'OTHER', scheme: label, number: text, country: null });
      else if (fits && known === null) columns[column] = text;
      else if (fits && column === 'title') columns[column] = `${known}; ${text}`;
      else clauses.push(`${remarkLabels[key] ?? label} ${text}${doubt ?? ''}`);
    }
  }
  return { clauses, columns, addresses, identifications };
}

/** Text of a reference value; null, with a flag, where the file has none with this number. */
function textOf(kind: string, id: string | undefined, { references, flags }: PartyReading): string | null {
  const text = references.textOf(kind, id);
  if (text === null) flags.raise('REFERENCE_UNKNOWN');
  return text;
}

/** Dates, details and places of one version, in one text. */
function toText(version: XmlElement, places: readonly (string | null)[], reading: PartyReading): string | null {
  const details = below(version, 'VersionDetail').map(({ text, attributes }) => {
    const id = attributes.DetailReferenceID;
    return (id === undefined ? null : textOf('DetailReference', id, reading)) ?? toLine(text);
  });
  const dates = below(version, 'DatePeriod').map((period) => {
    const date = toStatedDate(period);
    if (date === null) reading.flags.raise('DATE_IMPOSSIBLE');
    return date && toRemark(date);
  });
  return joinStated([...dates, ...details, ...places]);
}

function toPlaceText(key: string, place: Place | null): string | null {
  return (/nationality|citizenship|flag|country/.test(key) ? place?.country : place?.text) ?? null;
}

function toAddresses(place: Place | null, { flags }: PartyReading): StatedAddress[] {
  if (!place?.text) return [];
  const country = flags.country(place.country);
  const { otherScript } = place;
  return [
    { full: place.text, ...place.parts, country },
    ...(otherScript === null ? [] : [{ full: otherScript, country }]),
  ];
}

/** A remark on a value that is reported to be false; no field takes such a value. */
function toDoubt({ attributes }: XmlElement, { references }: PartyReading): string | null {
  const reliability = references.textOf('Reliability', attributes.ReliabilityID);
  return reliability !== null && /\bfalse\b|fraud/i.test(reliability) ? ` (${reliability.toLowerCase()})` : null;
}

const noColumns: ListedColumns = {
  title: null,
  callSign: null,
  type: null,
  tonnage: null,
  grossRegisteredTonnage: null,
  flag: null,
  owner: null,
};
