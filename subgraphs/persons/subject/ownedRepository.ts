import { askedPredicate } from '../../../policy/predicate.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { EnvelopeRow } from '../../kit/rows.js';
import type { KitSession } from '../../kit/session/session.js';
import type { ReadOwned } from '../../kit/subject/links/linkHoldings.js';
import { envelope } from '../../kit/wall/envelope.js';

/** What may be owned or directed: by the field of an interest that leads to it. */
const things = {
  organization: { type: 'Organization', table: 'organization' },
  vesselRecord: { type: 'VesselRecord', table: 'vessel_record' },
  aircraftRecord: { type: 'AircraftRecord', table: 'aircraft_record' },
} as const;

/** Why no others: an employer may be a natural person who trades, and a membership a special category of data. */
const kinds: readonly unknown[] = ['OWNERSHIP', 'DIRECTORSHIP', 'OPERATION'];

type Field = keyof typeof things;
type Row = EnvelopeRow & { readonly ref: string; readonly name: string | null };

/** The names of what the asked person owns or directs, by the records of the asked agency. One statement for each kind of thing. */
export const readOwned: ReadOwned = async (session, { agency }, type, links) => {
  const owning = type === 'Interest' ? links.filter(({ kind }) => kinds.includes(kind)) : [];
  const refsOf = (field: Field) => owning.flatMap((link) => refIn(link, field) ?? []);
  const fields = (Object.keys(things) as readonly Field[]).filter((field) => refsOf(field).length > 0);
  const read = await Promise.all(fields.map((field) => rowsOf(session, field, { agency, refs: refsOf(field) })));
  return (link) =>
    fields.flatMap((field, at) => {
      const row = owning.includes(link) ? read[at]?.find(({ ref }) => ref === refIn(link, field)) : undefined;
      return row ? [{ field, type: things[field].type, row, object: { name: row.name } }] : [];
    });
};

function refIn(link: Readonly<Record<string, unknown>>, field: Field): string | null {
  return (link[field] as { readonly ref?: string } | null | undefined)?.ref ?? null;
}

function rowsOf(
  session: KitSession,
  field: Field,
  values: { readonly agency: string; readonly refs: readonly string[] },
): Promise<readonly Row[]> {
  const statement = session.kept(things[field], 'owned', () => {
    const opened = raw<boolean>(askedPredicate(session.policy, session.facts, 'r'));
    return compileStatement(sql<Row>`
      select r.id, r.ref, r.name, ${envelope('r')} from ${sql.raw(`persons.${things[field].table}`)} r
      where r.ref = any(cast(${slot('refs')} as text[])) and r.originator = ${slot('agency')}::text and ${opened}`);
  });
  return session.db.rows(statement, { values });
}
