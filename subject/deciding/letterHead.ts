import { articlesOf } from '../catalogue/articles.js';
import type { CitedRegime, LetterWords } from '../catalogue/words.js';
import { wordsOf } from '../catalogue/wordsOf.js';
import type { Draft } from '../draft/shape.js';
import type { LetterModel } from '../letter/model.js';

/** What every letter of a draft has, no matter what was found. */
export function letterHead(
  draft: Draft,
): Pick<LetterModel, 'form' | 'language' | 'nonce' | 'proposal' | 'particulars' | 'words'> {
  const words = wordsOf(draft.language);
  const isApproved =
    (draft.textsApprovedBy ?? words.approvedBy) !== null &&
    draft.answer.regimes.every(({ approvedBy }) => approvedBy !== null);
  return {
    form: 'portcullis-subject-letter-1',
    language: draft.language,
    nonce: draft.nonce,
    proposal: isApproved ? null : words.proposal,
    particulars: particularsOf(draft, words),
    words: { headings: words.headings, columns: words.columns, table: words.table },
  };
}

/** The regimes of the agency with their articles: all of them, so that none tells in which data were found. */
export function citedRegimes({ answer }: Draft): CitedRegime[] {
  return answer.regimes.map(({ regime, authority }) => ({ regime, articles: articlesOf(regime), authority }));
}

function particularsOf(draft: Draft, { particulars, identifiedBy }: LetterWords): LetterModel['particulars'] {
  const { answeredBy, letterDate, answer, caseReference, asked } = draft;
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    [particulars.answeredBy, answeredBy.name],
    [particulars.contact, answeredBy.contact],
    [particulars.date, letterDate],
    [particulars.request, answer.id],
    [particulars.case, caseReference],
    [particulars.person, asked.name],
    [particulars.birthDate, asked.birthDate],
    [particulars.identifiedBy, identifiedBy[asked.identifiedBy]],
  ];
  return lines.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
