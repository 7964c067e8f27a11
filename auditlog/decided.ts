import type { DecidedGroup, Lesser, StatedDecisions } from './types.js';

/**
 * Decisions as an entry states them: envelopes with the same decisions form a group. Groups are ordered by content, so that the
 * same decisions have one text.
 *
 * @param digestOf the digest of an envelope's text
 */
export function groupDecisions(
  stated: readonly StatedDecisions[],
  digestOf: (envelope: string) => string,
): readonly DecidedGroup[] {
  const [only] = stated;
  // The most common answer: of one record.
  if (only && stated.length === 1)
    return [under(only.envelope === null ? [] : [digestOf(only.envelope)], groupOf(only))];
  const groups = new Map<string, { readonly group: DecidedGroup; readonly digests: string[] }>();
  for (const each of united(stated)) {
    const group = groupOf(each);
    const key = JSON.stringify([group, each.envelope === null]);
    const digests: string[] = groups.get(key)?.digests ?? [];
    if (each.envelope !== null) digests.push(digestOf(each.envelope));
    groups.set(key, { group, digests });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { group, digests }]) => under(digests.sort(), group));
}

function under(digests: readonly string[], group: DecidedGroup): DecidedGroup {
  return digests.length > 0 ? { under: digests, ...group } : group;
}

function groupOf({ envelope: _envelope, full, below, ...marks }: StatedDecisions): DecidedGroup {
  return { ...marks, full: full.toSorted(), ...(below.length > 0 ? { below: below.toSorted(byGuards) } : {}) };
}

/** Unites what several calls stated of one envelope: the same question has one answer. */
function united(stated: readonly StatedDecisions[]): readonly StatedDecisions[] {
  if (stated.length < 2) return stated;
  const known = new Map<string, StatedDecisions>();
  for (const each of stated) {
    const { full: _full, below: _below, ...under } = each;
    const key = JSON.stringify([
      under.envelope,
      under.protected,
      under.untold,
      under.expired,
      under.ofAsked,
      under.standing,
    ]);
    const before = known.get(key);
    known.set(key, before ? { ...before, full: unitedTexts(before, each), below: unitedLesser(before, each) } : each);
  }
  return [...known.values()];
}

function unitedTexts(one: StatedDecisions, other: StatedDecisions): readonly string[] {
  return [...new Set([...one.full, ...other.full])];
}

function unitedLesser(one: StatedDecisions, other: StatedDecisions): readonly Lesser[] {
  return [...new Map([...one.below, ...other.below].map((each) => [each[0], each])).values()];
}

function byGuards([one]: Lesser, [other]: Lesser): number {
  return one < other ? -1 : 1;
}

/** Digests of all envelopes that decisions name, each once. */
export function envelopesOf(groups: readonly DecidedGroup[]): readonly string[] {
  return [...new Set(groups.flatMap(({ under = [] }) => under))];
}
