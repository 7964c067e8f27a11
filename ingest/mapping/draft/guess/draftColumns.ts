import type { ColumnProfile } from '../sample/profile.js';

/** One column, or all of a numbered row of them. */
export interface DraftColumn {
  /** As a mapping writes it: `alias_*` for numbered ones. */
  readonly name: string;
  readonly profile: ColumnProfile;
  /** The file's own columns. */
  readonly members: readonly string[];
}

/** Joins numbered columns, `alias_1` to `alias_4`, into one. */
export function toDraftColumns(profiles: readonly ColumnProfile[]): DraftColumn[] {
  const groups = new Map<string, ColumnProfile[]>();
  for (const profile of profiles) {
    const match = /^(.*\p{L}.*?)(\d{1,3})$/u.exec(profile.name);
    if (match && !match[1]?.includes('['))
      groups.set(match[1] as string, [...(groups.get(match[1] as string) ?? []), profile]);
  }
  const joined = new Map(
    [...groups]
      .filter(([, members]) => members.length > 1)
      .flatMap(([base, members]) => members.map((one) => [one.name, { base, members }] as const)),
  );
  const done = new Set<string>();
  return profiles.flatMap((profile): DraftColumn[] => {
    const group = joined.get(profile.name);
    if (!group) return [{ name: profile.name, profile, members: [profile.name] }];
    if (done.has(group.base)) return [];
    done.add(group.base);
    const fullest = group.members.reduce((one, other) => (other.values > one.values ? other : one));
    return [{ name: `${group.base}*`, profile: fullest, members: group.members.map(({ name }) => name) }];
  });
}
