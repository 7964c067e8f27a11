/** Changes whenever the same text may be analysed or scored otherwise: what was stored under another one is analysed anew. */
export const matcherVersion = 1;

/** What a name is the name of. */
export type NamedKind = 'person' | 'organization' | 'vessel' | 'aircraft';

/** One word of a name. */
export interface NameToken {
  /** As it was written, in small letters. */
  readonly written: string;
  /** In a-z and digits, without accents. */
  readonly latin: string;
}

/** A name, taken apart once; plain JSON. */
export interface AnalysedName {
  readonly version: number;
  readonly kind: NamedKind;
  readonly tokens: readonly NameToken[];
}
