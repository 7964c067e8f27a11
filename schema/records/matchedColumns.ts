/**
 * Columns by which a record is found by names alike: what all of its names share with those that may be of one bearer, and
 * the version of the matcher that says so; null where none has.
 */
export const matchedColumns = { match_keys: 'text[]', matcher_version: 'int4' } as const;

/**
 * A stored record of a kind that is named: all its names in `names`, or the listed one with the others beside it; or an entry of a
 * record, with the one that is stated.
 */
export interface NamedRow {
  readonly names?: readonly { readonly name: string }[] | null;
  readonly name?: string | null;
  readonly aliases?: readonly string[] | null;
  readonly stated_name?: string | null;
}

/** Every name of a stored record, the listed one first. */
export function namesOfRow({ names, name, aliases, stated_name }: NamedRow): readonly string[] {
  const all = names ? names.map((each) => each.name) : [name, ...(aliases ?? []), stated_name];
  return [...new Set(all.filter((each) => typeof each === 'string' && each !== ''))] as string[];
}
