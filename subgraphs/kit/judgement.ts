import { decide } from '../../policy/decide.js';
import { instantMs } from '../../policy/instant.js';
import type { Policy } from '../../policy/policy.js';
import { classifications, type Decision, type Envelope, type RequestFacts, rank } from '../../policy/types.js';
import type { EnvelopeRow } from './types.js';

/** By which policy and for whom: of one request. */
export interface JudgedBy {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** What was decided in this request, by envelope. */
  readonly judgements: Map<string, Judgement>;
}

/** A record's: VISIBLE, HIT (its existence may be known), or INVISIBLE. */
export type RecordStanding = 'VISIBLE' | 'HIT' | 'INVISIBLE';

/** What one viewer gets of all rows with equal envelopes: decided once a request, category by category as asked. */
export interface Judgement {
  of(category: string): Decision;
  readonly standing: RecordStanding;
  /** Categories in which the rows hold data, as far as visibility looks at them. */
  readonly held: ReadonlySet<string>;
  readonly contact: string | null;
}

/** @param categories those of the source; visibility looks at no other */
export function judgeRow(judging: JudgedBy, categories: ReadonlySet<string>, row: EnvelopeRow): Judgement {
  const { judgements, facts } = judging;
  const expiresAt = expiryOf(row, facts.asOf);
  const key = envelopeKey(row, expiresAt);
  const known = judgements.get(key);
  if (known) return known;
  const made = judge(judging, categories, row, new SharedEnvelope(row, expiresAt));
  judgements.set(key, made);
  return made;
}

function judge(
  { policy, facts }: JudgedBy,
  categories: ReadonlySet<string>,
  row: EnvelopeRow,
  envelope: Envelope,
): Judgement {
  const decided = new Map<string, Decision>();
  const decideOnce = (category: string): Decision => {
    const decision = decided.get(category) ?? decide(policy, facts, category, envelope);
    decided.set(category, decision);
    return decision;
  };
  const held = new Set(
    (row.env_holds ?? []).filter((category) => {
      const known = policy.categories[category];
      return categories.has(category) && known && !known.public && !known.envelope;
    }),
  );
  let best = 0;
  for (const category of held) best = Math.max(best, rank[decideOnce(category).effect]);
  const standing = best >= rank.MASKED ? 'VISIBLE' : best === rank.HIT ? 'HIT' : 'INVISIBLE';
  return {
    standing,
    held,
    contact: policy.agencies[row.env_originator]?.contact ?? null,
    of(category) {
      const decision = decideOnce(category);
      if (standing === 'VISIBLE' || policy.categories[category]?.public) return decision;
      const most = standing === 'HIT' && held.has(category) ? 'HIT' : 'NONE';
      if (rank[decision.effect] <= rank[most]) return decision;
      return { effect: most, reason: 'RECORD', rule: `row.${standing}` };
    },
  };
}

/**
 * Invariant: rows share a judgement by the key below, so `decide` may look at nothing that the key does not say. The
 * columns that differ from row to row throw, which denies; whoever teaches `decide` to look at one adds it to the key.
 */
class SharedEnvelope implements Envelope {
  readonly originator: string;
  readonly handlingCodes: readonly string[];
  readonly addressees: readonly string[];
  readonly classification: Envelope['classification'];
  readonly releasableTo: readonly string[];
  readonly hitTo: readonly string[];
  readonly purposeLimits: readonly string[];
  readonly dataSubjectCategory: string | null;
  readonly minor: boolean;
  readonly jointOperation: string | null;
  readonly expiresAt: string | null;
  readonly source: string;

  constructor(row: EnvelopeRow, expiresAt: string | null) {
    this.originator = row.env_originator;
    this.handlingCodes = row.env_handling_codes;
    this.addressees = row.env_addressees;
    this.classification = classifications[row.env_classification] as Envelope['classification'];
    this.releasableTo = row.env_releasable_to;
    this.hitTo = row.env_hit_to;
    this.purposeLimits = row.env_purpose_limits;
    this.dataSubjectCategory = row.env_data_subject_category;
    this.minor = row.env_minor;
    this.jointOperation = row.env_joint_operation;
    this.expiresAt = expiresAt;
    this.source = row.env_source;
  }

  get sourceRef(): string {
    return unshared('sourceRef');
  }
  get handlingNote(): string {
    return unshared('handlingNote');
  }
  get sourceEvaluation(): string {
    return unshared('sourceEvaluation');
  }
  get informationEvaluation(): number {
    return unshared('informationEvaluation');
  }
  get caseReference(): string {
    return unshared('caseReference');
  }
}

function unshared(name: string): never {
  throw new Error(`${name} is not in the key of the judgement that rows share`);
}

/**
 * Equal for rows that are decided alike: every column of the envelope above, and what the row holds. Each part is told
 * apart by a NUL, which no text of PostgreSQL holds, and each list by its length before it.
 */
function envelopeKey(row: EnvelopeRow, expiresAt: string | null): string {
  return (
    `${row.env_originator}\0${row.env_classification}\0${row.env_minor}\0${textKey(expiresAt)}\0${row.env_source}\0` +
    `${textKey(row.env_data_subject_category)}\0${textKey(row.env_joint_operation)}\0` +
    `${listKey(row.env_handling_codes)}\0${listKey(row.env_addressees)}\0${listKey(row.env_releasable_to)}\0` +
    `${listKey(row.env_hit_to)}\0${listKey(row.env_purpose_limits)}\0${listKey(row.env_holds)}`
  );
}

/**
 * When the record expires, as far as the request's one instant can tell: then, or a millisecond later.
 * Why: records expire on a thousand days, and `decide` asks only whether that day is past.
 */
function expiryOf({ env_expires_at: expiresAt }: EnvelopeRow, asOf: string): string | null {
  if (expiresAt === null) return null;
  const now = instantMs(asOf);
  const at = new Date(expiresAt);
  if (Number.isNaN(now)) return at.toISOString();
  if (Number.isNaN(at.getTime())) throw new RangeError('a record expires at no time');
  return at.getTime() <= now ? asOf : momentAfter(asOf, now);
}

let lastMoment = { asOf: '', after: '' };

/** A millisecond later. Kept for the last instant, which is asked for by every row of a request. */
function momentAfter(asOf: string, now: number): string {
  if (lastMoment.asOf !== asOf) lastMoment = { asOf, after: new Date(now + 1).toISOString() };
  return lastMoment.after;
}

function textKey(text: string | null): string {
  return text === null ? '-' : `=${text}`;
}

function listKey(list: readonly string[] | null): string {
  if (!Array.isArray(list)) return '-';
  return list.length === 0 ? '0' : `${list.length}\0${list.join('\0')}`;
}
