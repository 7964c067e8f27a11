import { badUserInput } from '../../schema/errors.js';
import {
  compactNumber,
  countriesOf,
  lookUpKeys,
  type StatedIdentification,
} from '../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import { type Prepared, Slot } from '../../storage/slot.js';
import type { RecordNode } from '../kit/described/describe.js';
import { foundBy, type LookUpBy, lookUp, MAX_SAME, sought, soughtCompact } from '../kit/described/lookUps.js';
import type { RecordRow } from '../kit/described/toObject.js';
import { countTriedKeys } from '../kit/limits/countTried.js';
import { underTrial } from '../kit/limits/underTrial.js';
import { wellFormed } from '../kit/resolvers/roots.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { aircraftListing, organizationListing, personListing } from './repository.js';

/**
 * The person that a document identifies, in full or as a hit; null where this viewer may know of none. A person whose
 * document has the stated country goes before one whose document has no known country. Where no country is stated, only a
 * person whose documents the viewer has in full, and no hit: several documents share a number.
 *
 * @throws PortcullisError BAD_USER_INPUT where no country is stated and documents of several have that number: one person
 *   must not be taken for another
 */
export async function findPersonByIdentification(
  session: SourceSession,
  identification: StatedIdentification,
): Promise<RecordNode | null> {
  const keys = lookUpKeys(identification);
  const isWhole = keys.length > 1;
  const countries = new Set<string>();
  const look = async (hits: boolean): Promise<RecordNode | null> => {
    const { toNode } = personListing.read(session);
    const statement = session.kept(identified, `${keys.length} ${hits}`, () =>
      compileIdentified(session, { keys: keys.length, hits }),
    );
    let isExact = false;
    const found = await session.lookup(
      {
        argument: byIdentification,
        value: keys.join(' '),
        counting: hits ? 'misses' : null,
        countTried: () =>
          countTriedKeys(
            session,
            personListing,
            hasDocument,
            keys.map((key) => ({ asked: 0, key })),
          ),
      },
      () => session.db.rows(statement, { values: { keys } }),
      (row) => {
        if (isExact && !row.exact) return null;
        const node = toNode(session, row);
        if (!node) return null;
        isExact ||= row.exact;
        for (const country of countriesOf(row.keys, identification)) countries.add(country);
        return node;
      },
    );
    return found[0] ?? null;
  };
  const trial = { of: 'document', value: compactNumber(identification.number) };
  const best = isWhole ? await underTrial(session, trial, look) : await look(false);
  if (isWhole || countries.size < 2) return best;
  throw badUserInput('Documents of several countries have this number.', {
    at: 'IdentificationInput.country',
    hint: 'State the country that issued it.',
  });
}

/** A person found by keys of a document, the first of which is exact. */
type IdentifiedRow = RecordRow & { readonly exact: boolean; readonly keys: readonly string[] };

const hasDocument = (key: RawBuilder<string>) => sql<boolean>`r.identification_keys @> array[${key}]`;
const identified = {};
const byIdentification = 'Query.person(identification:)';

function compileIdentified(
  session: SourceSession,
  { keys, hits }: { readonly keys: number; readonly hits: boolean },
): Prepared<IdentifiedRow> {
  // Why one by one: each searches the index, where an overlap with all of them would scan the table.
  const has = Array.from({ length: keys }, (_, at) => {
    const key = new Slot((said) => (said.keys as readonly string[])[at]);
    return sql<boolean>`r.identification_keys @> array[${key}::text]`;
  });
  const [exact = sql<boolean>`false`] = has;
  const is = has.length === 0 ? exact : sql<boolean>`(${sql.join(has, sql` or `)})`;
  const wall = session.wall('Person');
  return compileStatement(sql<IdentifiedRow>`
    select ${personListing.read(session).columns}, ${exact} as exact, r.identification_keys as keys
    from ${personListing.from}
    where ${is} and ${foundBy(wall, session.category(byIdentification), hits)}
    order by exact desc, case when ${wall.visible} then 0 else 1 end, r.id limit ${MAX_SAME}`);
}

/** Looks an organization up by its EORI. */
export const byEori: LookUpBy = {
  argument: 'Query.organization(eori:)',
  of: 'eori',
  listing: organizationListing,
  where: sql<boolean>`r.eori = ${sought}`,
};
/** Looks an organization up by its number in a register. */
export const byRegistration: LookUpBy = {
  argument: 'Query.organization(registrationNumber:)',
  of: 'registration',
  listing: organizationListing,
  where: sql<boolean>`r.registration_key = ${sought}`,
};
/** Looks an aircraft up. Marks are reassigned: the aircraft that has the mark goes before one that had it. */
export const byMark: LookUpBy = {
  argument: 'Query.aircraft(registration:)',
  of: 'mark',
  listing: aircraftListing,
  where: sql<boolean>`r.registration_keys @> array[${soughtCompact}::text]`,
  first: sql<boolean>`r.registration_key = ${soughtCompact}`,
};

/** The organization under an EORI, in full or as a hit; null where this viewer may know of none. */
export function findOrganizationByEori(session: SourceSession, eori: string): Promise<RecordNode | null> {
  return lookUp(session, { ...byEori, value: wellFormed(parseEori(eori), byEori.argument) });
}

/** The organization under a register's number, in full or as a hit. */
export function findOrganizationByRegistration(session: SourceSession, number: string): Promise<RecordNode | null> {
  return lookUp(session, { ...byRegistration, value: compactNumber(number) });
}

/** The record of the aircraft under a registration mark, in full or as a hit. */
export function findAircraftByRegistration(session: SourceSession, mark: string): Promise<RecordNode | null> {
  return lookUp(session, { ...byMark, value: compactNumber(mark) });
}
