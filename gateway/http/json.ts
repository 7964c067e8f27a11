import { PortcullisError } from '../../schema/errors.js';

/** Deepest nesting of JSON that is read: deeper values could exhaust a stack later on. */
const MAX_NESTING = 64;

/**
 * Parses JSON, and refuses a key that occurs twice in one object, in any spelling (`"a"` and `"\u0061"` are the same key):
 * of duplicates, what decides and what executes might each see another value.
 *
 * @throws PortcullisError DUPLICATE_KEY, REQUEST_MALFORMED
 */
export function parseJson(text: string): unknown {
  try {
    scan(text);
    const value: unknown = JSON.parse(text);
    if (hasLoneSurrogate(text, value))
      throw new PortcullisError('REQUEST_MALFORMED', { message: 'The JSON holds half a character.' });
    return value;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new PortcullisError('REQUEST_MALFORMED', { message: 'The JSON is not well-formed.' });
    throw error;
  }
}

/** One pass over the structure of the text; JSON.parse checks that it is well-formed. */
function scan(text: string): void {
  const open: (Set<string> | null)[] = [];
  let keyFollows = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (keyFollows) addKey(open.at(-1), text.slice(at, end + 1));
      keyFollows = false;
      at = end;
    } else if (character === '{' || character === '[') {
      if (open.length >= MAX_NESTING) {
        throw new PortcullisError('REQUEST_MALFORMED', {
          message: `JSON nested deeper than ${MAX_NESTING} is not read.`,
        });
      }
      open.push(character === '{' ? new Set() : null);
      keyFollows = character === '{';
    } else if (character === '}' || character === ']') {
      open.pop();
      keyFollows = false;
    } else if (character === ',') {
      keyFollows = open.at(-1) instanceof Set;
    }
  }
}

function addKey(keys: Set<string> | null | undefined, literal: string): void {
  if (!keys) return;
  const key = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  if (keys.has(key)) throw new PortcullisError('DUPLICATE_KEY');
  keys.add(key);
}

/** Index of the closing quote; of the last character where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length - 1;
}

/** A lone surrogate has no canonical bytes (RFC 8785), so the log could not keep it. */
function hasLoneSurrogate(text: string, value: unknown): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return false;
  // JSON.stringify escapes lone halves and writes whole pairs as they are.
  return /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value));
}
