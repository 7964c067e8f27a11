import type { DocumentNode } from 'graphql';
import { buildASTSchema, type GraphQLSchema } from 'graphql';
import { assertCoversSchema } from '../../policy/loading/closure.js';
import type { Policy } from '../../policy/policy.js';
import type { RequestFacts } from '../../policy/types.js';
import { type AccessMap, readAccess } from '../../schema/access.js';
import { createLimitKeys } from '../../storage/limits/limitKeys.js';
import type { SourceDatabase } from '../../storage/types.js';
import { everything, readAsked } from './asked/asked.js';
import { createCompiledCache } from './asked/compiledCache.js';
import { readsOf } from './asked/reads.js';
import { compileDocument } from './compiled/operation.js';
import { countingResolvers } from './counting/countingResolvers.js';
import { assertProtected, recordLinksOf } from './described/protectedRecords.js';
import { explainResolvers } from './explaining/explainField.js';
import { createLookAt, type LookAt } from './explaining/lookAt.js';
import { type Limits, outOfReach } from './limits/limits.js';
import type { ResolverMap, SubgraphModule } from './module.js';
import { compileProtectedLinks } from './provenance/protectedLinks.js';
import { compileVersions } from './provenance/provenanceRepository.js';
import { guardFields } from './resolvers/guard.js';
import { identifierResolvers } from './resolvers/identified.js';
import { provenanceResolvers } from './resolvers/provenanceResolvers.js';
import { refuseRepresentations } from './resolvers/representations.js';
import { recordResolvers, sealedKeys, wrapResolvers } from './resolvers/resolverWrap.js';
import { createDocumentCache } from './serve/documentCache.js';
import type { KitLog } from './serve/errors.js';
import { createExecutor, type ExecutionCounts, type SourceAnswer, type SourceCall } from './serve/execute.js';
import { scalarsOf, sourceDocument, withoutExtensions } from './serve/sourceDocument.js';
import { type BareSchema, buildByApollo, readSchemaAhead } from './serve/sourceSchema.js';
import { createKeyLists } from './session/envelopeKeys.js';
import { createEnvelopes } from './session/envelopes.js';
import type { SourceFixtures, SourceKeys } from './session/fixtures.js';
import { handleKey } from './session/handles.js';
import { compileRecordNames, recordNameResolvers } from './session/recordNames.js';
import { readShapes, type Shapes } from './shape.js';

/** A source, ready to be asked. */
export interface Subgraph {
  readonly name: string;
  /** The guarded schema. */
  readonly schema: GraphQLSchema;
  /** Answers one operation for one checked request; calls share nothing of a viewer. */
  execute(call: SourceCall): Promise<SourceAnswer>;
  /** Reads ahead what the first question would wait for. Where the database does not answer yet, that question asks it. */
  warm(): Promise<void>;
  /** For an operator who explains a record to a viewer: what decides about it. */
  readonly lookAt: LookAt;
  /**
   * Keys of the envelopes under which a record that has not expired is visible, or a category FULL on it, as the text of a PostgreSQL
   * array: for an operator who compares answers with the rows.
   */
  readonly keysOf: (facts: RequestFacts, category: string | null) => Promise<string>;
  readonly executions: Readonly<ExecutionCounts>;
}

/** What a source is built with. */
export interface SubgraphOptions {
  readonly policy: Policy;
  readonly database: SourceDatabase;
  readonly keys: SourceKeys;
  /**
   * For look-ups by identity, and trials of records that a viewer may only know of. Absent: as where they are out of reach,
   * nobody learns that such a record exists.
   */
  readonly limits?: Limits | undefined;
  readonly log?: KitLog;
  /**
   * True behind a router that is not ours, whose answers the viewer may read: keys of records leave sealed, and only
   * sealed ones are accepted. False by default.
   */
  readonly standsAlone?: boolean;
  /**
   * `reference`: graphql-js executes every operation over the guarded schema, and every column is read, whatever is asked.
   * `compiled` by default.
   */
  readonly execution?: 'compiled' | 'reference';
}

/**
 * Builds a source from its description: the only place that builds a subgraph schema and puts the field rules on it.
 * One schema for all viewers. Throws where SDL, resolvers and rules do not match.
 */
export function createSubgraph(module: SubgraphModule<string>, options: SubgraphOptions): Subgraph {
  const { name } = module;
  const { standsAlone = false, execution } = options;
  const document = sourceDocument(module);
  const access = readAccess(document);
  assertCoversSchema(options.policy, {
    name: `${name}.graphql`,
    access,
    sdl: document.loc?.source.body ?? '',
    isWhole: false,
  });
  const { schema: unresolved, resolvedBy } = readSchemaAhead(document) ?? bareSchema(document);
  assertProtected(module);
  const stated = Object.values(module.links ?? {}).flat();
  const shapes = readShapes(unresolved, access, new Set(stated.map(({ link }) => link.type)));
  const { policy } = options;
  const categories = categoriesOf(access);
  const explaining = explainResolvers({ module, shapes, policy, categories });
  const bare = resolvedBy(resolversOf(module, document, { shapes, explaining, standsAlone }));
  refuseRepresentations(bare);
  const { guarded: schema, tree } = guardFields(bare, access, shapes);
  const base = { bare, guarded: schema, tree, shapes };
  const fixtures = createFixtures(module, options, { access, shapes });
  const reads = readsOf(module.resolvers);
  const executions: ExecutionCounts = { compiled: 0, reference: 0 };
  const execute = createExecutor({
    name,
    schema,
    fixtures,
    documents: createDocumentCache(schema, (asked) =>
      execution === 'reference'
        ? { asked: everything, compiled: null }
        : { asked: readAsked(bare, asked, reads), compiled: compileDocument(base, asked) },
    ),
    log: options.log ?? { error: () => undefined },
    executions,
  });
  const lookAt = createLookAt(module, fixtures);
  const keysOf = (facts: RequestFacts, category: string | null) => readKeys(fixtures, facts, category);
  return { name, schema, execute, lookAt, keysOf, executions, warm: () => warm(fixtures) };
}

async function readKeys(
  { keyLists, database }: SourceFixtures,
  facts: RequestFacts,
  category: string | null,
): Promise<string> {
  const lists = await keyLists?.(facts)([category], (statement) => database.rows(statement, {}));
  return lists?.get(category) ?? '{}';
}

function createFixtures(
  module: SubgraphModule<string>,
  { policy, database, keys, limits = outOfReach, standsAlone = false }: SubgraphOptions,
  { access, shapes }: Pick<SourceFixtures, 'access' | 'shapes'>,
): SourceFixtures {
  const { records, tables = {}, links = {} } = module;
  const recordSchema = schemaOf(tables);
  const categories = categoriesOf(access);
  return {
    records,
    policy,
    database,
    keys,
    access,
    shapes,
    categories,
    limits,
    limitKeys: createLimitKeys(keys.probe),
    handleKey: standsAlone ? handleKey(keys.probe) : null,
    versions: recordSchema === null ? null : compileVersions(recordSchema),
    names: compileRecordNames(Object.values(tables)),
    links: compileProtectedLinks(links, policy),
    recordLinks: recordLinksOf(module),
    compiled: createCompiledCache(policy),
    envelopes: recordSchema === null ? null : createEnvelopes(recordSchema),
    keyLists: recordSchema === null ? null : createKeyLists(recordSchema, policy, categories),
  };
}

async function warm({ envelopes, database }: SourceFixtures): Promise<void> {
  await envelopes
    ?.readAhead((statement, keys) => database.rows(statement, { values: { keys } }))
    .catch(() => undefined);
}

/** Why two builds: resolvers are wrapped by the shapes of the types. The second build checks what the first assumes. */
function bareSchema(document: DocumentNode): BareSchema {
  return {
    schema: buildASTSchema(withoutExtensions(document), { assumeValid: true, assumeValidSDL: true }),
    resolvedBy: (resolvers) => buildByApollo({ typeDefs: document, resolvers }),
  };
}

function categoriesOf(access: AccessMap): ReadonlySet<string> {
  return new Set(access.coordinates().flatMap((coordinate) => access.of(coordinate)?.category ?? []));
}

/** The kit's resolvers of records and identifiers, under those of the source itself. */
function resolversOf(
  { records, tables = {}, resolvers }: SubgraphModule<string>,
  document: DocumentNode,
  { shapes, explaining, standsAlone }: { shapes: Shapes; explaining: ResolverMap; standsAlone: boolean },
): ResolverMap {
  return [
    explaining,
    identifierResolvers(shapes),
    provenanceResolvers(tables, shapes),
    // Why a look at the SDL: a source of a test, or of another deployment, may not have the type.
    shapes.has('RecordName') ? recordNameResolvers(tables) : {},
    standsAlone ? sealedKeys(shapes) : {},
    countingResolvers(shapes),
    { ...scalarsOf(document), ...wrapResolvers(resolvers, shapes) },
  ].reduce(merge, recordResolvers(records, shapes));
}

/** The one PostgreSQL schema of the tables; null where there are none. Throws where they are in several. */
function schemaOf(tables: Readonly<Record<string, string>>): string | null {
  const schemas = new Set(Object.values(tables).map((table) => /^([a-z_]+)\.[a-z_]+$/.exec(table)?.[1]));
  if (schemas.has(undefined) || schemas.size > 1) throw new Error('the tables of a source are not in one schema');
  return [...schemas][0] ?? null;
}

function merge(base: ResolverMap, over: ResolverMap): ResolverMap {
  const types = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    // Why not spread a scalar: it is an object of its class, not a map of fields.
    [...types].map((type) => [type, base[type] ? { ...base[type], ...over[type] } : over[type]]),
  ) as ResolverMap;
}
