import type { XmlElement } from '../../../input/xml/xml.js';
import type { OrganizationRecord, PersonRecord } from '../../../records/persons.js';
import { toBirths } from '../births.js';
import { createFlags, type Flags } from '../flags.js';
import type { EntryDefect } from '../readXmlList.js';
import { joinStated } from '../un/parts.js';
import { type Addresses, readAddresses } from './addresses.js';
import { readBirths } from './births.js';
import { type Identifications, readIdentifications } from './identifications.js';
import { type Names, readNames } from './names.js';
import { allStated, childrenOf, readCountry, stated, wordsOf } from './parts.js';
import { readListing } from './regulations.js';

/** Why a limit: the key is indexed, and the list's numbers are short. */
const longestKey = 64;

/** The record of one `sanctionEntity`; a defect where it has no name or number, or does not say whether it is a person. */
export function readEntity(element: XmlElement): PersonRecord | OrganizationRecord | EntryDefect {
  if (element.name !== 'sanctionEntity') return { field: element.name, reason: 'record.kindUnknown' };
  const [logicalId, reference] = allStated(element, ['logicalId', 'euReferenceNumber']);
  const sourceRef = logicalId ?? reference;
  if (sourceRef === null) return { field: '@logicalId', reason: 'key.missing' };
  if (sourceRef.length > longestKey) return { field: '@logicalId', reason: 'key.tooLong' };
  const kind = toKind(element);
  if (kind === null) return { field: 'subjectType', reason: 'record.kindUnknown', sourceRef };
  const flags = createFlags();
  const names = readNames(element, flags);
  if (names.names.length === 0) return { field: 'nameAlias', reason: 'name.missing', sourceRef };
  const { notes: actNotes, ...listing } = readListing(element, flags);
  const unitedNations = stated(element, 'unitedNationId');
  const parts: Parts = {
    element,
    names,
    countries: readCitizenships(element, flags),
    births: readBirths(element, flags),
    addresses: readAddresses(element, flags),
    identifications: readIdentifications(element, flags),
    // What the entry says of itself first; the rest as its elements stand.
    before: [...wordsOf(element), ...(unitedNations ? [`UN reference: ${unitedNations}`] : []), ...names.notes],
    after: actNotes,
  };
  const record = kind === 'person' ? toPerson(parts) : toOrganization(parts);
  return { sourceRef, ...record, names: names.names, ...listing, qualityFlags: flags.all() };
}

/** What is read of both kinds of entity. */
interface Parts {
  readonly element: XmlElement;
  readonly names: Names;
  readonly countries: ReturnType<typeof readCitizenships>;
  readonly births: ReturnType<typeof readBirths>;
  readonly addresses: Addresses;
  readonly identifications: Identifications;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The kind that `subjectType` states by its word, or by its letter. Why none is assumed: a person is protected otherwise. */
function toKind(element: XmlElement): 'person' | 'organization' | null {
  const [type] = childrenOf(element, 'subjectType');
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
  const { names, countries, births, addresses, identifications } = parts;
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
    identifications: identifications.identifications.map(({ code: _, ...document }) => document),
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: toNotes(parts, [...births.notes, ...places.map(({ full }) => `Also born in: ${full}`)]),
  };
}

/** A group, body or firm: its first number of a register and of a tax office have fields of their own. */
function toOrganization(parts: Parts): Omit<OrganizationRecord, 'sourceRef' | 'names'> {
  const { names, countries, births, addresses, identifications: documents } = parts;
  const registered = documents.identifications.find(({ code }) => code?.toLowerCase() === 'regnumber');
  const taxed = documents.identifications.find(({ type }) => type === 'TAX_NUMBER');
  const others = documents.identifications.filter((document) => document !== registered && document !== taxed);
  return {
    kind: 'organization',
    jurisdiction: registered?.country ?? null,
    countries: countries.codes,
    registrationNumber: registered?.number ?? null,
    taxNumber: taxed?.number ?? null,
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

function toNotes({ before, after, countries, addresses, identifications }: Parts, own: readonly string[]) {
  return joinStated(
    [...before, ...own, ...countries.notes, ...addresses.notes, ...identifications.notes, ...after],
    '\n',
  );
}

/** Reads all `citizenship`. One that was lost is none any more, and stays in words. */
function readCitizenships(
  entity: XmlElement,
  flags: Flags,
): { readonly codes: readonly string[]; readonly notes: readonly string[] } {
  const all = childrenOf(entity, 'citizenship').map((element) => {
    const { code, name } = readCountry(element, flags);
    const [region, since, until] = allStated(element, ['region', 'acquisitionDate', 'disenfranchisementDate']);
    const words = joinStated([region, since && `since ${since}`, until && `until ${until}`, ...wordsOf(element)]);
    const isUnread = name !== null && code === null;
    return {
      code: until === null ? code : null,
      note: words === null && !isUnread ? null : joinStated(['Citizenship', joinStated([name, words])], ': '),
    };
  });
  return {
    codes: [...new Set(all.flatMap(({ code }) => code ?? []))],
    notes: all.flatMap(({ note }) => note ?? []),
  };
}
