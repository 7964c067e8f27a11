import type { Policy } from './policy.js';
import type { Purpose, RequestFacts, Role } from './types.js';

/**
 * Whether a viewer may take a whole answer along as a file, for the purpose that they state. It says nothing of what is in the
 * answer: each value in it is decided as in any other.
 */
export function mayExport({ exports }: Pick<Policy, 'exports'>, { viewer, purpose }: RequestFacts): boolean {
  return exports.some(
    ({ kinds, roles, purposes }) =>
      kinds.includes(viewer.kind) && roles.includes(viewer.role) && purpose !== undefined && purposes.includes(purpose),
  );
}

/** For which purposes the people of one agency may take answers along, by their role; roles without any are absent. */
export function exportPurposes(policy: Policy, id: string): readonly (readonly [Role, readonly Purpose[]])[] {
  const agency = policy.agencies[id];
  if (!agency) return [];
  const { kind, country, clearance } = agency;
  return agency.roles.flatMap((role) => {
    const viewer = { subject: '', agency: id, kind, country, role, clearance };
    const purposes = agency.purposes.filter(
      (purpose) => policy.roles[role].purposes.includes(purpose) && mayExport(policy, { viewer, purpose, asOf: '' }),
    );
    return purposes.length === 0 ? [] : [[role, purposes] as const];
  });
}
