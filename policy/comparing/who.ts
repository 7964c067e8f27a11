import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { type Category, type Effect, rank, roles } from '../types.js';
import { gather } from './gather.js';
import { ordinary } from './records.js';
import { factsAt, requestsOf } from './requests.js';

const dimensions = ['stated', 'purpose', 'role', 'agency'] as const;

/** Who gets an effect: each of the agencies, in each of the roles, for each of the purposes. */
export interface Getting {
  readonly effect: Exclude<Effect, 'NONE'>;
  readonly agencies: readonly string[];
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly cases: readonly string[];
}

/**
 * Who gets something of a field of a record of another agency that restricts nothing, the most first.
 *
 * @param guards the categories of the field: the least of all decides
 */
export function whoGets(policy: Policy, guards: readonly Category[], asOf: Date): readonly Getting[] {
  const both = [policy, policy] as const;
  const rows = Object.keys(policy.agencies).flatMap((agency) =>
    roles.flatMap((role) =>
      requestsOf(both, agency, role).map(({ purpose, hasCase, ...request }) => {
        const [facts] = factsAt({ ...request, purpose, hasCase }, asOf.toISOString());
        const of = guards.map((category) => decide(policy, facts, category, ordinary).effect);
        const effect = of.reduce((one, other) => (rank[other] < rank[one] ? other : one));
        return {
          effect: [effect],
          stated: [hasCase ? 'with' : 'without'],
          purpose: [purpose],
          role: [role],
          agency: [agency],
        };
      }),
    ),
  );
  const gathered = gather(rows, dimensions);
  return (['FULL', 'MASKED', 'HIT'] as const).flatMap((each) =>
    gathered
      .filter(({ effect }) => effect[0] === each)
      .map(({ agency, role, purpose, stated }): Getting => {
        return { effect: each, agencies: agency, roles: role, purposes: purpose, cases: stated };
      }),
  );
}
