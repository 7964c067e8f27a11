import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import { ordinary } from '../space/records.js';
import { factsAt } from '../space/requests.js';
import type { Classification, Decision, Effect, Envelope, Purpose, RequestFacts, Role } from '../types.js';
import type { PolicyCase } from './shapes.js';
import type { At, Placed } from './written.js';

/** One decision that must come out as stated. */
export interface Check {
  readonly category: string;
  readonly facts: RequestFacts;
  readonly envelope: Envelope | null;
  /** Whether the record was found to be that of the person who asks; not where absent. */
  readonly isOfAsked?: boolean | undefined;
  readonly expect: Pick<Decision, 'effect'> & { readonly reason?: string | null; readonly rule?: string };
  /** Who asks, in words. */
  readonly who: string;
}

/** What the policy decides in a check. */
export function decided(policy: Policy, { facts, category, envelope, isOfAsked }: Check): Decision {
  return decide(policy, facts, category, envelope, null, isOfAsked);
}

/** A written sentence, and the decisions that it states. */
export interface Stated {
  readonly at: At;
  readonly sentence: string;
  readonly checks: readonly Check[];
}

const usualInstant = '2026-11-25T10:00:00Z';

/** The instant of cases and sentences: always the same for a policy, and one at which each of its rows has begun. */
export function instantOf({ categories }: Policy): string {
  const known = instants.get(categories);
  if (known !== undefined) return known;
  const begun = Object.values(categories).map(({ validity }) => validity?.from ?? usualInstant);
  const instant = begun.reduce((latest, each) => (instantMs(each) > instantMs(latest) ? each : latest), usualInstant);
  instants.set(categories, instant);
  return instant;
}

const instants = new WeakMap<Policy['categories'], string>();

/** Facts of a request of `AGENCY ROLE`, with the agency's clearance. @throws RangeError for an unknown agency */
export function factsOf(
  policy: Policy,
  viewer: string,
  purpose?: Purpose,
  more: {
    readonly clearance?: Classification | undefined;
    readonly case?: string | undefined;
    readonly asOf?: string | undefined;
  } = {},
): RequestFacts {
  const [id = '', role = ''] = viewer.split(' ');
  const agency = policy.agencies[id];
  if (!agency) throw new RangeError(`no agency ${id}`);
  const asking = { role: role as Role, purpose, hasCase: false };
  return {
    ...factsAt(asking, agency, more.asOf ?? instantOf(policy), more.clearance ?? agency.clearance),
    caseReference: more.case,
  };
}

/** What a case states. @throws RangeError for an unknown agency */
export function statedByCase(policy: Policy, one: Placed<PolicyCase>): Stated {
  const facts = factsOf(policy, one.viewer, one.purpose === 'none' ? undefined : one.purpose, one);
  const envelope = one.envelope === 'none' ? null : ({ ...ordinary, ...one.envelope } as Envelope);
  const expect = (typeof one.expect === 'string' ? { effect: one.expect as Effect } : one.expect) as Check['expect'];
  const check = { category: one.category, facts, envelope, isOfAsked: one.ofAsked, expect, who: one.viewer };
  return { at: one.at, sentence: one.description, checks: [check] };
}
