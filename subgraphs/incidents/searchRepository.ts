import { type RawBuilder, sql } from '../../storage/kysely.js';
import { compacted, type Guards, type HeldBy, sought, soughtCompact } from '../kit/described/lookUps.js';
import type { SearchedKind } from '../kit/search/searched.js';
import type { WordsText } from '../kit/search/words.js';
import { findVesselsAlike } from './matching/matching.js';
import { byCaseReference, incidentListing, lists, operationListing, positions } from './repository.js';

const heldBy = (where: RawBuilder<boolean>, ...also: readonly string[]): HeldBy => ({
  guards: ['incidents.summary', ...also],
  listing: incidentListing,
  where,
});
const byContainer = heldBy(sql`exists (select 1 from incidents.incident_container x
  where x.incident_id = r.id and x.container_id = ${sought})`);
const byShip = heldBy(sql`exists (select 1 from incidents.incident_vessel x
  where x.incident_id = r.id and x.imo = ${sought})`);
const byMrn = heldBy(
  sql`exists (select 1 from incidents.incident_consignment x
    where x.incident_id = r.id and ${compacted('x.stated_mrn')} = ${soughtCompact})`,
  'cargo.movement',
);
const bySeizure = heldBy(
  sql`exists (select 1 from incidents.incident_seizure x
    where x.incident_id = r.id and x.stated_case_reference = ${sought})`,
  'seizures.core',
);

const vectorOf = (column: string) => sql`to_tsvector('simple', left(${sql.ref(column)}, 100000))`;
const text = (column: string, category: string, { from } = incidentListing): WordsText => ({
  guards: [category],
  from,
  vector: vectorOf(`r.${column}`),
});
const stated = ({ from, link }: typeof lists.persons.listing, ...guards: Guards): WordsText => ({
  guards,
  from,
  vector: vectorOf('x.stated_name'),
  ...(link ? { link } : {}),
});

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'incidents',
    type: 'IncidentSearch',
    listing: incidentListing,
    exact: [
      { form: 'CASE_REFERENCE', by: byCaseReference },
      { form: 'CASE_REFERENCE', by: bySeizure },
      { form: 'MRN', by: byMrn },
      { form: 'CONTAINER', by: byContainer },
      { form: 'IMO', by: byShip },
      { form: 'UNLOCODE', by: heldBy(sql`r.unlocode = ${sought}`) },
    ],
    alike: findVesselsAlike,
    words: [
      text('title', 'incidents.summary'),
      text('area', 'incidents.summary'),
      text('narrative', 'incidents.narrative'),
      stated(lists.persons.listing, 'incidents.narrative', 'persons.identity'),
      stated(lists.organizations.listing, 'incidents.narrative', 'organizations.identity'),
    ],
    positions: { category: 'incidents.location', ...positions },
  },
  {
    field: 'jointOperations',
    type: 'JointOperationSearch',
    listing: operationListing,
    exact: [],
    words: ['name', 'objective'].map((column) => text(column, 'operations.core', operationListing)),
  },
];
