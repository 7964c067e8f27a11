import type { FuzzCase } from '../case.js';
import type { SideError, SideResult } from '../executors/side.js';
import { stable } from '../world/stable.js';
import type { Violation } from './conform.js';
import { type DeliberateDifference, deliberateDifferences } from './differences.js';

/** One thing in which the two sides differ, or in which ours breaks a rule of its own. */
export interface Difference {
  readonly kind:
    | 'gave up'
    | 'not conforming'
    | 'data'
    | 'reference'
    | 'order'
    | 'error missing'
    | 'error extra'
    | 'failed sources'
    | 'error path'
    | 'error place'
    | 'fetches'
    | 'repeated representation'
    | 'mutation order';
  readonly path: string;
  readonly ours: unknown;
  readonly apollo: unknown;
}

export interface Comparison {
  readonly fuzzCase: FuzzCase;
  readonly apollo: SideResult;
  readonly ours: SideResult;
  /** What one server over the same data gives; undefined where there is no telling. */
  readonly reference: unknown;
  /** True where some alias is the name of a key. */
  readonly shadows: boolean;
  /** Where our answer breaks the specification. */
  readonly violations: readonly Violation[];
  /** Where Apollo's does, the order of names aside. */
  readonly apolloViolations: readonly Violation[];
  /** True where a path, its list indices taken off, is one of the document. */
  readonly isClientPath: (path: readonly (string | number)[]) => boolean;
}

export interface Verdict {
  /** What nothing explains. */
  readonly failures: readonly Difference[];
  /** What is meant to differ, by the name of the reason. */
  readonly deliberate: ReadonlyMap<string, number>;
}

/** Compares the sides; what `differences.ts` gives a reason for is no failure. */
export function compare(comparison: Comparison): Verdict {
  const failures: Difference[] = [];
  const deliberate = new Map<string, number>();
  for (const difference of findDifferences(comparison)) {
    const reason = deliberateDifferences.find(({ covers }: DeliberateDifference) => covers(difference, comparison));
    if (reason) deliberate.set(reason.name, (deliberate.get(reason.name) ?? 0) + 1);
    else failures.push(difference);
  }
  return { failures, deliberate };
}

function findDifferences(comparison: Comparison): Difference[] {
  const { apollo, ours } = comparison;
  if (ours.gaveUp !== null) return [{ kind: 'gave up', path: '', ours: ours.gaveUp, apollo: apollo.gaveUp }];
  const found: Difference[] = comparison.violations.map(({ path, reason }) => ({
    kind: 'not conforming',
    path,
    ours: reason,
    apollo: null,
  }));
  if (apollo.gaveUp !== null) {
    found.push({ kind: 'gave up', path: '', ours: null, apollo: apollo.gaveUp });
  } else {
    compareData(ours.data, apollo.data, '', found);
    compareErrors(comparison, found);
  }
  if (comparison.reference !== undefined && stable(comparison.reference) !== stable(ours.data)) {
    const wrong: Difference[] = [];
    compareData(ours.data, comparison.reference, '', wrong);
    found.push({ kind: 'reference', path: wrong[0]?.path ?? '', ours: wrong[0]?.ours, apollo: wrong[0]?.apollo });
  }
  compareCalls(comparison, found);
  return found;
}

function compareData(ours: unknown, apollo: unknown, path: string, found: Difference[]): void {
  if (Array.isArray(ours) && Array.isArray(apollo) && ours.length === apollo.length) {
    for (const [index, item] of ours.entries()) compareData(item, apollo[index], `${path}.${index}`, found);
  } else if (isObject(ours) && isObject(apollo)) {
    const [own, other] = [Object.keys(ours), Object.keys(apollo)];
    for (const name of new Set([...own, ...other]))
      compareData(at(ours, name), at(apollo, name), `${path}.${name}`, found);
    if (own.length === other.length && own.some((name, index) => name !== other[index]))
      found.push({ kind: 'order', path, ours: own, apollo: other });
  } else if (!Object.is(ours, apollo) && !(ours === 0 && apollo === 0)) {
    found.push({ kind: 'data', path, ours: short(ours), apollo: short(apollo) });
  }
}

const failureCodes = ['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'SOURCE_PROTOCOL_ERROR'];

function compareErrors({ fuzzCase, apollo, ours, isClientPath }: Comparison, found: Difference[]): void {
  const own = keysOf(ours.errors.filter(({ code }) => code === 'SOURCE_ERROR'));
  const other = keysOf(apollo.errors.filter(({ source }) => source !== null));
  for (const [key, error] of other)
    if (!own.has(key)) found.push({ kind: 'error missing', path: pathOf(error), ours: null, apollo: error });
  for (const [key, error] of own)
    if (!other.has(key)) found.push({ kind: 'error extra', path: pathOf(error), ours: error, apollo: null });
  const failed = new Set(apollo.calls.flatMap(({ subgraph, failed: how }) => (how ? [subgraph] : [])));
  const told = new Set(
    ours.errors.flatMap(({ code, source }) => (failureCodes.includes(String(code)) ? [String(source)] : [])),
  );
  if (stable([...failed].sort()) !== stable([...told].sort()))
    found.push({ kind: 'failed sources', path: '', ours: [...told].sort(), apollo: [...failed].sort() });
  for (const error of ours.errors) {
    const known = error.code === 'SOURCE_ERROR' || failureCodes.includes(String(error.code));
    if (!known || (error.path && !isClientPath(error.path)))
      found.push({ kind: 'error path', path: pathOf(error), ours: error, apollo: null });
    // Hostile sources report errors where they also give values.
    else if (
      error.path &&
      !other.has(keyOf(error)) &&
      fuzzCase.hostility === null &&
      !leadsToNull(ours.data, error.path)
    )
      found.push({ kind: 'error place', path: pathOf(error), ours: error, apollo: null });
  }
}

/** An error's path ends at a null, or passes one. */
function leadsToNull(data: unknown, path: readonly (string | number)[]): boolean {
  let item = data;
  for (const part of path) {
    if (item === null) return true;
    if (typeof item !== 'object' || !Object.hasOwn(item as object, part)) return false;
    item = (item as Record<string | number, unknown>)[part];
  }
  return item === null;
}

function compareCalls({ fuzzCase, apollo, ours }: Comparison, found: Difference[]): void {
  // Where Apollo gave up or a source gave odd shapes, Apollo stopped asking early; the plan still bounds ours.
  const comparable = apollo.gaveUp === null && fuzzCase.hostility === null;
  if (comparable && ours.calls.length > apollo.calls.length) {
    found.push({ kind: 'fetches', path: '', ours: ours.calls.map(line), apollo: apollo.calls.map(line) });
  }
  for (const { subgraph, variables } of ours.calls) {
    const representations = ((variables.representations as unknown[] | undefined) ?? []).map(stable);
    if (new Set(representations).size < representations.length)
      found.push({ kind: 'repeated representation', path: subgraph, ours: representations, apollo: null });
  }
  const [own, other] = [mutationsOf(ours), mutationsOf(apollo)];
  if (stable(own) !== stable(other)) found.push({ kind: 'mutation order', path: '', ours: own, apollo: other });
}

/** What changed something, in the order in which it was asked. */
function mutationsOf({ calls }: SideResult): readonly string[] {
  return calls.flatMap(({ subgraph, query }) => (/^\s*mutation\b/.test(query) ? [subgraph] : []));
}

function keysOf(errors: readonly SideError[]): ReadonlyMap<string, SideError> {
  return new Map(errors.map((error) => [keyOf(error), error]));
}

function keyOf(error: SideError): string {
  return `${error.source} ${pathOf(error)}`;
}

function pathOf({ path }: SideError): string {
  return Array.isArray(path) && path.length > 0 ? path.join('.') : '-';
}

function line({ subgraph, query }: SideResult['calls'][number]): string {
  return `${subgraph} ${query.replace(/\s+/g, ' ')}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function short(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 200 ? `${text.slice(0, 200)}...` : value;
}
