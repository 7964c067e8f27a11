/** How one cell holds latitude and longitude, and the regular expressions that extract them. */
const forms = [
  {
    whole: /^\(?\s*-?\d{1,2}(?:\.\d+)?\s*[,;]\s*-?\d{1,3}(?:\.\d+)?\s*\)?$/,
    latitude: '^\\(?\\s*(-?\\d+(?:\\.\\d+)?)',
    longitude: '[,;]\\s*(-?\\d+(?:\\.\\d+)?)',
  },
  {
    whole: /^POINT\s*\(\s*-?\d{1,3}(?:\.\d+)?\s+-?\d{1,2}(?:\.\d+)?\s*\)$/i,
    latitude: '\\s(-?\\d+(?:\\.\\d+)?)\\s*\\)$',
    longitude: '\\(\\s*(-?\\d+(?:\\.\\d+)?)',
  },
  {
    whole: /^\d{1,2}[^NSEW]*[NS][\s,;/-]*\d{1,3}[^NSEW]*[EW]$/i,
    latitude: '^[^NSns]+[NSns]',
    longitude: '[NSns][\\s,;/-]*([^NSns]+)$',
  },
] as const;

/** True for a text that is latitude and longitude: `(41.8, -87.6)`, `POINT (-73.9 40.8)`, `13°43'00"N 121°02'00"E`. */
export function isPosition(text: string): boolean {
  return forms.some(({ whole }) => whole.test(text));
}

/** The `extract` of a mapping for latitude and longitude in these texts; null where they are no positions. */
export function extractsOf(texts: readonly string[]): { readonly latitude: string; readonly longitude: string } | null {
  const form = forms.find(({ whole }) => texts.filter((text) => whole.test(text)).length >= texts.length * 0.8);
  return form && texts.length > 0 ? form : null;
}
