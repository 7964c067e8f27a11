import type { PersonRecord } from '../../../../records/persons.js';
import type { Flags } from '../../flags.js';
import { joinStated } from '../../un/parts.js';
import { type UkValues, valuesOf } from '../fields.js';
import type { UkPublication } from '../publication.js';
import { readUkDate } from './dates.js';

/** What `GrpStatus` stands for, where the list does not say it in words. */
const statuses: Readonly<Record<string, string | undefined>> = { A: 'Asset freeze', I: 'Investment ban' };

/** What a group is listed under: a listing for each of its regimes. */
export function readUkListing(
  { authority, sourceUrl }: UkPublication,
  stated: readonly UkValues[],
  group: string,
  flags: Flags,
): Required<Pick<PersonRecord, 'topics' | 'sanctions'>> {
  const regimes = valuesOf(stated, 'regime');
  if (regimes.length === 0) flags.raise('PROGRAMME_MISSING');
  const [reference = group] = valuesOf(stated, 'reference');
  const letters = valuesOf(stated, 'statusLetter').map((letter) => statuses[letter.toUpperCase()] ?? letter);
  const statusWords = valuesOf(stated, 'status');
  return {
    topics: ['sanction'],
    sanctions: (regimes.length === 0 ? [undefined] : regimes).map((regime) => {
      const under = stated.filter((values) => values.regime === regime);
      const imposed = valuesOf(under, 'imposed').flatMap((text) => text.split(/\s*\|\s*/));
      return {
        authority,
        country: 'GB',
        programme: regime ?? 'Consolidated list',
        authorityId: reference,
        listingDate: readUkDate(valuesOf(under, 'listedOn')[0], flags),
        startDate: readUkDate(valuesOf(under, 'designatedOn')[0], flags),
        reason: joinStated(valuesOf(under, 'reasons'), '\n'),
        summary: joinStated(valuesOf(under, 'sanctions'), '; '),
        provisions: joinStated([...imposed, ...(statusWords.length > 0 ? statusWords : letters)], '; '),
        sourceUrl,
      };
    }),
  };
}
