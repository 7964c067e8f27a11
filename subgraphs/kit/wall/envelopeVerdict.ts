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
import { holdings } from '../../../policy/rules/ofAsked.js';
import {
  type Decision,
  type Effect,
  effects,
  type LinkSubject,
  type RequestFacts,
  rank,
} from '../../../policy/types.js';
import { type EnvelopeTerms, readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { EnvelopeRow } from '../rows.js';
import { type DecidedUnder, Decisions, type NotedVerdicts } from './decisions.js';
import { readEnvelope, SharedEnvelope, type StatedEnvelope, writeEnvelope } from './sharedEnvelope.js';

/** The policy and the facts that one request is judged by. */
export interface JudgedBy {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  /** What was decided in this request, by envelope. */
  readonly envelopeVerdicts: Map<string, EnvelopeVerdict>;
}

/** The columns that judge a row. */
export type JudgedRow = Pick<EnvelopeRow, 'env_key' | 'env_originator' | 'env_expires_at' | 'env_terms'>;

/** What one viewer gets of all rows with equal envelopes: each category decided once a request, when first asked for. */
export interface EnvelopeVerdict extends NotedVerdicts {
  readonly standing: RecordStanding;
  /** Categories in which the rows hold data, of those that visibility looks at. */
  readonly held: ReadonlySet<string>;
  readonly contact: string | null;
  readonly terms: EnvelopeTerms;
  /** Whether protection lets a look-up by this find the rows; `category` is that of the datum stated. */
  isFound(by: SoughtBy, category: string): boolean;
  /** What was decided under it, for the log. */
  stated(): StatedDecisions;
}

/**
 * @param categories those of the source; visibility looks at no others
 * @param subject the person at the end of the link that the row is; null for any other row
 * @throws RangeError for a row whose envelope is unknown or unreadable
 */
export function judgeRow(
  judging: JudgedBy,
  categories: ReadonlySet<string>,
  row: JudgedRow,
  subject: LinkSubject | null = null,
): EnvelopeVerdict {
  const whom = whomOf(subject, row.env_originator === judging.facts.viewer.agency);
  return judgeOnce(judging, categories, row, whom);
}

/** The same for a row that was found to be that of the person who asks what is held of them: see `policy/rules/ofAsked.ts`. */
export function judgeOfAsked(judging: JudgedBy, categories: ReadonlySet<string>, row: JudgedRow): EnvelopeVerdict {
  return judgeOnce(judging, categories, row, 'ofAsked');
}

function judgeOnce(
  judging: JudgedBy,
  categories: ReadonlySet<string>,
  row: JudgedRow,
  whom: Whom | null,
): EnvelopeVerdict {
  const { envelopeVerdicts, facts } = judging;
  if (row.env_terms === null) throw new RangeError('an envelope is unknown');
  const expiresAt = expiryOf(row, facts.asOf);
  // Why the text: equal texts are equal terms, and are parsed once.
  const envelopeKey = row.env_key ?? `${row.env_originator}\0${row.env_terms}`;
  // Why: most rows then need no text of their own. Every other key holds a \0.
  const isPlain = row.env_key !== null && expiresAt === null && whom === null;
  const key = isPlain ? envelopeKey : `${whom ?? ''} ${expiresAt ?? ''}\0${envelopeKey}`;
  const known = envelopeVerdicts.get(key);
  if (known) return known;
  const made = judge(judging, parseOnce(row.env_originator, row.env_terms, categories), { expiresAt, whom });
  envelopeVerdicts.set(key, made);
  return made;
}

/**
 * The same for an envelope as the log keeps it.
 *
 * @throws RangeError, SyntaxError for any other text
 */
export function judgeAgain(
  judging: Omit<JudgedBy, 'envelopeVerdicts'>,
  stated: { readonly envelope: string } & Partial<DecidedUnder>,
): EnvelopeVerdict {
  const { envelope: text, expired } = stated;
  const whom = whoms.find((each) => stated[each]) ?? null;
  const expiresAt = expired === true ? judging.facts.asOf : null;
  return judge(judging, { text, ...readEnvelope(text) }, { expiresAt, whom });
}

/** An envelope as it was parsed, and as the log keeps it. */
interface ParsedEnvelope extends StatedEnvelope {
  readonly text: string;
}

/** Parsed envelopes by the categories of a source, then by their text: the same for every viewer. */
const parsed = new WeakMap<ReadonlySet<string>, LRUCache<string, ParsedEnvelope>>();
const MOST_PARSED = 2000;

function parseOnce(originator: string, text: string, categories: ReadonlySet<string>): ParsedEnvelope {
  const ofSource = parsed.get(categories) ?? new LRUCache<string, ParsedEnvelope>({ max: MOST_PARSED });
  parsed.set(categories, ofSource);
  const key = `${originator}\0${text}`;
  const known = ofSource.get(key);
  if (known) return known;
  const terms = readEnvelopeTerms(text);
  const envelope = { originator, terms, unseen: terms.holds.filter((category) => !categories.has(category)) };
  const made = { text: writeEnvelope(envelope), ...envelope };
  ofSource.set(key, made);
  return made;
}

/**
 * All that decisions depend on in whose the row is, as the log names it: the person at the end of a link, or that it is of the
 * person who asks what is held of them.
 */
type Whom = 'protected' | 'untold' | 'ofAsked';

const whoms = ['protected', 'untold', 'ofAsked'] as const satisfies readonly Whom[];

const linkSubjects: Readonly<Record<Whom, LinkSubject | null>> = {
  protected: { category: null, minor: false },
  untold: { category: null, minor: false, untold: 'OWN' },
  ofAsked: null,
};

/**
 * All that decisions depend on in the person at the end of a link; null where the record alone decides.
 *
 * @param isOwn whether the record's originator asks
 */
export function whomOf(subject: LinkSubject | null, isOwn: boolean): Whom | null {
  if (subject === null || !isProtected(subject, false)) return null;
  // Why only for one's own records: others' are decided as if the person were protected.
  return isOwn && !isProtected(subject, true) ? 'untold' : 'protected';
}

function judge(
  { policy, facts }: Omit<JudgedBy, 'envelopeVerdicts'>,
  { originator, terms, unseen, text }: ParsedEnvelope,
  { expiresAt, whom }: { readonly expiresAt: string | null; readonly whom: Whom | null },
): EnvelopeVerdict {
  const envelope = new SharedEnvelope(originator, terms, expiresAt);
  const subject = whom && linkSubjects[whom];
  const isOfAsked = whom === 'ofAsked';
  const decisions = new Decisions();
  const decided = new Map<string, Decision>();
  const decideOnce = (category: string): Decision => {
    const decision = decided.get(category) ?? decide(policy, facts, category, envelope, subject, isOfAsked);
    decided.set(category, decision);
    return decision;
  };
  // Why: a whole shows together what its categories hold apart, so a cap on any of them must hold for all of it.
  const decideWhole = (category: string): Decision => {
    const decision = decideOnce(category);
    if (decision.effect === 'MASKED') return { effect: 'NONE', reason: decision.reason, rule: decision.rule };
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
  const standing = isOfAsked ? standingOfAsked(decideOnce(holdings)) : recordStanding(asked, best);
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
    stated: () =>
      decisions.toStated({
        envelope: text,
        ...(whom === null ? {} : { [whom]: true }),
        // Why no instant: decisions depend only on whether it is past, and the entry states the request's instant.
        ...(expiresAt === facts.asOf ? { expired: true } : {}),
        ...(standing === 'VISIBLE' ? {} : { standing }),
      }),
  };
}

/** A record of the person who asks is opened whole or not at all: no part of it makes it a hit. */
function standingOfAsked({ effect }: Decision): RecordStanding {
  return effect === 'FULL' ? 'VISIBLE' : 'INVISIBLE';
}

/**
 * When the record expires, reduced to what the request's one instant can tell: at it, or a millisecond later.
 * Why: records expire on a thousand days, and `decide` asks only whether that day is past.
 */
function expiryOf({ env_expires_at: expiresAt }: JudgedRow, asOf: string): string | null {
  if (expiresAt === null) return null;
  const now = instantMs(asOf);
  const at = new Date(expiresAt);
  if (Number.isNaN(now)) return at.toISOString();
  if (Number.isNaN(at.getTime())) throw new RangeError('a record has an invalid expiry');
  return at.getTime() <= now ? asOf : momentAfter(asOf, now);
}

let lastMoment = { asOf: '', after: '' };

/** A millisecond later. Kept for the last instant, since every row of a request asks for the same. */
function momentAfter(asOf: string, now: number): string {
  if (lastMoment.asOf !== asOf) lastMoment = { asOf, after: new Date(now + 1).toISOString() };
  return lastMoment.after;
}
