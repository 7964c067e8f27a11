import { useState } from 'react';
import { toHex } from '../../../auditlog/proofs/bytes.js';
import { useViewerClient } from '../../../client/bindings/react.js';
import type { Answered } from '../../../client/index.js';
import type { Draft } from '../../../subject/index.js';
import { type AskedSubject, makeDraft, subjectDocument } from '../../../subject/index.js';
import { keepTouched } from '../../shell/idle.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { outcomeOf, useSession } from '../../shell/session.js';
import { noteUnsaved } from '../../shell/unsaved.js';
import { askWhole, type SubjectData } from './asking/askWhole.js';
import { nothingTyped, type Typed, typedOf } from './asking/typed.js';
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
  /** Why no draft was made of the answer. */
  readonly problem?: unknown;
}

type Answer = Answered<SubjectData>;

/** How far a question is. */
export type Asking = { readonly pages: number } | { readonly error: unknown } | undefined;

const nothing: Work = { begun: 0, typed: nothingTyped, decided: { confirmed: [], excluded: [] } };

/** A recipient is told of a look each: pages of them take their time. */
const DEADLINE_MS = 120_000;

/** The request that is worked on, and what can be done with it. */
export function useWork() {
  const [work, setWork] = useRemembered<Work>('requests.work', nothing);
  const [asking, setAsking] = useState<Asking>();
  const askSubject = useAskSubject(setAsking);
  const { officer, statement, orStay } = useSession();
  const search = async (typed: Typed, decided: Decided, asked: AskedSubject): Promise<boolean> => {
    const answer = await askSubject(asked);
    if (!answer) return false;
    // Of the work as it is now: while a slow source answered, the officer went on.
    setWork((now) => (now.begun === work.begun ? withAnswer(now, { typed, decided, asked, answer }) : now));
    return true;
  };
  const withAnswer = (
    now: Work,
    of: Pick<Work, 'typed' | 'decided'> & { asked: AskedSubject; answer: Answer },
  ): Work => {
    const { typed, decided, asked, answer } = of;
    const request = answer.data.subject?.id ?? typed.request;
    const next = { begun: now.begun, typed: { ...now.typed, request }, decided, answer };
    try {
      const caseReference = statement.caseReference ?? '';
      const letterDate = new Date().toISOString().slice(0, 10);
      const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
      const made = makeDraft(answer, { asked, caseReference, letterDate, nonce, language: 'en' });
      return { ...next, draft: now.draft ? takeOver(now.draft, made) : made };
    } catch (problem) {
      return { ...next, problem };
    }
  };
  /** Begins another request, once nothing of this one is lost by it. */
  const begin = (other: Omit<Work, 'begun'>) =>
    orStay(() => {
      noteUnsaved(false);
      setAsking(undefined);
      setWork(({ begun }) => ({ ...other, begun: begun + 1 }));
    });
  return {
    work,
    asking,
    search,
    type: (typed: Typed) => setWork((now) => ({ ...now, typed })),
    change: (draft: Draft) => {
      noteUnsaved(true);
      setWork((now) => ({ ...now, draft }));
    },
    saved: () => noteUnsaved(false),
    open: (draft: Draft) => {
      const { confirmed, excluded } = draft.asked;
      const decided = { confirmed: confirmed ?? [], excluded: excluded ?? [] };
      begin({ typed: typedOf(draft.asked, draft.answer.id), decided, draft });
    },
    /** Under a request of one's own agency; of another one a supervisor begins one of their own. */
    goOn: (request: string, agency: string) => {
      const known = agency === officer.agency ? { request } : { agency };
      begin({ ...nothing, typed: { ...nothingTyped, ...known } });
    },
  };
}

/** Asks as this viewer, and notes each receipt; undefined where there is no answer: why, stands in the state. */
function useAskSubject(set: (asking: Asking) => void) {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  return async (asked: AskedSubject): Promise<Answer | undefined> => {
    const done = keepTouched();
    try {
      const answer = await askWhole(
        asked,
        async (variables) => {
          const question = { query: subjectDocument, variables: { ...variables } };
          // Why again: what is in memory is no new request.
          const page = await client.ask<SubjectData>(question, { again: true, deadlineMs: DEADLINE_MS });
          noteReceipt(subjectDocument, page.extensions);
          return page;
        },
        (pages) => set({ pages }),
      );
      set(undefined);
      return answer;
    } catch (error) {
      noteReceipt(subjectDocument, outcomeOf(error));
      set({ error });
      return undefined;
    } finally {
      done();
    }
  };
}
