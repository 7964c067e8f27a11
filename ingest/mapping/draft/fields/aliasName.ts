import type { DraftColumn } from '../guess/draftColumns.js';
import { toHeader } from '../synonyms/header.js';
import type { DraftField } from './draftField.js';

/** The field that aliases are drafted to. */
export const aliasField = 'names[kind=ALIAS].name';

/** Headers of the parts of an alias, in the order in which a name is written. */
const parts = [/^(?:alias|aka) (?:last name|surname|family name)$/, /^(?:alias|aka) (?:first|given) names?$/];

/** An alias of two columns, `alias_last_name` and `alias_first_name`; null where a file does not have both. */
export function toAliasName(
  columns: readonly DraftColumn[],
): { readonly field: DraftField; readonly columns: readonly DraftColumn[] } | null {
  const found = parts.map((part) => columns.find(({ name }) => part.test(toHeader(name))));
  const [last, first] = found;
  if (!last || !first) return null;
  const template = `{${last.name}}, {${first.name}}`;
  const shown = `${last.name}, ${first.name}`;
  // Why: an alias with one part must keep no comma.
  const replace = last.profile.empty + first.profile.empty > 0 ? { replace: { '^, |,$': '' } } : {};
  return { field: { field: aliasField, spec: { template, ...replace }, shown, sure: true }, columns: [last, first] };
}
