import { type RawBuilder, sql } from 'kysely';
import { sought } from '../kit/described/lookUps.js';
import type { SearchedKind } from '../kit/search/searched.js';
import type { WordsText } from '../kit/search/words.js';
import { findVesselsAlike } from './matching/matching.js';
import { byCaseReference, incidentListing } from './repository.js';

const summary = { category: 'incidents.summary', listing: incidentListing };
const hasContainer = sql<boolean>`exists (select 1 from incidents.incident_container x
  where x.incident_id = r.id and x.container_id = ${sought})`;
const hasShip = sql<boolean>`exists (select 1 from incidents.incident_vessel x
  where x.incident_id = r.id and x.imo = ${sought})`;

const text = (category: string, vector: RawBuilder<unknown>): WordsText => ({
  category,
  from: incidentListing.from,
  vector,
});

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'incidents',
    type: 'IncidentSearch',
    listing: incidentListing,
    exact: [
      { form: 'CASE_REFERENCE', by: byCaseReference },
      { form: 'CONTAINER', by: { ...summary, where: hasContainer } },
      { form: 'IMO', by: { ...summary, where: hasShip } },
    ],
    alike: findVesselsAlike,
    words: [
      text('incidents.summary', sql`to_tsvector('simple', left(r.title, 100000))`),
      text('incidents.summary', sql`to_tsvector('simple', left(r.area, 100000))`),
      text('incidents.narrative', sql`to_tsvector('simple', left(r.narrative, 100000))`),
    ],
  },
];
