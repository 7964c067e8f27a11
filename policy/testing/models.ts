import type { Agency, Policy } from '../policy.js';
import { ordinary } from '../space/records.js';
import { factsAt } from '../space/requests.js';
import { type AgencyKind, type Purpose, purposes, type RequestFacts, type Role, roles } from '../types.js';
import { instantOf } from './cases.js';

const modelId = (kind: AgencyKind, own: boolean): string => `${own ? 'OWN' : 'NEW'}-${kind}`;

/** The kinds of agency that a policy has cells for. */
export function kindsOf({ categories }: Policy): readonly AgencyKind[] {
  return Object.keys(Object.values(categories)[0]?.cells ?? {});
}

/** A policy with model agencies added: of each kind one that originates nothing, and one that enters every source. */
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

/** A request of a model agency, for a policy `withModels`. */
export function modelFacts(
  policy: Policy,
  kind: AgencyKind,
  role: Role,
  purpose: Purpose | undefined,
  { own = false, hasCase = true }: { readonly own?: boolean; readonly hasCase?: boolean } = {},
): RequestFacts {
  const agency = { id: modelId(kind, own), kind, country: 'TT' };
  return factsAt({ role, purpose, hasCase }, agency, instantOf(policy));
}
