import type { AuditKeys } from '../../auditlog/keys.js';
import type { SubgraphModule } from '../kit/types.js';
import { createRepository } from './repository.js';
import { createResolvers } from './resolvers.js';

/**
 * The log of every look, for auditors. A factory, because it alone of the sources opens sealed bodies.
 *
 * @param options.keys key-encryption key and blind index key of the log, with those before a rotation
 */
export function createAuditModule(options: {
  readonly keys: Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous'>;
}): SubgraphModule {
  return {
    name: 'audit',
    records: ['AuditEntry'],
    resolvers: createResolvers(createRepository(options.keys)),
  };
}
