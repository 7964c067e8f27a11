/*
 * What the page of sources makes of an answer: feeds by originator, and the age of each in words. Places of rows stay those of the
 * answer, so that a cell is found there.
 */

/** A feed as far as its group and its mark hang on it. */
export interface Feed {
  readonly source?: string | null;
  readonly originator?: string | null;
  readonly ageSeconds?: number | null;
}

/** The feeds of one originator. */
export interface FeedGroup {
  /** Null where it is withheld, or nobody's. */
  readonly originator: string | null;
  /** Places in the answer, by name of the feed. */
  readonly places: readonly number[];
}

/** The feeds by originator, one's own agency first. */
export function groupFeeds(feeds: readonly Feed[], own: string | null): readonly FeedGroup[] {
  const groups = new Map<string | null, number[]>();
  for (const [place, { originator = null }] of feeds.entries())
    groups.set(originator, [...(groups.get(originator) ?? []), place]);
  const nameOf = (place: number) => feeds[place]?.source ?? '';
  const rank = (originator: string | null) => (originator === own ? 0 : originator === null ? 2 : 1);
  return [...groups]
    .map(([originator, places]) => ({
      originator,
      places: places.sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'en')),
    }))
    .sort(
      (one, other) =>
        rank(one.originator) - rank(other.originator) ||
        (one.originator ?? '').localeCompare(other.originator ?? '', 'en'),
    );
}

/** A file as it was delivered; undefined: the answer has none at this place. */
export interface DeliveredFile {
  readonly name: string | undefined;
  /** SHA-256, hex. */
  readonly hash: string | undefined;
}

/** Files beside their hashes. Where there are more of one than of the other, neither is paired with a wrong one. */
export function pairFiles(
  names: readonly string[] | null | undefined,
  hashes: readonly string[] | null | undefined,
): readonly DeliveredFile[] {
  const isPaired = names && hashes && names.length === hashes.length;
  if (isPaired) return names.map((name, place) => ({ name, hash: hashes[place] }));
  const alone = (name?: string, hash?: string): DeliveredFile => ({ name, hash });
  return [...(names ?? []).map((name) => alone(name)), ...(hashes ?? []).map((hash) => alone(undefined, hash))];
}
