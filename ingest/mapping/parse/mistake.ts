/** Something wrong in a mapping file. */
export interface Mistake {
  /** Keys of the file from the top down: `fields > birthDates > date`; empty for the whole file. */
  readonly path: string;
  /** Line of the mapping file, 1-based. */
  readonly line: number;
  /** Character of that line, 1-based, where the file is not well-formed. */
  readonly column?: number;
  readonly message: string;
  /** What to do about it; may be empty. */
  readonly hint: string;
}

/** A mistake in one line: `watch.yaml:12: fields > birthDate: person has no field birthDate. Did you mean birthDates?` */
export function mistakeLine(file: string, { path, line, column, message, hint }: Mistake): string {
  const place = column === undefined ? line : `${line}:${column}`;
  return [`${file}:${place}: ${path === '' ? '' : `${path}: `}${message}`, hint].filter(Boolean).join(' ');
}
