import type { z } from 'zod';
import { isObject } from '../../../schema/isObject.js';
import { mappedKinds } from '../catalogue/index.js';
import { nearest } from '../nearest.js';

type Branch = Record<string, unknown>;

/**
 * A mapping file without its ill-shaped parts, so that the meaning of the rest can be checked too; null where too little is
 * left.
 */
export function pruneMapping(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const rest = structuredClone(value) as Branch;
  for (const issue of issues) {
    const [first, second] = issue.path.map(String);
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    if (first === undefined) for (const key of keys) delete rest[key];
    else if (second !== undefined && isObject(rest[first])) delete (rest[first] as Branch)[second];
    else if (first === 'input' && keys.length > 0) for (const key of keys) delete (rest.input as Branch)[key];
    else delete rest[first];
  }
  rest.version = 1;
  rest.kind ??= nearest(String((value as Branch).kind), mappedKinds);
  rest.key ??= 'key';
  rest.fields ??= {};
  rest.input = { type: 'csv', ...(isObject(rest.input) ? (rest.input as Branch) : {}) };
  return rest.kind === null ? null : rest;
}
