import type { GraphQLResolveInfo } from 'graphql';
import type { AuditKeys } from '../../auditlog/keys.js';
import { badUserInput } from '../../schema/errors.js';
import { asksForRows } from '../kit/counting/asksForRows.js';
import type { ConnectionArguments } from '../kit/listing.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { loadedBy } from '../kit/page/loader.js';
import { pureIdentifier } from '../kit/resolvers/references.js';
import type { SourceContext, SourceSession } from '../kit/sourceSession.js';
import { type AuditEntryNode, entryKey } from './mapping.js';
import { assertLog, findCheckpoint, findCheckpoints, findOnlyLog, findProof, proofsByKey } from './proofRepository.js';
import { type AuditRepository, createRepository } from './repository.js';
import { type AnswerArguments, createRequests } from './requests/resolve.js';
import { createReadSeen } from './seen/readSeen.js';
import { findTried, type TriedSource } from './triedRepository.js';

type AuditModuleKeys = Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous' | 'store'>;

/**
 * The log of every look, for auditors. A factory, since no other source opens sealed bodies.
 *
 * @param options.keys of the log, with those before a rotation, and the store of its entries' keys
 * @param options.limits where trials of records are counted
 */
export function createAuditModule(options: {
  readonly keys: AuditModuleKeys;
  readonly limits: TriedSource;
}): SubgraphModule {
  return {
    name: 'audit',
    records: ['AuditEntry', 'TriedRecords', 'SubjectRecipients'],
    resolvers: withRequests(
      { ...createResolvers(createRepository(options.keys), options.limits), ...seenResolvers(options.keys) },
      options.keys,
    ),
  };
}

interface EntryArguments {
  readonly index: number;
  readonly log?: string | null;
}

/** Thin: the repository reads, the kit pages. */
function createResolvers(repository: AuditRepository, limits: TriedSource): ResolverMap {
  const loadEntry = loadedBy(repository.entriesByKey);
  const loadProof = loadedBy(proofsByKey);
  return {
    Query: {
      auditEntry: (_: unknown, { index, log }: EntryArguments, { session }: SourceContext) =>
        inLog(session, log, (known) => loadEntry(session, entryKey(known, indexFrom(index, 'Query.auditEntry')))),
      auditProof: (_: unknown, { index, log }: EntryArguments, { session }: SourceContext) =>
        inLog(session, log, (known) => findProof(session, known, indexFrom(index, 'Query.auditProof'))),
      auditEntries: (_: unknown, page: ConnectionArguments, { session }: SourceContext, info: GraphQLResolveInfo) =>
        asksForRows(info) ? repository.page(session, page) : repository.unreadPage(session, page),
      auditCheckpoint: (_: unknown, { log }: Pick<EntryArguments, 'log'>, { session }: SourceContext) =>
        inLog(session, log, (known) => findCheckpoint(session, known)),
      auditCheckpoints: (_: unknown, __: unknown, { session }: SourceContext) => findCheckpoints(session),
      triedRecords: (_: unknown, __: unknown, { session }: SourceContext) => findTried(session, limits),
    },
    AuditEntry: {
      inclusionProof: ({ log, index }: AuditEntryNode, _: unknown, { session }: SourceContext) =>
        log === undefined || index === undefined ? null : loadProof(session, entryKey(log, index)),
    },
  };
}

/** Who has seen what a source found of the asked person. */
function seenResolvers(keys: AuditModuleKeys): ResolverMap {
  const readSeen = createReadSeen(keys);
  return {
    SubjectSeen: {
      ...pureIdentifier('SubjectSeen', 'probe'),
      recipients: (
        { probe }: { readonly probe: string },
        { after }: { readonly after?: string | null },
        { session }: SourceContext,
      ) => readSeen(session, probe, after ?? null),
    },
  };
}

/** What becomes of persons' requests. */
function withRequests(resolvers: ResolverMap, keys: AuditModuleKeys): ResolverMap {
  const { list, answer, agree } = createRequests(keys);
  return {
    ...resolvers,
    Query: {
      ...resolvers.Query,
      subjectRequests: (_: unknown, { open }: { readonly open?: boolean | null }, { session }: SourceContext) =>
        list(session, open ?? null),
      subjectAnswer: (_: unknown, stated: AnswerArguments, { session }: SourceContext) => answer(session, stated),
      subjectAgreement: (
        _: unknown,
        { request, agency }: { readonly request: string; readonly agency: string },
        { session }: SourceContext,
      ) => agree(session, request, agency),
    },
  };
}

function indexFrom(index: number, field: string): number {
  if (index >= 0) return index;
  throw badUserInput('A log counts its entries from 0.', { at: `${field}(index:)` });
}

/**
 * Asks the log stated, or else the only one that answers come out of; null where there is none.
 *
 * @throws PortcullisError BAD_USER_INPUT where nothing is found because there is no such log
 */
async function inLog<Found>(
  session: SourceSession,
  log: string | null | undefined,
  find: (log: string) => Promise<Found | null>,
): Promise<Found | null> {
  const known = log ?? (await findOnlyLog(session));
  const found = known === null ? null : await find(known);
  if (found === null && log != null) await assertLog(session, log);
  return found;
}
