import pg from 'pg';
import { recordSourceNames, type SourceName, sourceNames } from '../schema/sources.js';
import type { MigratedSchema } from './types.js';

/** Reads its own schema and nothing else: the login of a source's subgraph. */
export const sourceRole = (source: SourceName): string => `portcullis_${source}`;

/** Reads and writes the data schemas and the directory's code lists, and its own for runs and quarantine. */
export const ingestRole = 'portcullis_ingest';

/** Appends to the audit log and reads it back; cannot change or remove an entry. */
export const auditWriterRole = 'portcullis_audit_writer';

/** Reads the keys of the audit log's entries, and adds to them; cannot destroy one. */
export const auditKeysRole = 'portcullis_audit_keys';

/** Reads and writes the gateway's register of documents, and nothing else. */
export const gatewayRole = 'portcullis_gateway';

/** Reads and writes the limits of what viewers try, and nothing else: of whatever answers, gateway and sources alike. */
export const limitsRole = 'portcullis_limits';

/** Owns schemas and tables, migrates them, and keeps the keys' fingerprints; in the embedded server its superuser does. */
export const ownerRole = 'portcullis_owner';

/** Every login role of ours. */
export const allRoles: readonly string[] = [
  ...sourceNames.map(sourceRole),
  ingestRole,
  auditWriterRole,
  auditKeysRole,
  gatewayRole,
  limitsRole,
];

/**
 * Makes the roles that are missing, each able to log in with its password. Their rights come from `grantRights`.
 * Roles belong to the whole cluster, rights to one database.
 *
 * @returns how many were made
 */
export async function ensureRoles(adminUrl: string, passwords: Readonly<Record<string, string>>): Promise<number> {
  return withAdmin(adminUrl, async (admin) => {
    const missing = await missingRoles(admin);
    if (missing.length === 0) return 0;
    try {
      // One message is one transaction: all of them or none.
      await admin.query(missing.map((role) => createRole(role, passwords[role] ?? '')).join('\n'));
      return missing.length;
    } catch (error) {
      // Why: of two commands that make the roles at once, one comes second (42710, 23505) and finds them made.
      if ((await missingRoles(admin)).length === 0) return 0;
      throw error;
    }
  });
}

async function missingRoles(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    allRoles,
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  return allRoles.filter((role) => !present.has(role));
}

function createRole(role: string, password: string): string {
  return `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls password ${pg.escapeLiteral(password)}; ${settingsOfRole(role)}`;
}

/** Statement that settles how a role works, empty for one that writes. */
export function settingsOfRole(role: string): string {
  // Why: a source's role could not write anyway; this also keeps temporary tables and sequences away from it.
  return [ingestRole, auditWriterRole, auditKeysRole, gatewayRole, limitsRole, ownerRole].includes(role)
    ? ''
    : `alter role ${role} set default_transaction_read_only = on;`;
}

/** Gives the roles that exist their rights on one schema; tables that later migrations make are covered too. */
export async function grantRights(admin: pg.Client, schema: MigratedSchema): Promise<void> {
  const rights = rightsOn(schema);
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    rights.map(([role]) => role),
  ]);
  const present = new Set(rows.map((row) => row.rolname));
  const granted = rights.filter(([role]) => present.has(role)).flatMap(([role, tables]) => grant(schema, role, tables));
  if (granted.length > 0) await admin.query(granted.join('\n'));
}

const readAndWrite = 'select, insert, update, delete';

/** Roles and what each may do with the tables of a schema. */
export function rightsOn(schema: MigratedSchema): [role: string, tables: string][] {
  if (schema === 'gateway') return [[gatewayRole, 'select, insert, update']];
  if (schema === 'limits') return [[limitsRole, readAndWrite]];
  if (schema === 'audit_keys') return [[auditKeysRole, 'select, insert']];
  const rights: [role: string, tables: string][] = schema === 'ingest' ? [] : [[sourceRole(schema), 'select']];
  // Why truncate: what a run staged is let go with the room that it took.
  if (recordSourceNames.some((name) => name === schema)) rights.push([ingestRole, `${readAndWrite}, truncate`]);
  if (schema === 'ingest') rights.push([ingestRole, readAndWrite]);
  if (schema === 'audit') rights.push([auditWriterRole, 'select, insert']);
  return rights;
}

function grant(schema: MigratedSchema, role: string, tables: string): string[] {
  return [
    `grant usage on schema ${schema} to ${role};`,
    `grant ${tables} on all tables in schema ${schema} to ${role};`,
    `alter default privileges in schema ${schema} grant ${tables} on tables to ${role};`,
  ];
}

/** Runs with one connection of the administrator and closes it. */
export async function withAdmin<T>(adminUrl: string, run: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({
    connectionString: adminUrl,
    application_name: 'portcullis admin',
    connectionTimeoutMillis: 10_000,
  });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
}
