import { type GraphQLSchema, getNamedType, type SelectionSetNode } from 'graphql';
import { eachField, fieldOn } from '../../../policy/operations/eachField.js';
import type { PreparedOperation } from '../prepared.js';

/** How often a client's answers had a field, on a day. */
export interface UsageRow {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly agency: string;
  /** The one that the agency registered; `other` for all others. */
  readonly client: string;
  /** The registered document that asked it; empty for free texts. */
  readonly documentId: string;
  /** `Type.field`, as it is selected. */
  readonly coordinate: string;
  readonly times: number;
}

/** An operation that was answered: never which officer asked it, for which case, or with what. */
export interface AnsweredOperation extends Pick<UsageRow, 'agency' | 'client'> {
  readonly documentId: string | undefined;
  readonly prepared: PreparedOperation;
}

/** Counts what is answered, in memory. */
export interface UsageCounts {
  /** Costs a look into a map, where the operation was answered since the last `take`. */
  count(answered: AnsweredOperation): void;
  /** What was counted since the last time, sorted; and begins anew. */
  take(day: string): readonly UsageRow[];
}

/** Operations that are unfolded together; those beyond are unfolded one by one. */
const MAX_OPERATIONS = 1_000;
/** Rows in memory. What is beyond is not counted. */
const MAX_ROWS = 50_000;

/** Counts of operations against a schema. */
export function createUsageCounts(schema: GraphQLSchema, { mostRows = MAX_ROWS } = {}): UsageCounts {
  const unfolded = new WeakMap<PreparedOperation, ReadonlySet<string>>();
  let operations = new Map<PreparedOperation, Map<string, number>>();
  /** By asker, then by coordinate. */
  let rows = new Map<string, Map<string, number>>();
  let size = 0;
  /** An operation is walked once, no matter how often it is asked, and by how many. */
  const coordinatesOnce = (prepared: PreparedOperation): ReadonlySet<string> => {
    const coordinates = unfolded.get(prepared) ?? coordinatesOf(schema, prepared);
    unfolded.set(prepared, coordinates);
    return coordinates;
  };
  const unfold = (prepared: PreparedOperation, asker: string, times: number): void => {
    const own = rows.get(asker) ?? new Map<string, number>();
    for (const coordinate of coordinatesOnce(prepared)) {
      const known = own.get(coordinate);
      if (known === undefined && size >= mostRows) continue;
      if (known === undefined) size += 1;
      own.set(coordinate, (known ?? 0) + times);
    }
    if (own.size > 0) rows.set(asker, own);
  };
  return {
    count({ agency, client, documentId = '', prepared }) {
      // None of them has a space: they are of the policy and the register.
      const asker = `${agency} ${client} ${documentId}`;
      const askers = operations.get(prepared);
      if (askers) askers.set(asker, (askers.get(asker) ?? 0) + 1);
      else if (operations.size < MAX_OPERATIONS) operations.set(prepared, new Map([[asker, 1]]));
      else unfold(prepared, asker, 1);
    },
    take(day) {
      for (const [prepared, askers] of operations) for (const [asker, times] of askers) unfold(prepared, asker, times);
      const taken = [...rows].sort(byKey).flatMap(([asker, own]) => {
        const [agency = '', client = '', documentId = ''] = asker.split(' ');
        return [...own]
          .sort(byKey)
          .map(([coordinate, times]) => ({ day, agency, client, documentId, coordinate, times }));
      });
      operations = new Map();
      rows = new Map();
      size = 0;
      return taken;
    },
  };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Each field that an operation selects, once. */
function coordinatesOf(schema: GraphQLSchema, { operation }: PreparedOperation): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (set: SelectionSetNode, type: string): void =>
    eachField(set, type, ({ name: { value: name }, selectionSet }, on) => {
      const field = fieldOn(schema, on, name);
      // Not of the schema itself: introspection, `__typename`.
      if (!field || name.startsWith('__')) return;
      found.add(`${on}.${name}`);
      if (selectionSet) walk(selectionSet, getNamedType(field.type).name);
    });
  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, root.name);
  return found;
}
