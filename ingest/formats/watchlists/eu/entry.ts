import type { XmlElement } from '../../../input/xml/xml.js';
import type { OrganizationRecord, PersonRecord, StatedSanction } from '../../../records/persons.js';
import { toBirths } from '../dates.js';
import { createFlags, type Flags } from '../flags.js';
import { toRegistered } from '../numbers.js';
import { allStated, below, joinStated, toLine } from '../parts.js';
import { findKeyDefect } from '../watchList.js';
import type { EntryDefect } from '../xmlList.js';
import { readDocuments } from './documents.js';
import { readAddresses, readBirths, readCitizenships, wordsOf } from './facts.js';
import { readNames } from './names.js';

/** The record of one `sanctionEntity`; a defect where it has no name or number, or does not say whether it is a person. */
export function readEntity(element: XmlElement): PersonRecord | OrganizationRecord | EntryDefect {
  if (element.name !== 'sanctionEntity') return { field: element.name, reason: 'record.kindUnknown' };
  const [logicalId, reference, unitedNations] = allStated(element, [
    'logicalId',
    'euReferenceNumber',
    'unitedNationId',
  ]);
  const sourceRef = logicalId ?? reference;
  const defect = findKeyDefect(sourceRef, '@logicalId');
  if (defect !== null || sourceRef === null) return defect as EntryDefect;
  const kind = toKind(element);
  if (kind === null) return { field: 'subjectType', reason: 'record.kindUnknown', sourceRef };
  const flags = createFlags();
  const names = readNames(element, flags);
  if (names.names.length === 0) return { field: 'nameAlias', reason: 'name.missing', sourceRef };
  const { notes: actNotes, ...listing } = readListing(element, flags);
  const parts: Parts = {
    names,
    countries: readCitizenships(element, flags),
    births: readBirths(element, flags),
    addresses: readAddresses(element, flags),
    documents: readDocuments(element, flags),
    // The entry's own words first, then the rest in the order of its elements.
    before: [...wordsOf(element), ...(unitedNations ? [`UN reference: ${unitedNations}`] : []), ...names.notes],
    after: actNotes,
  };
  const record = kind === 'person' ? toPerson(parts) : toOrganization(parts);
  return { sourceRef, ...record, names: names.names, ...listing, qualityFlags: flags.all() };
}

/** Facts of both kinds of entity. */
interface Parts {
  readonly names: ReturnType<typeof readNames>;
  readonly countries: ReturnType<typeof readCitizenships>;
  readonly births: ReturnType<typeof readBirths>;
  readonly addresses: ReturnType<typeof readAddresses>;
  readonly documents: ReturnType<typeof readDocuments>;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The kind that `subjectType` states by word or letter. Why never assumed: persons are protected differently. */
function toKind(element: XmlElement): 'person' | 'organization' | null {
  const [type] = below(element, 'subjectType');
  const [word, letter] = type ? allStated(type, ['code', 'classificationCode']) : [];
  return kinds.get(word?.toLowerCase() ?? '') ?? kinds.get(letter?.toLowerCase() ?? '') ?? null;
}

const kinds: ReadonlyMap<string, 'person' | 'organization'> = new Map([
  ['person', 'person'],
  ['p', 'person'],
  ['enterprise', 'organization'],
  ['e', 'organization'],
]);

function toPerson(parts: Parts): Omit<PersonRecord, 'sourceRef' | 'names'> {
  const { names, countries, births, addresses, documents } = parts;
  const [place, ...places] = births.places;
  return {
    kind: 'person',
    ...names.parts,
    title: joinStated(names.titles, '; '),
    positions: names.functions.map((title) => ({ title })),
    gender: names.gender,
    ...toBirths(births.stated),
    birthPlace: place?.full ?? null,
    birthCountry: place?.country ?? null,
    nationalities: countries.codes,
    identifications: documents.identifications.map(({ code: _, ...document }) => document),
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: toNotes(parts, [...births.notes, ...places.map(({ full }) => `Also born in: ${full}`)]),
  };
}

/** A group, body or firm. */
function toOrganization(parts: Parts): Omit<OrganizationRecord, 'sourceRef' | 'names'> {
  const { names, countries, births, addresses, documents } = parts;
  const isRegistered = ({ code }: { readonly code: string | null }) => code?.toLowerCase() === 'regnumber';
  const { registered, others, ...numbers } = toRegistered(documents.identifications, isRegistered);
  return {
    kind: 'organization',
    jurisdiction: registered?.country ?? null,
    countries: countries.codes,
    ...numbers,
    identifications: others.map(({ code: _, ...document }) => document),
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: toNotes(parts, [
      ...names.titles.map((title) => `Title: ${title}`),
      ...names.functions.map((title) => `Function: ${title}`),
      ...births.notes,
      ...births.stated.map(({ date, until }) => `Date stated: ${joinStated([date, until ?? null], ' to ')}`),
      ...births.places.map(({ full }) => `Place stated: ${full}`),
    ]),
  };
}

function toNotes({ before, after, countries, addresses, documents }: Parts, own: readonly string[]) {
  return joinStated([...before, ...own, ...countries.notes, ...addresses.notes, ...documents.notes, ...after], '\n');
}

/** Reads all `regulation`, each an act that lists the entity or amends its listing; without any, one listing. */
function readListing(entity: XmlElement, flags: Flags) {
  const regulations = below(entity, 'regulation');
  const [authorityId, reason, designated, delisted] = allStated(entity, [
    ...(['euReferenceNumber', 'designationDetails', 'designationDate', 'delistingDate'] as const),
  ]);
  const [startDate, endDate] = [flags.date(designated), flags.date(delisted)];
  const common = { authority: 'European Union', authorityId, reason, startDate, endDate };
  const acts = regulations.map((regulation) => readRegulation(regulation, common, flags));
  if (acts.length === 0) flags.raise('PROGRAMME_MISSING');
  return {
    topics: endDate === null ? ['sanction'] : [],
    sanctions: acts.length > 0 ? acts : [{ ...common, programme: noProgramme, sourceUrl: listUrl }],
    notes: regulations.flatMap((regulation) => {
      const act = joinStated(['Act', ...allStated(regulation, ['numberTitle'])], ' ');
      return wordsOf(regulation).map((words) => `${act}: ${words}`);
    }),
  };
}

const noProgramme = 'Consolidated financial sanctions list';
const listUrl = 'https://webgate.ec.europa.eu/fsd/fsf';

function readRegulation(
  regulation: XmlElement,
  common: Pick<StatedSanction, 'authority' | 'authorityId' | 'reason' | 'startDate' | 'endDate'>,
  flags: Flags,
): StatedSanction {
  const [programme, provisions, published, inForce] = allStated(regulation, [
    ...(['programme', 'numberTitle', 'publicationDate', 'entryIntoForceDate'] as const),
  ]);
  if (programme === null) flags.raise('PROGRAMME_MISSING');
  return {
    ...common,
    programme: programme ?? noProgramme,
    startDate: common.startDate ?? flags.date(inForce),
    listingDate: flags.date(published),
    provisions,
    sourceUrl: toLine(below(regulation, 'publicationUrl')[0]?.text) ?? listUrl,
  };
}
