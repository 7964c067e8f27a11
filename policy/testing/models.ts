import { ordinary } from '../comparing/records.js';
import type { Agency, Policy } from '../policy.js';
import { type AgencyKind, type Purpose, purposes, type RequestFacts, type Role, roles } from '../types.js';
import { instantOf } from './cases.js';

const modelId = (kind: AgencyKind, own: boolean): string => `${own ? 'OWN' : 'NEW'}-${kind}`;

/** Kinds of agency that a policy has cells for. */
export function kindsOf({ categories }: Policy): readonly AgencyKind[] {
  return Object.keys(Object.values(categories)[0]?.cells ?? {});
}

/** A policy with model agencies beside its own: of each kind one that originates nothing, and one that enters every source. */
export function withModels(policy: Policy): Policy {
  const [model] = Object.values(policy.agencies);
  if (!model) return policy;
  const agencies = kindsOf(policy).flatMap((kind) =>
    [false, true].map((own): [string, Agency] => {
      const id = modelId(kind, own);
      const mandate = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT' ? [ordinary.originator] : [];
      const originates = own ? Object.keys(policy.sources) : [];
      return [id, { ...model, id, kind, country: 'TT', clearance: 'SECRET_UE', originates, roles, purposes, mandate }];
    }),
  );
  return { ...policy, agencies: { ...policy.agencies, ...Object.fromEntries(agencies) } };
}

/** A request of a model agency. */
export function modelFacts(
  policy: Policy,
  kind: AgencyKind,
  role: Role,
  purpose: Purpose | undefined,
  more: { readonly own?: boolean; readonly case?: boolean } = {},
): RequestFacts {
  const { own = false, case: hasCase = true } = more;
  return {
    viewer: { subject: 'tester', agency: modelId(kind, own), kind, country: 'TT', role, clearance: 'SECRET_UE' },
    purpose,
    ...(hasCase ? { caseReference: 'X-1' } : {}),
    asOf: instantOf(policy),
  };
}
