/** The form in which headers are compared: `date of birth local` for `Date_ofBirth (local)`. */
export function toHeader(name: string): string {
  return (
    name
      .replaceAll(/\[\]/g, ' ')
      // Why two ways: `dateOfBirth` and `entityID` are words, `UoM` is one.
      .replaceAll(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, '$1 ')
      .replaceAll(/(\p{Ll}{2})(?=\p{Lu})/gu, '$1 ')
      .normalize('NFKD')
      .replaceAll(/\p{M}+/gu, '')
      .replaceAll('ß', 'ss')
      .replaceAll('ł', 'l')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
