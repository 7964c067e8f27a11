import type { IngestDatabases } from '../../../ingest/databases.js';

/** What must not be shown, and of whom it tells: by knowledge of the database, and of nothing else of the product. */
export interface Secrets {
  /** Names, numbers, addresses and dates of protected persons, and of them alone. */
  readonly texts: ReadonlySet<string>;
  /** Ids of links to protected persons, and of their records. */
  readonly ids: ReadonlySet<string>;
}

/** An agency of none of the records. */
const stranger = 'ZZ-STRANGER';

const guarded = `(minor or data_subject_category in ('VICTIM', 'WITNESS'))`;

/** Tables of links: which rows lead to persons, and which of these persons is protected from an agency by what stands in its row. */
const linksFor = (agency: string) => [
  {
    source: 'seizures' as const,
    sql: (where: string) => `select x.id, array[x.stated_name, case when length(x.stated_birth_date) > 4
        then x.stated_birth_date end] as texts
      from seizures.seizure_person x where ${where}`,
    isGuarded: `x.subject_category in ('VICTIM', 'WITNESS') or x.subject_minor`,
  },
  {
    source: 'incidents' as const,
    sql: (where: string) => `select x.id, array[x.stated_name, x.stated_description] as texts
      from incidents.incident_person x where ${where}`,
    isGuarded: `x.role in ('VICTIM', 'WITNESS', 'REPORTER') or x.subject_category in ('VICTIM', 'WITNESS') or x.subject_minor`,
  },
  {
    source: 'cargo' as const,
    // Of a party who is told of by nobody the agency that received the declaration may know.
    sql: (where: string) => `select x.id, array[x.name] as texts from cargo.trade_party x
      join cargo.consignment c on c.id = x.consignment_id
      where x.person_type is distinct from 2 and not 'FIRM_BY_NAME' = any(x.quality_flags) and (${where})`,
    isGuarded: `x.subject_category in ('VICTIM', 'WITNESS') or x.subject_minor
      or x.subject_category is null and x.record_category is null
        and (x.person_ref is not null or c.originator <> '${agency}')`,
  },
];

interface Stated {
  readonly id: string;
  readonly texts: readonly (string | null)[];
}

/** What the database knows of persons who are protected from an agency. Texts that it states of others as well are no secret. */
export async function secretsOf(databases: IngestDatabases, agency = stranger): Promise<Secrets> {
  const of = async (source: 'persons' | 'cargo' | 'seizures' | 'incidents', sql: string) =>
    await databases[source].exec<Stated>(sql);
  const persons = (where: string) =>
    of(
      'persons',
      `select id, array[name, eori] || array(select n ->> 'name' from jsonb_array_elements(names) n)
         || array(select i ->> 'number' from jsonb_array_elements(identifications) i)
         || array(select b from unnest(birth_dates) b where length(b) > 4) as texts
       from persons.person where ${where}`,
    );
  const refs = await databases.persons.exec<{ ref: string }>(`select ref from persons.person where ${guarded}`);
  const list = refs.map(({ ref }) => `'${ref}'`).join(', ');
  const secret = [...(await persons(guarded))];
  const open = [...(await persons(`not ${guarded}`))];
  for (const { source, sql, isGuarded } of linksFor(agency)) {
    secret.push(...(await of(source, sql(`x.person_ref in (${list}) or ${isGuarded}`))));
    open.push(...(await of(source, sql(`not coalesce(x.person_ref in (${list}) or ${isGuarded}, false)`))));
  }
  const known = new Set(open.flatMap(({ texts }) => texts));
  return {
    texts: new Set(
      secret.flatMap(({ texts }) => texts.filter((text) => text !== null && text.length > 4 && !known.has(text))),
    ) as ReadonlySet<string>,
    ids: new Set(secret.map(({ id }) => id)),
  };
}
