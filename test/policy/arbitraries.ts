import fc from 'fast-check';
import type { Policy } from '../../policy/policy.js';
import {
  type AgencyKind,
  type Category,
  type Classification,
  classifications,
  type Envelope,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
  roles,
} from '../../policy/types.js';

const names = [
  'kind:CUSTOMS_MS',
  'kind:POLICE_MS',
  'kind:PARTNER_THIRD_COUNTRY',
  'country:NL',
  'country:XA',
  'country:EU',
];
const instants = ['2026-11-25T10:00:00Z', '2026-02-01T00:00:00Z', '2028-03-01T00:00:00.500Z'];

/** The policy with rows whose validity begins or ends at the instants of `anyFacts`, or a millisecond after one. */
export function withTurns(policy: Policy): Policy {
  const [now = '', , later = ''] = instants;
  const from = '2024-01-01T00:00:00Z';
  const turned: Readonly<Record<Category, { readonly from: string; readonly to: string }>> = {
    'cargo.goods': { from, to: now },
    'persons.identity': { from, to: '2026-11-25T10:00:00.001Z' },
    'seizures.core': { from: later, to: '2036-01-01T00:00:00Z' },
    'incidents.summary': { from, to: later },
    'audit.log': { from: now, to: later },
  };
  const rows = Object.entries(policy.categories).map(([category, row]) => {
    return [category, turned[category] ? { ...row, validity: turned[category] } : row] as const;
  });
  return { ...policy, categories: Object.fromEntries(rows) };
}

/** The policy in which some kinds may know by a number of protected records of which they see nothing. */
export function withProtectedHits(policy: Policy, ...kinds: readonly AgencyKind[]): Policy {
  const legalBasis = { owner: 'policy@example.org', basis: [{ act: 'An act' }], approval: 'PROPOSAL' } as const;
  return { ...policy, protectedHits: kinds.map((kind) => ({ ...legalBasis, kind, by: 'NUMBER' })) };
}

/** Any viewer of the policy, with roles and purposes that it may state most of the time. */
export function anyFacts(policy: Policy): fc.Arbitrary<RequestFacts> {
  return fc.constantFrom(...Object.values(policy.agencies)).chain((agency) =>
    fc.record({
      viewer: fc.record({
        subject: fc.constant('tester'),
        agency: fc.constant(agency.id),
        kind: fc.constant(agency.kind),
        country: fc.constant(agency.country),
        role: usually<Role>(agency.roles, roles),
        clearance: usually<Classification>([agency.clearance], classifications),
      }),
      purpose: fc.option(usually<Purpose>(agency.purposes, purposes), { nil: undefined, freq: 12 }),
      caseReference: fc.option(fc.constant(agency.caseReference.example), { nil: undefined }),
      asOf: fc.constantFrom(...instants),
    }),
  );
}

/** Any envelope that the columns can hold, values that policy does not understand included. */
export function anyEnvelope(policy: Policy): fc.Arbitrary<Envelope> {
  const agency = fc.constantFrom(...Object.keys(policy.agencies));
  const lists = fc.array(
    fc.oneof(
      fc.constantFrom(...names),
      agency.map((id) => `agency:${id}`),
    ),
    { maxLength: 3 },
  );
  const mostlyEmpty = <Item>(list: fc.Arbitrary<Item[]>) => fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, list);
  return fc.record({
    originator: agency,
    handlingCodes: mostlyEmpty(
      fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom('H0', 'H1', 'H2', 'H3') }, fc.constant('H9')), {
        maxLength: 2,
      }),
    ),
    addressees: mostlyEmpty(fc.array(agency, { maxLength: 3 })),
    classification: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Classification>('PUBLIC') },
      { weight: 4, arbitrary: fc.constantFrom(...classifications) },
      { weight: 1, arbitrary: fc.constant('COSMIC' as Classification) },
    ),
    releasableTo: mostlyEmpty(lists),
    hitTo: mostlyEmpty(lists),
    purposeLimits: mostlyEmpty(fc.array(fc.constantFrom<string>(...purposes), { maxLength: 4 })),
    dataSubjectCategory: fc.constantFrom(null, null, 'SUSPECT', 'VICTIM', 'WITNESS', 'OTHER', 'BYSTANDER'),
    minor: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
    jointOperation: fc.constantFrom(null, 'operation_unknown', ...policy.operations.map((operation) => operation.id)),
    expiresAt: fc.constantFrom(
      null,
      null,
      '2030-01-01T00:00:00.000Z',
      ...instants.map((text) => new Date(text).toISOString()),
    ),
    source: fc.constant('demo-persons'),
    sourceRef: fc.constant('1'),
  });
}

/** Any category of the matrix. */
export function anyCategory(policy: Policy): fc.Arbitrary<Category> {
  return fc.constantFrom(...Object.keys(policy.categories));
}

function usually<Value>(likely: readonly Value[], all: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}
