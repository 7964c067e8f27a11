/** A number as it is answered. */
export interface Told {
  readonly number: number | null;
  readonly atLeast: number | null;
}

/** A group as it must be answered, and the rows in it. */
export interface ExpectedGroup {
  readonly value: string;
  readonly count: Told;
  readonly rows: readonly number[];
}

/** What must be told of rows, each with its values: the most frequent first, and a thousand of them named by the log at most. */
export function expectedGroups(
  rows: readonly (readonly string[])[],
  first: number,
  personal: boolean,
): { readonly groups: readonly ExpectedGroup[]; readonly more: boolean } {
  const found = new Map<string, number[]>();
  for (const [row, values] of rows.entries())
    for (const value of new Set(values)) found.set(value, [...(found.get(value) ?? []), row]);
  const sorted = [...found].sort(
    ([a, n], [b, m]) => m.length - n.length || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const groups: ExpectedGroup[] = [];
  let room = 1000;
  for (const [value, own] of sorted.slice(0, first)) {
    const number = own.length;
    if (personal || number <= 100) {
      if (number > room && !(personal && room === 1000)) break;
      room -= Math.min(number, room);
    }
    const count = personal && number > 1000 ? { number: null, atLeast: 1000 } : { number, atLeast: null };
    groups.push({ value, count, rows: own });
  }
  return { groups, more: sorted.length > groups.length };
}
