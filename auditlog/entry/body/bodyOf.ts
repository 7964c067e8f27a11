import type { Look } from './member.js';
import { type AnyMember, allMembers, type EntryBody } from './members.js';

/** A body in which nothing is said. */
export const emptyBody = Object.fromEntries(
  allMembers.flatMap(([name, { empty }]) => (empty === undefined ? [] : [[name, empty]])),
) as EntryBody;

/** What the body of a request's entry says: each member as the list says that it is read. */
export function bodyOf(look: Look): Partial<EntryBody> {
  const body: Record<string, unknown> = {};
  for (const [name, member] of allMembers) {
    const value = member.saidBySource ? joined(name, member, look) : member.read?.(look);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

function joined(name: string, { saidBySource, empty }: AnyMember, { answer }: Look): unknown {
  const stated = (answer?.collected?.stated ?? []).flatMap((each) => {
    const value = each[name];
    return value === undefined ? [] : [value];
  });
  return stated.length === 0 ? empty : saidBySource?.join(stated);
}
