import fc from 'fast-check';
import { decide } from '../../../policy/decide.js';
import type { Agency, Policy } from '../../../policy/policy.js';
import { linkSubject, type StatedSubject } from '../../../policy/rows/linkSubject.js';
import {
  type Category,
  classifications,
  type Envelope,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
  rank,
  roles,
} from '../../../policy/types.js';
import { anyEnvelope } from '../arbitraries.js';

/** A request, a record and a link, as they come: nothing of how the comparison parts them. */
export interface Sample {
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly hasCase: boolean;
  readonly clearance: (typeof classifications)[number];
  readonly asOf: string;
  readonly category: Category;
  readonly envelope: Envelope;
  readonly stated: StatedSubject | null;
}

const words = [null, 'SUSPECT', 'VICTIM', 'WITNESS', 'OTHER', 'CONTACT_OR_ASSOCIATE'];

/** Any sample over two policies. */
export function anySample(one: Policy, other: Policy): fc.Arbitrary<Sample> {
  const both = {
    ...one,
    agencies: { ...one.agencies, ...other.agencies },
    operations: [...one.operations, ...other.operations],
  };
  const turns = [one, other].flatMap(({ categories, operations }) => [
    ...Object.values(categories).flatMap(({ validity }) => (validity ? [validity.from, validity.to] : [])),
    ...operations.flatMap(({ from, to }) => [from, to]),
  ]);
  const around = [...new Set(turns)].flatMap((turn) =>
    [-1, 0, 1].map((by) => new Date(Date.parse(turn) + by).toISOString()),
  );
  const linkRoles = [null, 'STRANGE', ...Object.keys(one.linkSubjects.roles), ...Object.keys(other.linkSubjects.roles)];
  const lists = [null, 'demo-persons', ...one.linkSubjects.publicLists, ...other.linkSubjects.publicLists];
  return fc.record({
    agency: fc.constantFrom(...Object.keys(both.agencies)),
    role: fc.constantFrom(...roles),
    purpose: fc.constantFrom(...purposes),
    hasCase: fc.boolean(),
    clearance: fc.oneof(
      { weight: 3, arbitrary: fc.constant('SECRET_UE' as const) },
      fc.constantFrom(...classifications),
    ),
    asOf: fc.oneof({ weight: 3, arbitrary: fc.constant('2026-11-25T10:00:00Z') }, fc.constantFrom(...around)),
    category: fc.constantFrom(...Object.keys({ ...one.categories, ...other.categories })),
    envelope: anyEnvelope(both),
    stated: fc.option(
      fc.record({
        type: fc.constantFrom('TradeParty', 'SeizurePerson', 'Relation', 'toString'),
        role: fc.constantFrom(...linkRoles),
        birthDate: fc.constantFrom(null, '1980', '2024-01-01'),
        category: fc.constantFrom(...words),
        minor: fc.constantFrom(null, true, false),
        recordCategory: fc.constantFrom(...words),
        recordMinor: fc.constantFrom(null, true, false),
        pointed: fc.boolean(),
        settled: fc.boolean(),
        publicSource: fc.constantFrom(...lists),
      }),
    ),
  });
}

/** By how much a decision rises from one policy to the other; below 0: falls. */
export function riseOf(one: Policy, other: Policy, sample: Sample): number {
  const of = (policy: Policy, known: Policy): number => {
    const subject = sample.stated && linkSubject(policy, sample.asOf, sample.stated);
    return rank[decide(policy, factsOf(policy, known, sample), sample.category, sample.envelope, subject).effect];
  };
  return of(other, one) - of(one, other);
}

function factsOf(policy: Policy, known: Policy, sample: Sample): RequestFacts {
  const { kind, country } = (policy.agencies[sample.agency] ?? known.agencies[sample.agency]) as Agency;
  const { agency, role, clearance, purpose, asOf } = sample;
  return {
    viewer: { subject: 'tester', agency, kind, country, role, clearance },
    ...{ purpose, asOf, ...(sample.hasCase ? { caseReference: 'X-1' } : {}) },
  };
}
