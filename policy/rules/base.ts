import type { CategoryRow, Cell, OperationGrant, Policy } from '../policy.js';
import type { Effect, RequestFacts } from '../types.js';
import { isWithin } from './instant.js';

/** An effect before caps, and the rule that gives it. */
export interface Base {
  readonly effect: Effect;
  readonly rule: string;
}

/** The viewer's cell of a row, narrowed by role and purpose. `scope`: null where it holds for every originator. */
export function cellOf(facts: RequestFacts, row: CategoryRow): Base & { readonly scope: Cell['scope'] } {
  const { kind, role } = facts.viewer;
  const cell = row.cells[kind];
  const rule = `cell.${row.category}.${kind}`;
  if (!cell) return { effect: 'NONE', rule, scope: null };
  if (cell.roles && !cell.roles.includes(role))
    return { effect: cell.otherwise, rule: `${rule}.role`, scope: cell.scope };
  if (cell.purposes && !(facts.purpose && cell.purposes.includes(facts.purpose)))
    return { effect: cell.otherwise, rule: `${rule}.purpose`, scope: cell.scope };
  return { effect: cell.effect, rule, scope: cell.scope };
}

/** Originator of a log entry that names no agency: those of refused strangers and of operators' acts. */
const nobody = '';

/** Agencies whose log entries a scoped cell covers. */
export function scopeOf(policy: Policy, facts: RequestFacts, scope: NonNullable<Cell['scope']>): readonly string[] {
  const { agency } = facts.viewer;
  if (scope === 'OWN') return [agency];
  const { mandate = [], overseesNobody = false } = policy.agencies[agency] ?? {};
  return [agency, ...mandate, ...(overseesNobody ? [nobody] : [])];
}

/** Joint operations that grant the viewer something of this category now, for the stated purpose. */
export function liveOperations(policy: Policy, facts: RequestFacts, row: CategoryRow): readonly OperationGrant[] {
  return policy.operations.filter(
    (operation) => operation.categories.includes(row.category) && isLive(facts, operation),
  );
}

/** Whether an operation runs at the request's instant, for the viewer's agency and the stated purpose. */
export function isLive(facts: RequestFacts, operation: OperationGrant): boolean {
  const { purpose, viewer, asOf } = facts;
  if (!purpose || !operation.purposes.includes(purpose)) return false;
  return operation.members.includes(viewer.agency) && isWithin(asOf, operation);
}
