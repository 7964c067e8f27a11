import type { GraphQLResolveInfo } from 'graphql';

/** Response keys and places in lists, from the root down. */
export function responsePath(path: GraphQLResolveInfo['path']): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) steps.push(at.key);
  return steps.reverse();
}
