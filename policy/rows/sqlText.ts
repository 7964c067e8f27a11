import type { SqlFragment } from '../types.js';

/** A value that depends on the request's instant. The rest of a wall is the same for all requests with equal `viewKey`s. */
export class OfInstant {
  /** @param at the value at an instant, UTC ISO 8601 */
  constructor(readonly at: (asOf: string) => string) {}
}

/** A fragment from a tagged template: nested fragments are spliced in, every other value becomes a parameter. */
export function sqlText(strings: TemplateStringsArray, ...parts: readonly unknown[]): SqlFragment {
  const texts: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    const after = strings[index + 1] ?? '';
    if (!isFragment(part)) {
      values.push(part);
      texts.push(after);
      return;
    }
    texts[texts.length - 1] += part.strings[0] ?? '';
    texts.push(...part.strings.slice(1));
    values.push(...part.values);
    texts[texts.length - 1] += after;
  });
  return { strings: texts, values };
}

/** A quoted identifier. Only plain names are accepted: aliases are ours, never a client's. */
export function identifier(name: string): SqlFragment {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new TypeError('not a plain SQL name');
  return { strings: [`"${name}"`], values: [] };
}

/** The constant true. */
export const always: SqlFragment = { strings: ['true'], values: [] };

/** The constant false. */
export const never: SqlFragment = { strings: ['false'], values: [] };

/** All of the conditions, with constants folded. */
export function all(conditions: readonly SqlFragment[]): SqlFragment {
  if (conditions.includes(never)) return never;
  return joined(
    conditions.filter((condition) => condition !== always),
    ' and ',
    always,
  );
}

/** Any of the conditions, with constants folded. */
export function any(conditions: readonly SqlFragment[]): SqlFragment {
  if (conditions.includes(always)) return always;
  return joined(
    conditions.filter((condition) => condition !== never),
    ' or ',
    never,
  );
}

function joined(conditions: readonly SqlFragment[], word: string, empty: SqlFragment): SqlFragment {
  const [first, ...rest] = conditions;
  if (!first) return empty;
  if (rest.length === 0) return first;
  const operator: SqlFragment = { strings: [word], values: [] };
  return sqlText`(${rest.reduce((left, right) => sqlText`${left}${operator}${right}`, first)})`;
}

function isFragment(part: unknown): part is SqlFragment {
  return typeof part === 'object' && part !== null && 'strings' in part && 'values' in part;
}
