import { bounds } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import type { RecordStanding } from '../../../policy/rows/protectedRow.js';
import { createVerdictStore, type Guarded, leastOf } from '../../../policy/rules/verdict.js';
import type { Decision, LinkSubject, RequestFacts } from '../../../policy/types.js';
import type { EnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { FieldShape, Shapes, TypeShape } from '../shape.js';
import type { EnvelopeRow } from '../types.js';
import type { CategorySet } from './categorySet.js';
import { Decisions, type NotedVerdicts } from './decisions.js';
import { type EnvelopeVerdict, type JudgedBy, judgeRow } from './envelopeVerdict.js';
import { type VisitSubject, visitSubjects } from './subjects.js';

/** What one viewer gets of one object: a decision per category, made once. */
export interface Verdict extends NotedVerdicts {
  /** What the decisions come from: of two verdicts with the same one, every decision is the same. */
  readonly envelopeVerdict: object;
  /** Where the looks at the object's fields are noted: the report of the request that it was made for. */
  readonly report: Notes | null;
  /** The record behind the object; null for the parts of a page, references, and what is public. */
  readonly record: VerdictRecord | null;
  /** Of a link that stands in the object: the same decisions, noted as its own. Absent where there is no record. */
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
  /** Notes that an answer tells that a record is there: by its id, or by anything that stands for it. */
  notePresence(record: VerdictRecord): void;
}

/** A withheld field, as it is noted before the report. */
export interface NotedField {
  readonly parent: object;
  readonly name: string;
  readonly shape: FieldShape;
  readonly record: VerdictRecord | null;
  /** Of the field's categories, the one that decided. */
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
  /** Visits whom the object tells of beside the record: of a link, the link itself and who stands at its ends. */
  eachSubject(visit: VisitSubject): void;
  /** Kept by the report: what was shown of this record by this object; null before anything was. */
  shown: CategorySet | null;
}

const store = createVerdictStore<Verdict>();

/** Remembers the verdict of an object that is on its way to a resolver, and gives the object back. */
export const setVerdict = store.set;

/** The verdict of an object; undefined, which denies every field that is not public, where it came by another way. */
export const verdictOf = store.of;

/** By which policy, for whom, and where it is noted: of one request. */
export interface VerdictContext extends JudgedBy {
  readonly report: Notes;
  readonly shapes: Shapes;
}

/** Whether a viewer gets these categories of an object in full, each by itself; and the log is told. */
export function isFullOn(object: object, ...categories: readonly string[]): boolean {
  const verdict = verdictOf(object);
  return verdict !== undefined && categories.every((each) => verdict.decide([each]).decision.effect === 'FULL');
}

const FULL: Decision = { effect: 'FULL', reason: null, rule: 'public' };

/** Of an object without a record: `public` and nothing else. */
export const publicVerdict: Verdict = {
  of: (category) => (category === 'public' ? FULL : { effect: 'NONE', reason: 'RECORD', rule: 'envelope.missing' }),
  decide: (guards) => leastOf(publicVerdict, guards),
  envelopeVerdict: {},
  report: null,
  record: null,
};

/**
 * Of a reference to an entity: beside `public`, the edges that this source adds to it, where some record could be FULL.
 * Why not less: an edge finds rows by the datum that its category guards, as a filter does; each row is judged again.
 */
export function referenceVerdict({ policy, facts, report }: VerdictContext): Verdict & Pick<EnvelopeVerdict, 'told'> {
  return { ...boundVerdicts(policy, facts), envelopeVerdict: bounds(policy, facts), report, record: null };
}

/** What a viewer may have at most, over all records: FULL where some record could be, else NONE. */
export function boundVerdicts(policy: Policy, facts: RequestFacts): NotedVerdicts & Pick<EnvelopeVerdict, 'told'> {
  const boundsOf = bounds(policy, facts);
  const decisions = new Decisions();
  const of = (category: string): Decision => {
    const { ceiling, reason, rule } = boundsOf(category);
    return ceiling === 'FULL' ? FULL : { effect: 'NONE', reason, rule };
  };
  return {
    of,
    decide: (guards) => decisions.decide({ of }, guards),
    told: () => decisions.told({ envelope: null }),
  };
}

/**
 * Of a row, from its envelope and the subject of the link that it may be, independent of SQL.
 *
 * @param categories those of the source; visibility looks at no other
 * @param of what the row becomes where it is a link, and who stands at the end of one to a person
 */
export function rowVerdict(
  judging: VerdictContext,
  categories: ReadonlySet<string>,
  row: EnvelopeRow,
  { subject = null, link = null }: { readonly subject?: LinkSubject | null; readonly link?: LinkObject | null } = {},
): Verdict & { readonly envelopeVerdict: EnvelopeVerdict; readonly record: VerdictRecord } {
  return new RowVerdict(judgeRow(judging, categories, row, subject), judging, row, link);
}

/** Why one object, the verdict and its record: each row of a request has one. */
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
