import type { Facets, Place } from '../asking/documents.js';

/** A place or a country with its rows. */
export interface Mark {
  readonly code: string;
  readonly rows: number;
  /** There may be more rows. */
  readonly isLeast: boolean;
  /** Of a place: its name and position, degrees. */
  readonly at?: { readonly name: string; readonly longitude: number; readonly latitude: number };
}

/** What is drawn of counted values, most rows first; and places without a known position. */
export function marksOf(
  buckets: NonNullable<Facets['buckets']>,
  by: 'country' | 'unlocode',
  known: ReadonlyMap<string, Place>,
): { readonly marks: readonly Mark[]; readonly unplaced: readonly string[] } {
  const counted = buckets.flatMap(({ value, count }) =>
    value === null
      ? []
      : [{ code: value, rows: count?.number ?? count?.atLeast ?? 0, isLeast: typeof count?.atLeast === 'number' }],
  );
  if (by === 'country') return { marks: counted, unplaced: [] };
  const marks = counted.map((mark) => ({ ...mark, ...placed(known.get(mark.code)) }));
  return {
    marks: marks.filter(({ at }) => at),
    unplaced: marks.filter(({ at, code }) => !at && known.has(code)).map(({ code }) => code),
  };
}

function placed(place: Place | undefined): Pick<Mark, 'at'> {
  if (!place || place.latitude === null || place.longitude === null) return {};
  return { at: { name: place.name ?? place.unlocode, longitude: place.longitude, latitude: place.latitude } };
}

/** Steps of shade or size, from few rows to many, each with the numbers that it stands for. */
export function stepsOf(most: number, steps = 5): readonly { readonly from: number; readonly to: number }[] {
  const ends = Array.from({ length: steps }, (_, step) => Math.round(most ** ((step + 1) / steps)));
  return ends
    .map((to, step) => ({ from: step === 0 ? 1 : (ends[step - 1] ?? 0) + 1, to }))
    .filter(({ from, to }) => from <= to);
}

/** Which step a number belongs to, from 1 on; 0: no rows. */
export function stepOf(rows: number, steps: readonly { readonly from: number; readonly to: number }[]): number {
  if (rows === 0) return 0;
  const place = steps.findIndex(({ to }) => rows <= to);
  return place < 0 ? steps.length : place + 1;
}
