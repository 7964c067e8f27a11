import { isLive } from '../rules/base.js';
import { isCaseOf } from '../rules/caseReference.js';
import { type Category, classifications, type Effect, type Envelope, type RequestFacts } from '../types.js';
import type { Situation } from './situation.js';

/** Who can make a change: the viewer, the agency that assigns roles, the originator, the policy's owner. */
export type ChangedBy = 'VIEWER' | 'AGENCY' | 'ORIGINATOR' | 'POLICY';

/** What is changed. OPEN: everything that the originator could change on the record, as one change. */
export type ChangeKind =
  | 'PURPOSE'
  | 'CASE_REFERENCE'
  | 'ROLE'
  | 'CLEARANCE'
  | 'JOIN_OPERATION'
  | 'ASSIGN_OPERATION'
  | 'RELEASE'
  | 'ADDRESS'
  | 'SHOW_THAT_IT_EXISTS'
  | 'LIFT_HANDLING'
  | 'ALLOW_PURPOSE'
  | 'EXTEND'
  | 'OPEN'
  | 'GRANT';

/** One hypothetical change of a situation. */
export interface Change {
  readonly by: ChangedBy;
  /** The kind, and its parameters by name; for programs. */
  readonly what: { readonly kind: ChangeKind; readonly [member: string]: string };
  /** The same as a condition, for people. */
  readonly words: string;
  apply(situation: Situation): Situation;
}

/**
 * Every single change that a person could ask for. What nobody can change for one record - that somebody is a victim or a
 * minor, that data are of a special category - is left out. Changes of the record are included only where there is one.
 */
export function changesOf(situation: Situation): readonly Change[] {
  return [...byViewer(situation), ...byAgency(situation), ...byOriginator(situation), ...byPolicy(situation)];
}

/** Whether the gateway accepts a request with these facts: a request that it refuses shows nothing. */
export function isAskable({ policy, facts }: Situation): boolean {
  const { viewer, purpose, caseReference } = facts;
  const agency = policy.agencies[viewer.agency];
  if (!agency?.roles.includes(viewer.role) || purpose === undefined) return false;
  if (!agency.purposes.includes(purpose) || !policy.roles[viewer.role].purposes.includes(purpose)) return false;
  if (caseReference !== undefined) return isCaseOf(agency, caseReference);
  return !policy.purposes[purpose].caseReference;
}

function byViewer({ policy, facts }: Situation): readonly Change[] {
  const agency = policy.agencies[facts.viewer.agency];
  const by = 'VIEWER';
  const purposes = (agency?.purposes ?? []).filter((purpose) => purpose !== facts.purpose);
  const stated = purposes.map((purpose): Change => {
    const words = `if the purpose were ${purpose}`;
    return { by, what: { kind: 'PURPOSE', purpose }, words, apply: withFacts({ purpose }) };
  });
  if (facts.caseReference !== undefined) return stated;
  const caseReference = agency?.caseReference.example ?? 'case';
  const words = 'if a case were stated';
  return [...stated, { by, what: { kind: 'CASE_REFERENCE' }, words, apply: withFacts({ caseReference }) }];
}

function byAgency({ policy, facts: { viewer } }: Situation): readonly Change[] {
  const agency = policy.agencies[viewer.agency];
  const by = 'AGENCY';
  const roles = (agency?.roles ?? []).filter((role) => role !== viewer.role);
  const changes = roles.map((role): Change => {
    return { by, what: { kind: 'ROLE', role }, words: `if the role were ${role}`, apply: withViewer({ role }) };
  });
  const clearance = agency?.clearance ?? viewer.clearance;
  if (classifications.indexOf(clearance) <= classifications.indexOf(viewer.clearance)) return changes;
  const words = `if the viewer were cleared to ${clearance}`;
  return [...changes, { by, what: { kind: 'CLEARANCE', clearance }, words, apply: withViewer({ clearance }) }];
}

// Why long: the list of what an originator may change belongs in one place.
function byOriginator({ policy, facts, envelope }: Situation): readonly Change[] {
  if (!envelope) return [];
  const { purpose, viewer } = facts;
  const { handlingCodes, purposeLimits, expiresAt, jointOperation } = envelope;
  const to = `agency:${viewer.agency}`;
  const change = (what: Change['what'], words: string, written: (envelope: Envelope) => Partial<Envelope>): Change => ({
    ...{ by: 'ORIGINATOR', what, words },
    apply: (situation) =>
      situation.envelope === null
        ? situation
        : { ...situation, envelope: { ...situation.envelope, ...written(situation.envelope) } },
  });
  const lifted = handlingCodes.filter((code) => code === 'H2' || code === 'H3');
  const isLimited = purpose !== undefined && purposeLimits.length > 0 && !purposeLimits.includes(purpose);
  const joined = policy.operations.filter(
    ({ id, members }) => id !== jointOperation && members.includes(viewer.agency),
  );
  return [
    change({ kind: 'RELEASE', to }, `if the record were released to ${to}`, ({ releasableTo }) => ({
      releasableTo: [...releasableTo, to],
    })),
    ...(handlingCodes.includes('H2')
      ? [
          change({ kind: 'ADDRESS', to }, `if the record were addressed to ${to}`, ({ addressees }) => ({
            addressees: [...addressees, to],
          })),
        ]
      : []),
    change({ kind: 'SHOW_THAT_IT_EXISTS', to }, `if ${to} were told that the record exists`, ({ hitTo }) => ({
      hitTo: [...hitTo, to],
    })),
    ...lifted.map((code) =>
      change({ kind: 'LIFT_HANDLING', code }, `if the handling code ${code} were lifted`, (written) => ({
        handlingCodes: written.handlingCodes.filter((each) => each !== code),
      })),
    ),
    ...(isLimited
      ? [
          change({ kind: 'ALLOW_PURPOSE', purpose }, `if the record were opened for ${purpose}`, (written) => ({
            purposeLimits: [...written.purposeLimits, purpose],
          })),
        ]
      : []),
    ...(expiresAt == null
      ? []
      : [change({ kind: 'EXTEND' }, 'if the record were kept longer', () => ({ expiresAt: null }))]),
    ...joined.map(({ id }) =>
      change({ kind: 'ASSIGN_OPERATION', operation: id }, `if the record were assigned to ${id}`, () => ({
        jointOperation: id,
      })),
    ),
  ];
}

function byPolicy({ policy, facts, guards, envelope }: Situation): readonly Change[] {
  const { kind, agency } = facts.viewer;
  const by = 'POLICY';
  const grants = guards.flatMap((category): readonly Change[] => {
    const row = policy.categories[category];
    if (!row || row.public || row.special) return [];
    return (['HIT', 'MASKED', 'FULL'] as const).map((effect) => ({
      by,
      what: { kind: 'GRANT', category, to: kind, effect },
      words: `if the policy gave ${kind} ${effect} of ${category}`,
      apply: withCell(category, effect),
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
  const joining = joinable.map(({ id }): Change => {
    const words = `if the agency joined ${id}`;
    return { by, what: { kind: 'JOIN_OPERATION', operation: id }, words, apply: withMember(id) };
  });
  return [...joining, ...grants];
}

type Apply = Change['apply'];

function withFacts(facts: Partial<RequestFacts>): Apply {
  return (situation) => ({ ...situation, facts: { ...situation.facts, ...facts } });
}

function withViewer(viewer: Partial<RequestFacts['viewer']>): Apply {
  return (situation) => withFacts({ viewer: { ...situation.facts.viewer, ...viewer } })(situation);
}

function withCell(category: Category, effect: Effect): Apply {
  return ({ policy, facts, ...situation }) => {
    const row = policy.categories[category];
    if (!row) return { policy, facts, ...situation };
    const { kind } = facts.viewer;
    const cells = { ...row.cells, [kind]: { ...row.cells[kind], effect, roles: null, purposes: null } };
    const categories = { ...policy.categories, [category]: { ...row, cells, validity: undefined } };
    return { ...situation, facts, policy: { ...policy, categories } as typeof policy };
  };
}

function withMember(id: string): Apply {
  return ({ policy, facts, ...situation }) => {
    const operations = policy.operations.map((operation) =>
      operation.id === id ? { ...operation, members: [...operation.members, facts.viewer.agency] } : operation,
    );
    return { ...situation, facts, policy: { ...policy, operations } };
  };
}
