import { bounds } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import type { RecordStanding } from '../../../policy/rows/protectedRow.js';
import { createVerdictStore, type Guarded, leastOf } from '../../../policy/rules/verdict.js';
import type { Decision, LinkSubject, RequestFacts } from '../../../policy/types.js';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { EnvelopeRow } from '../rows.js';
import type { FieldShape, Shapes, TypeShape } from '../shape.js';
import type { CategorySet } from './categorySet.js';
import { Decisions, type NotedVerdicts } from './decisions.js';
import { type EnvelopeVerdict, type JudgedBy, judgeOfAsked, judgeRow } from './envelopeVerdict.js';
import { type VisitSubject, visitSubjects } from './subjects.js';

/** What one viewer gets of one object: a decision per category, made once. */
export interface Verdict extends NotedVerdicts {
  /** Where the decisions come from: verdicts with the same one decide everything alike. */
  readonly envelopeVerdict: object;
  /** The report of the request that it was made for: where looks at the object's fields are noted. */
  readonly report: Notes | null;
  /** The record behind the object; null for the parts of a page, references, and what is public. */
  readonly record: VerdictRecord | null;
  /** For a link within the object: the same decisions, noted as the link's own. Absent where there is no record. */
  ofPart?(part: LinkObject): Verdict;
}

/** A link as it came from the database, unprojected. */
export interface LinkObject {
  readonly shape: TypeShape;
  readonly object: object;
}

/** Where looks at fields are noted. */
export interface Notes {
  /** Notes one look at a classified field, whatever its decision. */
  note(field: NotedField): void;
  /** Notes that an answer reveals that a record is there: by its id, or by anything that represents it. */
  notePresence(record: VerdictRecord): void;
}

/** A look at a field. */
export interface NotedField {
  readonly parent: object;
  readonly name: string;
  readonly shape: FieldShape;
  readonly record: VerdictRecord | null;
  /** The one of the field's categories that decided. */
  readonly category: string;
  readonly decision: Decision;
  /** Response path, list indices included. */
  readonly path: () => readonly (string | number)[];
}

/** The record that a verdict is about. */
export interface VerdictRecord {
  readonly id: string;
  readonly originator: string;
  /** Contact point of the originator; null where the directory has none. */
  readonly contact: string | null;
  /** Whether the record holds data of a category. */
  holds(category: string): boolean;
  readonly standing: RecordStanding;
  /** Visits what the object reveals beside the record: for a link, the link itself and its ends. */
  eachSubject(visit: VisitSubject): void;
  /** Kept by the report: what this object showed of the record; null before it showed anything. */
  shown: CategorySet | null;
}

const store = createVerdictStore<Verdict>();

/** Remembers the verdict of an object on its way to a resolver, and returns the object. */
export const setVerdict = store.set;

/** The verdict of an object; undefined, which denies every field that is not public, where none was set. */
export const verdictOf = store.of;

/** The policy and the facts that one request is judged by, and where its looks are noted. */
export interface VerdictContext extends JudgedBy {
  readonly report: Notes;
  readonly shapes: Shapes;
}

/** Whether the viewer gets each of these categories of an object in full; noted for the log. */
export function isFullOn(object: object, ...categories: readonly string[]): boolean {
  const verdict = verdictOf(object);
  return verdict !== undefined && categories.every((each) => verdict.decide([each]).decision.effect === 'FULL');
}

const FULL: Decision = { effect: 'FULL', reason: null, rule: 'public' };

/** The verdict of an object without a record: `public` and nothing else. */
export const publicVerdict: Verdict = {
  of: (category) => (category === 'public' ? FULL : { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' }),
  decide: (guards) => leastOf(publicVerdict, guards),
  envelopeVerdict: {},
  report: null,
  record: null,
};

/**
 * The verdict of a reference to an entity: `public`, and the edges that this source adds to it, where some record could be
 * FULL. That is enough: an edge, like a filter, finds rows by the datum that its category guards, and each row is judged.
 */
export function referenceVerdict({ policy, facts, report }: VerdictContext): Verdict & Pick<EnvelopeVerdict, 'stated'> {
  return { envelopeVerdict: bounds(policy, facts), report, record: null, ...boundVerdicts(policy, facts) };
}

/** The most that a viewer may get of any record: FULL where some record could be, else NONE. */
export function boundVerdicts(policy: Policy, facts: RequestFacts): NotedVerdicts & Pick<EnvelopeVerdict, 'stated'> {
  const boundsOf = bounds(policy, facts);
  const decisions = new Decisions();
  const of = (category: string): Decision => {
    const { ceiling, reason, rule } = boundsOf(category);
    return ceiling === 'FULL' ? FULL : { effect: 'NONE', reason, rule };
  };
  return {
    of,
    decide: (guards) => decisions.decide({ of }, guards),
    stated: () => decisions.toStated({ envelope: null }),
  };
}

/**
 * The verdict of a row, from its envelope and the subject of the link that it may be, independent of SQL.
 *
 * @param categories those of the source; visibility looks at no others
 * @param of.subject the person at the end of the link that the row is
 * @param of.link what the row becomes where it is a link
 */
export function rowVerdict(
  judging: VerdictContext,
  categories: ReadonlySet<string>,
  row: EnvelopeRow,
  { subject = null, link = null }: { readonly subject?: LinkSubject | null; readonly link?: LinkObject | null } = {},
): Verdict & { readonly envelopeVerdict: EnvelopeVerdict; readonly record: VerdictRecord } {
  return new RowVerdict(judgeRow(judging, categories, row, subject), judging, row, link);
}

/** The verdict of a row of the person who asks. */
export type AskedVerdict = Verdict & { readonly envelopeVerdict: EnvelopeVerdict; readonly record: VerdictRecord };

/**
 * The verdict of a row that was found to be that of the person who asks what is held of them.
 *
 * @param link what the row is, where it is a link
 */
export function askedVerdict(
  judging: VerdictContext,
  categories: ReadonlySet<string>,
  row: EnvelopeRow,
  link: LinkObject | null = null,
): AskedVerdict {
  return new RowVerdict(judgeOfAsked(judging, categories, row), judging, row, link);
}

/** Verdict and record in one object, since each row of a request has one. */
class RowVerdict implements Verdict, VerdictRecord {
  readonly envelopeVerdict: EnvelopeVerdict;
  shown: CategorySet | null = null;
  readonly #judging: VerdictContext;
  readonly #row: EnvelopeRow;
  readonly #link: LinkObject | null;

  constructor(envelopeVerdict: EnvelopeVerdict, judging: VerdictContext, row: EnvelopeRow, link: LinkObject | null) {
    this.envelopeVerdict = envelopeVerdict;
    this.#judging = judging;
    this.#row = row;
    this.#link = link;
  }

  get report(): Notes {
    return this.#judging.report;
  }
  get record(): VerdictRecord {
    return this;
  }
  get id(): string {
    return this.#row.id;
  }
  get originator(): string {
    return this.#row.env_originator;
  }
  get contact(): string | null {
    return this.envelopeVerdict.contact;
  }
  get standing(): RecordStanding {
    return this.envelopeVerdict.standing;
  }

  of(category: string): Decision {
    return this.envelopeVerdict.of(category);
  }

  decide(guards: readonly string[]): Guarded {
    return this.envelopeVerdict.decide(guards);
  }

  ofPart(part: LinkObject): Verdict {
    return new RowVerdict(this.envelopeVerdict, this.#judging, this.#row, part);
  }

  holds(category: string): boolean {
    return this.envelopeVerdict.held.has(category);
  }

  eachSubject(visit: VisitSubject): void {
    if (this.#link === null) return;
    const { shape, object } = this.#link;
    const isFull = ({ guards }: FieldShape) => leastOf(this.envelopeVerdict, guards).decision.effect === 'FULL';
    visitSubjects(shape, object, this.#judging.shapes, isFull, visit);
  }

  static envelopeOf(record: VerdictRecord): { readonly row: EnvelopeRow; readonly terms: EnvelopeTerms } | null {
    if (!(#row in record) || record.standing !== 'VISIBLE') return null;
    return { row: record.#row, terms: record.envelopeVerdict.terms };
  }
}

/** The envelope of a visible record, unprojected: for the kit's own `handling`, which projects it. Null for any other. */
export const envelopeOf = RowVerdict.envelopeOf;
