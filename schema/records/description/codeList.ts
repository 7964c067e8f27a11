/** A closed list of codes: the stored codes, and the values of the SDL enum that show them. */
export interface CodeList<Stored extends string | number = string | number> {
  /** The SDL enum; null where the SDL shows the stored code as a text. */
  readonly type: string | null;
  /** The value shown, by stored code, in the order of the enum. */
  readonly values: ReadonlyMap<string | number, string>;
  /** Stored codes, in the same order. */
  readonly stored: readonly Stored[];
}

/** A list whose codes are stored as the enum writes them; `type` is null where the SDL has no enum for it. */
export function codeList<const Stored extends string>(
  type: string | null,
  stored: readonly Stored[],
): CodeList<Stored> {
  return { type, stored, values: new Map(stored.map((code) => [code, code])) };
}

/** A list whose codes are stored as their publisher writes them, e.g. `{ A: 'EMPTY' }`. */
export function lettered<const Stored extends string>(
  type: string,
  names: Readonly<Record<Stored, string>>,
): CodeList<Stored> {
  return { type, stored: Object.keys(names) as Stored[], values: new Map(Object.entries<string>(names)) };
}

/** A list whose codes are stored as consecutive numbers from `from`. */
export function numbered<Stored extends number = number>(
  type: string,
  from: NoInfer<Stored>,
  names: readonly string[],
): CodeList<Stored> {
  const entries = names.map((name, index) => [(from + index) as Stored, name] as const);
  return { type, stored: entries.map(([code]) => code), values: new Map(entries) };
}
