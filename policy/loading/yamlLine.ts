import { toLine } from './mistake.js';
import { type Place, placeAt, start } from './place.js';

/** The members of the YAML library's errors that are used. The class itself is loaded only where a text is parsed. */
interface YamlError {
  readonly code?: unknown;
  readonly linePos?: readonly { readonly line: number; readonly col: number }[];
  readonly message: string;
}

/** Error codes of the library in words for the author of a policy, with what to do. */
const words: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['DUPLICATE_KEY', ['a key appears twice', 'write it once: the last would silently win']],
  ['MULTIPLE_DOCS', ['a second document begins', 'remove the line of ---']],
  ['TAG_RESOLVE_FAILED', ['a tag is not known', 'write the value without !']],
]);

/** Why a text is not valid YAML, as one line with its place. */
export function yamlLine(file: string, text: string, error: unknown): string {
  const { code, linePos, message } = error as YamlError;
  const [first = 'not YAML'] = message.split('\n');
  const place: Place = linePos?.[0] ? { line: linePos[0].line, column: linePos[0].col } : start;
  const what = first.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
  const known = words.get(String(code));
  if (known) return toLine(file, place, ...known);
  if (error instanceof RangeError || first.startsWith('Maximum call stack'))
    return toLine(file, place, 'nests too deep', 'no policy needs more than ten levels');
  const alias = /Unresolved alias.*: (\S+)$/.exec(first)?.[1];
  if (alias !== undefined)
    return toLine(
      file,
      placeAt(text, text.indexOf(`*${alias}`)),
      `no anchor &${alias} before it`,
      'set the anchor, or write the value',
    );
  return toLine(file, place, what, 'look at indentation, quotes and brackets');
}
