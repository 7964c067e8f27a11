import { type AskedSubject, bornAlike, namedAlike, namedShorter } from '../../kit/subject/asked.js';
import type { FoundBy } from '../../kit/subject/holding.js';
import type { StatedSubject } from './input.js';
import type { CandidateRow } from './subjectRepository.js';

/** What a record is compared by. */
type Compared = Pick<
  CandidateRow,
  'id' | 'asked_names' | 'asked_births' | 'asked_periods' | 'asked_document' | 'asked_eori'
>;

/**
 * By what a record is the asked person's, by equality alone; `NAMESAKE` where its name is the same and no more is known, and null for
 * everybody else's. A number does not find a record whose name and full date of birth are both another person's: it was misread.
 */
export function tellPerson(asked: StatedSubject): (row: Compared) => FoundBy | 'NAMESAKE' | null {
  const [alike, shorter] = [namedAlike(asked), namedShorter(asked)];
  return (row) => {
    if (asked.excluded.includes(row.id)) return null;
    const born = bornAlike(asked, row.asked_births, row.asked_periods);
    const isAlike = row.asked_names.some(alike);
    if (isAlike && born === 'SAME') return 'NAME_AND_BIRTH_DATE';
    if (isAlike || born !== 'OTHER') {
      if (row.asked_document) return 'DOCUMENT';
      if (row.asked_eori) return 'EORI';
    }
    const isNamesake = isAlike ? born !== 'OTHER' : born === 'SAME' && row.asked_names.some(shorter);
    if (!isNamesake) return null;
    return asked.confirmed.includes(row.id) ? 'CONFIRMED' : 'NAMESAKE';
  };
}

/** Whether several people of one name and date are told apart among records found so: those with that name and date. */
export function isOfNameAndDate(asked: Pick<AskedSubject, 'name' | 'birthDate'>): (row: Compared) => boolean {
  const alike = namedAlike(asked);
  return ({ asked_names, asked_births, asked_periods }) =>
    asked_names.some(alike) && bornAlike(asked, asked_births, asked_periods) === 'SAME';
}
