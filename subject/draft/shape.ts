import { z } from 'zod';
import { wholeAnswerShape } from '../answer.js';
import { identifications } from '../document.js';
import { subjectSources } from '../sources.js';

/** Languages of a letter, by ISO 639-1. */
export const languages = ['en', 'fr'] as const;

const said = z.string().trim().min(1);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written YYYY-MM-DD');

/** Why something is left out: a ground of the regime, by its code, and the officer's reason. */
const exceptionShape = z.strictObject({ ground: said, reason: said });

const leaveOut = exceptionShape.nullable();

const holdingChoiceShape = z.strictObject({
  /** As in the answer, in its order. */
  id: z.string(),
  /** Where several people bear one name and date, and the source cannot tell whose it is: whether it is of `person`. */
  isOfPerson: z.boolean().nullable(),
  leaveOut,
  data: z.array(z.strictObject({ path: z.string(), leaveOut })),
  /** Words out of what is not told by default. */
  copied: z.array(z.strictObject({ path: z.string(), words: said, note: said })),
});

const recipientChoiceShape = z.strictObject({
  source: z.enum(subjectSources),
  agency: z.string().nullable(),
  told: z.string().nullable(),
  purpose: z.string().nullable(),
  month: z.string().nullable(),
  /** Told although it would not be (restricted, or not to be told apart from what is left out): that needs a note. */
  tell: z.boolean(),
  note: said.nullable(),
  leaveOut,
});

const askedShape = z.strictObject({
  request: z.string().nullish(),
  agency: z.string().nullish(),
  name: said,
  birthDate: day.nullish(),
  documents: z
    .array(z.strictObject({ number: z.string(), country: z.string().nullish(), kind: z.string().nullish() }))
    .nullish(),
  eori: z.string().nullish(),
  identifiedBy: z.enum(identifications),
  confirmed: z.array(z.string()).nullish(),
  excluded: z.array(z.string()).nullish(),
});

/** A draft, as the officer's file has it. */
export const draftShape = z.strictObject({
  form: z.literal('portcullis-subject-draft-1'),
  language: z.enum(languages),
  /** 128 random bits in hexadecimal: they make the letter's hash say nothing to anybody. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/, '128 bits are 32 hexadecimal digits in lower case'),
  /** The date in the letter. */
  letterDate: day,
  asked: askedShape,
  caseReference: said,
  answeredBy: z.strictObject({ name: said, contact: said }),
  /** ARTICLE_17: a supervisor says that all checks were made, and nothing else. */
  answerAs: z.enum(['ANSWER', 'ARTICLE_17']),
  /** Where a judicial remedy is sought. */
  court: z.strictObject({ name: said, contact: said }).nullable(),
  /** Who of the agency's lawyers approved the texts; null: the letter is marked as a proposal. */
  textsApprovedBy: z.strictObject({ by: said, on: day, reference: said }).nullable(),
  /** Which of several people of one name and date: their `twin`. */
  person: z.number().int().positive().nullable(),
  recipientsBy: z.enum(['CATEGORY', 'NAME']),
  /** On what a transfer to a third country rests. */
  safeguards: said.nullable(),
  /** Reasons of a refusal or restriction that the person is told, as the law has it where they harm nothing. */
  reasonsTold: said.nullable(),
  /** Why the data of categories that are not told by default stay out. */
  notTold: leaveOut,
  /** Why records above the officer's clearance stay out: what a cleared colleague found of them. */
  aboveClearance: leaveOut,
  holdings: z.array(holdingChoiceShape),
  recipients: z.array(recipientChoiceShape),
  answer: wholeAnswerShape,
});

/** A draft of a letter: what was answered, and what the officer chooses. A file of the officer. */
export type Draft = z.infer<typeof draftShape>;

/** Why something is left out. */
export type Exception = z.infer<typeof exceptionShape>;

/** What the officer chooses for a record or link. */
export type HoldingChoice = z.infer<typeof holdingChoiceShape>;

/** What the officer chooses for a line of the recipients. */
export type RecipientChoice = z.infer<typeof recipientChoiceShape>;

/** A language of letters. */
export type Language = (typeof languages)[number];
