import type { SideError } from '../executors/side.js';
import { stable } from '../world/stable.js';
import type { Comparison, Difference } from './compare.js';

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
    name: 'no plan for what is skipped',
    reason: "Apollo's planner fails at selections that conditions skip. Ours never meets them.",
    covers: ({ kind, ours, apollo }, { fuzzCase }) =>
      kind === 'gave up' && ours === null && isPlannerFault(apollo) && /@(skip|include)/.test(fuzzCase.query),
  },
  {
    name: 'planner mixes aliases and keys',
    reason:
      "Apollo's planner puts a client's alias and the key of the same name into one place (`limits id: name`): the value is " +
      'wrong, or the fetch that needs the key is lost. Ours asks under names of its own (gateway/planning).',
    covers: ({ kind }, { shadows, fuzzCase }) =>
      shadows &&
      (['fetches', 'data'].includes(kind) ||
        // A required value that is wrong asks the source something else, which may fail or not.
        (fuzzCase.supergraph === 'requires' && ['error missing', 'error extra'].includes(kind))),
  },
  {
    name: 'requirements of the wrong shape',
    reason:
      'Where a hostile source nests what another field requires, each executor hands on what it can read: what the field ' +
      'then shows is nonsense either way.',
    covers: ({ kind }, { fuzzCase }) =>
      kind === 'data' && fuzzCase.supergraph === 'requires' && fuzzCase.hostility === 'nesting',
  },
  {
    name: 'errors of an unusable answer',
    reason:
      'Where an answer brings the wrong number of entities, Apollo shows its errors and then fails. Ours takes nothing from ' +
      'it and reports the failure.',
    covers: ({ kind, apollo: error }, { apollo }) =>
      kind === 'error missing' &&
      apollo.calls.some(({ subgraph, failed }) => failed !== undefined && subgraph === (error as SideError).source),
  },
  {
    name: 'one error of several',
    reason:
      'Where several fields that may not be null fail in one object, the specification has a source tell of one of them, ' +
      'the first in the order that it was asked in. That order is that of the plan, which both sides write differently.',
    covers: ({ kind, ours: own, apollo: other }, { ours, apollo }) => {
      if (kind !== 'error missing' && kind !== 'error extra') return false;
      const { path, source } = (kind === 'error missing' ? other : own) as SideError;
      const told = kind === 'error missing' ? ours.errors : apollo.errors;
      return (
        Array.isArray(path) &&
        isGone(ours.data, path) &&
        isGone(apollo.data, path) &&
        told.some((error) => error.source === source && Array.isArray(error.path) && isBesides(error.path, path))
      );
    },
  },
  {
    name: 'failure of a fetch less',
    reason:
      'Where conditions leave nothing to ask of an object of one type, ours need not know its type, and asks less. A source ' +
      'that fails in what is not asked fails for Apollo alone; the data are compared all the same.',
    covers: ({ kind, ours: told }, { fuzzCase, ours, apollo }) =>
      kind === 'failed sources' &&
      (told as readonly string[]).length === 0 &&
      ours.calls.length < apollo.calls.length &&
      /@(skip|include)/.test(fuzzCase.query),
  },
  {
    name: 'strange error paths',
    reason: "Apollo reads a hostile source's `_entities.999.x` as the path `x` of the client. Ours shows no path.",
    covers: ({ kind, apollo }, { fuzzCase }) =>
      kind === 'error missing' &&
      fuzzCase.hostility === 'errors' &&
      /^(far|negative|unknown|objects|text)$/.test((apollo as SideError).message),
  },
  {
    name: 'apollo differs from one server',
    reason:
      'A single GraphQL server over the same data (reference.ts) gives what ours gives: Apollo mixes up a required field ' +
      "with the client's own arguments, loses the type behind interface objects, and writes over keys by aliases.",
    covers: ({ kind }, { reference, ours }) =>
      (kind === 'data' || kind === 'fetches') && reference !== undefined && stable(reference) === stable(ours.data),
  },
  {
    name: 'requirements skipped by the planner',
    fault: true,
    reason:
      "Apollo's planner, which both sides share, asks a subgraph for fields with @requires on a nested path inside it " +
      'without what they require, and hands those values on: neither side shows what one server shows.',
    covers: ({ kind }, { fuzzCase, apollo, reference }) =>
      (kind === 'reference' || kind === 'data') &&
      fuzzCase.supergraph === 'requires' &&
      reference !== undefined &&
      stable(apollo.data) !== stable(reference),
  },
  {
    name: 'keys skipped by the planner',
    reason:
      "Apollo's planner leaves the key out of a representation of an interface object that brings a required field, and " +
      'keeps a type from its fields for what is required of another. Ours has the key in each and asks apart ' +
      '(gateway/planning/fetches), so that other calls may fail; where sources answer in full, reference.ts checks it.',
    covers: ({ kind }, { fuzzCase, reference }) =>
      (kind === 'fetches' ||
        (reference === undefined && ['data', 'error missing', 'error extra', 'error place'].includes(kind))) &&
      fuzzCase.supergraph === 'interfaceObjects' &&
      /\blabel\b/.test(fuzzCase.query) &&
      /\.\.\. on (Book|Film|Game)\b|fragment/.test(fuzzCase.query),
  },
  {
    name: 'type untold',
    reason:
      'Where the source that knows the type of an interface object does not know the entity, Apollo takes no condition to ' +
      'apply and shows an empty object. Ours is null: what was asked for that type is not known to be absent.',
    covers: ({ kind, ours }, { fuzzCase }) =>
      kind === 'data' &&
      ours === null &&
      fuzzCase.supergraph === 'interfaceObjects' &&
      (fuzzCase.missing > 0 || fuzzCase.hostility !== null),
  },
  {
    name: "required arguments are the required field's",
    reason:
      'Apollo sends the field by the arguments that the client asked it with, where a required field has others ' +
      '(`shippingCost` and `total`, which requires it express). Ours keeps both apart (gateway/planning); where sources ' +
      'answer in full, reference.ts checks it.',
    covers: ({ kind }, { fuzzCase, reference }) =>
      ['data', 'error missing', 'error extra', 'error place'].includes(kind) &&
      reference === undefined &&
      fuzzCase.supergraph === 'requires' &&
      ['shippingCost', 'total'].every((name) => fuzzCase.query.includes(name)),
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
      kind === 'gave up' &&
      ours === null &&
      /^Invalid non-(object|list) value|flatMap is not|^Unexpected array in result/.test(String(apollo)),
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
    name: 'interface object over type',
    reason:
      "As above, where what is left of Apollo's answer happens to be one of another type: fields are gone, or the object.",
    covers: ({ kind, apollo }, { fuzzCase }) =>
      kind === 'data' && fuzzCase.supergraph === 'interfaceObjects' && (apollo ?? null) === null,
  },
  {
    name: 'impossible object',
    reason:
      'What says that it is of a type which cannot stand at its place, says no type where one is needed, or is a list ' +
      'where an object is due, is an object to Apollo, often an empty one. It is null in ours, as in any GraphQL server.',
    covers: ({ kind, ours }, { fuzzCase }) =>
      kind === 'data' && ours === null && ['typename', 'absent', 'nesting'].includes(String(fuzzCase.hostility)),
  },
  {
    name: 'nothing asked of an object',
    reason:
      "Where conditions leave nothing to ask of an object, Apollo's planner does not ask for the object either: null, where " +
      'one server shows an empty object. Ours asks for it, which may take a fetch.',
    covers: ({ kind, ours, apollo }) =>
      kind === 'data'
        ? apollo === null && isEmpty(ours)
        : kind === 'fetches' && /__portcullis_(typename|key):/.test(String(ours)),
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
      const own = withoutIndices({ path });
      return foreign.some((error) => error.source === source && isWithin(withoutIndices(error), own));
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

/** An empty object or list, or something with one in it. */
function isEmpty(value: unknown): boolean {
  return /(^|[[{:,])(\{\}|\[\])/.test(JSON.stringify(value) ?? '');
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || outer === '' || path.startsWith(`${outer}.`);
}

function withoutIndices({ path }: Pick<SideError, 'path'>): string {
  if (!Array.isArray(path)) return String(path ?? '');
  return path.filter((part) => typeof part !== 'number' && part !== '@').join('.');
}

/** The object that would have the field of a path is not there: null came further up. */
function isGone(data: unknown, path: readonly (string | number)[]): boolean {
  let item = data;
  for (const part of path.slice(0, -1)) item = (item as Readonly<Record<string | number, unknown>> | null)?.[part];
  return item === null || item === undefined;
}

/** The one is below the object that has the field of the other, in another field of it. */
function isBesides(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const [at, above] = [other.length - 1, other.slice(0, -1)];
  return one[at] !== other[at] && stable(one.slice(0, at)) === stable(above);
}
