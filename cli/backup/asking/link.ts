import { unprotectedSubjects } from '../../../policy/rows/linkSubject.js';
import type { Askable } from './askable.js';
import { idsIn } from './name.js';
import type { Answered } from './questioned.js';

type Place = { readonly source: 'persons' | 'cargo' | 'seizures' | 'incidents'; readonly table: string };

/** A link from a record of one source to one of another. */
interface Link {
  readonly from: Place;
  /** Table of the links, in the source that they are from, the column of the record and that of the reference. */
  readonly table: string;
  readonly holder: string;
  readonly ref: string;
  readonly to: Place;
  readonly query: string;
}

const toPersons = { source: 'persons', table: 'person' } as const;
const connection = (one: string, many: string, end: string): string =>
  `query ($id: ID!) { ${one}(id: $id) { id ${many}(first: 100) { edges { node { ${end} { id } } } } } }`;

const links: readonly Link[] = [
  {
    ...{ from: { source: 'seizures', table: 'seizure' }, to: { source: 'cargo', table: 'consignment' } },
    ...{ table: 'seizure_consignment', holder: 'seizure_id', ref: 'consignment_ref' },
    query: connection('seizure', 'consignments', 'consignment'),
  },
  {
    ...{ from: { source: 'incidents', table: 'incident' }, to: { source: 'seizures', table: 'seizure' } },
    ...{ table: 'incident_seizure', holder: 'incident_id', ref: 'seizure_ref' },
    query: connection('incident', 'seizures', 'seizure'),
  },
  {
    ...{ from: { source: 'seizures', table: 'seizure' }, to: toPersons },
    ...{ table: 'seizure_person', holder: 'seizure_id', ref: 'person_ref' },
    query: connection('seizure', 'persons', 'person'),
  },
  {
    ...{ from: { source: 'incidents', table: 'incident' }, to: toPersons },
    ...{ table: 'incident_person', holder: 'incident_id', ref: 'person_ref' },
    query: connection('incident', 'persons', 'person'),
  },
  {
    ...{ from: { source: 'cargo', table: 'consignment' }, to: toPersons },
    ...{ table: 'trade_party', holder: 'consignment_id', ref: 'person_ref' },
    query: 'query ($id: ID!) { consignment(id: $id) { id parties { person { id } } } }',
  },
];

/** Links that are followed, where one is not answered: a date beside it may say that the person is a minor. */
const tries = 5;

/** Follows links from one source into another, and compares where they lead with the rows. */
export async function askLinks(askable: Askable): Promise<Answered> {
  for (const link of links) {
    const taken = await take(askable, link);
    if (taken.length === 0) continue;
    for (const { holder, end } of taken) {
      const ids = idsIn(await askable.ask(link.query, { id: holder }));
      if (ids.has(holder) && ids.has(end)) return { verdict: 'ANSWERED', seen: 2 };
    }
    return { verdict: 'WRONG', seen: 0, why: `${link.from.source}.${link.table} does not lead to ${link.to.source}` };
  }
  return { verdict: 'NOT_ASKED', seen: 0, why: 'no record that may be shown names one of another source' };
}

interface Taken {
  readonly holder: string;
  readonly end: string;
}

async function take(askable: Askable, { from, table, holder, ref, to }: Link): Promise<readonly Taken[]> {
  // Where it leads to a person, that must be known to be none who is protected.
  const unprotected = to !== toPersons ? 'true' : unprotectedLink;
  const linked = await askable.rows<{ readonly holder: string; readonly ref: string }>(
    from.source,
    `select l.${holder} as holder, l.${ref} as ref from ${from.source}.${table} l
       join ${from.source}.${from.table} r on r.id = l.${holder}
     where l.${ref} is not null and r.envelope_key = any($1::uuid[]) and (r.expires_at is null or r.expires_at > $2)
       and (${unprotected}) and $3::text[] is not null order by l.id limit 200`,
    [await askable.keysOf(from.source, null), askable.asOf, unprotectedSubjects],
  );
  const ends = await askable.rows<{ readonly id: string; readonly ref: string }>(
    to.source,
    `select id, ref from ${to.source}.${to.table}
     where ref = any($1::text[]) and envelope_key = any($2::uuid[]) and (expires_at is null or expires_at > $3)`,
    [linked.map((each) => each.ref), await askable.keysOf(to.source, null), askable.asOf],
  );
  const byRef = new Map(ends.map(({ id, ref: of }) => [of, id]));
  return linked
    .flatMap(({ holder: of, ref: at }) => {
      const end = byRef.get(at);
      return end === undefined ? [] : [{ holder: of, end }];
    })
    .slice(0, tries);
}

const unprotectedLink = `l.subject_known and not coalesce(l.subject_minor, l.record_minor, false)
  and not coalesce(l.record_minor, false) and coalesce(l.subject_category, l.record_category) = any($3::text[])
  and coalesce(l.record_category, l.subject_category) = any($3::text[])`;
