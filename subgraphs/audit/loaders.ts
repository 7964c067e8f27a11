import { createLoader } from '../kit/page/loader.js';
import type { SourceSession } from '../kit/types.js';
import type { AuditRepository } from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession, repository: AuditRepository) {
  return {
    entryByKey: createLoader((keys: readonly string[]) => repository.entriesByKey(session, keys)),
    proofByKey: createLoader((keys: readonly string[]) => repository.proofsByKey(session, keys)),
  };
}

export type AuditLoaders = ReturnType<typeof createLoaders>;
