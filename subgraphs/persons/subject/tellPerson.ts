import { type AskedSubject, bornAlike, isExcluded, namedAlike, namedShorter } from '../../kit/subject/asked.js';
import type { AlikeBy, FoundBy } from '../../kit/subject/holding.js';
import type { StatedSubject } from './input.js';
import type { CandidateRow } from './subjectRepository.js';

/** What a record is compared by. */
type Compared = Pick<
  CandidateRow,
  'id' | 'asked_names' | 'asked_births' | 'asked_periods' | 'asked_document' | 'asked_eori' | 'asked_opened'
>;

/**
 * By what a record is the asked person's, by equality alone; `NAMESAKE` where its name or its number is the same and no more is known,
 * and null for everybody else's. A number finds no record of another name without the date of birth: it may be misread, or guessed.
 */
export function tellPerson(asked: StatedSubject): (row: Compared) => FoundBy | 'NAMESAKE' | null {
  const [alike, shorter] = [namedAlike(asked), namedShorter(asked)];
  return (row) => {
    if (isExcluded(asked, row)) return null;
    const born = bornAlike(asked, row.asked_births, row.asked_periods);
    const isAlike = row.asked_names.some(alike);
    if (isAlike && born === 'SAME') return 'NAME_AND_BIRTH_DATE';
    const number = numberOf(row);
    const isShorter = row.asked_names.some(shorter);
    if (number && (isAlike || born === 'SAME' || (isShorter && born !== 'OTHER'))) return number;
    const isNamesake = isAlike || number !== null || (isShorter && born === 'SAME');
    if (!isNamesake || born === 'OTHER') return null;
    return asked.confirmed.includes(row.id) ? 'CONFIRMED' : 'NAMESAKE';
  };
}

/** What of a namesake is the same: its number alone, where no name of it is the asked one. */
export function namesakeBy(asked: StatedSubject): (row: Compared) => AlikeBy {
  const [alike, shorter] = [namedAlike(asked), namedShorter(asked)];
  return (row) => (row.asked_names.some((name) => alike(name) || shorter(name)) ? 'NAME' : (numberOf(row) ?? 'NAME'));
}

function numberOf(row: Compared): 'DOCUMENT' | 'EORI' | null {
  if (row.asked_document) return 'DOCUMENT';
  return row.asked_eori ? 'EORI' : null;
}

/** Whether several people of one name and date are told apart among records found so: those with that name and date. */
export function isOfNameAndDate(asked: Pick<AskedSubject, 'name' | 'birthDate'>): (row: Compared) => boolean {
  const alike = namedAlike(asked);
  return ({ asked_names, asked_births, asked_periods }) =>
    asked_names.some(alike) && bornAlike(asked, asked_births, asked_periods) === 'SAME';
}
