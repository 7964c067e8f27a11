import { toLine } from './mistake.js';
import { type Place, placeAt, start } from './place.js';

/** What of the errors of the YAML library is used: its own class is loaded only where a text is parsed. */
interface YamlError {
  readonly code?: unknown;
  readonly linePos?: readonly { readonly line: number; readonly col: number }[];
  readonly message: string;
}

/** What the library says to programmers, in words for who writes a policy; and what to do. */
const words: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['MULTIPLE_DOCS', ['a second document begins', 'take the line of --- out'] as const],
  ['TAG_RESOLVE_FAILED', ['a tag is not known', 'write the value without !'] as const],
]);

/** Why a text is no YAML, as one line with its place. */
export function yamlLine(file: string, text: string, error: unknown): string {
  const { code, linePos, message } = error as YamlError;
  const [first = 'not YAML'] = message.split('\n');
  const place: Place = linePos?.[0] ? { line: linePos[0].line, column: linePos[0].col } : start;
  const what = first.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
  if (code === 'DUPLICATE_KEY')
    return toLine(file, place, 'a key stands twice', 'write it once: the last would win without a word');
  const said = words.get(String(code));
  if (said) return toLine(file, place, ...said);
  if (error instanceof RangeError || first.startsWith('Maximum call stack'))
    return toLine(file, place, 'nests too deep', 'no policy needs more than ten levels');
  const alias = /Unresolved alias.*: (\S+)$/.exec(first)?.[1];
  if (alias !== undefined)
    return toLine(
      file,
      placeAt(text, text.indexOf(`*${alias}`)),
      `no anchor &${alias} stands before it`,
      'set the anchor, or write the value',
    );
  return toLine(file, place, what, 'look at indentation, quotes and brackets');
}
