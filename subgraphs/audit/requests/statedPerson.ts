import { parse, print, type ValueNode, valueFromASTUntyped, visit } from 'graphql';
import { z } from 'zod';
import { compactNumber } from '../../../schema/identifiers/documentNumber.js';
import { isLongerThan } from '../../../schema/isLongerThan.js';
import type { Question } from './askedAgain.js';

/** What a question states of the person who asks. */
export interface StatedPerson {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  /** Of documents, and the EORI, as `compactNumber` makes them. */
  readonly numbers: readonly string[];
}

const document = z.object({ number: z.string() });

/** Characters of a name: a source takes none that is longer, and comparing takes as long as it is. */
const longest = 500;

const shape = z.object({
  name: z
    .string()
    .trim()
    .refine((name) => !isLongerThan(name, longest)),
  birthDate: z.string().nullish(),
  // GraphQL takes one for a list of one.
  documents: z.union([document, z.array(document)]).nullish(),
  eori: z.string().nullish(),
});

/**
 * The person of a question, put together from its document, literals and variables. Null where they do not say it alone: several fields
 * ask, or a variable has a default.
 */
export function statedPerson(question: Question): StatedPerson | null {
  return personAsked(askedIn(question));
}

/** The person of a `SubjectInput`; null where it names nobody. */
export function personAsked(asked: unknown): StatedPerson | null {
  const { data } = shape.safeParse(asked);
  if (!data) return null;
  const { name, birthDate = null, documents, eori } = data;
  const numbers = [...[documents ?? []].flat().map(({ number }) => number), ...(eori ? [eori] : [])];
  return { name, birthDate, numbers: numbers.map(compactNumber) };
}

/** The value of the one argument `asked`; null where there are several, or the document is none without its literals. */
function askedIn({ document: text, literals, variables }: Question): unknown {
  const asked = new Map<string, ValueNode>();
  let placed = '';
  try {
    visit(parse(text ?? ''), {
      // Placeholders of literals begin with more underscores than any variable: see `extractLiterals`.
      Variable: ({ name: { value } }) => {
        const [begin = ''] = /^_*/.exec(value) ?? [];
        if (begin.length > placed.length) placed = begin;
      },
      Argument: ({ name, value }) => {
        if (name.value === 'asked') asked.set(print(value), value);
      },
    });
  } catch {
    return null;
  }
  const [only] = asked.values();
  if (!only || asked.size > 1) return null;
  const values = literals.map((literal, at) => [`${placed}${at + 1}`, literal] as const);
  return valueFromASTUntyped(only, { ...Object.fromEntries(values), ...variables });
}
