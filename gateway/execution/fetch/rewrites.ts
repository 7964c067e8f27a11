import type { FetchDataRewrite } from '@apollo/query-planner';
import { isObject } from '../../../schema/isObject.js';
import { ownValue, setOwn } from '../shape/ownValue.js';
import type { SupergraphMap } from './supergraphMap.js';

const FRAGMENT = '... on ';

/**
 * Changes a representation or an answer as the plan says: sets a value (an interface object's type name) or renames a
 * key (an alias of the planner's) at every object that the rewrite's path leads to.
 */
export function rewrite(value: unknown, rewrites: readonly FetchDataRewrite[], isA: SupergraphMap['isA']): void {
  for (const one of rewrites) {
    const last = one.path.at(-1);
    if (last !== undefined) at(value, one.path, 0, (object) => apply(object, one, last), isA);
  }
}

function apply(object: Record<string, unknown>, one: FetchDataRewrite, name: string): void {
  if (one.kind === 'ValueSetter') {
    setOwn(object, name, one.setValueTo);
    return;
  }
  const value = ownValue(object, name);
  if (value === undefined) return;
  setOwn(object, one.renameKeyTo, value);
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
      // Why also without a type: nothing else can stand there then.
      if (!type || (typeof type === 'string' && isA(type, step.slice(FRAGMENT.length))))
        at(value, path, index + 1, change, isA);
    }
  }
}
