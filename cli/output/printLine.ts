/** Where a command prints, and how. */
export interface Output {
  readonly json: boolean;
  /** Takes one line of standard output. */
  readonly out: (line: string) => void;
}

/** Prints one JSON object, or the same in lines for people. */
export function print({ json, out }: Output, value: unknown, lines: () => Iterable<string>): void {
  if (json) out(JSON.stringify(value));
  else for (const line of lines()) out(line);
}

// C0 except the tab, DEL and C1: a terminal obeys these instead of showing them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * A line that is safe to print: file names and texts of records come from outside, and a line feed or escape sequence in
 * one of them could forge or overwrite lines.
 */
export function toPrintable(line: string): string {
  return line.replace(controls, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Prints one line on standard output. */
export function printLine(line: string): void {
  console.log(toPrintable(line));
}
