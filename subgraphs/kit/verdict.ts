import { bounds } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import type { Policy } from '../../policy/policy.js';
import { type Decision, type RequestFacts, rank } from '../../policy/types.js';
import { createVerdictStore, type Verdicts } from '../../policy/verdict.js';
import { toEnvelope } from './envelope.js';
import type { FieldShape } from './shape.js';
import type { EnvelopeRow } from './types.js';

/** What one viewer gets of one object: a decision per category, made once. */
export interface Verdict extends Verdicts {
  /** Where the looks at the object's fields are noted: the report of the request that it was made for. */
  readonly report: Notes | null;
  /** The record behind the object; null for the parts of a page, references, and what is public. */
  readonly record: VerdictRecord | null;
}

/** Where looks at fields are noted. */
export interface Notes {
  /** Notes one look at a classified field, whatever its decision. */
  note(field: NotedField): void;
  /** Notes that a record's public id is shown, which discloses that it exists. */
  noteId(record: VerdictRecord): void;
}

export interface NotedField {
  readonly parent: object;
  readonly name: string;
  readonly shape: FieldShape;
  readonly record: VerdictRecord | null;
  readonly decision: Decision;
  /** Response path, list indices included. */
  readonly path: () => readonly (string | number)[];
}

export interface VerdictRecord {
  readonly id: string;
  readonly originator: string;
  /** Contact point of the originator; null where the directory has none. */
  readonly contact: string | null;
  /** Whether the record holds data of a category. */
  holds(category: string): boolean;
  /** VISIBLE, HIT (its existence may be known), or INVISIBLE. */
  readonly standing: 'VISIBLE' | 'HIT' | 'INVISIBLE';
}

const store = createVerdictStore<Verdict>();

/** Remembers the verdict of an object that is on its way to a resolver, and gives the object back. */
export const setVerdict = store.set;

/** The verdict of an object; undefined, which denies every field that is not public, where it came by another way. */
export const verdictOf = store.of;

/** By which policy, for whom, and where it is noted. */
export interface Judging {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  readonly report: Notes;
}

const FULL: Decision = { effect: 'FULL', reason: null, rule: 'public' };

/** Of an object without a record: `public` and nothing else. */
export const publicVerdict: Verdict = {
  of: (category) => (category === 'public' ? FULL : { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' }),
  report: null,
  record: null,
};

/**
 * Of a reference to an entity: beside `public`, the edges that this source hangs on it, where some record could be FULL.
 * Why not less: an edge finds rows by the datum that its category guards, as a filter does; each row is judged again.
 */
export function referenceVerdict({ policy, facts, report }: Judging): Verdict {
  const boundsOf = bounds(policy, facts);
  return {
    of(category) {
      const { ceiling, reason, rule } = boundsOf(category);
      return ceiling === 'FULL' ? FULL : { effect: 'NONE', reason, rule };
    },
    report,
    record: null,
  };
}

/**
 * Of a row, from its envelope alone and independent of SQL.
 *
 * @param categories those of the source; visibility looks at no other
 */
export function rowVerdict(
  { policy, facts, report }: Judging,
  categories: ReadonlySet<string>,
  row: EnvelopeRow,
): Verdict & { readonly record: VerdictRecord } {
  const envelope = toEnvelope(row);
  const made = new Map<string, Decision>();
  const judge = (category: string): Decision => {
    const decision = made.get(category) ?? decide(policy, facts, category, envelope);
    made.set(category, decision);
    return decision;
  };
  const held = (row.env_holds ?? []).filter((category) => {
    const known = policy.categories[category];
    return categories.has(category) && known && !known.public && !known.envelope;
  });
  const best = held.reduce((highest, category) => Math.max(highest, rank[judge(category).effect]), 0);
  const standing = best >= rank.MASKED ? 'VISIBLE' : best === rank.HIT ? 'HIT' : 'INVISIBLE';
  return {
    of(category) {
      const decision = judge(category);
      if (standing === 'VISIBLE' || policy.categories[category]?.public) return decision;
      const most = standing === 'HIT' && held.includes(category) ? 'HIT' : 'NONE';
      if (rank[decision.effect] <= rank[most]) return decision;
      return { effect: most, reason: 'RECORD', rule: `row.${standing}` };
    },
    report,
    record: {
      id: row.id,
      originator: row.env_originator,
      contact: policy.agencies[row.env_originator]?.contact ?? null,
      holds: (category) => held.includes(category),
      standing,
    },
  };
}
