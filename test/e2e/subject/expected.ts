import type { PersonRecord } from '../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { type Classification, classifications } from '../../../policy/types.js';

/*
 * What is held of a person, read off the delivered records by the words of the law alone: none of the product's search is used.
 */

/** Whom an agency is asked for. */
export interface AskedPerson {
  readonly agency: string;
  readonly clearance: Classification;
  /** Two words or more, in Latin letters. */
  readonly name: string;
  readonly birthDate: string;
  readonly eori: string | null;
}

/** What the sources must answer, each holding as its type and the key of the record that states it. */
export interface Expected {
  readonly found: readonly string[];
  readonly namesakes: readonly string[];
  /** Those whose name sounds alike: the product compares sounds, as for every spelling of a name in another script. */
  readonly mayBeNamesakes: readonly string[];
  readonly aboveClearance: number;
  /** Values that must be among the data of the holdings. */
  readonly values: readonly string[];
}

/** A record's entry that names or points at somebody. */
interface Link {
  readonly type: string;
  readonly record: SourceRecord;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly eori: string | null;
  /** Keys of the records that it points at. */
  readonly ends: readonly string[];
  /** Of an ownership or directorship: the keys of what is owned. */
  readonly owns: readonly string[];
  /** What it says of the one whom it names. */
  readonly values: readonly unknown[];
}

/** What the agency holds of the person. @param now the instant at which it is asked */
export function expectedOf(asked: AskedPerson, records: readonly SourceRecord[], now: Date): Expected {
  const own = records.filter(
    ({ envelope }) => envelope?.originator === asked.agency && isAlive(envelope.expiresAt, now),
  );
  const isOpen = ({ envelope }: SourceRecord) =>
    classifications.indexOf(envelope?.classification ?? 'PUBLIC') <= classifications.indexOf(asked.clearance);
  const persons = own.flatMap((record) =>
    record.kind === 'person' ? [{ record, is: tellPerson(asked, record) }] : [],
  );
  const found = persons.filter(({ is }) => is === 'FOUND').map(({ record }) => record);
  const keys = found.map(({ sourceRef }) => sourceRef);
  const links = own.flatMap(linksOf).map((link) => ({ link, is: tellLink(asked, link, keys) }));
  const linked = links.filter(({ is }) => is === 'FOUND').map(({ link }) => link);
  const firms = own.filter((record) => record.kind === 'organization' && !!asked.eori && record.eori === asked.eori);
  const shown = linked.filter(({ record }) => isOpen(record));
  return {
    found: [
      ...found.filter(isOpen).map(({ sourceRef }) => `Person ${sourceRef}`),
      ...firms.filter(isOpen).map(({ sourceRef }) => `Organization ${sourceRef}`),
      ...shown.map(({ type, record }) => `${type} ${record.sourceRef}`),
    ].sort(),
    namesakes: namesakesIn(isOpen, persons, links),
    mayBeNamesakes: namesakesIn(
      isOpen,
      own.flatMap((record) => (record.kind === 'person' ? [{ record, is: tellPerson(asked, record, soundsOf) }] : [])),
      own.flatMap(linksOf).map((link) => ({ link, is: tellLink(asked, link, keys, soundsOf) })),
    ),
    aboveClearance:
      [...found, ...firms].filter((record) => !isOpen(record)).length +
      linked.filter(({ record }) => !isOpen(record)).length,
    values: [
      ...found.filter(isOpen).flatMap(valuesOf),
      ...shown.flatMap(({ values }) => leavesOf(values)),
      ...ownedNames(own.filter(isOpen), shown),
    ],
  };
}

/** Names of what is owned, but for what is a protected person's. */
function ownedNames(open: readonly SourceRecord[], links: readonly Link[]): readonly string[] {
  const keys = links.flatMap(({ owns }) => owns);
  const isProtected = ({ envelope }: SourceRecord) =>
    envelope?.minor === true || ['VICTIM', 'WITNESS'].includes(envelope?.dataSubjectCategory ?? '');
  return open.flatMap((record) =>
    record.kind === 'organization' && keys.includes(record.sourceRef) && !isProtected(record)
      ? (record.names[0]?.name ?? [])
      : [],
  );
}

type Is = 'FOUND' | 'NAMESAKE' | null;

function namesakesIn(
  isOpen: (record: SourceRecord) => boolean,
  persons: readonly { readonly record: PersonRecord; readonly is: Is }[],
  links: readonly { readonly link: Link; readonly is: Is }[],
): readonly string[] {
  const all = [
    ...persons.map(({ record, is }) => ({ type: 'Person', record, is })),
    ...links.map(({ link: { type, record }, is }) => ({ type, record, is })),
  ];
  const open = all.filter(({ record, is }) => is === 'NAMESAKE' && isOpen(record));
  return open.map(({ type, record }) => `${type} ${record.sourceRef}`).sort();
}

function isAlive(expiresAt: string | null | undefined, now: Date): boolean {
  return !expiresAt || new Date(expiresAt) > now;
}

function tellPerson(asked: AskedPerson, { names, birthDates = [], eori }: PersonRecord, by = wordsOf): Is {
  if (asked.eori !== null && eori === asked.eori) return 'FOUND';
  if (!names.some(({ name }) => hasName(name, asked.name, by))) return null;
  if (birthDates.includes(asked.birthDate)) return 'FOUND';
  return birthDates.length === 0 || birthDates.some((date) => asked.birthDate.startsWith(date)) ? 'NAMESAKE' : null;
}

function tellLink(asked: AskedPerson, link: Link, found: readonly string[], by = wordsOf): Is {
  const isAlike = link.name !== null && hasName(link.name, asked.name, by);
  if (isAlike && link.birthDate === asked.birthDate) return 'FOUND';
  if (asked.eori !== null && link.eori === asked.eori) return 'FOUND';
  if (link.ends.some((end) => found.includes(end))) return 'FOUND';
  return isAlike && (link.birthDate === null || asked.birthDate.startsWith(link.birthDate)) ? 'NAMESAKE' : null;
}

/** Every entry of the record that names or points at a person. */
function linksOf(record: SourceRecord): readonly Link[] {
  const link = (type: string, stated: Partial<Link>): Link => ({
    ...{ type, record, name: null, birthDate: null, eori: null, ends: [], owns: [], values: [] },
    ...stated,
  });
  const endOf = (pointer: { readonly sourceRef: string } | null | undefined) => (pointer ? [pointer.sourceRef] : []);
  if (record.kind === 'seizure')
    return (record.persons ?? []).map(({ role, statedName = null, statedBirthDate = null, person }) =>
      link('SeizurePerson', {
        ...{ name: statedName, birthDate: statedBirthDate, ends: endOf(person) },
        values: [role, statedName, statedBirthDate],
      }),
    );
  if (record.kind === 'incident')
    return (record.persons ?? []).map(({ role, statedName = null, statedDescription, person }) =>
      link('IncidentPerson', { name: statedName, ends: endOf(person), values: [role, statedName, statedDescription] }),
    );
  if (record.kind === 'consignment')
    return [record, ...(record.houseConsignments ?? [])].flatMap(({ parties = [] }) =>
      parties.map(({ role, name = null, street, city, eori = null, personType, person, organization }) => {
        const isFirm = !person && (personType === 2 || personType === 3 || !!organization);
        return link('TradeParty', {
          ...{ name: isFirm ? null : name, eori, ends: endOf(person), values: [role, name, street, city, eori] },
        });
      }),
    );
  if (record.kind !== 'person' && record.kind !== 'organization') return [];
  const own = record.kind === 'person' ? [record.sourceRef] : [];
  const relations = (record.relations ?? []).map(({ statedName = null, kind, relationship, person, organization }) =>
    link('Relation', {
      ...{ name: organization ? null : statedName, ends: [...own, ...endOf(person)], values: [kind, relationship] },
    }),
  );
  const interests = (record.interests ?? []).map(({ kind, role, holder, organization }) =>
    link('Interest', {
      ...{ ends: holder ? endOf(holder.person) : own, values: [kind, role] },
      owns: !['OWNERSHIP', 'DIRECTORSHIP', 'OPERATION'].includes(kind)
        ? []
        : holder
          ? [record.sourceRef]
          : endOf(organization),
    }),
  );
  return [...relations, ...interests];
}

/** Everything that a person's record says of the person but special categories and others' names. */
function valuesOf({
  kind,
  sourceRef,
  envelope,
  special,
  relations,
  interests,
  ...stated
}: PersonRecord): readonly string[] {
  return leavesOf(stated);
}

function leavesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leavesOf);
  return [String(value)];
}

/** Whether all words of the name stand in the other one, whatever else does. */
export function hasName(other: string, name: string, by = wordsOf): boolean {
  const words = by(other);
  return by(name).every((word) => words.includes(word));
}

function wordsOf(name: string): readonly string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Words by their consonants, where letters that sound alike are one. */
function soundsOf(name: string): readonly string[] {
  const alike = { z: 's', c: 'k', q: 'k', w: 'v', f: 'v', x: 'ks', j: 'h', y: '' } as Readonly<Record<string, string>>;
  return wordsOf(name).map((word) =>
    word.replaceAll(/[zcqwfxjy]/g, (letter) => alike[letter] ?? '').replaceAll(/[aeiouh]|(.)(?=\1)/g, ''),
  );
}
