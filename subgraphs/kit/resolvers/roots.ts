import { badUserInput } from '../../../schema/errors.js';
import { loadRecord } from '../described/edges.js';
import type { RecordRow } from '../described/toObject.js';
import { listPage } from '../page/connection.js';
import type { ConnectionArguments, Listing, SourceContext, SourceSession } from '../types.js';

type Records = Listing<RecordRow, object>;

/** Resolver of a field of the root that lists the records that this viewer may see. */
export function listOf(listing: Records) {
  return (_: unknown, page: ConnectionArguments, { session }: SourceContext) => listPage(session, listing, page);
}

/** The way to a record by its public id: for `byOneOf`. */
export function byId(listing: Records) {
  return (session: SourceSession, id: string) => loadRecord(session, listing, 'id', id);
}

/**
 * Resolver of a field of the root that finds one record by exactly one of its arguments, an empty text among them.
 *
 * @param at the field, e.g. `Query.seizure`
 * @param ways to find it, by the argument that states what it is found by
 */
export function byOneOf(at: string, ways: Readonly<Record<string, (session: SourceSession, value: never) => unknown>>) {
  return (_: unknown, stated: Readonly<Record<string, unknown>>, { session }: SourceContext): unknown => {
    const [way, ...others] = Object.entries(ways).filter(([name]) => (stated[name] ?? null) !== null);
    if (way && others.length === 0) return way[1](session, stated[way[0]] as never);
    const message = `State exactly one of: ${Object.keys(ways).join(', ')}.`;
    throw badUserInput(message, { at });
  };
}

/** An identifier that has its form. Throws BAD_USER_INPUT for none. */
export function wellFormed<Value>(value: Value | null, at: string): Value {
  if (value !== null) return value;
  throw badUserInput('The identifier is not well-formed.', { at });
}
