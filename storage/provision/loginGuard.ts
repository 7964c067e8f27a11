import { sourceNames } from '../../schema/sources.js';
import { isLostConnection } from '../pool/databaseErrors.js';
import { withAdmin } from '../roles.js';
import { StorageError } from '../storageError.js';
import { migratedSchemas } from '../types.js';
import type { Databases } from './resolveDatabases.js';

/** The rights of a login. */
interface LoginRights {
  readonly name: string;
  readonly mighty: boolean;
  readonly owns: boolean;
  readonly rewrites: boolean;
}

/**
 * Refuses logins that no wall of the database would stop: a superuser, one that bypasses row security, and, for whatever serves or
 * ingests, one that owns our tables, or may change a table of the audit log or destroy its keys. The embedded server's roles are our own.
 *
 * @throws StorageError DATABASE_ROLE_TOO_STRONG
 */
export async function assertHumbleLogins(databases: Databases): Promise<void> {
  for (const login of loginsOf(databases)) {
    await assertHumble(login).catch((error: unknown) => {
      // All else is served without the limits' database.
      if (![databases.limitsUrl, databases.adminUrl('limits')].includes(login.url) || !isLostConnection(error))
        throw error;
    });
  }
}

/** A connection string that the deployment uses. */
export interface Login {
  readonly url: string;
  /** True for what serves or ingests; false for migrations alone. */
  readonly isUsed: boolean;
}

/** Each connection string once. */
export function loginsOf(databases: Databases): readonly Login[] {
  const uses = [
    ...sourceNames.map((source) => databases.url(source)),
    ...migratedSchemas.map((schema) => databases.ingestUrl(schema)),
    databases.auditWriterUrl,
    databases.auditKeysUrl,
    databases.gatewayUrl,
    databases.limitsUrl,
  ];
  const owners = [databases.ownerUrl, ...migratedSchemas.map((schema) => databases.adminUrl(schema))];
  return [...new Set([...uses, ...owners])].map((url) => ({ url, isUsed: uses.includes(url) }));
}

/**
 * Refuses one login.
 *
 * @throws StorageError DATABASE_ROLE_TOO_STRONG; the driver's error where it cannot log in
 */
export async function assertHumble({ url, isUsed }: Login): Promise<void> {
  const { name, mighty, owns, rewrites } = await rightsOf(url);
  if (mighty) throw tooStrong(name, 'a superuser, or one whom row security does not bind');
  if (!isUsed) return;
  if (owns) throw tooStrong(name, 'who owns tables that it only needs to read or append to');
  if (rewrites) throw tooStrong(name, 'who may change or remove what is in the audit log, or its keys');
}

async function rightsOf(url: string): Promise<LoginRights> {
  return await withAdmin(url, async (client) => {
    const { rows } = await client.query<LoginRights>(
      `select current_user as name, rolsuper or rolbypassrls as mighty,
         exists (select from pg_class c where c.relnamespace = any(array(
             select oid from pg_namespace where nspname = any($1)))
           and pg_has_role(current_user, c.relowner, 'usage')) as owns,
         coalesce((select bool_or(has_any_column_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete, truncate'))
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('audit', 'audit_keys') and c.relkind = 'r'), false) as rewrites
       from pg_roles where rolname = current_user`,
      [[...migratedSchemas]],
    );
    return rows[0] as LoginRights;
  });
}

function tooStrong(name: string, what: string): StorageError {
  return new StorageError(
    'DATABASE_ROLE_TOO_STRONG',
    `In production nothing serves or ingests as the database role ${name}: ${what}.`,
    'Make roles of their own with portcullis database prepare: docs/operations/database.md says how.',
  );
}
