import { type Told, toldOf } from '../../../auditlog/told.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';

/** How much a look told of the asked person: data or a hit; only that something is there; nothing, though it was asked for. */
export type SeenTold = Exclude<Told, 'HIT'>;

/** What one look told of the asked person, out of the data of one agency. */
export interface SeenLook {
  readonly told: SeenTold;
  /** Data categories of what was told, sorted. */
  readonly categories: readonly string[];
}

/** What an opened body is cut to. */
export interface SeenOf {
  readonly agency: string;
  readonly ids: ReadonlySet<string>;
  /** Whether the look was the agency's own: only then what was asked for in vain is told. */
  readonly isOwn: boolean;
}

/**
 * What a look told of the asked person; null if nothing. Of the groups of a body only those count that the agency entered, by the
 * person's own ids: what was shown beside, and what others hold of the person, is dropped before anything is made of it.
 *
 * A look is counted once, by the most that it told. A hit is a disclosure: it says that somebody is known to the agency.
 */
export function lookAt(disclosed: readonly DisclosedGroup[], { agency, ids, isOwn }: SeenOf): SeenLook | null {
  let told: SeenTold | null = null;
  const categories = new Set<string>();
  for (const group of disclosed) {
    const amount = seenTold(group);
    // The log names nobody who entered what was asked for in vain.
    const isOurs = amount === 'ASKED' ? isOwn && (group.originator ?? agency) === agency : group.originator === agency;
    if (!isOurs || !group.ids.some((id) => ids.has(id))) continue;
    for (const category of group.categories) categories.add(category);
    if (told === null || amounts.indexOf(amount) > amounts.indexOf(told)) told = amount;
  }
  return told && { told, categories: [...categories].sort() };
}

function seenTold(group: DisclosedGroup): SeenTold {
  const told = toldOf(group);
  return told === 'HIT' ? 'SHOWN' : told;
}

/** In rising order. */
const amounts: readonly SeenTold[] = ['ASKED', 'PRESENCE', 'SHOWN'];
