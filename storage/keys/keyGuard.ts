import type pg from 'pg';
import { withAdmin } from '../roles.js';
import { errorCode, StorageError } from '../storageError.js';
import type { KeyName } from './keyFiles.js';
import { createMissingKeys, type KeyMaterial, type Keys, openKeys } from './keys.js';

/** Keys that stored data depends on: with another one it could not be read or found. */
const guarded = ['link', 'blindIndex', 'auditSeal', 'checkpoint'] as const satisfies readonly KeyName[];

/**
 * Opens the keys of a deployment and compares them with the fingerprints in its database. Keys are made only if the database has no
 * fingerprints, on the first start of an empty deployment; lost ones are never silently replaced.
 *
 * @param adminUrl URL of the migrated database that keeps the fingerprints
 * @param options.mayCreate false: keys are never made
 * @param options.origin prefix of the origins of a new deployment's logs
 * @throws StorageError KEY_MISSING, KEY_CHANGED
 */
export async function openGuardedKeys(
  from: string | KeyMaterial,
  adminUrl: string,
  { mayCreate = true, origin }: { readonly mayCreate?: boolean; readonly origin?: string | undefined } = {},
): Promise<Keys> {
  return withAdmin(adminUrl, async (admin) => {
    const stored = await readFingerprints(admin);
    if (!mayCreate || stored.size > 0) return checked(await openKeys(from), stored);
    if (typeof from === 'string') createMissingKeys(from, origin);
    const keys = await openKeys(from);
    await storeFingerprints(admin, keys);
    // Again: another process may have stored its own first.
    return checked(keys, await readFingerprints(admin));
  });
}

/** Compares keys with the stored fingerprints. */
export function checked(keys: Keys, stored: ReadonlyMap<string, string>): Keys {
  const changed = guarded.find((name) => stored.has(name) && !keys.ids(name).includes(stored.get(name) ?? ''));
  if (!changed) return keys;
  throw new StorageError(
    'KEY_CHANGED',
    `The key ${changed} is not the one that this database was written with (wanted ${stored.get(changed)}, found ${keys.id(changed)}).`,
    'Name it with --keys, put it back from your copy of the keys, or start with an empty database.',
  );
}

async function readFingerprints(admin: pg.Client): Promise<Map<string, string>> {
  try {
    const { rows } = await admin.query<{ name: string; key_id: string }>(
      'select name, key_id from storage.key_fingerprint',
    );
    return new Map(rows.map((row) => [row.name, row.key_id]));
  } catch (error) {
    // 42P01 undefined_table, 3F000 invalid_schema_name: an empty database.
    if (['42P01', '3F000'].includes(errorCode(error) ?? '')) return new Map();
    throw error;
  }
}

async function storeFingerprints(admin: pg.Client, keys: Keys): Promise<void> {
  await admin.query(
    `insert into storage.key_fingerprint (name, key_id) select * from unnest($1::text[], $2::text[])
     on conflict (name) do nothing`,
    [guarded, guarded.map((name) => keys.id(name))],
  );
}
