// SPDX-License-Identifier: Apache-2.0

const nameRank = ['NAME', 'ALIAS', 'WEAK_ALIAS', 'PREVIOUS'];

/** Orders names as records have them: the first is what the record is called by. */
export function byRank(one: { readonly kind: string }, other: { readonly kind: string }): number {
  return nameRank.indexOf(one.kind) - nameRank.indexOf(other.kind);
}
