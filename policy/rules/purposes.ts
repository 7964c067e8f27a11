import type { Policy } from '../policy.js';
import type { Purpose, Role } from '../types.js';

/** The purposes that agency and role both allow; none for an agency that the policy does not know. */
export function purposesOf({ agencies, roles }: Policy, agency: string, role: Role): readonly Purpose[] {
  const ofRole = roles[role]?.purposes ?? [];
  return (agencies[agency]?.purposes ?? []).filter((purpose) => ofRole.includes(purpose));
}
