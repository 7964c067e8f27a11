import type { CategoryRow, Policy } from '../policy.js';
import {
  type Category,
  classifications,
  type Decision,
  type RequestFacts,
  type Viewer,
  type WithheldReason,
} from '../types.js';
import { instantMs, isWithin } from './instant.js';

/** What the request alone - viewer, role, purpose, case - decides about a category, before any record. */
export type RequestCaps =
  | { readonly known: true; readonly caps: readonly Decision[] }
  /** The policy does not know the viewer or the purpose: NONE, whatever the record. */
  | { readonly known: false; readonly reason: WithheldReason; readonly rule: string };

/**
 * The caps of the request. The gateway refuses most such requests earlier, but a source behind another router must hold
 * without it, so they are decided here again.
 */
export function requestCaps(policy: Policy, facts: RequestFacts, row: CategoryRow): RequestCaps {
  const { viewer, purpose } = facts;
  const agency = policy.agencies[viewer.agency];
  const role = policy.roles[viewer.role];
  const unknown = (reason: WithheldReason, rule: string): RequestCaps => ({ known: false, reason, rule });
  if (!agency || agency.kind !== viewer.kind || agency.country !== viewer.country)
    return unknown('CATEGORY', 'viewer.agency');
  if (!role || !agency.roles.includes(viewer.role)) return unknown('CATEGORY', 'viewer.role');
  if (!classifications.includes(viewer.clearance)) return unknown('CATEGORY', 'viewer.clearance');
  if (Number.isNaN(instantMs(facts.asOf))) return unknown('CATEGORY', 'request.asOf');
  if (!purpose) return unknown('PURPOSE', 'purpose.missing');
  if (!agency.purposes.includes(purpose)) return unknown('PURPOSE', 'cap.purpose.agency');
  if (!role.purposes.includes(purpose)) return unknown('PURPOSE', 'cap.purpose.role');

  const caps: Decision[] = [...rowCaps(facts, row)];
  if (!row.purposes.includes(purpose))
    caps.push({ effect: 'NONE', reason: 'PURPOSE', rule: `cap.purpose.${row.category}` });
  const most = role.caps[row.category] ?? 'NONE';
  if (most !== 'FULL') caps.push({ effect: most, reason: 'CATEGORY', rule: `cap.role.${viewer.role}` });
  // Last: a missing case is named only where stating one would help.
  if (row.caseReference && !facts.caseReference)
    caps.push({ effect: 'NONE', reason: 'CASE_REFERENCE', rule: `cap.case.${row.category}` });
  return { known: true, caps };
}

/** The caps that a row sets for everybody, no matter who asks and for what. */
export function rowCaps(facts: Pick<RequestFacts, 'asOf'>, row: CategoryRow): readonly Decision[] {
  const caps: Decision[] = [];
  if (row.special) caps.push({ effect: 'NONE', reason: 'CATEGORY', rule: 'cap.special' });
  if (row.validity && !isWithin(facts.asOf, row.validity))
    caps.push({ effect: 'NONE', reason: 'CATEGORY', rule: `cap.validity.${row.category}` });
  return caps;
}

/** Whether the viewer's agency, kind or country is in a list of `agency:ID`, `kind:KIND`, `country:CC`. */
export function isNamed(viewer: Viewer, list: readonly string[]): boolean {
  return Array.isArray(list) && viewerNames(viewer).some((name) => list.includes(name));
}

/** The names under which a release or hit list may mean the viewer. */
export function viewerNames(viewer: Viewer): readonly string[] {
  return [`agency:${viewer.agency}`, `kind:${viewer.kind}`, `country:${viewer.country}`];
}

/**
 * Whether the viewer's agency can have its own data of a category: some source that it originates holds such data. Data on
 * the records of every source, such as the envelope, belong to any agency that originates anything.
 */
export function originates(policy: Policy, facts: RequestFacts, category: Category): boolean {
  const { agency } = facts.viewer;
  const known = ownGroups.get(policy) ?? new Map<string, ReadonlySet<string>>();
  ownGroups.set(policy, known);
  const groups = known.get(agency) ?? groupsOf(policy, agency);
  known.set(agency, groups);
  return groups.has(groupOf(category));
}

// Cached: needed for each category of each record. Bounded: only agencies of the policy get this far.
const ownGroups = new WeakMap<Policy, Map<string, ReadonlySet<string>>>();

function groupsOf(policy: Policy, agency: string): ReadonlySet<string> {
  const sources = policy.agencies[agency]?.originates ?? [];
  if (sources.length === 0) return new Set();
  const ofSources = new Set(Object.values(policy.sources).flat());
  const ofAll = Object.keys(policy.categories)
    .map(groupOf)
    .filter((group) => !ofSources.has(group));
  return new Set([...ofAll, ...sources.flatMap((source) => policy.sources[source] ?? [])]);
}

/** `cargo` of `cargo.movement`. */
export function groupOf(category: Category): string {
  return category.split('.', 1)[0] ?? category;
}
