// SPDX-License-Identifier: Apache-2.0

/** A header as headers are compared: `Date_ofBirth (local)` is `date of birth local`. */
export function toHeader(name: string): string {
  return name
    .replaceAll(/\[\]/g, ' ')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
