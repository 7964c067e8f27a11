import type { AuditKeys } from '../../auditlog/keys.js';
import type { ConnectionArguments } from '../kit/listing.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { loadedBy } from '../kit/page/loader.js';
import type { SourceContext } from '../kit/sourceSession.js';
import type { AuditEntryNode } from './mapping.js';
import { type AuditRepository, createRepository, entryKey } from './repository.js';
import { findTried, type TriedSource } from './triedRepository.js';

/**
 * The log of every look, for auditors. A factory, because it alone of the sources opens sealed bodies.
 *
 * @param options.keys of the log, with those before a rotation, and where the keys of its entries lie
 * @param options.limits where it stands how often records were tried
 */
export function createAuditModule(options: {
  readonly keys: Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous' | 'store'>;
  readonly limits: TriedSource;
}): SubgraphModule {
  return {
    name: 'audit',
    records: ['AuditEntry', 'TriedRecords'],
    resolvers: createResolvers(createRepository(options.keys), options.limits),
  };
}

interface EntryArguments {
  readonly index: number;
  readonly log?: string | null;
}

/** Thin: the repository reads, the kit pages. */
function createResolvers(repository: AuditRepository, limits: TriedSource): ResolverMap {
  const loadEntry = loadedBy(repository.entriesByKey);
  const loadProof = loadedBy(repository.proofsByKey);
  return {
    Query: {
      async auditEntry(_: unknown, { index, log }: EntryArguments, { session }: SourceContext) {
        const known = log ?? (await repository.findOnlyLog(session));
        return known === null || index < 0 ? null : loadEntry(session, entryKey(known, index));
      },
      async auditProof(_: unknown, { index, log }: EntryArguments, { session }: SourceContext) {
        const known = log ?? (await repository.findOnlyLog(session));
        return known === null ? null : repository.findProof(session, known, index);
      },
      auditEntries: (_: unknown, page: ConnectionArguments, { session }: SourceContext) =>
        repository.page(session, page),
      async auditCheckpoint(_: unknown, { log }: Pick<EntryArguments, 'log'>, { session }: SourceContext) {
        const known = log ?? (await repository.findOnlyLog(session));
        return known === null ? null : repository.findCheckpoint(session, known);
      },
      auditCheckpoints: (_: unknown, __: unknown, { session }: SourceContext) => repository.findCheckpoints(session),
      triedRecords: (_: unknown, __: unknown, { session }: SourceContext) => findTried(session, limits),
    },
    AuditEntry: {
      inclusionProof: ({ log, index }: AuditEntryNode, _: unknown, { session }: SourceContext) =>
        log === undefined || index === undefined ? null : loadProof(session, entryKey(log, index)),
    },
  };
}
