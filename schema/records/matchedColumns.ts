/** Columns by which similar names find a record: the keys of all its names, and the matcher's version; null without keys. */
export const matchedColumns = { match_keys: 'text[]', matcher_version: 'int4' } as const;

/** A stored record that has names, in `names` or in `name` and `aliases`, or an entry of a record with a stated name. */
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
