import { searchTexts as texts } from '../../../texts/search.js';

/** To what a search is restricted: feeds, and sanctions programmes by name or code; by nothing where there are none. */
export interface Restriction {
  readonly feeds: readonly string[];
  readonly programmes: readonly string[];
}

/** What the graph takes of each. */
export const MOST_NAMED = 50;

/** A restriction as the graph takes it. Absent where there is none: to state a filter takes a right, whatever its value. */
export interface Scope {
  readonly sources?: readonly string[];
  readonly programmes?: readonly string[];
}

/** What is asked of the graph. */
export interface AskedSearch extends Scope {
  readonly text: string;
}

export const unrestricted: Restriction = { feeds: [], programmes: [] };

/** A restriction as variables of a question. */
export function scopeOf({ feeds, programmes }: Restriction): Scope {
  return { ...(feeds.length > 0 && { sources: feeds }), ...(programmes.length > 0 && { programmes }) };
}

/** What stands between commas or in lines of its own, each once. Not at spaces: a programme's name has some. */
export function namesIn(text: string): readonly string[] {
  const names = text.split(/[,;\n]/).map((each) => each.trim());
  return [...new Set(names.filter(Boolean))];
}

/** A restriction in words; undefined where there is none. */
export function restrictionWords({ feeds, programmes }: Restriction): string | undefined {
  const parts = [
    ...(feeds.length > 0 ? [texts.feeds.restricted(feeds.join(', '))] : []),
    ...(programmes.length > 0 ? [texts.programmes.restricted(programmes.join(', '))] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : undefined;
}
