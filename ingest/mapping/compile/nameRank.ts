import { nameKinds } from '../../../schema/records/parts/subject.js';

const ranks: readonly string[] = nameKinds.stored;

/** Orders names as records have them: the first is what the record is called by. */
export function byRank(one: { readonly kind: string }, other: { readonly kind: string }): number {
  return ranks.indexOf(one.kind) - ranks.indexOf(other.kind);
}
