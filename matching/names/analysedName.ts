/** Changes whenever the same text may be analysed or scored otherwise: what was stored under another one is analysed anew. */
export const matcherVersion = 16;

/** What a name is the name of. */
export type NamedKind = 'person' | 'organization' | 'vessel' | 'aircraft';

/**
 * What a word does in a name. `name` tells one bearer from another, `generic` (bank, trading) is in many names; `glue` joins names
 * (al, bin, van, the, of) and tells nothing; `title` comes and goes; `form` is a legal form; `number` stands for its value,
 * `place` for its code.
 */
export type TokenRole = 'name' | 'initial' | 'patronymic' | 'title' | 'glue' | 'form' | 'generic' | 'number' | 'place';

/** One word of a name, or several that say one thing. */
export interface NameToken {
  /** As it was written, in small letters. */
  readonly written: string;
  readonly role: TokenRole;
  /** How it may be said, in a-z and digits, the likeliest first. */
  readonly readings: readonly string[];
  /** The readings without what romanisations differ in (`skeletonOf`), one each. */
  readonly sounds: readonly string[];
  /** Letters of the likeliest reading, and of its sound (`letterBits`): words with few in common are told apart by them. */
  readonly letters: readonly [reading: number, sound: number];
  /** Of the likeliest reading, without vowels. */
  readonly consonants: string;
  /** In an abjad, in which letters may be said in several ways, those of the other readings. */
  readonly otherConsonants?: readonly string[] | undefined;
  /** In a script that writes no short vowels, or few, its letters. */
  readonly abjad?: string | undefined;
  /** In a script whose signs are syllables, script and signs: words of one such script are equal or are not. */
  readonly syllabic?: readonly [script: string, signs: string] | undefined;
  /** In Han characters that may write a foreign word by its sound. */
  readonly transcribed?: true | undefined;
  /** Of a number its digits, of a place its code, of a form its class, of a generic word what it means. */
  readonly value?: string | undefined;
  /** A letter each of which stands for a word. */
  readonly acronym?: true | undefined;
  /** Names that it is a form of in another language, and names that it is a pet name of. */
  readonly forms?: readonly string[] | undefined;
  readonly petNames?: readonly string[] | undefined;
  /** A given name that tables know: another one is not a slip of the pen. */
  readonly given?: true | undefined;
  /** How much it tells, from 0: a rare name tells more. */
  readonly weight: number;
}

/** A name, taken apart once; plain JSON. */
export interface AnalysedName {
  readonly version: number;
  readonly kind: NamedKind;
  readonly tokens: readonly NameToken[];
  /** Father and son are told apart by order: `bin` was written, and no comma. */
  readonly ordered?: true;
  /** The name again, where a slash parts two names of one bearer. */
  readonly others?: readonly (readonly NameToken[])[];
}
