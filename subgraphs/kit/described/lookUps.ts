import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import { compactNumber } from '../../../schema/identifiers/documentNumber.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { Slot, slot } from '../../../storage/slot.js';
import type { StatementOptions } from '../../../storage/types.js';
import { countTriedNumber } from '../limits/countTried.js';
import type { NumberTrial } from '../limits/trial.js';
import { underTrial } from '../limits/underTrial.js';
import type { Wall } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import type { RecordListing, RecordNode } from './describe.js';
import { everywhere, isInScope, mayBeInScope, type Scope, scopeKey, scopeValues } from './scope.js';
import type { RecordRow } from './toObject.js';

/** Most records under one identifier that a look-up considers. */
export const MAX_SAME = 20;

/** How a look-up finds records. */
export interface LookUpBy {
  /** The argument that states the identifier, e.g. `Query.consignment(mrn:)`. */
  readonly argument: string;
  readonly listing: RecordListing;
  /** What the identifier is a number of, for the limits of trials. */
  readonly of: NumberTrial['of'];
  /** Over the slot `sought`. */
  readonly where: RawBuilder<boolean>;
  /** Holds for records that go before others of the same standing. */
  readonly first?: RawBuilder<boolean>;
}

/** A look-up of one identifier, in its stored form. */
export interface LookUp extends LookUpBy {
  readonly value: string;
}

/**
 * The record under an exact identifier, in full or as a hit; null where this viewer may know of none. Of several, one that
 * the viewer may see goes before a hit, then one for which `first` holds, then by id. One statement.
 */
export function lookUp(session: SourceSession, { value, ...by }: LookUp): Promise<RecordNode | null> {
  return underTrial(session, { of: by.of, value }, async (hits) => {
    const { run, toNode } = compileLookUp(session, by, { scope: everywhere, hits });
    const asked = { ...askedBy(session, by, value), counting: hits ? ('misses' as const) : null };
    return (await session.lookup(asked, () => run(value), toNode))[0] ?? null;
  });
}

/** What a look-up of a search looks through. */
interface LookUpScope {
  /** Scope of the records shown. A hit reveals neither its feed nor a programme, and is answered from any. */
  readonly scope: Scope;
  /** Whether hits are looked for. */
  readonly hits: boolean;
}

/** For a search: all records under the identifier that the viewer may see, or else one hit. One statement. */
export function lookUpAll(
  session: SourceSession,
  { value, ...by }: LookUp,
  { scope, hits, ...options }: StatementOptions & LookUpScope,
): Promise<readonly RecordNode[]> {
  const { run, toNode } = compileLookUp(session, by, { scope, hits });
  const asked = { ...askedBy(session, by, value), counting: hits ? ('hits' as const) : null };
  return session.lookup(asked, () => run(value, options), toNode);
}

function askedBy(session: SourceSession, { argument, listing, where }: LookUpBy, value: string) {
  return { argument, value, countTried: () => countTriedNumber(session, listing, where, value) };
}

function compileLookUp(
  session: SourceSession,
  { argument, listing, where, first }: LookUpBy,
  { scope, hits }: LookUpScope,
) {
  const { columns, toNode } = listing.read(session);
  const statement = session.kept(where, `${scopeKey(scope)} ${hits ? 'known' : 'visible'}`, () => {
    const wall = session.wall(listing.type);
    // Why cases: where nothing is visible the wall is a bare `false`, which PostgreSQL cannot order by.
    const order = [wall.visible, ...(first ? [first] : [])].map((each) => sql`case when ${each} then 0 else 1 end`);
    const within = isInScope(session, listing.type, scope);
    const ofScope = scope === everywhere ? sql`` : sql`and case when ${wall.visible} then ${within} else true end`;
    return compileStatement(sql<RecordRow>`select ${columns} from ${listing.from}
      where ${where} and ${foundBy(wall, session.category(argument), hits)} ${ofScope}
      order by ${sql.join(order)}, r.id limit ${MAX_SAME}`);
  });
  return {
    run: (value: string, options: StatementOptions = {}) =>
      session.db.rows(statement, { ...options, values: { sought: value, ...scopeValues(scope) } }),
    toNode: (row: RecordRow) => toNode(session, row),
  };
}

/**
 * Records that a look-up by a datum of this category may find. Where no hit is looked for, nobody counts what is tried: it finds by what
 * this viewer reads anyway.
 *
 * @param hits whether hits are looked for
 */
export function foundBy(wall: Wall, category: string, hits: boolean): RawBuilder<boolean> {
  return hits ? wall.found(category) : sql<boolean>`(${wall.visible} and ${wall.full(category)})`;
}

/**
 * At most `first` records that hold a datum which is FULL for the viewer on the record, by id: what a filter finds, no hits.
 * One statement.
 *
 * @param options.scope of the records
 */
export async function recordsHolding(
  session: SourceSession,
  { listing, where, guards, link }: HeldBy,
  value: string,
  { scope, first, ...options }: StatementOptions & { readonly scope: Scope; readonly first: number },
): Promise<readonly RecordNode[]> {
  const { columns, toNode } = listing.read(session);
  const statement = session.kept(where, scopeKey(scope), () => {
    const wall = session.wall(listing.type);
    const ofScope = scope === everywhere ? sql`` : sql`and ${isInScope(session, listing.type, scope)}`;
    const held = typeof where === 'function' ? where(fullOn(wall, guards, link)) : where;
    return compileStatement(sql<RecordRow>`select ${columns} from ${listing.from}
      where ${held} and ${wall.visible} and ${fullOn(wall, guards)} ${ofScope} order by r.id limit ${slot('limit')}`);
  });
  // Why planned for the values: records of a usual code are read in their order, those of a rare one by its index.
  const values = { sought: value, ...scopeValues(scope), limit: first };
  const rows = await session.db.rows(statement, { ...options, values, planForValues: true });
  return rows.flatMap((row) =>
    guards.every((category) => session.isFull(category, row)) && mayBeInScope(session, listing.type, scope, row)
      ? (toNode(session, row) ?? [])
      : [],
  );
}

/** Holds where all categories are FULL on the record, and on its link to a person where one is given. */
export function fullOn(wall: Wall, guards: Guards, link?: LinkColumns): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(
    guards.map((category) => wall.full(category, link)),
    sql` and `,
  )})`;
}

/** Categories of a datum, all of which must be FULL: its own, and that of the datum of another source that it repeats. */
export type Guards = readonly [string, ...string[]];

/** A datum that finds the records that hold it, as a filter does. */
export interface HeldBy {
  readonly guards: Guards;
  readonly listing: RecordListing;
  /** Over the slot `sought`; for a datum of a link, given the condition that it is FULL on the link. */
  readonly where: RawBuilder<boolean> | ((full: RawBuilder<boolean>) => RawBuilder<boolean>);
  /** The link to a person that holds the datum. */
  readonly link?: LinkColumns;
}

/** The identifier that a look-up seeks. */
export const sought = slot('sought');

/** A column's number as it is compared and indexed. */
export function compacted(column: string): RawBuilder<string | null> {
  return sql<string | null>`upper(regexp_replace(${sql.ref(column)}, '[^A-Za-z0-9]', '', 'g'))`;
}

/** The sought number as it is compared. */
export const soughtCompact = new Slot(({ sought: number }) => compactNumber(String(number)));
