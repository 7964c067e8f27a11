import { rewriteInvisible } from '../../../schema/invisible.js';

/**
 * A value as one line of JSON. Characters that are not seen, or that turn the direction of a line, are escaped: the line
 * shows in every reader of texts what it says, and a parser gives the value back.
 */
export function toJsonText(value: unknown): string {
  return rewriteInvisible(JSON.stringify(value), escapeCharacter);
}

function escapeCharacter(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1)
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return escaped;
}
