import { toLine } from './mistake.js';
import { type Place, start } from './place.js';

/** What of the errors of the YAML library is used: its own class is loaded only where a text is parsed. */
interface YamlError {
  readonly code?: unknown;
  readonly linePos?: readonly { readonly line: number; readonly col: number }[];
  readonly message: string;
}

/** Why a text is no YAML, as one line with its place. */
export function yamlLine(file: string, text: string, error: unknown): string {
  const { code, linePos, message } = error as YamlError;
  const [first = 'not YAML'] = message.split('\n');
  const place: Place = linePos?.[0] ? { line: linePos[0].line, column: linePos[0].col } : start;
  const what = first.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
  if (code === 'DUPLICATE_KEY')
    return toLine(file, place, 'a key stands twice', 'write it once: the last would win without a word');
  const alias = /Unresolved alias.*: (\S+)$/.exec(first)?.[1];
  if (alias !== undefined)
    return toLine(
      file,
      placeWith(text, `*${alias}`),
      `no anchor &${alias} stands before it`,
      'set the anchor, or write the value',
    );
  return toLine(file, place, what, 'look at indentation, quotes and brackets');
}

function placeWith(text: string, part: string): Place {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
