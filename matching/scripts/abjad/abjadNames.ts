import { abjadNameTable, abjadSpellings } from '../../tables/tables.js';
import { skeletonOf } from '../skeleton.js';

/** Spellings with vowels of a common name in Arabic or Hebrew letters, the likelier first; undefined for all others. */
export function abjadNames(name: string): readonly string[] | undefined {
  const key = foldAbjad(name);
  const [first, more] = [abjadNameTable().get(key), abjadSpellings().get(key)];
  return first && more ? [...first, ...more] : (first ?? more);
}

let forms: Map<string, readonly string[]> | undefined;

/** The first spellings of the common Arabic or Hebrew names that have a spelling with this sound (`soundOf`). */
export function abjadForms(sound: string): readonly string[] {
  if (!forms) {
    forms = new Map();
    for (const readings of abjadNameTable().values())
      for (const each of readings.map((reading) => skeletonOf(reading).replaceAll('ch', 'c')))
        forms.set(each, [...new Set([...(forms.get(each) ?? []), readings[0] as string])]);
  }
  return forms.get(sound) ?? [];
}

let spellings: ReadonlySet<string> | undefined;
let names: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** By a spelling: the names in Arabic and Hebrew letters that are spelt so, folded. */
function namesBySpelling(): ReadonlyMap<string, ReadonlySet<string>> {
  if (!names) {
    const found = new Map<string, Set<string>>();
    for (const table of [abjadNameTable(), abjadSpellings()])
      for (const [key, readings] of table)
        for (const each of readings) found.set(each, (found.get(each) ?? new Set()).add(key));
    names = found;
  }
  return names;
}

/** Whether a spelling is one of other names that are known, and not of this one: Amer is not أمير. */
export function isSpellingOfAnother(name: string, latin: string): boolean {
  const key = foldAbjad(name);
  const its = namesBySpelling().get(latin);
  if (its !== undefined && !its.has(key) && abjadNames(name) !== undefined) return true;
  const [first, start] = [key.replace(/الله$/, ''), latin.replace(/ullah$/, '')];
  return first !== key && start !== latin && isSpellingOfAnother(first, start);
}

/** Whether one of these readings is, letter by letter, a spelling in the table of names. */
export function isAbjadName(readings: readonly string[]): boolean {
  spellings ??= new Set([...abjadNameTable().values()].flat());
  return readings.some((each) => spellings?.has(each));
}

/**
 * A word as the table of names has it: writers leave out the hamza, and Persian and Arabic keyboards have different codes for the
 * same letters.
 */
export function foldAbjad(name: string): string {
  return name
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll(/[يیىئ]/g, 'ی')
    .replace(/(?<=.{2}ز)یی$/, 'ی')
    .replaceAll('ؤ', 'و')
    .replaceAll('ك', 'ک')
    .replaceAll(/[ہھة]/g, 'ه')
    .replace(/ء$/, '')
    .replaceAll(/[\s\p{M}]/gu, '');
}
