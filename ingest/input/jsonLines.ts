// SPDX-License-Identifier: Apache-2.0
import type { InputFile } from './inputFile.js';
import { readLines } from './lines.js';

/** One line of a file of JSON lines: its value, or why it has none. */
export type JsonLine =
  | { readonly kind: 'value'; readonly line: number; readonly value: unknown; readonly raw: string }
  | { readonly kind: 'defect'; readonly line: number; readonly reason: string; readonly raw: string };

/** The lines of a file of JSON lines, streamed; blank lines are skipped. */
export async function* readJsonLines(file: InputFile): AsyncGenerator<JsonLine> {
  for await (const { number: line, text } of readLines(file)) {
    if (text === null) yield { kind: 'defect', line, reason: 'line.tooLong', raw: '' };
    else if (text.trim() !== '') yield parse(text, line);
  }
}

function parse(raw: string, line: number): JsonLine {
  try {
    return { kind: 'value', line, value: JSON.parse(raw), raw };
  } catch {
    return { kind: 'defect', line, reason: 'json.notWellFormed', raw };
  }
}
