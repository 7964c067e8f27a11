import { envelopeCatalogue, envelopeLists } from '../catalogue/envelope.js';
import { catalogue } from '../catalogue/index.js';
import type { KindCatalogue } from '../catalogue/types.js';
import type { Columns } from '../columns.js';
import type { PathPart, Target } from '../fieldPath.js';
import type { Mapping, OnError, Spec } from '../mapping.js';
import { toFlag } from '../reasons.js';
import { compilePlan, flatten } from './build.js';
import { compileField, type Evaluate, type Problem } from './evaluate.js';
import { byRank, inOrder } from './inOrder.js';
import { type ObjectPlan, toPlan } from './plan.js';
import { compileRowKey, type Lack } from './rowKey.js';

/** What a mapping makes of a row. */
export type MappedRow =
  /** `where` leaves it out. */
  | { readonly kind: 'skipped' }
  | {
      readonly kind: 'record';
      /** Without key, origin and raw text. */
      readonly record: Readonly<Record<string, unknown>>;
      readonly key: string;
      readonly problems: readonly Problem[];
      /** What it lacks to be a record: it can only add to one of the same key. */
      readonly lacks?: Lack;
    }
  | { readonly kind: 'reject'; readonly field: string; readonly reason: string; readonly problems: readonly Problem[] };

/** Compiles a mapping for the columns of one file. */
export function compileMapping(mapping: Mapping, columns: Columns): (row: unknown) => MappedRow {
  const known = catalogue[mapping.kind];
  const keyOf = compileRowKey(mapping, columns);
  const evaluators = compileFields(mapping, columns);
  const build = compilePlan(planOf(mapping));
  const required = toRequired(mapping, known);
  const toEnvelope = compileEnvelope(mapping, columns);
  // Why: some lists have a row for each document or address of a person, and the name in the first row alone.
  const adds = mapping.sameKey === 'merge';

  let problems: Problem[] = [];
  const tell = (problem: Problem): void => {
    problems.push(problem);
  };
  return (row) => {
    problems = [];
    const key = keyOf(row);
    if (key === null) return { kind: 'skipped' };
    if (typeof key !== 'string') return { kind: 'reject', ...key, problems };
    const values = new Array<unknown>(evaluators.length);
    for (let slot = 0; slot < evaluators.length; slot += 1) values[slot] = (evaluators[slot] as Evaluate)(row, tell);
    const envelope = toEnvelope(row, tell);
    const refused = problems.find((problem) => problem.onError === 'reject');
    if (refused) return { kind: 'reject', field: refused.field, reason: refused.reason, problems };
    const missing = required.values.find(({ slot }) => isNothing(values[slot]));
    let lacks: Lack | null = missing ? { field: missing.name, reason: 'value.missing' } : null;
    if (lacks && !adds) return { kind: 'reject', ...lacks, problems };
    const flags = new Set<string>();
    for (const { reason, onError } of problems) if (onError === 'flag') flags.add(toFlag(reason));
    const flag = (field: string, reason: string): void => {
      flags.add(toFlag(reason));
      tell({ field, reason, text: '', onError: 'flag' });
    };
    const built = build(values, flag) ?? {};
    if (required.names && !Array.isArray(built.names)) lacks ??= { field: 'names', reason: 'name.missing' };
    if (lacks && !adds) return { kind: 'reject', ...lacks, problems };
    const record = finish(mapping, known, built, envelope, flags);
    return { kind: 'record', key, record, problems, ...(lacks ? { lacks } : {}) };
  };
}

function compileFields({ fields, input }: Mapping, columns: Columns): readonly Evaluate[] {
  return fields.map(({ name, target: { entry }, spec }) => {
    const onError = onErrorOf(spec, entry.required === true || entry.protects === true);
    return compileField({ name, spec, entry, columns, input, onError });
  });
}

function planOf({ fields }: Mapping): ObjectPlan {
  return toPlan(
    fields.map(({ name, target, spec }) => ({
      name,
      target,
      constant: spec.value !== undefined || (spec.makesElement !== true && isMade(target, fields)),
    })),
  );
}

/** True for a field of an element that only another field of the mapping makes. */
function isMade({ parts }: Target, fields: Mapping['fields']): boolean {
  return fields.some(({ target, spec }) => {
    if (spec.makesElement !== true) return false;
    const group = target.parts.findLastIndex(({ kind }) => kind === 'group');
    return target.parts.slice(0, group + 1).every((part, index) => isSamePlace(part, parts[index]));
  });
}

function isSamePlace(one: PathPart, other: PathPart | undefined): boolean {
  const selector = (part: PathPart): string => (part.kind === 'group' ? part.selector : '');
  return one.kind === other?.kind && one.name === other.name && selector(one) === selector(other);
}

function finish(
  { kind }: Mapping,
  known: KindCatalogue,
  built: Record<string, unknown>,
  envelope: Record<string, unknown> | null,
  flags: ReadonlySet<string>,
): Record<string, unknown> {
  if (Array.isArray(built.names)) built.names.sort(byRank);
  const stated = (built.qualityFlags ?? []) as readonly string[];
  // Why in this order: an export states what was stored, and is compared with it.
  const all = [...stated, ...[...flags].filter((flag) => !stated.includes(flag)).sort()];
  for (const [name, from] of Object.entries(known.taken)) built[name] ??= built[from];
  return inOrder({
    kind,
    ...known.defaults,
    ...built,
    ...(envelope === null ? {} : { envelope }),
    ...(all.length === 0 ? {} : { qualityFlags: all }),
  });
}

function onErrorOf(spec: Spec, required: boolean): OnError {
  return spec.onError ?? (required || spec.required ? 'reject' : 'flag');
}

function toRequired(
  { fields }: Mapping,
  known: KindCatalogue,
): { readonly values: readonly { readonly slot: number; readonly name: string }[]; readonly names: boolean } {
  const values = fields.flatMap(({ name, target, spec }, slot) => {
    const ofRecord = target.entry.required === true && target.parts.length === 1;
    return (spec.required ?? ofRecord) ? [{ slot, name }] : [];
  });
  return { values, names: known.groups.names !== undefined };
}

/** Fields of the envelope that are read from the row. */
function compileEnvelope(
  { envelopeFields, input }: Mapping,
  columns: Columns,
): (row: unknown, tell: (problem: Problem) => void) => Record<string, unknown> | null {
  const compiled = envelopeFields.map(({ name, target, spec }) => ({
    target,
    list: envelopeLists.has(target),
    // Why reject: a protection that cannot be read must not be dropped.
    evaluate: compileField({
      name,
      spec,
      entry: envelopeCatalogue[target],
      columns,
      input,
      onError: spec.onError ?? 'reject',
    }),
  }));
  if (compiled.length === 0) return () => null;
  return (row, tell) => {
    const envelope: Record<string, unknown> = {};
    for (const { target, list, evaluate } of compiled) {
      const values = flatten(evaluate(row, tell));
      if (values.length > 0) envelope[target] = list ? values : values[0];
    }
    return Object.keys(envelope).length === 0 ? null : envelope;
  };
}

function isNothing(value: unknown): boolean {
  return flatten(value).length === 0;
}
