import type { XmlElement } from '../../../input/xml/xml.js';
import type { NameKind } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { rankNames } from '../names.js';
import { allStated, below, joinStated, splitCounted, stated } from '../parts.js';
import { wordsOf } from './facts.js';

interface Alias {
  readonly element: XmlElement;
  readonly name: string;
  readonly kind: NameKind;
}

/**
 * Reads all `nameAlias`: the names, the listed one first, then good, earlier and weak ones; the parts of the listed one;
 * titles and functions; and the rest in words.
 */
export function readNames(entity: XmlElement, flags: Flags) {
  const elements = below(entity, 'nameAlias');
  const aliases = elements.flatMap((element) => toAlias(element, flags));
  const listed = findListed(aliases);
  const [firstName = null, middleName = null, lastName = null] = listed ? allStated(listed.element, nameParts) : [];
  const distinct = (attribute: string): string[] => [
    ...new Set(elements.flatMap((element) => itemsOf(stated(element, attribute)))),
  ];
  return {
    names: listed === undefined ? [] : rankNames([{ ...listed, kind: 'NAME' }, ...aliases]),
    parts: { firstName, middleName, lastName },
    titles: distinct('title'),
    functions: distinct('function'),
    // Genders that differ are unreliable: they stay in the source text only.
    gender: flags.gender(distinct('gender'), genders),
    notes: elements.flatMap(toNotes),
  };
}

const nameParts = ['firstName', 'middleName', 'lastName'] as const;

const genders: ReadonlyMap<string, 'male' | 'female'> = new Map([
  ['m', 'male'],
  ['f', 'female'],
]);

/** `(a) Mullah, (b) Maulavi` is two. */
function itemsOf(text: string | null): readonly string[] {
  return text === null ? [] : splitCounted(text, 'a');
}

/**
 * The name under which the entity is listed, which the list does not mark: the first good one in English or without a
 * language, as the others come from translations of the acts.
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
  return stated(element, 'wholeName') ?? joinStated(allStated(element, nameParts), ' ');
}

/** The rank that a remark states and nothing else; null for other words. */
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
