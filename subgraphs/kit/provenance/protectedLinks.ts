import type DataLoader from 'dataloader';
import type { Policy } from '../../../policy/policy.js';
import { isUnprotected } from '../../../policy/rows/linkPredicate.js';
import { linkSubject } from '../../../policy/rows/linkSubject.js';
import { isProtected } from '../../../policy/understood.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, saidKeys } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { createLoader } from '../page/loader.js';
import type { LinksOfTable } from '../types.js';
import { keyText, readKey } from './provenanceRepository.js';

/** Statements that find, of records of a table, those with a link to a protected person. */
export type ProtectedLinkStatements = ReadonlyMap<string, Prepared<{ readonly id: string }>>;

/** Made at start, by the records' table. */
export function compileProtectedLinks(
  links: Readonly<Record<string, LinksOfTable>>,
  policy: Policy,
): ProtectedLinkStatements {
  const compile = ({ from, record, link }: LinksOfTable) =>
    compileStatement(sql<{ readonly id: string }>`
      select distinct ${record} as id from ${from}
      where ${record} = any(cast(${saidKeys} as text[])) and not ${raw(isUnprotected(policy, link, 'r'))}`);
  return new Map(Object.entries(links).map(([table, of]) => [table, compile(of)]));
}

/** By `keyText`: true for a record with a link to a protected person; one statement a table for all that ask. */
export function createProtectedLinkLoader(
  db: SourceDatabase,
  statements: ProtectedLinkStatements,
): DataLoader<string, true | null> {
  return createLoader(async (keys) => {
    const found = new Map<string, true>();
    const asked = keys.map(readKey);
    for (const table of new Set(asked.map((key) => key.table))) {
      const statement = statements.get(table);
      if (!statement) continue;
      const ids = asked.filter((key) => key.table === table).map(({ id }) => id);
      for (const { id } of await db.rows(statement, { said: { keys: ids } })) found.set(keyText({ table, id }), true);
    }
    return found;
  });
}

/** Members of a statement that are links to persons, as far as this looks at them. */
interface StatedLink {
  readonly role?: string | null;
  readonly statedBirthDate?: string | null;
  readonly subject?: { readonly category?: string | null; readonly minor?: boolean | null } | null;
  readonly personType?: number | null;
  readonly person?: object | null;
  readonly organization?: object | null;
  readonly vesselRecord?: object | null;
  readonly aircraftRecord?: object | null;
}

interface Statement {
  readonly persons?: readonly StatedLink[];
  readonly parties?: readonly StatedLink[];
  readonly houseConsignments?: readonly { readonly parties?: readonly StatedLink[] }[];
  readonly relations?: readonly StatedLink[];
  /** Of a relation that is a record of its own. */
  readonly relation?: string;
  readonly subjects?: readonly StatedLink[];
  readonly objects?: readonly StatedLink[];
}

/**
 * Whether a statement, of which no row is left, names somebody who is protected by its own words: who is not known by
 * them is. What was told of the person is told of rows.
 */
export function namesProtected(policy: Policy, asOf: string, source: string, record: unknown): boolean {
  const { persons = [], parties = [], houseConsignments = [], relations = [], relation, ...ends } = record as Statement;
  const houses = houseConsignments.flatMap((house) => house.parties ?? []);
  const related = relation === undefined ? [] : [...(ends.subjects ?? []), ...(ends.objects ?? [])];
  const links = [...persons, ...parties, ...houses, ...relations, ...related];
  return links.filter(mayBePerson).some((link) =>
    isProtected(
      linkSubject(policy, asOf, {
        type: null,
        role: link.role ?? null,
        birthDate: link.statedBirthDate ?? null,
        category: link.subject?.category ?? null,
        minor: link.subject?.minor ?? null,
        recordCategory: null,
        recordMinor: null,
        settled: true,
        publicSource: source,
      }),
    ),
  );
}

function mayBePerson({ person, personType, organization, vesselRecord, aircraftRecord }: StatedLink): boolean {
  return Boolean(person) || !(personType === 2 || personType === 3 || organization || vesselRecord || aircraftRecord);
}
