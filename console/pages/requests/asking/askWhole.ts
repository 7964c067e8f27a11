import type { Answered } from '../../../../client/index.js';
import type { AskedSubject, SubjectAnswer } from '../../../../subject/index.js';
import { joinPages, nextVariables } from '../../../../subject/index.js';

/** What is answered of a person. */
export interface SubjectData {
  readonly subject?: SubjectAnswer | null;
}

/** Asks one page. */
export type AskPage = (variables: object) => Promise<Answered<SubjectData>>;

/** Pages of one answer: each is a look, and a log of more has to be read by other means. */
const MOST_PAGES = 500;

/**
 * Asks for all that is held of a person, page after page of who has seen it, as one request.
 *
 * @param read told before each page how many were read
 * @returns the first answer, with the recipients and the errors of all pages
 * @throws as `ask`
 */
export async function askWhole(
  asked: AskedSubject,
  ask: AskPage,
  read: (pages: number) => void,
): Promise<Answered<SubjectData>> {
  read(1);
  const first = await ask({ asked });
  let subject = first.data.subject ?? null;
  let errors = first.errors ?? [];
  const again = subject?.id ? { ...asked, request: subject.id } : asked;
  for (let pages = 2; subject && pages <= MOST_PAGES; pages += 1) {
    const next = nextVariables(subject);
    if (!next) break;
    read(pages);
    const page = await ask({ asked: again, ...next });
    errors = [...errors, ...(page.errors ?? [])];
    if (!page.data.subject) break;
    subject = joinPages(subject, page.data.subject);
  }
  return { ...first, data: { subject }, ...(errors.length > 0 && { errors }) };
}
