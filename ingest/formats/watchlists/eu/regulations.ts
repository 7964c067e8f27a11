import type { XmlElement } from '../../../input/xml/xml.js';
import type { PersonRecord, StatedSanction } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated, toLine } from '../un/parts.js';
import { allStated, childrenOf, stated, wordsOf } from './parts.js';

/** What the entity is listed under. */
export type Listing = Required<Pick<PersonRecord, 'topics' | 'sanctions'>> & { readonly notes: readonly string[] };

const listUrl = 'https://webgate.ec.europa.eu/fsd/fsf';

/** Reads all `regulation`, each an act that lists the entity or amends its listing; one listing even where none is stated. */
export function readListing(entity: XmlElement, flags: Flags): Listing {
  const regulations = childrenOf(entity, 'regulation');
  const [authorityId, reason, designated, delisted] = allStated(entity, [
    'euReferenceNumber',
    'designationDetails',
    'designationDate',
    'delistingDate',
  ]);
  const common = {
    authority: 'European Union',
    authorityId,
    reason,
    startDate: flags.date(designated),
    endDate: flags.date(delisted),
  };
  const sanctions = regulations.map((regulation) => readRegulation(regulation, common, flags));
  if (sanctions.length === 0) flags.raise('PROGRAMME_MISSING');
  return {
    topics: common.endDate === null ? ['sanction'] : [],
    sanctions: sanctions.length > 0 ? sanctions : [{ ...common, programme: noProgramme, sourceUrl: listUrl }],
    notes: regulations.flatMap((regulation) =>
      wordsOf(regulation).map((words) => `${joinStated(['Act', stated(regulation, 'numberTitle')], ' ')}: ${words}`),
    ),
  };
}

const noProgramme = 'Consolidated financial sanctions list';

function readRegulation(
  regulation: XmlElement,
  common: Pick<StatedSanction, 'authority' | 'authorityId' | 'reason' | 'startDate' | 'endDate'>,
  flags: Flags,
): StatedSanction {
  const [programme, title, published, inForce] = allStated(regulation, [
    'programme',
    'numberTitle',
    'publicationDate',
    'entryIntoForceDate',
  ]);
  if (programme === null) flags.raise('PROGRAMME_MISSING');
  return {
    ...common,
    programme: programme ?? noProgramme,
    startDate: common.startDate ?? flags.date(inForce),
    listingDate: flags.date(published),
    provisions: title,
    sourceUrl: toLine(childrenOf(regulation, 'publicationUrl')[0]?.text) ?? listUrl,
  };
}
