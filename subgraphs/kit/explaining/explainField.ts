import { decisionTold, type Readable, type ToldDecision } from '../../../policy/explaining/recordExplained.js';
import type { Decided } from '../../../policy/explaining/situation.js';
import { decisionInWords } from '../../../policy/explaining/words.js';
import { basisInWords } from '../../../policy/loading/legalBasis.js';
import type { Policy } from '../../../policy/policy.js';
import type { Guarded } from '../../../policy/rules/verdict.js';
import type { ResolverMap } from '../module.js';
import type { KitSession } from '../session/session.js';
import { subjectOf } from '../wall/linkSubject.js';
import { structure } from '../wall/reference.js';
import { SharedEnvelope } from '../wall/sharedEnvelope.js';
import { envelopeOf, type Verdict, type VerdictRecord, verdictOf } from '../wall/verdict.js';
import { type AskedField, type AskingField, createAskedFields } from './askedField.js';
import { decidingAsSource } from './deciding.js';

/** What the resolver of `explain` answers. */
interface Explained {
  readonly answer: object;
  /** Categories of the envelope of which it tells something. */
  readonly told: readonly string[];
}

/**
 * Resolvers of `explain` of every record, and of every link to a person: from the verdict that decided about the object, so
 * that nothing is read. Objects with equal envelopes are explained once a request. The log names the record, and its
 * handling where the explanation tells of that.
 */
export function explainResolvers(
  asking: AskingField & { readonly policy: Policy; readonly categories: ReadonlySet<string> },
): ResolverMap {
  const types = [...asking.shapes.values()].filter(({ fields }) => fields.get('explain')?.named === 'Explanation');
  const { policy, categories } = asking;
  return Object.fromEntries(
    types.map((shape) => {
      const fieldOf = createAskedFields(asking, shape);
      const explain = (
        parent: object,
        { field: stated }: { readonly field: string },
        { session }: { readonly session: KitSession },
      ): object | null => {
        const field = fieldOf(stated);
        const verdict = verdictOf(parent);
        const record = verdict?.record;
        if (!verdict || !record) return null;
        const { answer, told } = session.once(verdict.envelopeVerdict, `explain ${field.coordinate}`, () =>
          explained({ policy, categories, session }, { verdict, record, field }),
        );
        session.report.show(record, session.report.setOf(told));
        return answer;
      };
      return [shape.name, { explain }];
    }),
  );
}

interface Explaining {
  readonly policy: Policy;
  readonly categories: ReadonlySet<string>;
  readonly session: KitSession;
}

interface Asked {
  readonly verdict: Verdict;
  readonly record: VerdictRecord;
  readonly field: AskedField;
}

function explained(explaining: Explaining, { verdict, record, field }: Asked): Explained {
  const { policy } = explaining;
  const { category, decision } = verdict.decide(field.guards);
  const readable = readableBy(verdict);
  const { isWhole, ...told } = toldOf(explaining, { record, field, decided: { ...decision, category } }, readable);
  const row = policy.categories[category];
  const contact = contactOf(policy, { category, decision }, readable.handling ? record : hitOf(record, category));
  const answer = structure({
    ...told,
    field: field.coordinate,
    words: decisionInWords({ ...decision, ofRecord: true }),
    legalBasis: row ? basisInWords(row) : null,
    contact,
  });
  const tellsOfRecord = readable.handling && decision.effect !== 'FULL';
  return { answer, told: tellsOfRecord ? toldOfHandling(readable) : [] };
}

/** The envelope's categories of which an explanation tells: where the rule is named, or its originator. */
function toldOfHandling({ subject, release }: Readable): readonly string[] {
  return ['handling', ...(subject ? ['handling.subject'] : []), ...(release ? ['handling.originator'] : [])];
}

/** What the viewer may read of the conditions on the object. */
export function readableBy(verdict: Pick<Verdict, 'decide'>): Readable {
  const isFull = (category: string): boolean => verdict.decide([category]).decision.effect === 'FULL';
  return {
    handling: isFull('handling'),
    subject: isFull('handling.subject'),
    release: isFull('handling.originator'),
  };
}

function toldOf(
  { policy, categories, session }: Explaining,
  { record, field, decided }: Omit<Asked, 'verdict'> & { readonly decided: Decided },
  readable: Readable,
): ToldDecision {
  const { facts } = session;
  const envelope = envelopeOf(record);
  // Of a hit no condition is readable.
  const terms = envelope && {
    envelope: new SharedEnvelope(
      envelope.row.env_originator,
      envelope.terms,
      envelope.row.env_expires_at?.toISOString() ?? null,
    ),
    subject: subjectOf(policy, facts.asOf, envelope.row),
  };
  const situation = { policy, facts, guards: field.guards, ...(terms ?? { envelope: null, subject: null }) };
  const deciding = decidingAsSource(envelope?.terms.holds ?? [], categories);
  return decisionTold({ situation, deciding, readable, decided });
}

/** Whom to ask for more; null where nobody can give it, or where the viewer may not know who lent the record. */
function contactOf(policy: Policy, { category, decision }: Guarded, known: VerdictRecord | null): string | null {
  const { effect, reason } = decision;
  if (effect === 'FULL') return null;
  if (effect === 'HIT' || reason === 'RECORD' || reason === 'ORIGINATOR') return known?.contact ?? null;
  return reason === 'CATEGORY' ? (policy.categories[category]?.owner ?? null) : null;
}

/** A record whose originator a hit names: it has data of the category, and the hit says so. */
function hitOf(record: VerdictRecord, category: string): VerdictRecord | null {
  return record.holds(category) ? record : null;
}
