import { isLive } from '../rules/base.js';
import { isCaseOf } from '../rules/caseReference.js';
import {
  type AgencyKind,
  type Category,
  type Classification,
  classifications,
  type Effect,
  type Envelope,
  type Purpose,
  type RequestFacts,
  type Role,
} from '../types.js';
import type { Situation } from './situation.js';

/** Who can make a change: the one who asks, the agency that gives out roles, the originator, the policy's owner. */
export type ChangedBy = 'VIEWER' | 'AGENCY' | 'ORIGINATOR' | 'POLICY';

/** One thing that could be otherwise. */
export interface Change {
  readonly by: ChangedBy;
  readonly what:
    | { readonly kind: 'PURPOSE'; readonly purpose: Purpose }
    | { readonly kind: 'CASE_REFERENCE' }
    | { readonly kind: 'ROLE'; readonly role: Role }
    | { readonly kind: 'CLEARANCE'; readonly clearance: Classification }
    | { readonly kind: 'JOIN_OPERATION'; readonly operation: string }
    | { readonly kind: 'ASSIGN_OPERATION'; readonly operation: string }
    | { readonly kind: 'RELEASE'; readonly to: string }
    | { readonly kind: 'ADDRESS'; readonly to: string }
    | { readonly kind: 'SHOW_THAT_IT_EXISTS'; readonly to: string }
    | { readonly kind: 'LIFT_HANDLING'; readonly code: string }
    | { readonly kind: 'ALLOW_PURPOSE'; readonly purpose: Purpose }
    | { readonly kind: 'EXTEND' }
    | { readonly kind: 'OPEN' }
    | { readonly kind: 'GRANT'; readonly category: Category; readonly to: AgencyKind; readonly effect: Effect };
  apply(situation: Situation): Situation;
}

/**
 * Every single change that a person could ask for. What nobody can change for one record - that somebody is a victim,
 * a minor, that data are of a special category - is none. Of the record only where one is asked about.
 */
export function changesOf(situation: Situation): readonly Change[] {
  return [...byViewer(situation), ...byAgency(situation), ...byOriginator(situation), ...byPolicy(situation)];
}

/** Whether the gateway takes a request that states this: what it refuses is no way to see more. */
export function isAskable({ policy, facts }: Situation): boolean {
  const { viewer, purpose, caseReference } = facts;
  const agency = policy.agencies[viewer.agency];
  if (!agency?.roles.includes(viewer.role) || purpose === undefined) return false;
  if (!agency.purposes.includes(purpose) || !policy.roles[viewer.role].purposes.includes(purpose)) return false;
  if (caseReference !== undefined) return isCaseOf(agency, caseReference);
  return !policy.purposes[purpose].caseReference;
}

function byViewer({ policy, facts }: Situation): Change[] {
  const agency = policy.agencies[facts.viewer.agency];
  const purposes = (agency?.purposes ?? []).filter((purpose) => purpose !== facts.purpose);
  const stated = purposes.map(
    (purpose): Change => ({
      by: 'VIEWER',
      what: { kind: 'PURPOSE', purpose },
      apply: (situation) => withFacts(situation, { purpose }),
    }),
  );
  if (facts.caseReference !== undefined) return stated;
  const caseReference = agency?.caseReference.example ?? 'case';
  const apply = (situation: Situation): Situation => withFacts(situation, { caseReference });
  return [...stated, { by: 'VIEWER', what: { kind: 'CASE_REFERENCE' }, apply }];
}

function byAgency({ policy, facts }: Situation): Change[] {
  const { viewer } = facts;
  const agency = policy.agencies[viewer.agency];
  const roles = (agency?.roles ?? []).filter((role) => role !== viewer.role);
  const changes = roles.map(
    (role): Change => ({
      by: 'AGENCY',
      what: { kind: 'ROLE', role },
      apply: (situation) => withViewer(situation, { role }),
    }),
  );
  const clearance = agency?.clearance ?? viewer.clearance;
  if (levelOf(clearance) > levelOf(viewer.clearance))
    changes.push({
      by: 'AGENCY',
      what: { kind: 'CLEARANCE', clearance },
      apply: (situation) => withViewer(situation, { clearance }),
    });
  return changes;
}

// Why long: the list of what an originator may write is read in one place.
function byOriginator({ policy, facts, envelope }: Situation): Change[] {
  if (!envelope) return [];
  const { purpose } = facts;
  const to = `agency:${facts.viewer.agency}`;
  const change = (what: Change['what'], written: (envelope: Envelope) => Partial<Envelope>): Change => ({
    by: 'ORIGINATOR',
    what,
    apply: (situation) =>
      situation.envelope === null
        ? situation
        : { ...situation, envelope: { ...situation.envelope, ...written(situation.envelope) } },
  });
  const codes = envelope.handlingCodes.filter((code) => code === 'H2' || code === 'H3');
  const limited =
    envelope.purposeLimits.length > 0 && purpose !== undefined && !envelope.purposeLimits.includes(purpose);
  const operations = policy.operations.filter(({ id }) => id !== envelope.jointOperation);
  return [
    change({ kind: 'RELEASE', to }, ({ releasableTo }) => ({ releasableTo: [...releasableTo, to] })),
    ...(envelope.handlingCodes.includes('H2')
      ? [change({ kind: 'ADDRESS', to }, ({ addressees }) => ({ addressees: [...addressees, to] }))]
      : []),
    change({ kind: 'SHOW_THAT_IT_EXISTS', to }, ({ hitTo }) => ({ hitTo: [...hitTo, to] })),
    ...codes.map((code) =>
      change({ kind: 'LIFT_HANDLING', code }, ({ handlingCodes }) => ({
        handlingCodes: handlingCodes.filter((each) => each !== code),
      })),
    ),
    ...(limited
      ? [
          change({ kind: 'ALLOW_PURPOSE', purpose }, ({ purposeLimits }) => ({
            purposeLimits: [...purposeLimits, purpose],
          })),
        ]
      : []),
    ...(envelope.expiresAt == null ? [] : [change({ kind: 'EXTEND' }, () => ({ expiresAt: null }))]),
    ...operations
      .filter((operation) => operation.members.includes(facts.viewer.agency))
      .map(({ id }) => change({ kind: 'ASSIGN_OPERATION', operation: id }, () => ({ jointOperation: id }))),
  ];
}

function byPolicy({ policy, facts, guards, envelope }: Situation): Change[] {
  const { kind, agency } = facts.viewer;
  const grants = guards.flatMap((category): Change[] => {
    const row = policy.categories[category];
    if (!row || row.public || row.special) return [];
    return (['HIT', 'MASKED', 'FULL'] as const).map((effect) => ({
      by: 'POLICY',
      what: { kind: 'GRANT', category, to: kind, effect },
      apply: (situation) => withCell(situation, category, kind, effect),
    }));
  });
  const joinable = policy.operations.filter(
    (operation) =>
      !operation.members.includes(agency) &&
      (envelope === null || envelope.jointOperation === operation.id) &&
      operation.categories.some((category) => guards.includes(category)) &&
      facts.purpose !== undefined &&
      isLive(facts, { ...operation, members: [agency], purposes: [facts.purpose] }),
  );
  return [
    ...joinable.map(
      ({ id }): Change => ({
        by: 'POLICY',
        what: { kind: 'JOIN_OPERATION', operation: id },
        apply: (situation) => withMember(situation, id),
      }),
    ),
    ...grants,
  ];
}

function withFacts(situation: Situation, facts: Partial<RequestFacts>): Situation {
  return { ...situation, facts: { ...situation.facts, ...facts } };
}

function withViewer(situation: Situation, viewer: Partial<RequestFacts['viewer']>): Situation {
  return withFacts(situation, { viewer: { ...situation.facts.viewer, ...viewer } });
}

function withCell(situation: Situation, category: Category, kind: AgencyKind, effect: Effect): Situation {
  const row = situation.policy.categories[category];
  if (!row) return situation;
  const cell = { ...row.cells[kind], effect, roles: null, purposes: null };
  const cells = { ...row.cells, [kind]: cell };
  const categories = { ...situation.policy.categories, [category]: { ...row, cells, validity: undefined } };
  return { ...situation, policy: { ...situation.policy, categories } };
}

function withMember(situation: Situation, id: string): Situation {
  const { agency } = situation.facts.viewer;
  const operations = situation.policy.operations.map((operation) =>
    operation.id === id ? { ...operation, members: [...operation.members, agency] } : operation,
  );
  return { ...situation, policy: { ...situation.policy, operations } };
}

function levelOf(classification: Classification): number {
  return classifications.indexOf(classification);
}
