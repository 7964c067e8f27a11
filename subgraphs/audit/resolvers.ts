import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import type { AuditLoaders } from './loaders.js';
import type { AuditEntryNode } from './mapping.js';
import { type AuditRepository, entryKey } from './repository.js';

type Context = SourceContext<AuditLoaders>;

interface EntryArguments {
  readonly index: number;
  readonly log?: string | null;
}

/** Thin: the repository reads, the kit pages. */
export function createResolvers(repository: AuditRepository): ResolverMap {
  return {
    Query: {
      async auditEntry(_: unknown, { index, log }: EntryArguments, { loaders, session }: Context) {
        const known = log ?? (await repository.findOnlyLog(session));
        return known === null || index < 0 ? null : loaders.entryByKey.load(entryKey(known, index));
      },
      auditEntries: (_: unknown, page: ConnectionArguments, { session }: Context) => repository.page(session, page),
      async auditCheckpoint(_: unknown, { log }: Pick<EntryArguments, 'log'>, { session }: Context) {
        const known = log ?? (await repository.findOnlyLog(session));
        return known === null ? null : repository.findCheckpoint(session, known);
      },
      auditCheckpoints: (_: unknown, __: unknown, { session }: Context) => repository.findCheckpoints(session),
    },
    AuditEntry: {
      inclusionProof: ({ log, index }: AuditEntryNode, _: unknown, { loaders }: Context) =>
        log === undefined || index === undefined ? null : loaders.proofByKey.load(entryKey(log, index)),
    },
  };
}
