import type { Policy } from '../../policy/policy.js';
import type { SoughtBy } from '../../policy/rows/protectedRow.js';
import type { RequestFacts } from '../../policy/types.js';
import type { Prepared } from '../../storage/slot.js';
import type { SourceDatabase } from '../../storage/types.js';
import type { Needs } from './asked/needs.js';
import type { CursorBox } from './cursors.js';
import type { Trial, TrialState } from './limits/trial.js';

import type { EntityPseudonyms } from './request.js';
import type { EnvelopeRow, Wall, WallByKey } from './rows.js';
import type { HitRecord } from './session/hitReference.js';

/** Context of every resolver of a source. */
export interface SourceContext {
  readonly session: SourceSession;
}

/** What one request may do in one source. Made fresh for every request and source; never shared, never cached. */
export interface SourceSession {
  readonly source: string;
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly entityPseudonyms: EntityPseudonyms;
  readonly policy: Policy;
  readonly db: SourceDatabase;
  /** Throws the reason for which the request was cancelled: ends work that nobody awaits. Statements end by themselves. */
  assertWanted(): void;
  /** What the operation needs of a type's objects. */
  needs(type: string): Needs;
  /** Whether the operation asks for a field anywhere. */
  asksFor(type: string, field: string): boolean;
  /**
   * Makes once, and keeps for a while, what depends only on the document, the view, the owner and its form. Statements are
   * kept so: whatever else they depend on is a slot. A form distinguishes shapes, and holds no value of a request.
   */
  kept<Made extends object>(owner: object, form: string, make: () => Made): Made;
  /** What this request alone uses, such as a loader: made when first asked for by the owner in that form. */
  once<Made>(owner: object, form: string, make: () => Made): Made;
  /** Row wall of a record type, e.g. `session.wall('Consignment', 'c')`; the alias defaults to `r`. */
  wall(type: string, alias?: string): Wall;
  /** The same over the keys of envelopes, for statements of `db` that count records. The alias is that of their table. */
  wallByKey(type: string, alias?: string): WallByKey;
  /**
   * Whether a category is FULL on a row that was read, and on the link to a person that the row may be; with `ofRecord`
   * on the record alone.
   */
  isFull(category: string, row: EnvelopeRow, ofRecord?: 'ofRecord'): boolean;
  /** Whether the viewer may know at least that a category has a value on a row that was read. */
  isKnown(category: string, row: EnvelopeRow): boolean;
  /**
   * The only way from a row to a resolver: decides every category on the row's envelope, drops what is withheld, masks
   * what is masked (in nested plain objects and arrays of the type's fields too, by the same verdict), remembers the
   * verdict for the field rules and the manifest, and adds `handling`. Null for a row that this viewer may not see. A HIT
   * row gives `{ id }`, a reference whose one use is to ask its originator, and only within `lookup`.
   *
   * @param needs of which the object was made; other members are left out
   */
  project<T extends object>(type: string, row: EnvelopeRow, object: T, needs?: Needs): T | null;
  /** Opaque federation reference of a record, from its natural identifier; see storage/keys/keys.ts. */
  ref(type: string, ...naturalIdentifier: readonly string[]): string;
  /** Data category of a coordinate of the source's SDL, e.g. `ConsignmentFilter.mrn`; throws where it has none. */
  category(coordinate: string): string;
  /** Seals and opens keyset cursors for this viewer. */
  readonly cursors: CursorBox;
  /**
   * Seals what another source may match on into an opaque token, good for this viewer, request and instant alone;
   * between sources that stand alone, for this viewer, purpose and hour.
   */
  sealProbe(values: unknown): string;
  /** What a probe holds; null where it was not sealed for the same. */
  openProbe(token: string): unknown | null;
  /**
   * A look-up by exact identity: `find` runs the statement (with `wall.found`), `toNode` projects each row, as a hit where
   * it is one. Gives all records that are shown, or else one hit, of the first row that is one. It finds no record on which
   * the argument's category is NONE for this viewer. Throws LOOKUP_QUOTA_EXCEEDED whether or not anything matches;
   * LIMITS_UNAVAILABLE where nothing is shown and the limits cannot say whether a hit may be answered.
   */
  lookup<Row, Node extends object>(
    asked: AskedNumber,
    find: () => Promise<readonly Row[]>,
    toNode: (row: Row) => Node | null,
  ): Promise<readonly Node[]>;
  /**
   * Counts, for their originators, records that were tried and that this viewer may not see. Nothing awaits it and no
   * manifest holds it, so neither the answer nor its time reveals it. Where it fails, nothing is counted.
   */
  countTried(
    statement: Prepared<{ readonly originator: string; readonly times: number }>,
    values: Readonly<Record<string, unknown>>,
  ): void;
  /** The record behind a hit, by the reference answered in place of its id; null for any other text. */
  openHit(reference: string): HitRecord | null;
  /** Notes for the log that a name (`Name`), or a number of a type, was asked for other than by an argument that says so. */
  noteAsked(type: string, text: string): void;
  /**
   * Reserves what questions try of records that this viewer may only know of, in their order, before anything is looked
   * for: one statement for all that a request asks of a source in one step. Never given back; free where the officer tried
   * the same that day. The officer's own trials decide, and the agency's once they reach the number of `trials` in the matrix.
   */
  reserveTrials(trials: readonly Trial[]): Promise<readonly TrialState[]>;
  /**
   * Answers questions that identify somebody as surely as an identifier does, each by at most one record that this viewer
   * may know of and not see. As many look-ups are taken from both quotas before anything is looked for; those without an
   * answer count as in vain only. Null as a whole where the limits are out of reach: nothing is looked for.
   *
   * @param questions what distinguishes each from any other
   * @param find for each question the rows that may answer it; the first that does answers
   * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED, whether or not anything matches
   */
  lookupHits<Row, Node extends object>(
    questions: readonly string[],
    find: () => Promise<readonly (readonly KnownAs<Row>[])[]>,
    toNode: (row: Row) => Node | null,
  ): Promise<readonly (Node | null)[] | null>;
}

/** Which look-ups use up the quota: `misses`, all that show nothing; `hits`, those answered by one, others have their own. */
export type Counting = 'misses' | 'hits';

/** What a look-up asks for. */
export interface AskedNumber {
  /** Coordinate of the argument that states the identifier, e.g. `Query.consignment(mrn:)`. */
  readonly argument: string;
  /** Distinguishes the question from any other of that argument. */
  readonly value: string;
  /** Which look-ups use up the quota; null where no hit is looked for: then none is answered, and nothing counted. */
  readonly counting: Counting | null;
  /** Counts for their originators the records that were tried: called where this viewer sees none. */
  readonly countTried: () => void;
}

/** A row, and the datum that found it. The row does not count where the datum's category is NONE for the viewer on it. */
export interface KnownAs<Row> {
  readonly row: Row;
  readonly by: SoughtBy;
  readonly category: string;
}
