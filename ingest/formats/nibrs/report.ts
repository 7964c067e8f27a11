import type { XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { IncidentRecord } from '../../records/incidents.js';
import type { Withdrawal } from '../../records/record.js';
import type { SeizureRecord } from '../../records/seizures.js';
import { isMinor, readAge } from '../niem/age.js';
import { readTime, type StatedTimeResult } from '../niem/dates.js';
import { all, first, isTrue, referenceOf, textAt } from '../niem/element.js';
import type { ElementItem } from '../niem/readElements.js';
import { findDrug } from './drugs.js';
import { locationName } from './locations.js';
import { findOffence } from './offences.js';
import { arrestOf, readParticipants } from './participants.js';
import { readSeized } from './seizure.js';

/** Actions of a report, as 4.x and later releases write them: incident report, add, replace; delete. */
const statedActions: ReadonlySet<string> = new Set(['I', 'A', 'R']);
const deleteAction = 'D';

/** Sequence numbers that an arrestee may have (data element 40). */
const mostArrestees = 99;

/**
 * Reads a `nibrs:Report`. A report states the whole incident anew, so that adding and replacing are one thing; what a
 * replacement no longer has seized is taken back. A zero report yields nothing: there is no incident in it.
 */
export function readReport(report: XmlElement, where: Provenance): ElementItem[] {
  const header = first(report, 'ReportHeader');
  const category = textAt(header, 'NIBRSReportCategoryCode')?.toUpperCase() ?? '';
  if (category === 'ZERO REPORT') return [];
  const action = textAt(header, 'ReportActionCategoryCode')?.toUpperCase() ?? '';
  if (!statedActions.has(action) && action !== deleteAction) {
    return [defect('ReportActionCategoryCode', action === '' ? 'action.missing' : 'action.unknown')];
  }
  const ori = textAt(header, 'ReportingAgency/OrganizationAugmentation/OrganizationORIIdentification/IdentificationID');
  if (ori === null) return [defect('OrganizationORIIdentification', 'key.missing')];
  if (category.startsWith('GROUP A')) return readIncident(report, ori, action, where);
  if (category.startsWith('GROUP B')) return readArrests(report, ori, action, where);
  return [defect('NIBRSReportCategoryCode', category === '' ? 'category.missing' : 'category.unknown')];
}

function readIncident(report: XmlElement, ori: string, action: string, where: Provenance): ElementItem[] {
  const number = textAt(first(report, 'Incident'), 'ActivityIdentification/IdentificationID');
  if (number === null) return [defect('Incident/ActivityIdentification', 'key.missing')];
  const sourceRef = `${ori}/${number}`;
  const seizureRef = `${sourceRef}/seized`;
  const noSeizure: Withdrawal = { ...where, kind: 'withdrawal', of: 'seizure', sourceRef: seizureRef };
  if (action === deleteAction) return [{ ...where, kind: 'withdrawal', of: 'incident', sourceRef }, noSeizure];

  const locations = readLocations(report);
  const seized = readSeized(report);
  const envelope = { caseReference: number };
  const seizures =
    seized === null ? [] : [{ statedCaseReference: number, seizure: { source: 'nibrs', sourceRef: seizureRef } }];
  const { flags, ...told } = toIncident(report, locations);
  // Why in this order: a record's text is kept, and its hash tells whether a later report says anything new.
  const incident: IncidentRecord = {
    ...where,
    kind: 'incident',
    sourceRef,
    envelope,
    ...told,
    seizures,
    ...flagged(flags),
  };
  if (seized === null) return action === 'R' ? [incident, noSeizure] : [incident];
  const seizure: SeizureRecord = {
    ...where,
    kind: 'seizure',
    sourceRef: seizureRef,
    envelope,
    seizedAt: seized.seizedAt ?? null,
    place: { kind: 'INLAND', name: locations.names.join(', ') || null, country: 'US' },
    legalStatus: 'SEIZED',
    items: seized.items,
    ...flagged(seized.flags),
  };
  return [incident, seizure];
}

/** What a Group A report says of its incident, but for its key. */
function toIncident(report: XmlElement, locations: StatedLocations) {
  const incident = first(report, 'Incident');
  const offences = all(report, 'Offense').map((offence) => ({
    code: textAt(offence, 'OffenseUCRCode') ?? '',
    attempted: isTrue(offence, 'OffenseAttemptedIndicator') === true,
  }));
  const codes = offences.map(({ code }) => code).filter((code) => code !== '');
  const titles = offences.map(({ code, attempted }) => `${nameOffence(code)}${attempted ? ' (attempted)' : ''}`);
  const when = readTime(first(incident, 'ActivityDate'));
  const isDateOfReport = isTrue(incident, 'IncidentAugmentation/IncidentReportDateIndicator') === true;
  const clearance = textAt(incident, 'IncidentAugmentation/IncidentExceptionalClearanceCode')?.toUpperCase();
  const participants = readParticipants(report);
  return {
    incidentKind: codes.map((code) => findOffence(code)?.kind).find((kind) => kind !== undefined) ?? 'OFFENCE',
    ...toWhen(when),
    title: toTitle(titles, when, isDateOfReport ? 'date of the report' : null),
    crimeArea: findCrimeArea(codes, report),
    // A to E: the case was closed although nobody was arrested; N: not so.
    status: clearance !== undefined && /^[A-E]$/.test(clearance) ? 'CLOSED' : null,
    locationType: locations.names.join(', ') || null,
    countryCode: 'US',
    persons: participants.persons,
    organizations: participants.organizations,
    flags: [
      ...(when.impossible ? ['DATE_IMPOSSIBLE'] : []),
      ...(isDateOfReport ? ['DATE_OF_REPORT'] : []),
      ...(codes.some((code) => findOffence(code) === null) ? ['OFFENCE_UNKNOWN'] : []),
      ...locations.flags,
      ...participants.flags,
    ],
  };
}

/** One record an arrestee: that is how NIBRS keys, replaces and deletes Group B arrests. */
function readArrests(report: XmlElement, ori: string, action: string, where: Provenance): ElementItem[] {
  const arrestees = all(report, 'Arrestee');
  const number = textAt(first(report, 'Arrest'), 'ActivityIdentification/IdentificationID');
  if (number === null) return [defect('Arrest/ActivityIdentification', 'key.missing')];
  if (action === deleteAction) {
    const named = arrestees.flatMap((arrestee) => textAt(arrestee, 'ArrestSequenceID') ?? []);
    // Without a sequence number all arrestees of the transaction are deleted.
    const all99 = Array.from({ length: mostArrestees }, (_, index) => String(index + 1));
    return (named.length > 0 ? named : all99).map((sequence) => ({
      ...where,
      kind: 'withdrawal',
      of: 'incident',
      sourceRef: arrestRef(ori, number, sequence),
    }));
  }
  if (arrestees.length === 0) return [defect('Arrestee', 'arrestee.missing')];
  const participants = readParticipants(report);
  const persons = participants.persons.filter(({ role }) => role === 'ARRESTED');
  return arrestees.map((arrestee, index): ElementItem => {
    const arrest = arrestOf(report, arrestee);
    const transaction = textAt(arrest, 'ActivityIdentification/IdentificationID') ?? number;
    const stated = readTime(first(arrest, 'ActivityDate'));
    const charges = all(arrest, 'ArrestCharge/ChargeUCRCode').map(({ text }) => text.trim());
    const person = persons[index];
    const age = readAge(
      all(report, 'Person').find(({ attributes }) => attributes.id === referenceOf(first(arrestee, 'RoleOfPerson'))) ??
        null,
    );
    return {
      ...where,
      kind: 'incident',
      sourceRef: arrestRef(ori, transaction, textAt(arrestee, 'ArrestSequenceID') ?? String(index + 1)),
      // The record is about one person: what is said of a minor is capped as any minor's data.
      envelope: { caseReference: transaction, dataSubjectCategory: 'SUSPECT', minor: isMinor(age, null, null) },
      incidentKind: 'ARREST',
      ...toWhen(stated),
      title: toTitle(charges.map(nameOffence), stated, null, 'Arrest'),
      crimeArea: findCrimeArea(charges, report),
      countryCode: 'US',
      persons: person ? [person] : [],
      ...flagged([
        ...(stated.impossible ? ['DATE_IMPOSSIBLE'] : []),
        ...(charges.some((code) => findOffence(code) === null) ? ['OFFENCE_UNKNOWN'] : []),
        ...participants.flags,
      ]),
    };
  });
}

/** Leading zeros are a matter of width: an arrestee is 1 in one message and 01 in another. */
function arrestRef(ori: string, transaction: string, sequence: string): string {
  return `${ori}/arrest/${transaction}/${sequence.replace(/^0+(?=\d)/, '')}`;
}

interface StatedLocations {
  readonly names: readonly string[];
  readonly flags: readonly string[];
}

function readLocations(report: XmlElement): StatedLocations {
  const codes = all(report, 'Location').flatMap((location) => textAt(location, 'LocationCategoryCode') ?? []);
  const names = codes.map((code) => locationName(code) ?? code);
  const unknown = codes.some((code) => locationName(code) === null);
  return { names: [...new Set(names)], flags: unknown ? ['LOCATION_TYPE_UNKNOWN'] : [] };
}

/** The first area that an offence belongs to; a drug offence's is that of the first drug that tells. */
function findCrimeArea(codes: readonly string[], report: XmlElement): string | null {
  for (const code of codes) {
    const area = findOffence(code)?.crimeArea ?? null;
    if (area !== null && area !== 'DRUGS') return area;
    if (area === 'DRUGS') {
      const drugs = all(report, 'Substance/DrugCategoryCode').flatMap(({ text }) => findDrug(text)?.crimeArea ?? []);
      if (drugs[0] !== undefined) return drugs[0];
    }
  }
  return null;
}

function nameOffence(code: string): string {
  return code === '' ? 'Offence' : `${code} ${findOffence(code)?.name ?? 'Offence'}`;
}

function toTitle(
  offences: readonly string[],
  { time }: StatedTimeResult,
  remark: string | null,
  prefix: string | null = null,
): string {
  const words = [...new Set(offences)].join(', ') || (prefix === null ? 'Incident' : '');
  const what = [prefix, words]
    .filter((part) => part !== null && part !== '')
    .join(': ')
    .slice(0, 200);
  const local = time?.localTime ? `${time.localTime} local time` : null;
  const asides = [local, remark].filter((aside) => aside !== null);
  return asides.length === 0 ? what : `${what} (${asides.join(', ')})`;
}

function toWhen({ time }: StatedTimeResult): Pick<IncidentRecord, 'occurredAt' | 'occurredAtPrecision'> {
  return { occurredAt: time?.at ?? null, occurredAtPrecision: time?.precision ?? null };
}

function flagged(flags: readonly string[]): { readonly qualityFlags?: readonly string[] } {
  return flags.length === 0 ? {} : { qualityFlags: [...new Set(flags)] };
}

function defect(field: string, reason: string): ElementItem {
  return { kind: 'defect', field, reason };
}
