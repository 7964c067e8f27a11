import type { GraphQLResolveInfo } from 'graphql';
import { badUserInput } from '../../../schema/errors.js';
import { asksForRows } from '../counting/asksForRows.js';
import { loadRecord } from '../described/edges.js';
import type { RecordRow } from '../described/toObject.js';
import type { ConnectionArguments, Listing } from '../listing.js';
import { listPage, unreadPage } from '../page/connection.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';

type Records = Listing<RecordRow, object>;

/** Resolver of a root field that lists the records that this viewer may see. */
export function listOf(listing: Records) {
  return (_: unknown, page: ConnectionArguments, { session }: SourceContext, info: GraphQLResolveInfo) =>
    asksForRows(info) ? listPage(session, listing, page) : unreadPage(session, listing, page);
}

/** Finds a record by its public id: for `byOneOf`. */
export function byId(listing: Records) {
  return (session: SourceSession, id: string) => loadRecord(session, listing, 'id', id);
}

/**
 * Resolver of a root field that finds one record by exactly one of its arguments; an empty text counts as stated.
 *
 * @param at the field, e.g. `Query.seizure`
 * @param finders by the argument that each takes
 */
export function byOneOf(
  at: string,
  finders: Readonly<Record<string, (session: SourceSession, value: never) => unknown>>,
) {
  return (_: unknown, stated: Readonly<Record<string, unknown>>, { session }: SourceContext): unknown => {
    const [only, ...others] = Object.entries(finders).filter(([name]) => (stated[name] ?? null) !== null);
    if (only && others.length === 0) return only[1](session, stated[only[0]] as never);
    throw badUserInput(`State exactly one of: ${Object.keys(finders).join(', ')}.`, { at });
  };
}

/** The identifier, where it has its form. Throws BAD_USER_INPUT for null. */
export function wellFormed<Value>(value: Value | null, at: string): Value {
  if (value !== null) return value;
  throw badUserInput('The identifier is not well-formed.', { at });
}
