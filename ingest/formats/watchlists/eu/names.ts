import type { XmlElement } from '../../../input/xml/xml.js';
import type { NameKind, PersonRecord, StatedName } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated, splitCounted } from '../un/parts.js';
import { allStated, childrenOf, stated, wordsOf } from './parts.js';

/** What `nameAlias` elements say of an entity. */
export interface Names {
  /** The listed one first, then those as good, then earlier and weak ones; empty where it has none. */
  readonly names: readonly StatedName[];
  /** Parts of the listed one. */
  readonly parts: Pick<PersonRecord, 'firstName' | 'middleName' | 'lastName'>;
  readonly titles: readonly string[];
  /** Functions and offices. */
  readonly functions: readonly string[];
  readonly gender: 'male' | 'female' | null;
  readonly notes: readonly string[];
}

interface Alias {
  readonly element: XmlElement;
  readonly name: string;
  readonly kind: NameKind;
}

/** Reads all `nameAlias`. */
export function readNames(entity: XmlElement, flags: Flags): Names {
  const elements = childrenOf(entity, 'nameAlias');
  const aliases = elements.flatMap((element) => toAlias(element, flags));
  const listed = findListed(aliases);
  const ranked = (['ALIAS', 'PREVIOUS', 'WEAK_ALIAS'] as const).flatMap((kind) =>
    aliases.filter((alias) => alias.kind === kind),
  );
  const known = new Set<string>();
  const all = listed === undefined ? [] : [{ ...listed, kind: 'NAME' as const }, ...ranked];
  const [firstName = null, middleName = null, lastName = null] = listed
    ? allStated(listed.element, ['firstName', 'middleName', 'lastName'])
    : [];
  const distinct = (attribute: string): string[] => [
    ...new Set(elements.flatMap((element) => itemsOf(stated(element, attribute)))),
  ];
  return {
    names: all.filter(({ name }) => !known.has(name) && known.add(name)).map(({ name, kind }) => ({ name, kind })),
    parts: { firstName, middleName, lastName },
    titles: distinct('title'),
    functions: distinct('function'),
    ...readGender(distinct('gender'), flags),
    notes: elements.flatMap(toNotes),
  };
}

/** `(a) Mullah, (b) Maulavi` is two. */
function itemsOf(text: string | null): readonly string[] {
  return text === null ? [] : splitCounted(text, 'a');
}

/**
 * The name under which the entity is listed: the list marks none. The first good one that is English, or of no language in
 * particular: the others are what translations of the acts call it.
 */
function findListed(aliases: readonly Alias[]): Alias | undefined {
  const good = aliases.filter(({ kind }) => kind === 'ALIAS');
  const plain = good.find(({ element }) => ['', 'EN'].includes(stated(element, 'nameLanguage')?.toUpperCase() ?? ''));
  return plain ?? good[0] ?? aliases[0];
}

function toAlias(element: XmlElement, flags: Flags): readonly Alias[] {
  const name = nameOf(element);
  if (name === null) return [];
  const strong = stated(element, 'strong')?.toLowerCase() ?? 'true';
  if (strong !== 'true' && strong !== 'false') flags.raise('ALIAS_QUALITY_UNKNOWN');
  const rank = wordsOf(element).map(toRank);
  if (strong === 'false' || rank.includes('WEAK_ALIAS')) return [{ element, name, kind: 'WEAK_ALIAS' }];
  return [{ element, name, kind: rank.includes('PREVIOUS') ? 'PREVIOUS' : 'ALIAS' }];
}

function nameOf(element: XmlElement): string | null {
  return stated(element, 'wholeName') ?? joinStated(allStated(element, ['firstName', 'middleName', 'lastName']), ' ');
}

/** The rank that a remark states, where it says nothing else; null for other words. */
function toRank(words: string): NameKind | null {
  const [, quality, former] =
    /^\(?(?:(good|high|low)[ -]quality(?: alias| a\.?k\.?a\.?)?|(f\.?k\.?a\.?|formerly(?: known as)?|former name))\)?[.:]?$/i.exec(
      words,
    ) ?? [];
  if (former !== undefined) return 'PREVIOUS';
  return quality === undefined ? null : quality.toLowerCase() === 'low' ? 'WEAK_ALIAS' : 'ALIAS';
}

function toNotes(element: XmlElement): readonly string[] {
  const subject = joinStated(['Alias', nameOf(element)], ' ');
  return wordsOf(element)
    .filter((words) => toRank(words) === null)
    .map((words) => `${subject}: ${words}`);
}

/** Two that differ say nothing that may be relied on; they stay in the notes of nobody, and in the record's source text. */
function readGender(genders: readonly string[], flags: Flags): Pick<Names, 'gender'> {
  const read = new Set(genders.map((gender) => byLetter[gender.toUpperCase()]));
  const [gender] = read;
  if (read.size === 1 && gender !== undefined) return { gender };
  if (read.size > 0) flags.raise('GENDER_UNKNOWN');
  return { gender: null };
}

const byLetter: Readonly<Record<string, 'male' | 'female' | undefined>> = { M: 'male', F: 'female' };
