/** A box on the map, degrees. Where `west` is more than `east`, it spans the antimeridian. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** What one datum is narrowed to. */
export type Term =
  | { readonly is: 'values'; readonly values: readonly string[] }
  | { readonly is: 'begins'; readonly text: string }
  /** Days, `YYYY-MM-DD`, both within, UTC. */
  | { readonly is: 'span'; readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly is: 'range'; readonly least?: number | undefined; readonly most?: number | undefined }
  | { readonly is: 'box'; readonly box: Box }
  /** Rows that have no value. */
  | { readonly is: 'none' };

/** What a list is narrowed to, by the ids of its data. In memory alone: it has names and numbers of people. */
export type Terms = Readonly<Record<string, Term>>;

/** The same, with another term for a datum; undefined takes it out. */
export function withTerm(terms: Terms, id: string, term: Term | undefined): Terms {
  const { [id]: _before, ...others } = terms;
  return term === undefined ? others : { ...others, [id]: term };
}

/** The values that a datum is narrowed to, one by one. */
export const valuesOf = (term: Term | undefined): readonly string[] => (term?.is === 'values' ? term.values : []);

/** The term after a click on a value: with it, or without it where it was among them. */
export function toggled(term: Term | undefined, value: string): Term | undefined {
  const values = valuesOf(term);
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return next.length === 0 ? undefined : { is: 'values', values: next };
}
