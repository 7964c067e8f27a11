import type { FetchDataRewrite } from '@apollo/query-planner';
import { isObject } from '../../../schema/isObject.js';
import { ownValue, setOwn } from '../shape/ownValue.js';
import type { SupergraphMap } from '../supergraphMap.js';

const FRAGMENT = '... on ';

/**
 * Changes a representation or an answer as the plan says: at every object on the rewrite's path, sets a value (the type
 * name of an interface object) or renames a key (an alias of the planner).
 */
export function rewrite(value: unknown, rewrites: readonly FetchDataRewrite[], isA: SupergraphMap['isA']): void {
  for (const each of rewrites) {
    const last = each.path.at(-1);
    if (last !== undefined) at(value, each.path, 0, (object) => apply(object, each, last), isA);
  }
}

function apply(object: Record<string, unknown>, rewriteNode: FetchDataRewrite, name: string): void {
  if (rewriteNode.kind === 'ValueSetter') {
    setOwn(object, name, rewriteNode.setValueTo);
    return;
  }
  const value = ownValue(object, name);
  if (value === undefined) return;
  setOwn(object, rewriteNode.renameKeyTo, value);
  setOwn(object, name, undefined);
}

function at(
  value: unknown,
  path: readonly string[],
  index: number,
  change: (object: Record<string, unknown>) => void,
  isA: SupergraphMap['isA'],
): void {
  if (Array.isArray(value)) {
    for (const item of value) at(item, path, index, change, isA);
  } else if (isObject(value)) {
    const step = path[index] as string;
    if (index === path.length - 1) change(value);
    else if (!step.startsWith(FRAGMENT)) at(ownValue(value, step), path, index + 1, change, isA);
    else {
      const type = ownValue(value, '__typename');
      // Where no type is stated, only one is possible.
      if (!type || (typeof type === 'string' && isA(type, step.slice(FRAGMENT.length))))
        at(value, path, index + 1, change, isA);
    }
  }
}
