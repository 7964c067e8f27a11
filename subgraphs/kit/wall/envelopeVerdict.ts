import { LRUCache } from 'lru-cache';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { decide } from '../../../policy/decide.js';
import type { Policy } from '../../../policy/policy.js';
import { isProtected } from '../../../policy/protectedSubjects.js';
import {
  isFoundBy,
  mayBeHit,
  type RecordStanding,
  recordStanding,
  type SoughtBy,
} from '../../../policy/rows/protectedRow.js';
import { instantMs } from '../../../policy/rules/instant.js';
import {
  type Decision,
  type Effect,
  effects,
  type LinkSubject,
  type RequestFacts,
  rank,
} from '../../../policy/types.js';
import { type EnvelopeTerms, readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { EnvelopeRow } from '../types.js';
import { type DecidedUnder, Decisions, type NotedVerdicts } from './decisions.js';
import { readEnvelope, SharedEnvelope, type StatedEnvelope, writeEnvelope } from './sharedEnvelope.js';

/** By which policy and for whom: of one request. */
export interface JudgedBy {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** What was decided in this request, by envelope. */
  readonly envelopeVerdicts: Map<string, EnvelopeVerdict>;
}

/** What of a row is judged. */
export type JudgedRow = Pick<EnvelopeRow, 'env_key' | 'env_originator' | 'env_expires_at' | 'env_terms'>;

/** What one viewer gets of all rows with equal envelopes: decided once a request, category by category as asked. */
export interface EnvelopeVerdict extends NotedVerdicts {
  readonly standing: RecordStanding;
  /** Categories in which the rows hold data, as far as visibility looks at them. */
  readonly held: ReadonlySet<string>;
  readonly contact: string | null;
  readonly terms: EnvelopeTerms;
  /** Whether a look-up by this finds the rows, as far as they are protected: `category` is that of the datum stated. */
  isFound(by: SoughtBy, category: string): boolean;
  /** What was decided under it, for the log. */
  told(): StatedDecisions;
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
): EnvelopeVerdict {
  const { envelopeVerdicts, facts } = judging;
  if (row.env_terms === null) throw new RangeError('an envelope is not known');
  const expiresAt = expiryOf(row, facts.asOf);
  const whom = whomOf(subject, row.env_originator === facts.viewer.agency);
  // Why the text and not what it says: equal texts are equal terms, and are read once.
  const envelopeKey = row.env_key ?? `${row.env_originator}\0${row.env_terms}`;
  // Why: most rows need no text of their own. No other key is without the sign between.
  const isPlain = row.env_key !== null && expiresAt === null && whom === null;
  const key = isPlain ? envelopeKey : `${whom ?? ''} ${expiresAt ?? ''}\0${envelopeKey}`;
  const known = envelopeVerdicts.get(key);
  if (known) return known;
  const made = judge(judging, readOnce(row.env_originator, row.env_terms, categories), { expiresAt, whom });
  envelopeVerdicts.set(key, made);
  return made;
}

/**
 * The same of an envelope as the log keeps it.
 *
 * @throws RangeError, SyntaxError for a text that is none
 */
export function judgeAgain(
  judging: Omit<JudgedBy, 'envelopeVerdicts'>,
  { envelope: text, expired, protected: protects, untold }: { readonly envelope: string } & Partial<DecidedUnder>,
): EnvelopeVerdict {
  const expiresAt = expired === true ? judging.facts.asOf : null;
  return judge(
    judging,
    { ...readEnvelope(text), text },
    { expiresAt, whom: protects ? 'protected' : untold ? 'untold' : null },
  );
}

/** An envelope as it was read, and as the log keeps it. */
interface ReadEnvelope extends StatedEnvelope {
  readonly text: string;
}

/** By the categories of a source, and what the envelope says: read once, no matter who asks. */
const read = new WeakMap<ReadonlySet<string>, LRUCache<string, ReadEnvelope>>();
const MOST_READ = 2000;

function readOnce(originator: string, said: string, categories: ReadonlySet<string>): ReadEnvelope {
  const known = read.get(categories) ?? new LRUCache<string, ReadEnvelope>({ max: MOST_READ });
  read.set(categories, known);
  const key = `${originator}\0${said}`;
  const before = known.get(key);
  if (before) return before;
  const terms = readEnvelopeTerms(said);
  const envelope = { originator, terms, unseen: terms.holds.filter((category) => !categories.has(category)) };
  const made = { ...envelope, text: writeEnvelope(envelope) };
  known.set(key, made);
  return made;
}

/** What decisions depend on of the person at the end of a link, as the log names it. */
type Whom = 'protected' | 'untold';

const somebody: Readonly<Record<Whom, LinkSubject>> = {
  protected: { category: null, minor: false },
  untold: { category: null, minor: false, untold: 'OWN' },
};

/**
 * What decisions depend on of the person at the end of a link; null where they are those of the record.
 *
 * @param own whether the record's originator asks
 */
export function whomOf(subject: LinkSubject | null, own: boolean): Whom | null {
  if (subject === null || !isProtected(subject, false)) return null;
  // Why not of others' records: they are decided as if the person were protected.
  return own && !isProtected(subject, true) ? 'untold' : 'protected';
}

function judge(
  { policy, facts }: Omit<JudgedBy, 'envelopeVerdicts'>,
  { originator, terms, unseen, text }: ReadEnvelope,
  { expiresAt, whom }: { readonly expiresAt: string | null; readonly whom: Whom | null },
): EnvelopeVerdict {
  const envelope = new SharedEnvelope(originator, terms, expiresAt);
  const subject = whom && somebody[whom];
  const decisions = new Decisions();
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
      return !unseen.includes(category) && known && !known.public && !known.envelope;
    }),
  );
  let best: Effect = 'NONE';
  for (const category of held) best = effects[Math.max(rank[best], rank[decideOnce(category).effect])] as Effect;
  const asked = { policy, facts, envelope, subject };
  const standing = recordStanding(asked, best);
  const of = (category: string): Decision => {
    const decision = policy.categories[category]?.whole ? decideWhole(category) : decideOnce(category);
    if (standing === 'VISIBLE' || policy.categories[category]?.public) return decision;
    const most = standing === 'HIT' && held.has(category) ? 'HIT' : 'NONE';
    if (rank[decision.effect] <= rank[most]) return decision;
    return { effect: most, reason: 'RECORD', rule: `row.${standing}` };
  };
  const verdicts = { of };
  return {
    standing,
    held,
    terms,
    contact: policy.agencies[originator]?.contact ?? null,
    of,
    isFound: (by, category) => (standing === 'VISIBLE' ? isFoundBy(asked, category) : mayBeHit(asked, by)),
    decide: (guards) => decisions.decide(verdicts, guards),
    told: () =>
      decisions.told({
        envelope: text,
        ...(whom === null ? {} : { [whom]: true }),
        // Why no instant: decisions depend on nothing but that it is past, and the request's instant stands in its entry.
        ...(expiresAt === facts.asOf ? { expired: true } : {}),
        ...(standing === 'VISIBLE' ? {} : { standing }),
      }),
  };
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
