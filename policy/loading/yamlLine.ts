import { toLine } from './mistake.js';

/** What of the errors of the YAML library is used: its own class is loaded only where a text is parsed. */
interface YamlError {
  readonly code?: unknown;
  readonly linePos?: readonly { readonly line: number }[];
  readonly message: string;
}

/** Why a text is no YAML, as one line with its place. */
export function yamlLine(file: string, text: string, error: unknown): string {
  const { code, linePos, message } = error as YamlError;
  const [first = 'not YAML'] = message.split('\n');
  const what = first.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
  if (code === 'DUPLICATE_KEY')
    return toLine(
      file,
      linePos?.[0]?.line ?? 1,
      'a key stands twice',
      'write it once: the last would win without a word',
    );
  const alias = /Unresolved alias.*: (\S+)$/.exec(first)?.[1];
  if (alias !== undefined)
    return toLine(
      file,
      lineWith(text, `*${alias}`),
      `no anchor &${alias} stands before it`,
      'set the anchor, or write the value',
    );
  return toLine(file, linePos?.[0]?.line ?? 1, what, 'look at indentation, quotes and brackets');
}

function lineWith(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}
