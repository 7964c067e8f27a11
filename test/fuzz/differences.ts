import type { Comparison, Difference } from './compare.js';
import type { SideError } from './side.js';

/** In what our executor means to differ from Apollo's, and why. A difference that none of these covers is a failure. */
export interface DeliberateDifference {
  readonly name: string;
  readonly reason: string;
  /** A fault of ours that is known and waits; absent where the difference is meant. */
  readonly fault?: true;
  readonly covers: (difference: Difference, comparison: Comparison) => boolean;
}

/** Where Apollo's codes differ from ours alone: `compare.ts` reads both as "the source said so" and "the source failed". */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    name: 'spec order',
    reason:
      'Apollo merges equal inline fragments before it writes, so names may move forward. Ours keeps the order of ' +
      'CollectFields, which conform.ts checks for each answer.',
    covers: ({ kind }) => kind === 'order',
  },
  {
    name: 'no plan',
    reason: "Apollo's planner, which both sides share, fails for some valid operations over interface objects.",
    covers: ({ kind, ours, apollo }) => kind === 'gave up' && isPlannerFault(ours) && isPlannerFault(apollo),
  },
  {
    name: 'type names behind interface objects',
    fault: true,
    reason:
      'The gate asks for the type of whatever may be of several, also where the answer does not hang on it. Behind an ' +
      'interface object that is one more fetch, and null where the source that knows the type does not know the entity.',
    covers: ({ kind, ours }, { fuzzCase }) =>
      fuzzCase.supergraph === 'interfaceObjects' &&
      (kind === 'fetches' || (kind === 'data' && ours === null) || (kind === 'gave up' && isPlannerFault(ours))),
  },
  {
    name: 'apollo gives up',
    reason:
      'Where a source breaks the shape of its answer (a list where none may be, a type name that is no text), Apollo ' +
      'asserts and loses the whole answer. Ours puts null at the place and serves the rest; conform.ts checks it.',
    covers: ({ kind, ours }, { fuzzCase }) => kind === 'gave up' && ours === null && fuzzCase.hostility !== null,
  },
  {
    name: 'alias named as a key',
    reason:
      "A client's alias may have the name of a key that the gateway needs at the same place (`id: manager { name }`). " +
      'Apollo merges both into one name and fails; ours keeps what it needs apart.',
    covers: ({ kind, ours, apollo }) =>
      kind === 'gave up' && ours === null && /^Invalid non-(object|list) value/.test(String(apollo)),
  },
  {
    name: 'apollo breaks the specification',
    reason:
      "Where the last of several fetches knows an entity only as an interface object, Apollo's merge puts the " +
      "interface's name over the type's, and then leaves fields out that are due. Ours keeps the type.",
    covers: ({ kind, path }, { apolloViolations }) =>
      kind === 'data' && apolloViolations.some((violation) => isWithin(path, violation.path)),
  },
  {
    name: 'impossible type',
    reason:
      'An object that says it is of a type which cannot stand at its place is an empty object to Apollo. It is null in ' +
      'ours, as it would be in any GraphQL server.',
    covers: ({ kind, ours }, { fuzzCase }) => kind === 'data' && ours === null && fuzzCase.hostility === 'typename',
  },
  {
    name: 'paths of the client',
    reason:
      "Apollo's error paths name fields that the gateway asked for itself (keys, @requires) and whatever a source wrote. " +
      'Ours end where the client can follow them no further.',
    covers: (difference, { apollo, isClientPath }) => {
      const foreign = apollo.errors.filter(({ path }) => path && !(Array.isArray(path) && isClientPath(path)));
      if (difference.kind === 'error missing') {
        return foreign.some((error) => error === difference.apollo);
      }
      if (difference.kind !== 'error extra' && difference.kind !== 'error place') return false;
      const { path, source } = difference.ours as SideError;
      return foreign.some((error) => error.source === source && isWithin(pathText(error), path ? path.join('.') : ''));
    },
  },
  {
    name: 'index of the entity',
    reason:
      "Apollo counts an error's entity among all objects at a place, though it sent only those that have the fetch's " +
      'type: with several types in a list the index is off. Ours is that of the object; `error place` checks it.',
    covers: ({ kind, path, ours, apollo }, comparison) => {
      const others = kind === 'error missing' ? comparison.ours.errors : comparison.apollo.errors;
      const error = (kind === 'error missing' ? apollo : ours) as SideError | null;
      if ((kind !== 'error missing' && kind !== 'error extra') || !/\.\d+(\.|$)/.test(path)) return false;
      return others.some((other) => other.source === error?.source && withoutIndices(other) === withoutIndices(error));
    },
  },
];

const plannerFaults =
  /We should have an edge from|Cannot add selection of field|Invalid array length|Was not able to find any/;

function isPlannerFault(gaveUp: unknown): boolean {
  return typeof gaveUp === 'string' && plannerFaults.test(gaveUp);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || outer === '' || path.startsWith(`${outer}.`);
}

function pathText({ path }: SideError): string {
  return Array.isArray(path) ? path.join('.') : String(path);
}

function withoutIndices({ path }: SideError): string {
  return (path ?? []).filter((part) => typeof part === 'string').join('.');
}
