import { badUserInput } from '../../schema/errors.js';
import type { Holding, SubjectResponse, WholeAnswer } from '../answer.js';
import type { AskedSubject } from '../document.js';
import { subjectSources } from '../sources.js';
import { issueAt } from './placeOf.js';
import { type Draft, draftShape, type HoldingChoice, type Language, type RecipientChoice } from './shape.js';
import { wholeAnswer } from './whole.js';

/** What a draft needs beside the answer. */
export interface DraftOptions {
  /** `SubjectInput`, as it was sent. */
  readonly asked: AskedSubject;
  readonly caseReference: string;
  /** The date of the letter, YYYY-MM-DD. */
  readonly letterDate: string;
  /** 128 random bits, as 32 hexadecimal digits. */
  readonly nonce: string;
  readonly language: Language;
  readonly answerAs?: Draft['answerAs'] | undefined;
}

/**
 * A draft in which nothing is chosen yet: what is told by default is told.
 *
 * @param response the body of a gateway's answer to `subjectDocument`, its pages joined
 * @throws BAD_USER_INPUT for an answer of which a part is missing, and for options that are not well-formed
 */
export function makeDraft(response: SubjectResponse, options: DraftOptions): Draft {
  const answer = wholeAnswer(response);
  const draft = {
    form: 'portcullis-subject-draft-1',
    language: options.language,
    nonce: options.nonce,
    letterDate: options.letterDate,
    asked: options.asked,
    caseReference: options.caseReference,
    answeredBy: answer.answeredBy,
    answerAs: options.answerAs ?? 'ANSWER',
    court: null,
    textsApprovedBy: null,
    person: null,
    recipientsBy: 'CATEGORY',
    safeguards: null,
    reasonsTold: null,
    notTold: null,
    aboveClearance: null,
    holdings: subjectSources.flatMap((source) => answer[source].found.map(holdingChoice)),
    recipients: recipientChoices(answer),
    answer,
  };
  const parsed = draftShape.safeParse(draft);
  if (parsed.success) return parsed.data;
  const { at, why } = issueAt(parsed.error);
  throw badUserInput(`No draft is made: ${at}: ${why}.`, { at, hint: 'Correct the member named.' });
}

function holdingChoice({ id, data }: Holding): HoldingChoice {
  const choices = data.map(({ path }) => ({ path, leaveOut: null }));
  return { id, isOfPerson: null, leaveOut: null, data: choices, copied: [] };
}

function recipientChoices(answer: WholeAnswer): RecipientChoice[] {
  return subjectSources.flatMap((source) =>
    (answer[source].seen?.recipients.rows ?? []).map(({ agency, told, purpose, month }) => ({
      source,
      agency,
      told,
      purpose,
      month,
      tell: false,
      note: null,
      leaveOut: null,
    })),
  );
}
