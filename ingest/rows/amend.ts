import type { PartialStatement } from '../records/base.js';
import type { SourceRecord } from '../records/record.js';

/** An entry of a list that its source keeps one by one. */
interface Entry {
  readonly sourceRef?: string;
  readonly [field: string]: unknown;
}

const baseMissing = 'BASE_MISSING';

/**
 * Completes a record that a delta states in part from the stored version: entries of its lists that have a key of their own
 * and that the delta does not mention stay, unless it takes them away. An entry of which only the key is stated (an address
 * that did not change) is the stored one. A record that is stated whole is returned as it is.
 *
 * A change of what is not stored lacks what did not change: `BASE_MISSING`, until it is stated whole.
 *
 * @param stored the version before, as it was understood; null where there is none
 */
export function amend(stored: Omit<SourceRecord, 'origin' | 'raw'> | null, record: SourceRecord): SourceRecord {
  const { partial, ...whole } = record;
  if (partial === undefined) return record;
  const before = (stored ?? {}) as Readonly<Record<string, readonly Entry[] | undefined>>;
  const after = whole as unknown as Readonly<Record<string, readonly Entry[] | undefined>>;
  const lists = partial.lists.map((list) => {
    const merged = merge(list, before[list] ?? [], after[list] ?? [], partial.gone);
    return [list, list === 'sanctions' ? withoutKnownProgrammes(merged) : merged] as const;
  });
  const amended = { ...whole, ...Object.fromEntries(lists) } as SourceRecord;
  const complete = !lists.some(([, entries]) => entries.some(isKeyAlone));
  const { qualityFlags = [], ...rest } = amended;
  // A link states all of itself.
  const isLink = record.kind === 'relation' || record.kind === 'interest';
  const baseless = !isLink && (stored === null || (stored.qualityFlags ?? []).includes(baseMissing));
  const flags = [
    ...new Set([
      ...qualityFlags.filter((flag) => !complete || flag !== 'ADDRESS_NOT_IN_DELIVERY'),
      ...(baseless ? [baseMissing] : []),
    ]),
  ];
  return (flags.length > 0 ? { ...rest, qualityFlags: flags } : rest) as SourceRecord;
}

/** A subject names all of its addresses; other entries name their subject, and only changed ones are stated. */
function merge(
  list: string,
  before: readonly Entry[],
  after: readonly Entry[],
  gone: PartialStatement['gone'],
): Entry[] {
  const kept = new Map(before.flatMap((entry) => (entry.sourceRef ? [[entry.sourceRef, entry] as const] : [])));
  const stated = new Set(after.map(({ sourceRef }) => sourceRef));
  const filled = after
    .filter(({ sourceRef }) => sourceRef === undefined || !gone.has(sourceRef))
    .map((entry) => (isKeyAlone(entry) ? (kept.get(entry.sourceRef as string) ?? entry) : entry));
  if (list === 'addresses') return filled;
  const others = [...kept.values()].filter(({ sourceRef }) => !stated.has(sourceRef) && !gone.has(sourceRef as string));
  const keyed = [...filled.filter(({ sourceRef }) => sourceRef), ...others].sort((one, other) =>
    (one.sourceRef as string) < (other.sourceRef as string) ? -1 : 1,
  );
  const unkeyed = filled.filter(({ sourceRef }) => !sourceRef);
  return list === 'positions' ? [...unkeyed, ...keyed] : [...keyed, ...unkeyed];
}

/** Drops programmes that the subject only names where their listing is there. */
function withoutKnownProgrammes(sanctions: readonly Entry[]): Entry[] {
  const listed = new Set(
    sanctions.flatMap(({ sourceRef, programme, programmeId }) => (sourceRef ? [programme, programmeId] : [])),
  );
  return sanctions.filter(({ sourceRef, programme }) => sourceRef || !listed.has(programme));
}

function isKeyAlone(entry: Entry): boolean {
  const { sourceRef, ...others } = entry;
  return sourceRef !== undefined && Object.values(others).every((value) => value === null);
}
