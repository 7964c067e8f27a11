/** Where a command prints, and how. */
export interface Output {
  readonly json: boolean;
  /** Takes one line of standard output. */
  readonly out: (line: string) => void;
}

/** Prints one JSON object, or what it says in lines for people. */
export function print({ json, out }: Output, value: unknown, lines: () => Iterable<string>): void {
  if (json) out(JSON.stringify(value));
  else for (const line of lines()) out(line);
}
