import type { Answered } from '../../../client/index.js';
import { type Draft, type DraftOptions, makeDraft } from '../../../subject/index.js';
import type { SubjectData } from './asking/askWhole.js';
import { nothingTyped, type Typed } from './asking/typed.js';
import { takeOver } from './draft/choices.js';

/** Records and links of the name alone that are of the person, and those that are of another of the name. */
export interface Decided {
  readonly confirmed: readonly string[];
  readonly excluded: readonly string[];
}

/** What an officer has of one request: in memory, and in files of their own. */
export interface Work {
  /** Another number for another request: what was asked for the one before is not of it. */
  readonly begun: number;
  readonly typed: Typed;
  readonly decided: Decided;
  /** Undefined: nothing was asked yet, or a draft was opened, which has an answer of its own. */
  readonly answer?: Answered<SubjectData> | undefined;
  readonly draft?: Draft | undefined;
  /** The draft before an answer of which none was made: what was decided in it goes into the next. */
  readonly kept?: Draft | undefined;
  /** Why no draft was made of the answer. */
  readonly problem?: unknown;
}

/** Before anything is typed. */
export const noWork: Work = { begun: 0, typed: nothingTyped, decided: { confirmed: [], excluded: [] } };

/** The work with an answer, and with a draft made of it that has the choices of the one before. */
export function withAnswer(
  now: Work,
  of: Pick<Work, 'decided'> & { readonly answer: Answered<SubjectData>; readonly options: DraftOptions },
): Work {
  const { decided, answer, options } = of;
  const request = answer.data.subject?.id ?? options.asked.request ?? '';
  const next = { begun: now.begun, typed: { ...now.typed, request }, decided, answer };
  const before = lastDraft(now);
  try {
    const made = makeDraft(answer, options);
    return { ...next, draft: before ? takeOver(before, made) : made };
  } catch (problem) {
    return { ...next, kept: before, problem };
  }
}

/** What was decided last, also where no draft was made of the answer after it. */
export const lastDraft = ({ draft, kept }: Pick<Work, 'draft' | 'kept'>): Draft | undefined => draft ?? kept;
