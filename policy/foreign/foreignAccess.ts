import type { DocumentNode } from 'graphql';
import { type Access, type AccessMap, PUBLIC } from '../../schema/access.js';
import { federatedCoordinates } from '../../schema/federation/coordinates.js';
import { compositesOf } from '../../schema/federation/join.js';
import type { Category } from '../types.js';

/**
 * The labels that `coordinates.yaml` gives a supergraph that is not ours. A member without a label has its type's label; an
 * argument has only its own. Fields and arguments of a type that implements an interface are guarded by the interface's
 * labels too: a field is never looser than the interface through which it is reached.
 */
export function foreignAccess(supergraph: DocumentNode, labels: Readonly<Record<string, Category>>): AccessMap {
  const types = compositesOf(supergraph);
  const found = new Map<string, Access>();
  for (const [coordinate, sources] of federatedCoordinates(supergraph)) {
    const own = labelOf(coordinate);
    if (own === undefined) continue;
    const [type = '', ...rest] = coordinate.split('.');
    const above = (types.get(type)?.interfaces ?? []).flatMap(
      ({ name }) => labelOf([name.value, ...rest].join('.'), hasMember(name.value, rest[0] ?? '')) ?? [],
    );
    const [category = own, ...also] = new Set([own, ...above].filter((each) => each !== PUBLIC.category));
    found.set(coordinate, { ...PUBLIC, category, also, sources });
  }
  return { of: (coordinate) => found.get(coordinate), coordinates: () => [...found.keys()] };

  function labelOf(coordinate: string, isMember = true): Category | undefined {
    return isMember ? labelIn(labels, coordinate) : undefined;
  }

  function hasMember(type: string, member: string): boolean {
    const field = member.split('(')[0];
    return types.get(type)?.fields?.some(({ name }) => name.value === field) === true;
  }
}

/** Whether a coordinate is an argument's: `Type.field(argument:)`. */
export function isArgument(coordinate: string): boolean {
  return coordinate.includes('(');
}

/** The label of a coordinate: its own, or for a member without one its type's. */
export function labelIn(labels: Readonly<Record<string, Category>>, coordinate: string): Category | undefined {
  return labels[coordinate] ?? (isArgument(coordinate) ? undefined : labels[coordinate.split('.')[0] ?? '']);
}
