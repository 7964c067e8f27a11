import { bornAlike, isExcluded, namedAlike, namedShorter } from '../../kit/subject/asked.js';
import type { AlikeBy, FoundBy } from '../../kit/subject/holding.js';
import type { StatedSubject } from './input.js';
import type { CandidateRow } from './subjectRepository.js';

/** What a record is compared by. */
type Compared = Pick<
  CandidateRow,
  'id' | 'asked_names' | 'asked_births' | 'asked_periods' | 'asked_document' | 'asked_eori' | 'asked_opened'
>;

/** By what a record is the asked person's; or what of it is the same, where it is a namesake's. */
export type ToldPerson = { readonly foundBy: FoundBy } | { readonly alikeBy: AlikeBy };

/**
 * By what a record is the asked person's, by equality alone; a namesake's where its name or its number is the same and no more is known,
 * and null for everybody else's. A number finds no record of another name without the date of birth: it may be misread, or guessed.
 */
export function tellPerson(asked: StatedSubject): (row: Compared) => ToldPerson | null {
  const [alike, shorter] = [namedAlike(asked), namedShorter(asked)];
  return (row) => {
    if (isExcluded(asked, row)) return null;
    const born = bornAlike(asked, row.asked_births, row.asked_periods);
    const isAlike = row.asked_names.some(alike);
    if (isAlike && born === 'SAME') return { foundBy: 'NAME_AND_BIRTH_DATE' };
    const number = numberOf(row);
    const isShorter = row.asked_names.some(shorter);
    if (number && (isAlike || born === 'SAME' || (isShorter && born !== 'OTHER'))) return { foundBy: number };
    const alikeBy = isAlike || (isShorter && born === 'SAME') ? 'NAME' : number;
    if (alikeBy === null || born === 'OTHER') return null;
    return asked.confirmed.includes(row.id) ? { foundBy: 'CONFIRMED' } : { alikeBy };
  };
}

function numberOf(row: Compared): 'DOCUMENT' | 'EORI' | null {
  if (row.asked_document) return 'DOCUMENT';
  return row.asked_eori ? 'EORI' : null;
}
