import type { Decided, DecidedGroup, EntryHeader, ReadBody } from '../../../auditlog/types.js';
import { type Bounds, bounds } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import {
  type AgencyKind,
  type Classification,
  type Decision,
  type Purpose,
  type RequestFacts,
  type Role,
  rank,
} from '../../../policy/types.js';
import type { NotedVerdicts } from '../../../subgraphs/kit/wall/decisions.js';
import { judgeAgain } from '../../../subgraphs/kit/wall/envelopeVerdict.js';
import { boundVerdicts } from '../../../subgraphs/kit/wall/verdict.js';

/** An entry with its decisions, and the texts of the envelopes that it names, by digest. */
export interface DecidedEntry {
  readonly header: EntryHeader;
  readonly body: ReadBody & { readonly decided: Decided };
  readonly envelopes: ReadonlyMap<string, string>;
}

/** A decision that changes. */
export interface Difference {
  /** Digest of its envelope; null: made before any record, by the most that the viewer may get. */
  readonly under: string | null;
  /** True where the link ends at a protected subject. */
  readonly protected?: true;
  /** True where it ends at a subject that no source describes, and the originator asks. */
  readonly untold?: true;
  /** Categories decided together; `standing` for what may be known of records, `inputs` for filters and look-ups. */
  readonly what: string;
  readonly was: string;
  readonly now: string;
}

/** The result of deciding an entry again. */
export interface DecidedAgain {
  /** Decisions that were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/**
 * Makes the decisions of an entry again, by the policy of its time, or another one to see what it would change. Pure.
 *
 * @throws RangeError, SyntaxError for an envelope that this version cannot read
 */
export function decideAgain(policy: Policy, entry: DecidedEntry): DecidedAgain {
  const facts = factsOf(policy, entry);
  const boundsOf = bounds(policy, facts);
  const { groups } = entry.body.decided;
  const compared = [
    ...compareInputs(boundsOf, entry),
    ...comparePruned(boundsOf, entry.body.decided),
    ...groups.flatMap((group) => [...compareGroup(policy, facts, group, entry.envelopes)]),
  ];
  return { compared: compared.length, differences: compared.flatMap((difference) => difference ?? []) };
}

/** Who asked, for what, and when, as the entry states it. The country, which it does not state, is the agency's. */
function factsOf(policy: Policy, { header, body }: DecidedEntry): RequestFacts {
  const { agency, agencyKind, role, purpose, askedAt } = header;
  return {
    viewer: {
      subject: body.subject ?? '',
      agency: agency ?? '',
      kind: agencyKind as AgencyKind,
      country: policy.agencies[agency ?? '']?.country ?? '',
      role: role as Role,
      clearance: body.decided.clearance as Classification,
    },
    ...(purpose === null ? {} : { purpose: purpose as Purpose }),
    ...(body.caseReference === null ? {} : { caseReference: body.caseReference }),
    asOf: askedAt,
  };
}

/** Codes of operations refused for their inputs. */
const refusals: ReadonlySet<string> = new Set(['FILTER_NOT_PERMITTED', 'CASE_REFERENCE_REQUIRED']);

/** Null: the decision is the same. */
type Compared = Difference | null;

function* compareInputs(boundsOf: Bounds, { header, body }: DecidedEntry): Generator<Compared> {
  const { filters = [], lookUps = [] } = body.decided;
  if (filters.length + lookUps.length === 0) return;
  const reaches = (needed: 'FULL' | 'HIT') => (guards: string) =>
    guards.split(' ').every((category) => rank[boundsOf(category).ceiling] >= rank[needed]);
  const isPermitted = filters.every(reaches('FULL')) && lookUps.every(reaches('HIT'));
  const was = header.kind === 'REFUSED' && refusals.has(header.code) ? 'REFUSED' : 'PERMITTED';
  yield compare({ under: null, what: 'inputs' }, was, isPermitted ? 'PERMITTED' : 'REFUSED');
}

function* comparePruned(boundsOf: Bounds, { pruned = [] }: Decided): Generator<Compared> {
  for (const [category, rule] of pruned) {
    const bound = boundsOf(category);
    yield compare({ under: null, what: category }, `NONE by ${rule}`, `${bound.ceiling} by ${bound.rule}`);
  }
}

function* compareGroup(
  policy: Policy,
  facts: RequestFacts,
  group: DecidedGroup,
  envelopes: DecidedEntry['envelopes'],
): Generator<Compared> {
  const { under, standing = 'VISIBLE', protected: isProtected, untold } = group;
  if (under === undefined) {
    yield* compareDecisions(boundVerdicts(policy, facts), group, { under: null });
    return;
  }
  for (const digest of under) {
    const envelopeVerdict = judgeAgain({ policy, facts }, { ...group, envelope: envelopes.get(digest) ?? '' });
    const at = { under: digest, ...(isProtected ? { protected: isProtected } : {}), ...(untold ? { untold } : {}) };
    yield compare({ ...at, what: 'standing' }, standing, envelopeVerdict.standing);
    yield* compareDecisions(envelopeVerdict, group, at);
  }
}

function* compareDecisions(
  verdicts: NotedVerdicts,
  { full, below = [] }: DecidedGroup,
  at: Pick<Difference, 'under' | 'protected' | 'untold'>,
): Generator<Compared> {
  const again = (guards: string): string => describe(verdicts.decide(guards.split(' ')).decision);
  for (const guards of full) yield compare({ ...at, what: guards }, 'FULL', again(guards));
  for (const [guards, effect, rule] of below)
    yield compare({ ...at, what: guards }, `${effect} by ${rule}`, again(guards));
}

function compare(at: Omit<Difference, 'was' | 'now'>, was: string, now: string): Compared {
  return was === now ? null : { ...at, was, now };
}

/** Why FULL has no rule: the viewer sees the same by whichever right. */
function describe({ effect, rule }: Decision): string {
  return effect === 'FULL' ? 'FULL' : `${effect} by ${rule}`;
}
