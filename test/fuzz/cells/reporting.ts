import { parse, visit } from 'graphql';
import { encodeCells } from '../../../client/cells.js';
import { objectsAt } from '../../../client/objectsAt.js';
import type { Reporting } from '../executors/ours.js';
import { hash } from '../world/random.js';

/**
 * What is decided of a value by the value alone: so a client that has the value knows what must have been said of it.
 * Undefined: it is in full.
 */
export function effectOf(value: unknown): 'NONE' | 'MASKED' | undefined {
  return (['NONE', 'MASKED', undefined] as const)[hash(JSON.stringify(value)) % 3];
}

/** Reports as our sources do: each value that is no object by `effectOf`, although all of them are shown. */
export const reporting: Reporting = (answer, { source, query, policyVersion }) => {
  const manifest = { source, policyVersion, disclosed: [], decided: [] };
  const cells = valuesIn(answer.data, namesOfObjects(query)).flatMap((path) => {
    const objects = objectsAt(answer.data, path.slice(0, -1)) as Record<string, unknown>[];
    const name = path.at(-1) ?? '';
    return (['NONE', 'MASKED'] as const).flatMap((effect) => {
      const holds = Uint8Array.from(objects, ({ [name]: value }) =>
        value !== undefined && effectOf(value) === effect ? 1 : 0,
      );
      if (!holds.includes(1)) return [];
      return [
        { path, category: 'core', effect, reason: 'RECORD', rule: 'fuzz', cells: encodeCells(holds) ?? undefined },
      ];
    });
  });
  const withheld = cells.map(({ cells: _cells, ...line }) => ({ ...line, count: 1 }));
  return { ...answer, extensions: { manifest, withheld, cells } };
};

/** Names in the answer of fields that have fields: whatever else is an object is the value of a scalar. */
export function namesOfObjects(query: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(query, { noLocation: true }), {
    Field: ({ alias, name, selectionSet }) => void (selectionSet && names.add((alias ?? name).value)),
  });
  return names;
}

/** Patterns of all values in data, but for the names of types, which are public. */
function valuesIn(data: unknown, objects: ReadonlySet<string>): readonly (readonly string[])[] {
  const patterns = new Map<string, readonly string[]>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, [...path, '*']);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) {
        if (objects.has(name)) walk(member, [...path, name]);
        else if (!name.endsWith('typename')) patterns.set([...path, name].join('.'), [...path, name]);
      }
  };
  walk(data, []);
  return [...patterns.values()];
}
