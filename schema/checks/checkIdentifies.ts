import { type DocumentNode, Kind } from 'graphql';
import type { SourceDocument } from '../compose.js';
import { identifies } from '../identifies.js';
import type { SourceLabels } from './checkData.js';

/**
 * Numbers that the log would not name. An argument of `use: LOOKUP`, or a leaf of its input, must state `@identifies`; and what
 * one source names, every source with that coordinate must name.
 *
 * @returns one sentence for each violation
 */
export function checkIdentifies(sources: readonly (SourceDocument & SourceLabels)[]): string[] {
  const stated = new Map<string, string | null>();
  return sources.flatMap(({ name, document, access }) => {
    const named = namedBy(document);
    const lookedUp = [...named].filter(
      ([at, type]) => type === null && access.of(at)?.use === 'LOOKUP' && at.endsWith(':)'),
    );
    const otherwise = [...named].filter(([at, type]) => stated.has(at) && stated.get(at) !== type);
    for (const [at, type] of named) stated.set(at, type);
    return [
      ...lookedUp.map(([at]) => `${name}: ${at} is a look-up, and the log would not name its number: ${hint}`),
      ...otherwise.map(([at]) => `${name}: ${at} is named differently in the log than in another source: ${hint}`),
    ];
  });
}

const hint = 'write @identifies(as: "...") on it';

/** The type under which the log names a number, by coordinate; for an input that of one of its leaves, null for none. */
function namedBy({ definitions }: DocumentNode): ReadonlyMap<string, string | null> {
  const inputs = new Map<string, string | null>();
  for (const each of definitions)
    if (each.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      inputs.set(each.name.value, each.fields?.map(identifies).find((type) => type !== null) ?? null);
  const found = new Map<string, string | null>();
  for (const each of definitions) {
    if (each.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of each.fields ?? []) {
      const at = `${each.name.value}.${field.name.value}`;
      found.set(at, identifies(field));
      for (const argument of field.arguments ?? []) {
        const type = argument.type.kind === Kind.NON_NULL_TYPE ? argument.type.type : argument.type;
        const input = type.kind === Kind.NAMED_TYPE ? inputs.get(type.name.value) : null;
        found.set(`${at}(${argument.name.value}:)`, identifies(argument) ?? input ?? null);
      }
    }
  }
  return found;
}
