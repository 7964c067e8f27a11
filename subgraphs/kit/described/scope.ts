import { badUserInput } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { slot } from '../../../storage/slot.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';

/** Of which feeds, and listed under which programmes, records are found; of any where null. */
export interface Scope {
  readonly feeds: readonly string[] | null;
  readonly programmes: readonly string[] | null;
}

/** A scope as a question states it. */
export interface StatedScope {
  readonly sources?: readonly string[] | null;
  readonly programmes?: readonly string[] | null;
}

/** Every record. */
export const everywhere: Scope = { feeds: null, programmes: null };

const MAX_EACH = 50;

/**
 * The scope that a question states.
 *
 * @param at the field, e.g. `Query.search`
 * @throws PortcullisError BAD_USER_INPUT for more than fifty feeds or programmes
 */
export function statedScope(at: string, { sources = null, programmes = null }: StatedScope): Scope {
  for (const [name, texts] of Object.entries({ sources, programmes })) {
    const says = { at: `${at}(${name}:)`, facts: { limit: MAX_EACH } };
    if (texts !== null && texts.length > MAX_EACH) throw badUserInput(`At most ${MAX_EACH} of these at once.`, says);
  }
  return sources || programmes ? { feeds: sources, programmes } : everywhere;
}

/** Distinguishes the statements of a search by what they are restricted to. */
export function scopeKey({ feeds, programmes }: Scope): string {
  return `${feeds ? 'feeds' : ''} ${programmes ? 'programmes' : ''}`;
}

/** Holds for records of the scope in the slots `feeds` and `programmes`, where this viewer has in full what it restricts by. */
export function isInScope(session: SourceSession, type: string, { feeds, programmes }: Scope): RawBuilder<boolean> {
  const wall = session.wall(type);
  const ofFeeds = sql<boolean>`(${wall.full(session.category(`${type}.handling`))}
    and r.source = any(cast(${slot('feeds')} as text[])))`;
  const ofProgrammes = () => sql<boolean>`(${wall.full(session.category(`${type}.sanctions`))}
    and r.programmes && cast(${slot('programmes')} as text[]))`;
  const conditions = [...(feeds ? [ofFeeds] : []), ...(programmes ? [ofProgrammes()] : [])];
  return conditions.length > 0 ? sql<boolean>`(${sql.join(conditions, sql` and `)})` : sql<boolean>`true`;
}

/** Values of the slots. */
export function scopeValues({ feeds, programmes }: Scope) {
  return { feeds: feeds ?? [], programmes: programmes ?? [] };
}

/** Whether the row may be found by the scope, in the row's own judgement: it and the wall in SQL do not rely on each other. */
export function mayBeInScope(session: SourceSession, type: string, { programmes }: Scope, row: EnvelopeRow): boolean {
  return programmes === null || session.isFull(session.category(`${type}.sanctions`), row);
}
