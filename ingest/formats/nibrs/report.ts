import type { XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { IncidentKind } from '../../records/incidents.js';
import { isMinor, readAge } from '../niem/age.js';
import { findDrug, findOffence, findPlace, findProperty, nameOffence } from '../niem/codes.js';
import { all, codeOf, first, isTrue, numberOf, textOf } from '../niem/element.js';
import { defect, makeRecord, withdraw } from '../niem/makeRecord.js';
import type { ElementItem } from '../niem/reader.js';
import { type Seized, toCategory, toItem, toSeizure } from '../niem/seizure.js';
import { readTime, type StatedTimeResult, toWhen } from '../niem/times.js';
import { arrestOf, personOf, readParticipants } from './participants.js';

/** Actions of a report: incident report, add, replace, delete. */
const actions = ['I', 'A', 'R', 'D'];

/** Largest sequence number of an arrestee (data element 40). */
const mostArrestees = 99;

/** A report, its action, and the key of its agency. */
interface OpenReport {
  readonly report: XmlElement;
  readonly action: string;
  readonly ori: string;
  readonly where: Provenance;
}

/**
 * Reads a `nibrs:Report`. A report always states the whole incident, so that adding and replacing are the same; a
 * replacement without a seizure withdraws the earlier one. A zero report has no incident and yields nothing.
 */
export function readReport(report: XmlElement, where: Provenance): readonly ElementItem[] {
  const header = first(report, 'ReportHeader');
  const category = codeOf(header, 'NIBRSReportCategoryCode');
  if (category === 'ZERO REPORT') return [];
  const action = codeOf(header, 'ReportActionCategoryCode');
  if (!actions.includes(action)) {
    return [defect('ReportActionCategoryCode', action === '' ? 'action.missing' : 'action.unknown')];
  }
  const ori = textOf(header, 'ReportingAgency/OrganizationAugmentation/OrganizationORIIdentification/IdentificationID');
  if (ori === null) return [defect('OrganizationORIIdentification', 'key.missing')];
  const open = { report, action, ori, where };
  if (category.startsWith('GROUP A')) return readIncident(open);
  if (category.startsWith('GROUP B')) return readArrests(open);
  return [defect('NIBRSReportCategoryCode', category === '' ? 'category.missing' : 'category.unknown')];
}

function readIncident({ report, action, ori, where }: OpenReport): readonly ElementItem[] {
  const number = textOf(report, 'Incident/ActivityIdentification/IdentificationID');
  if (number === null) return [defect('Incident/ActivityIdentification', 'key.missing')];
  const sourceRef = `${ori}/${number}`;
  const seizureRef = `${sourceRef}/seized`;
  const noSeizure = withdraw('seizure', seizureRef, where);
  if (action === 'D') return [withdraw('incident', sourceRef, where), noSeizure];

  const frame = { where, envelope: { caseReference: number } };
  const seized = readSeized(report);
  const seizures =
    seized === null ? [] : [{ statedCaseReference: number, seizure: { source: 'nibrs', sourceRef: seizureRef } }];
  const { place, flags, ...fields } = readFields(report);
  const incident = makeRecord('incident', { ...frame, sourceRef }, { ...fields, seizures }, flags);
  if (seized === null) return action === 'R' ? [incident, noSeizure] : [incident];
  return [incident, toSeizure({ ...frame, sourceRef: seizureRef }, seized, { place: { name: place, country: 'US' } })];
}

/** The fields of a Group A report's incident, with its place and flags. */
function readFields(report: XmlElement) {
  const incident = first(report, 'Incident');
  const offences = all(report, 'Offense').map((offence) => ({
    code: textOf(offence, 'OffenseUCRCode') ?? '',
    attempted: isTrue(offence, 'OffenseAttemptedIndicator') === true,
  }));
  const codes = offences.map(({ code }) => code).filter((code) => code !== '');
  const titles = offences.map(({ code, attempted }) => `${nameCode(code)}${attempted ? ' (attempted)' : ''}`);
  const when = readTime(first(incident, 'ActivityDate'));
  const isDateOfReport = isTrue(incident, 'IncidentAugmentation/IncidentReportDateIndicator') === true;
  const places = all(report, 'Location').flatMap((location) => textOf(location, 'LocationCategoryCode') ?? []);
  const place = [...new Set(places.map((code) => findPlace(code)?.name ?? code))].join(', ') || null;
  const { persons, organizations, flags } = readParticipants(report);
  return {
    incidentKind: (codes.map(findOffence).find((offence) => offence !== null)?.group ?? 'OFFENCE') as IncidentKind,
    ...toWhen(when),
    title: toTitle([...new Set(titles)].join(', ') || 'Incident', when, isDateOfReport ? 'date of the report' : null),
    crimeArea: findCrimeArea(codes, report),
    // A to E: closed without an arrest; N: not so closed.
    status: /^[A-E]$/.test(codeOf(incident, 'IncidentAugmentation/IncidentExceptionalClearanceCode')) ? 'CLOSED' : null,
    locationType: place,
    countryCode: 'US',
    persons,
    organizations,
    place,
    flags: [
      ...(when.impossible ? ['DATE_IMPOSSIBLE'] : []),
      ...(isDateOfReport ? ['DATE_OF_REPORT'] : []),
      ...(codes.some((code) => findOffence(code) === null) ? ['OFFENCE_UNKNOWN'] : []),
      ...(places.some((code) => findPlace(code) === null) ? ['LOCATION_TYPE_UNKNOWN'] : []),
      ...flags,
    ],
  };
}

/** One record for each arrestee, as NIBRS keys, replaces and deletes Group B arrests. */
function readArrests({ report, action, ori, where }: OpenReport): readonly ElementItem[] {
  const number = textOf(report, 'Arrest/ActivityIdentification/IdentificationID');
  if (number === null) return [defect('Arrest/ActivityIdentification', 'key.missing')];
  const arrestees = all(report, 'Arrestee');
  if (action === 'D') {
    const named = arrestees.flatMap((arrestee) => textOf(arrestee, 'ArrestSequenceID') ?? []);
    // Without a sequence number, all arrestees of the transaction are deleted.
    const numbers = named.length > 0 ? named : Array.from({ length: mostArrestees }, (_, index) => String(index + 1));
    return numbers.map((sequence) => withdraw('incident', arrestRef(ori, number, sequence), where));
  }
  if (arrestees.length === 0) return [defect('Arrestee', 'arrestee.missing')];
  const { persons, flags } = readParticipants(report);
  const arrested = persons.filter(({ role }) => role === 'ARRESTED');
  return arrestees.map((arrestee, index) => {
    const arrest = arrestOf(report, arrestee);
    const caseReference = textOf(arrest, 'ActivityIdentification/IdentificationID') ?? number;
    const sequence = textOf(arrestee, 'ArrestSequenceID') ?? String(index + 1);
    const when = readTime(first(arrest, 'ActivityDate'));
    const charges = all(arrest, 'ArrestCharge/ChargeUCRCode').map(({ text }) => text.trim());
    const words = [...new Set(charges.map(nameCode))].join(', ');
    // The record is about one person: that of a minor is capped like any minor's data.
    const subject = { dataSubjectCategory: 'SUSPECT', minor: isMinor(readAge(personOf(report, arrestee))) };
    return makeRecord(
      'incident',
      { where, sourceRef: arrestRef(ori, caseReference, sequence), envelope: { caseReference, ...subject } },
      {
        incidentKind: 'ARREST',
        ...toWhen(when),
        title: toTitle(words === '' ? 'Arrest' : `Arrest: ${words}`, when),
        crimeArea: findCrimeArea(charges, report),
        countryCode: 'US',
        persons: arrested.slice(index, index + 1),
      },
      [
        ...(when.impossible ? ['DATE_IMPOSSIBLE'] : []),
        ...(charges.some((code) => findOffence(code) === null) ? ['OFFENCE_UNKNOWN'] : []),
        ...flags,
      ],
    );
  });
}

/** Leading zeros do not count: an arrestee is 1 in one message and 01 in another. */
function arrestRef(ori: string, transaction: string, sequence: string): string {
  return `${ori}/arrest/${transaction}/${sequence.replace(/^0+(?=\d)/, '')}`;
}

/** The first crime area of an offence; for drug offences that of the first drug with one. */
function findCrimeArea(codes: readonly string[], report: XmlElement): string | null {
  const drugs = all(report, 'Substance/DrugCategoryCode').flatMap(({ text }) => findDrug(text)?.crimeArea ?? []);
  const areas = codes.map((code) => findOffence(code)?.crimeArea).map((area) => (area === 'DRUGS' ? drugs[0] : area));
  return areas.find((area) => area != null) ?? null;
}

function nameCode(code: string): string {
  return nameOffence(code, 'Offence');
}

function toTitle(what: string, { time }: StatedTimeResult, remark: string | null = null): string {
  const local = time?.localTime ? `${time.localTime} local time` : null;
  const asides = [local, remark].filter((aside) => aside !== null).join(', ');
  return `${what.slice(0, 200)}${asides === '' ? '' : ` (${asides})`}`;
}

/** Statuses of seized property (data element 14): impounded, and not stolen before. */
const seizedStatus = ['SEIZED', '6'];

/** The seized property and drugs of a report; null without any. Stolen and recovered goods are not seized. */
function readSeized(report: XmlElement): Seized | null {
  const property = all(report, 'Item', 'Substance').filter((item) =>
    seizedStatus.includes(codeOf(item, 'ItemStatus/ItemStatusCode')),
  );
  if (property.length === 0) return null;
  const dates = property.map((item) => readTime(first(item, 'ItemValue/ItemValueDate')));
  const flags = new Set(dates.some(({ impossible }) => impossible) ? ['DATE_IMPOSSIBLE'] : []);
  const days = dates.flatMap(({ time }) => time?.at ?? []);
  return { days, flags, items: property.map((item) => toSeizedItem(item, flags)) };
}

function toSeizedItem(item: XmlElement, flags: Set<string>): Seized['items'][number] {
  const code = textOf(item, 'ItemCategoryNIBRSPropertyCategoryCode');
  const property = findProperty(code);
  if (code !== null && property === null) flags.add('PROPERTY_UNKNOWN');
  const category = item.name === 'Substance' ? 'DRUGS' : toCategory(code);
  const measure = first(item, 'SubstanceQuantityMeasure');
  return toItem(
    {
      category,
      drug: textOf(item, 'DrugCategoryCode'),
      quantity:
        category === 'DRUGS'
          ? numberOf(measure, 'MeasureDecimalValue', 'MeasureIntegerValue')
          : numberOf(item, 'ItemQuantity'),
      unit: textOf(measure, 'SubstanceUnitCode'),
      dollars: numberOf(item, 'ItemValue/ItemValueAmount/Amount'),
      description: property?.name ?? (code === null ? null : `Property ${code}`),
    },
    flags,
  );
}
