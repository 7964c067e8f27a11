import DataLoader from 'dataloader';
import type { SourceSession } from '../sourceSession.js';

/**
 * A loader by key: one batch for all keys that one step of the execution asks for; null where a key has no value.
 * Made fresh for every request and source; never shared between viewers.
 */
export function createLoader<Value>(
  batch: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  return new DataLoader(async (keys) => {
    const found = await batch(keys);
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** Loads a value by key, with a loader for each request, made when it first asks. */
export function loadedBy<Value>(
  batch: (session: SourceSession, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (session: SourceSession, key: string) => Promise<Value | null> {
  return (session, key) => session.once(batch, '', () => createLoader((keys) => batch(session, keys))).load(key);
}
