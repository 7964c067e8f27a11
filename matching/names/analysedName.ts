/** Increased whenever a text may be analysed or scored differently: what was stored under another version is analysed again. */
export const matcherVersion = 30;

/** What a name is of. */
export type NamedKind = 'person' | 'organization' | 'vessel' | 'aircraft';

/**
 * What a word does in a name. `name` distinguishes bearers; `generic` (bank, trading) is in many names; `glue` joins names (al,
 * bin, van, the, of) and distinguishes nobody; `title` is often left out; `form` is a legal form; `number` stands for its
 * value, `place` for its code.
 */
export type TokenRole = 'name' | 'initial' | 'patronymic' | 'title' | 'glue' | 'form' | 'generic' | 'number' | 'place';

/** One word of a name, or several with one meaning. */
export interface NameToken {
  /** As written, in lower case. */
  readonly written: string;
  readonly role: TokenRole;
  /** Possible pronunciations in a-z and digits, the likeliest first. */
  readonly readings: readonly string[];
  /** The readings without the differences between romanisations (`skeletonOf`), each once. */
  readonly sounds: readonly string[];
  /** Those by which it is equal to another word, where it is only like some by the others: a hit is found by equality. */
  readonly equal?: readonly string[] | undefined;
  /** `letterBits` of the likeliest reading and of its sound: a cheap test that words differ. */
  readonly letters: readonly [reading: number, sound: number];
  /** The likeliest reading without vowels. */
  readonly consonants: string;
  /** In an abjad, whose letters may be pronounced in several ways: the consonants of the other readings. */
  readonly otherConsonants?: readonly string[] | undefined;
  /** Its letters, in a script that writes few or no short vowels. */
  readonly abjad?: string | undefined;
  /** Script and signs, in a script whose signs are syllables: two words in one such script are equal or different. */
  readonly syllabic?: readonly [script: string, signs: string] | undefined;
  /** In syllables of Korean, however it is written: another syllable is another name. */
  readonly korean?: true | undefined;
  /** Its signs may transcribe a foreign word. */
  readonly transcribed?: true | undefined;
  /** The digits of a number, the code of a place, the class of a legal form, the meaning of a generic word. */
  readonly value?: string | undefined;
  /** Each letter stands for a word. */
  readonly acronym?: true | undefined;
  /** A dot after it says that it is cut. */
  readonly cut?: true | undefined;
  /** Foreign names that its signs are known to transcribe. */
  readonly foreign?: readonly string[] | undefined;
  /** Names that it is a form of in another language. */
  readonly forms?: readonly string[] | undefined;
  /** Names that it may be a pet name of. */
  readonly petNames?: readonly string[] | undefined;
  /** A given name in the tables: another one is not a slip of the pen. */
  readonly given?: true | undefined;
  /** How much it distinguishes, from 0: a rare name does more. */
  readonly weight: number;
}

/** A name, analysed once; plain JSON. */
export interface AnalysedName {
  readonly version: number;
  readonly kind: NamedKind;
  readonly tokens: readonly NameToken[];
  /** The order distinguishes father and son: it has `bin` or the like, and no comma. */
  readonly ordered?: true;
  /** The short name of an organization that is known by several (`tables/words/knownFirms.txt`). */
  readonly known?: string;
  /** Other ways to split the name, and the two names of a bearer that a slash separates. */
  readonly others?: readonly (readonly NameToken[])[];
}
