import { z } from 'zod';
import { badUserInput } from '../../schema/errors.js';
import { isPartialDate } from '../../schema/scalars.js';
import { identifications } from '../../subject/document.js';
import { issueAt } from '../../subject/draft/placeOf.js';
import { readText } from '../audit/readText.js';

const text = z.string().trim().min(1).max(500);

/** `SubjectInput` of the graph, without what the command line says: the request, and what the officer confirmed. */
const shape = z.strictObject({
  agency: text.optional(),
  name: text.refine(
    (name) => name.split(/\s+/).length > 1,
    'it needs at least two words: one alone is borne by too many',
  ),
  birthDate: z
    .string()
    .refine(
      (date) => /^\d{4}-\d\d-\d\d$/.test(date) && isPartialDate(date),
      'it is a whole date, YYYY-MM-DD, or left out',
    )
    .optional(),
  documents: z
    .array(z.strictObject({ number: text, country: text.optional(), kind: text.optional() }))
    .max(5)
    .optional(),
  eori: text.optional(),
  identifiedBy: z.enum(identifications, `it is one of ${identifications.join(', ')} (Article 12(5))`),
});

/** The person who asks, as the officer wrote it down. */
export type AskedPerson = z.infer<typeof shape>;

/**
 * The asked person of a file. Why a file: other users of a machine read the arguments of a command.
 *
 * @param file JSON; `-` is standard input
 * @throws BAD_USER_INPUT naming the member, never its value
 */
export function readAskedPerson(file: string): AskedPerson {
  const parsed = shape.safeParse(parse(readText(file), file));
  if (parsed.success) return parsed.data;
  const { at, why } = issueAt(parsed.error);
  throw badUserInput(
    `${file}: ${at || 'the file'}: ${why}.`,
    'Members: name, birthDate, documents, eori, identifiedBy, agency.',
  );
}

function parse(written: string, file: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw badUserInput(
      `${file} is no JSON.`,
      'Write it as {"name": "...", "birthDate": "...", "identifiedBy": "IN_PERSON"}.',
    );
  }
}
