import { decide } from '../../../policy/decide.js';
import type { Policy } from '../../../policy/policy.js';
import { instantMs } from '../../../policy/rules/instant.js';
import {
  classifications,
  type Decision,
  type Envelope,
  type LinkSubject,
  type RequestFacts,
  rank,
} from '../../../policy/types.js';
import { isProtected } from '../../../policy/understood.js';
import { type EnvelopeTerms, readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { EnvelopeRow } from '../types.js';

/** By which policy and for whom: of one request. */
export interface JudgedBy {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** What was decided in this request, by envelope. */
  readonly judgements: Map<string, Judgement>;
}

/** What of a row is judged. */
export type JudgedRow = Pick<EnvelopeRow, 'env_key' | 'env_originator' | 'env_expires_at' | 'env_terms'>;

/** A record's: VISIBLE, HIT (its existence may be known), or INVISIBLE. */
export type RecordStanding = 'VISIBLE' | 'HIT' | 'INVISIBLE';

/** What one viewer gets of all rows with equal envelopes: decided once a request, category by category as asked. */
export interface Judgement {
  of(category: string): Decision;
  readonly standing: RecordStanding;
  /** Categories in which the rows hold data, as far as visibility looks at them. */
  readonly held: ReadonlySet<string>;
  readonly contact: string | null;
  readonly terms: EnvelopeTerms;
}

/**
 * @param categories those of the source; visibility looks at no other
 * @throws RangeError for a row whose envelope is not known, or cannot be read
 * @param subject who stands at the end of the link that the row is; null for any other row
 */
export function judgeRow(
  judging: JudgedBy,
  categories: ReadonlySet<string>,
  row: JudgedRow,
  subject: LinkSubject | null = null,
): Judgement {
  const { judgements, facts } = judging;
  if (row.env_terms === null) throw new RangeError('an envelope is not known');
  const expiresAt = expiryOf(row, facts.asOf);
  const protects = subject !== null && isProtected(subject);
  // Why the text and not what it says: equal texts are equal terms, and are read once.
  const envelopeKey = row.env_key ?? `${row.env_originator}\0${row.env_terms}`;
  // Why: most rows need no text of their own. No other key is without the sign between.
  const isPlain = row.env_key !== null && expiresAt === null && !protects;
  const key = isPlain ? envelopeKey : `${protects ? '!' : ''}${expiresAt ?? ''}\0${envelopeKey}`;
  const known = judgements.get(key);
  if (known) return known;
  const envelope = new SharedEnvelope(row.env_originator, readEnvelopeTerms(row.env_terms), expiresAt);
  const made = judge(judging, categories, envelope, protects ? somebodyProtected : null);
  judgements.set(key, made);
  return made;
}

/** Why one for all: of a link's subject, decisions depend on nothing but that it is protected. */
const somebodyProtected: LinkSubject = { category: null, minor: false };

function judge(
  { policy, facts }: JudgedBy,
  categories: ReadonlySet<string>,
  envelope: SharedEnvelope,
  subject: LinkSubject | null,
): Judgement {
  const { originator, terms } = envelope;
  const decided = new Map<string, Decision>();
  const decideOnce = (category: string): Decision => {
    const decision = decided.get(category) ?? decide(policy, facts, category, envelope, subject);
    decided.set(category, decision);
    return decision;
  };
  // Why: it shows at once what the categories hold apart, so a cap on any one of them must hold for all of it.
  const decideWhole = (category: string): Decision => {
    const decision = decideOnce(category);
    if (decision.effect === 'MASKED') return { ...decision, effect: 'NONE' };
    if (decision.effect !== 'FULL') return decision;
    for (const part of terms.holds) {
      if (policy.categories[part]?.public || policy.categories[part]?.envelope) continue;
      const { effect, reason, rule } = decideOnce(part);
      if (effect !== 'FULL') return { effect: 'NONE', reason, rule: `whole.${rule}` };
    }
    return decision;
  };
  const held = new Set(
    terms.holds.filter((category) => {
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
    terms,
    contact: policy.agencies[originator]?.contact ?? null,
    of(category) {
      const decision = policy.categories[category]?.whole ? decideWhole(category) : decideOnce(category);
      if (standing === 'VISIBLE' || policy.categories[category]?.public) return decision;
      const most = standing === 'HIT' && held.has(category) ? 'HIT' : 'NONE';
      if (rank[decision.effect] <= rank[most]) return decision;
      return { effect: most, reason: 'RECORD', rule: `row.${standing}` };
    },
  };
}

/**
 * Invariant: rows share a judgement by the key above, so `decide` may look at nothing that the key does not say. The
 * columns that differ from row to row throw, which denies; anyone who teaches `decide` to look at one adds it to the key.
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
  readonly terms: EnvelopeTerms;

  constructor(originator: string, terms: EnvelopeTerms, expiresAt: string | null) {
    this.terms = terms;
    this.originator = originator;
    this.handlingCodes = terms.handlingCodes;
    this.addressees = terms.addressees;
    this.classification = classifications[terms.classification] as Envelope['classification'];
    this.releasableTo = terms.releasableTo;
    this.hitTo = terms.hitTo;
    this.purposeLimits = terms.purposeLimits;
    this.dataSubjectCategory = terms.dataSubjectCategory;
    this.minor = terms.minor;
    this.jointOperation = terms.jointOperation;
    this.expiresAt = expiresAt;
    this.source = terms.source;
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
 * When the record expires, as far as the request's one instant can tell: then, or a millisecond later.
 * Why: records expire on a thousand days, and `decide` asks only whether that day is past.
 */
function expiryOf({ env_expires_at: expiresAt }: JudgedRow, asOf: string): string | null {
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
