import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strictestTerms } from '../../../ingest/restoring/strictestTerms.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { findLoosened, type RestrictedTerms } from '../../../policy/loosening.js';
import { classifications } from '../../../policy/types.js';
import type { KeptTerms } from '../../../storage/acts/act.js';

const policy = loadPolicy();
const agencies = Object.keys(policy.agencies).slice(0, 4);
const kinds = [...new Set(Object.values(policy.agencies).map(({ kind }) => kind))];
const names = fc.subarray([
  ...agencies.map((id) => `agency:${id}`),
  ...kinds.slice(0, 2).map((kind) => `kind:${kind}`),
]);
const terms: fc.Arbitrary<KeptTerms> = fc.record({
  classification: fc.nat({ max: classifications.length - 1 }),
  minor: fc.boolean(),
  dataSubjectCategory: fc.constantFrom(null, 'SUSPECT', 'WITNESS', 'VICTIM'),
  jointOperation: fc.constantFrom(null, 'jop_1', 'jop_2'),
  handlingCodes: fc.subarray(['H1', 'H2', 'H3']),
  addressees: fc.subarray(agencies),
  releasableTo: names,
  hitTo: names,
  purposeLimits: fc.subarray(Object.keys(policy.purposes).slice(0, 3)),
  expiresAt: fc.constantFrom(null, '2030-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z'),
});
const originator = 'EU-ANALYSIS';
const restricted = ({ classification, ...rest }: KeptTerms): RestrictedTerms => ({
  ...rest,
  originator,
  classification: classifications[classification] ?? 'SECRET_UE',
});

/** The originator sees its own record anyway: to release it to that one alone gives it to nobody. */
const isOwn = ({ releasableTo }: KeptTerms): boolean => releasableTo.join() === `agency:${originator}`;
const looser = (from: KeptTerms, to: KeptTerms) =>
  findLoosened(policy, restricted(from), restricted(to)).filter((term) => term !== 'releasableTo' || !isOwn(to));

it('loosens neither the restored envelope nor the later one, and changes nothing where it is applied again', () => {
  const isForNothing = (one: KeptTerms, other: KeptTerms) =>
    one.purposeLimits.length > 0 &&
    other.purposeLimits.length > 0 &&
    !one.purposeLimits.some((purpose) => other.purposeLimits.includes(purpose));
  fc.assert(
    fc.property(terms, terms, (present, later) => {
      const both = strictestTerms(policy, present, later, originator);
      if (isForNothing(present, later)) {
        expect([both.releasableTo, both.hitTo.length]).toEqual([[`agency:${originator}`], 0]);
        return;
      }
      for (const one of [present, later]) expect([both, looser(one, both)]).toEqual([both, []]);
      expect(looser(both, strictestTerms(policy, both, later, originator))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
