import { badUserInput } from '../../schema/errors.js';
import { issueAt } from './placeOf.js';
import { type Draft, draftShape } from './shape.js';

/**
 * The draft of a file.
 *
 * @param text JSON, as `writeDraft` wrote it and the officer changed it
 * @throws BAD_USER_INPUT with the place, never with a value
 */
export function readDraft(text: string): Draft {
  const parsed = draftShape.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const { at, why } = issueAt(parsed.error);
  throw badUserInput(`The draft is not well-formed at ${at || 'its beginning'}: ${why}.`, {
    ...(at ? { at } : {}),
    hint: 'Correct that member, or make the draft anew; docs/SUBJECT.md has each member.',
  });
}

/** A draft as a file. */
export function writeDraft(draft: Draft): string {
  return `${JSON.stringify(draft, null, 2)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badUserInput('The draft is no JSON.', 'Look for a comma or quote that is missing where it was changed last.');
  }
}
