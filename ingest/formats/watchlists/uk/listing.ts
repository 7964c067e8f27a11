import type { PersonRecord } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated } from '../un/parts.js';
import { readUkDate } from './dates.js';
import { type UkRow, valuesOf } from './fields.js';

const sourceUrl = 'https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets';

/** What `GrpStatus` stands for, where the list does not say it in words. */
const statuses: Readonly<Record<string, string | undefined>> = { A: 'Asset freeze', I: 'Investment ban' };

/** What a group is listed under: a listing for each of its regimes. */
export function readUkListing(
  rows: readonly UkRow[],
  group: string,
  flags: Flags,
): Required<Pick<PersonRecord, 'topics' | 'sanctions'>> {
  const regimes = valuesOf(rows, 'regime');
  if (regimes.length === 0) flags.raise('PROGRAMME_MISSING');
  const [reference = group] = valuesOf(rows, 'reference');
  const letters = valuesOf(rows, 'statusLetter').map((letter) => statuses[letter.toUpperCase()] ?? letter);
  const statusWords = valuesOf(rows, 'status');
  return {
    topics: ['sanction'],
    sanctions: (regimes.length === 0 ? [undefined] : regimes).map((regime) => {
      const under = rows.filter(({ values }) => values.regime === regime);
      return {
        authority: 'OFSI',
        country: 'GB',
        programme: regime ?? 'Consolidated list',
        authorityId: reference,
        listingDate: readUkDate(valuesOf(under, 'listedOn')[0], flags),
        startDate: readUkDate(valuesOf(under, 'designatedOn')[0], flags),
        reason: joinStated(valuesOf(under, 'reasons'), '\n'),
        summary: joinStated(valuesOf(under, 'sanctions'), '; '),
        provisions: joinStated(statusWords.length > 0 ? statusWords : letters, '; '),
        sourceUrl,
      };
    }),
  };
}
