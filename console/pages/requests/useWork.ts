import { useState } from 'react';
import { toHex } from '../../../auditlog/proofs/bytes.js';
import { useViewerClient } from '../../../client/bindings/react.js';
import type { Answered } from '../../../client/index.js';
import { type AskedSubject, type Draft, subjectDocument } from '../../../subject/index.js';
import { keepTouched } from '../../shell/idle.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { outcomeOf, useSession } from '../../shell/session.js';
import { isUnsaved, noteUnsaved } from '../../shell/unsaved.js';
import { askWhole, type SubjectData } from './asking/askWhole.js';
import { askedOf, nothingTyped, typedOf } from './asking/typed.js';
import { saveDraft } from './draft/saveDraft.js';
import { lastDraft, noWork, type Work, withAnswer } from './work.js';

/** How far a question is. */
export type Asking = { readonly pages: number } | { readonly error: unknown } | undefined;

/** A recipient is told of a look each: pages of them take their time. */
const DEADLINE_MS = 120_000;

/** The request that is worked on, and what can be done with it. */
export function useWork() {
  const [work, setWork] = useRemembered<Work>('requests.work', noWork);
  const [asking, setAsking] = useState<Asking>();
  const askSubject = useAskSubject(setAsking);
  const { officer, statement, orStay } = useSession();
  const last = lastDraft(work);
  const search = async (asked: AskedSubject, decided: Work['decided']): Promise<boolean> => {
    const answer = await askSubject(asked);
    if (!answer) return false;
    const options = { ...newLetter(), asked, caseReference: statement.caseReference ?? '' };
    // Of the work as it is now: while a slow source answered, the officer went on.
    setWork((now) => {
      if (now.begun !== work.begun) return now;
      const next = withAnswer(now, { decided, answer, options });
      noteAgain(lastDraft(now), next.draft);
      return next;
    });
    return true;
  };
  /** Begins another request, once nothing of this one is lost by it. */
  const begin = (other: Omit<Work, 'begun'>) =>
    orStay(() => {
      noteUnsaved(undefined);
      setAsking(undefined);
      setWork(({ begun }) => ({ ...other, begun: begun + 1 }));
    });
  return {
    work,
    asking,
    /** Searches; under another request than the draft's once nothing of it is lost. @param then told whether there is an answer */
    search: ({ typed, decided }: Pick<Work, 'typed' | 'decided'>, then: (isAnswered: boolean) => void) => {
      const asked = askedOf(typed, decided);
      const go = () => void search(asked, decided).then(then);
      if (last && last.answer.id !== asked.request) orStay(go);
      else go();
    },
    type: (typed: Work['typed']) => setWork((now) => ({ ...now, typed })),
    change: (draft: Draft) => {
      noteUnsaved(() => saveDraft(draft));
      setWork((now) => ({ ...now, draft }));
    },
    save: () => {
      if (last) saveDraft(last);
      noteUnsaved(undefined);
    },
    open: (draft: Draft) => {
      const { confirmed, excluded } = draft.asked;
      const decided = { confirmed: confirmed ?? [], excluded: excluded ?? [] };
      begin({ typed: typedOf(draft.asked, draft.answer.id), decided, draft });
    },
    /** Under a request of one's own agency; of another one a supervisor begins one of their own. */
    goOn: (request: string, agency: string) => {
      const known = agency === officer.agency ? { request } : { agency };
      begin({ ...noWork, typed: { ...nothingTyped, ...known } });
    },
  };
}

/** What a letter has that is begun now. */
function newLetter() {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
  return { language: 'en' as const, letterDate: new Date().toISOString().slice(0, 10), nonce };
}

/** What is not saved is saved as it is after an answer. The draft of another request has nothing of it. */
function noteAgain(before: Draft | undefined, after: Draft | undefined): void {
  if (isUnsaved() && after) noteUnsaved(before?.answer.id === after.answer.id ? () => saveDraft(after) : undefined);
}

/** Asks as this viewer, and notes each receipt; undefined where there is no answer: why, stands in the state. */
function useAskSubject(set: (asking: Asking) => void) {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  return async (asked: AskedSubject): Promise<Answered<SubjectData> | undefined> => {
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
