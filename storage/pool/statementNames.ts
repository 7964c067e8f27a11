import { createHash } from 'node:crypto';

/**
 * Names for prepared statements. A text gets one when it is seen for the second time, and only so many texts do:
 * PostgreSQL keeps each named statement for the life of a connection, and the texts of free filters have no end.
 */
export interface StatementNames {
  /** Name for this text; undefined where it runs unnamed. */
  nameOf(text: string): string | undefined;
}

/** Makes a set of names that holds `limit` texts; those that are seen once are remembered up to ten times that. */
export function createStatementNames(limit = 300): StatementNames {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known !== undefined || names.size >= limit) return known;
      const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      if (!seen.has(name)) {
        if (seen.size >= limit * 10) seen.clear();
        seen.add(name);
        return undefined;
      }
      names.set(text, name);
      return name;
    },
  };
}
