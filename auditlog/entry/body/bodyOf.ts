import type { Look } from './member.js';
import { type AnyMember, allMembers, type EntryBody } from './members.js';

/** A body that states nothing. */
export const emptyBody = Object.fromEntries(
  allMembers.flatMap(([name, { empty }]) => (empty === undefined ? [] : [[name, empty]])),
) as EntryBody;

/** The body of a request's entry, each member read as the list defines. */
export function bodyOf(look: Look): EntryBody {
  const body: Record<string, unknown> = {};
  for (const [name, member] of allMembers) {
    const value = member.statedBySource ? joined(name, member, look) : member.read?.(look);
    if (value !== undefined) body[name] = value;
    else if (member.empty !== undefined) body[name] = member.empty;
  }
  return body as EntryBody;
}

function joined(name: string, { statedBySource }: AnyMember, { answer }: Look): unknown {
  const stated = answer?.collected?.stated.map((each) => each[name]).filter((value) => value !== undefined) ?? [];
  return stated.length === 0 ? undefined : statedBySource?.join(stated);
}
