import type { Client } from 'pg';
import { classifications, type Envelope, type LinkSubject, type UntoldRule } from '../../../policy/types.js';

type Columns = Readonly<Record<string, unknown>>;

/** A row of a table, and what decides of it. */
export interface Row {
  readonly columns: Columns;
  readonly envelope: Envelope;
  /** Categories in which the record holds data. */
  readonly holds: readonly string[];
  /** Who stands at the end of the link that the row is; null where nobody does. */
  readonly subject: LinkSubject | null;
}

/** Every row of all sources that has an id, as a superuser read it once: nothing is asked for twice. */
export interface World {
  of(type: string, id: string): Row | undefined;
  ids(type: string): readonly string[];
}

const sources = ['cargo', 'persons', 'seizures', 'incidents'];

/** Tables whose rows are links to persons: whose record stands at the end, and where it is known that nobody does. */
const persons: Readonly<Record<string, { readonly ref: string; readonly isNobody: (row: Columns) => boolean }>> = {
  seizure_person: { ref: 'person_ref', isNobody: () => false },
  incident_person: { ref: 'person_ref', isNobody: () => false },
  trade_party: {
    ref: 'person_ref',
    isNobody: (row) =>
      row.person_ref === null &&
      (Number(row.person_type) > 1 ||
        row.organization_ref !== null ||
        (row.quality_flags as readonly string[]).includes('FIRM_BY_NAME')),
  },
  relation: {
    ref: 'relative_ref',
    isNobody: (row) =>
      row.relative_ref === null &&
      ['organization', 'vessel_record', 'aircraft_record'].some((kind) => row[`relative_${kind}_ref`] !== null),
  },
};

/** What tells who somebody is, where nobody states it. */
export interface Telling {
  /** Category of data subject by the link's role. */
  readonly roles: Readonly<Record<string, string>>;
  readonly publicLists: readonly string[];
  /** How those are taken of whom nobody tells, by type of link. */
  readonly untold: Readonly<Record<string, { readonly are: UntoldRule }>>;
}

/** @param admin a superuser of the database */
export async function readWorld(admin: Pick<Client, 'query'>, telling: Telling): Promise<World> {
  const { rows: tables } = await admin.query<{ table: string; name: string; parent: string | null; by: string | null }>(
    `select c.table_schema || '.' || c.table_name as table, c.table_name as name,
       (select p.relname from pg_constraint f join pg_class p on p.oid = f.confrelid where ${foreign}) as parent,
       (select a.attname from pg_constraint f join pg_class p on p.oid = f.confrelid
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1] where ${foreign}) as by
     from information_schema.columns c where c.column_name = 'id' and c.table_schema = any($1)`,
    [sources],
  );
  const columns = new Map<string, Map<string, Columns>>();
  for (const { table, name } of tables) {
    const { rows } = await admin.query<{ row: Columns }>(`select to_jsonb(r) as row from ${table} r order by id`);
    columns.set(name, new Map(rows.map(({ row }) => [String(row.id), row])));
  }
  const told = new Map([...(columns.get('person')?.values() ?? [])].map((person) => [person.ref, person]));
  const world = new Map<string, ReadonlyMap<string, Row>>();
  for (const { name, parent, by } of tables) {
    const rows = new Map<string, Row>();
    for (const [id, row] of columns.get(name) ?? []) {
      const record = 'holds' in row ? row : columns.get(parent ?? '')?.get(String(row[by ?? '']));
      if (!record || !('holds' in record)) continue;
      const envelope = envelopeOf(record);
      const subject = subjectOf(name, row, { envelope, told, telling });
      rows.set(id, { columns: row, envelope, holds: record.holds as readonly string[], subject });
    }
    world.set(name, rows);
  }
  return {
    of: (type, id) => world.get(nameOf(type))?.get(id),
    ids: (type) => [...(world.get(nameOf(type))?.keys() ?? [])],
  };
}

/** The reference of a table to the record that its rows stand in. */
const foreign = `f.contype = 'f' and f.conrelid = (c.table_schema || '.' || c.table_name)::regclass
  and p.relname in ('consignment', 'seizure', 'incident', 'joint_operation')`;

/** Name of the table of a type, and of the column that has the value of a field, where it is called as the field. */
export function nameOf(typeOrField: string): string {
  return typeOrField.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, '');
}

function envelopeOf(row: Columns): Envelope {
  const named = Object.entries(row).map(([name, value]) => [
    name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
    value,
  ]);
  const said = Object.fromEntries(named) as Envelope & { readonly classification: unknown };
  const expiresAt = said.expiresAt == null ? null : new Date(said.expiresAt).toISOString();
  return {
    ...said,
    classification: classifications[Number(row.classification)] as Envelope['classification'],
    expiresAt,
  };
}

interface Known {
  readonly envelope: Envelope;
  /** Records of persons by their reference. */
  readonly told: ReadonlyMap<unknown, Columns>;
  readonly telling: Telling;
}

/**
 * What is stated, else told by role, public list or the person's own record; each of them may protect. Nobody knows who
 * stands at the end of a reference to no record.
 */
function subjectOf(table: string, row: Columns, { envelope, told, telling }: Known): LinkSubject | null {
  const link = persons[table];
  if (!link || link.isNobody(row)) return null;
  const ref = row[link.ref];
  const record = ref === null ? undefined : told.get(ref);
  const isListed = envelope.classification === 'PUBLIC' && telling.publicLists.includes(envelope.source);
  const words = [
    row.subject_category,
    telling.roles[String(row.role)],
    isListed ? 'OTHER' : null,
    record?.data_subject_category,
  ].filter((word) => typeof word === 'string');
  const isUnknown = ref !== null && !record;
  const minor = row.subject_minor === true || record?.minor === true || isChild(row.stated_birth_date);
  const type = table.replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
  const are = telling.untold[type]?.are ?? 'PROTECTED';
  if (words.length === 0 && ref === null && !minor && are !== 'PROTECTED')
    return { category: null, minor, untold: are };
  return {
    category: isUnknown ? null : (words.find((word) => word === 'VICTIM' || word === 'WITNESS') ?? words[0] ?? null),
    minor,
  };
}

/** Of a date that is not known to the day, the youngest that it allows. */
function isChild(born: unknown): boolean {
  if (typeof born !== 'string') return false;
  const [year = 0, month = 12, day = 31] = born.split('-').map(Number);
  return Date.UTC(year + 18, month - 1, day) > Date.now();
}
