import type { Datum } from '../records/record.js';

/** How far two names agree. */
export type NameExtent = 'same' | 'alike' | 'part';

/** How a source ranks a name. */
export type RankedName = 'NAME' | 'ALIAS' | 'WEAK_ALIAS' | 'PREVIOUS';

/** What a card says, in one language. Data come with their article, as a list in words. */
export interface CardWords {
  readonly data: Readonly<Record<Datum | 'country', string>>;
  /** `a`, `a and b`, `a, b and c`. */
  readonly and: string;
  /** A name that agrees, and what agrees beside it: empty where nothing does. */
  readonly nameAgrees: (name: RankedName, extent: NameExtent, also: string, count: number) => string;
  readonly namesContradict: string;
  readonly namesDiffer: string;
  readonly agrees: (data: string, count: number) => string;
  readonly near: (data: string, count: number) => string;
  readonly contradicts: (data: string, count: number) => string;
  readonly nothingContradicts: string;
  /** What one side has: of the record never that it lacks a datum, since it may be withheld. */
  readonly recordAlone: (data: string) => string;
  readonly askedAlone: (data: string) => string;
  readonly neither: (data: string) => string;
  readonly tellsNothing: (data: string) => string;
  readonly settles: (data: string) => string;
  readonly weak: string;
  readonly nameOnly: string;
  readonly onePart: string;
}

/** A sentence in each language of a card, by its code of ISO 639-1. */
export type InEachLanguage = Readonly<Record<'en' | 'fr', string>>;
