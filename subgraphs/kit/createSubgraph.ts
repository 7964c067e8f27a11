import type { DocumentNode } from 'graphql';
import { buildASTSchema, type GraphQLSchema } from 'graphql';
import { assertCoversSchema } from '../../policy/loading/closure.js';
import type { Policy } from '../../policy/policy.js';
import { type AccessMap, readAccess } from '../../schema/access.js';
import { createLimitKeys } from '../../storage/limits/limitKeys.js';
import type { SourceDatabase } from '../../storage/types.js';
import { everything, readAsked } from './asked/asked.js';
import { createCompiledCache } from './asked/compiledCache.js';
import { readsOf } from './asked/reads.js';
import { compileDocument } from './compiled/operation.js';
import { assertProtected, recordLinksOf } from './described/protectedRecords.js';
import { createLookAt, type LookAt } from './explaining/lookAt.js';
import { type Limits, outOfReach } from './limits/limits.js';
import { compileProtectedLinks } from './provenance/protectedLinks.js';
import { compileVersions } from './provenance/provenanceRepository.js';
import { guardFields } from './resolvers/guard.js';
import { identifierResolvers } from './resolvers/identified.js';
import { provenanceResolvers } from './resolvers/provenanceResolvers.js';
import { refuseRepresentations } from './resolvers/representations.js';
import { recordResolvers, sealedKeys, wrapResolvers } from './resolvers/resolverWrap.js';
import { createDocumentCache } from './serve/documentCache.js';
import type { KitLog } from './serve/errors.js';
import { createExecutor, type SourceAnswer, type SourceCall, type Ways } from './serve/execute.js';
import { scalarsOf, sourceDocument, withoutExtensions } from './serve/sourceDocument.js';
import { type BareSchema, buildByApollo, readSchemaAhead } from './serve/sourceSchema.js';
import { createEnvelopes } from './session/envelopes.js';
import { handleKey } from './session/handles.js';
import { compileRecordNames, recordNameResolvers } from './session/recordNames.js';
import type { SourceFixtures, SourceKeys } from './session/session.js';
import { readShapes, type Shapes } from './shape.js';
import type { ResolverMap, SubgraphModule } from './types.js';

/** A source, ready to be asked. */
export interface Subgraph {
  readonly name: string;
  /** The guarded schema. */
  readonly schema: GraphQLSchema;
  /** Answers one operation for one checked request; everything of a viewer is made anew for each call. */
  execute(call: SourceCall): Promise<SourceAnswer>;
  /** Reads ahead what the first question would wait for. Where the database cannot be asked yet, that question asks it. */
  warm(): Promise<void>;
  /** For an operator: what decides of one record for a viewer, to whom it is to be explained. */
  readonly lookAt: LookAt;
  /** How many calls were executed compiled, and how many by graphql-js. */
  readonly ways: Readonly<Ways>;
}

/** What a source is put together with. */
export interface SubgraphOptions {
  readonly policy: Policy;
  readonly database: SourceDatabase;
  readonly keys: SourceKeys;
  /**
   * Of look-ups by identity, and of what is tried of records of which a viewer may only know. Absent: as where they are out of
   * reach, nobody is told that such a record exists.
   */
  readonly limits?: Limits | undefined;
  readonly log?: KitLog;
  /**
   * Behind a router that is not ours, whose answers the viewer may read itself: keys of records leave sealed, and only
   * what was sealed so is opened. False by default.
   */
  readonly standsAlone?: boolean;
  /**
   * `reference`: every operation by graphql-js over the guarded schema, none compiled, and every column read, whatever is
   * asked. `compiled` by default.
   */
  readonly execution?: 'compiled' | 'reference';
}

/**
 * Builds a source from its description: the only place that builds a subgraph schema and puts the field rules on it.
 * One schema for all viewers. Throws where SDL, resolvers and rules do not fit together.
 */
export function createSubgraph(module: SubgraphModule<string>, options: SubgraphOptions): Subgraph {
  // Why long: a source is put together in one place, part by part.
  const { name, records, tables = {} } = module;
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
  const bare = resolvedBy(resolversOf(module, document, shapes, standsAlone));
  refuseRepresentations(bare);
  const { guarded: schema, tree } = guardFields(bare, access, shapes);
  const base = { bare, guarded: schema, tree, shapes };
  const recordSchema = schemaOf(tables);
  const fixtures: SourceFixtures = {
    records,
    policy: options.policy,
    database: options.database,
    keys: options.keys,
    access,
    shapes,
    categories: categoriesOf(access),
    limits: options.limits ?? outOfReach,
    limitKeys: createLimitKeys(options.keys.probe),
    handleKey: standsAlone ? handleKey(options.keys.probe) : null,
    versions: recordSchema === null ? null : compileVersions(recordSchema),
    names: compileRecordNames(Object.values(tables)),
    links: compileProtectedLinks(module.links ?? {}, options.policy),
    recordLinks: recordLinksOf(module),
    kept: createCompiledCache(options.policy),
    envelopes: recordSchema === null ? null : createEnvelopes(recordSchema),
  };
  const reads = readsOf(module.resolvers);
  const ways: Ways = { compiled: 0, reference: 0 };
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
    ways,
  });
  return { name, schema, execute, lookAt: createLookAt(module, fixtures), ways, warm: () => warm(fixtures) };
}

async function warm({ envelopes, database }: SourceFixtures): Promise<void> {
  await envelopes?.readAhead((statement, keys) => database.rows(statement, { said: { keys } })).catch(() => undefined);
}

/** Why two schemas: resolvers are wrapped by the shapes of the types. The second build checks what the first assumes. */
function bareSchema(document: DocumentNode): BareSchema {
  return {
    schema: buildASTSchema(withoutExtensions(document), { assumeValid: true, assumeValidSDL: true }),
    resolvedBy: (resolvers) => buildByApollo({ typeDefs: document, resolvers }),
  };
}

function categoriesOf(access: AccessMap): ReadonlySet<string> {
  return new Set(access.coordinates().flatMap((coordinate) => access.of(coordinate)?.category ?? []));
}

/** What the kit answers of records and identifiers, and what the source answers by itself. */
function resolversOf(
  { records, tables = {}, resolvers }: SubgraphModule<string>,
  document: DocumentNode,
  shapes: Shapes,
  standsAlone: boolean,
): ResolverMap {
  const noting = merge(recordResolvers(records, shapes), identifierResolvers(shapes));
  const own = merge(merge(noting, provenanceResolvers(tables, shapes)), namesOf(tables, shapes));
  const shown = standsAlone ? merge(own, sealedKeys(shapes)) : own;
  return merge(shown, { ...scalarsOf(document), ...wrapResolvers(resolvers, shapes) });
}

/** Why a look at the SDL: a source of a test, or of another deployment, may have none. */
function namesOf(tables: Readonly<Record<string, string>>, shapes: Shapes): ResolverMap {
  return shapes.has('RecordName') ? recordNameResolvers(tables) : {};
}

/** Throws where the tables are in several schemas, or the text is no table's name. */
function schemaOf(tables: Readonly<Record<string, string>>): string | null {
  const schemas = new Set(Object.values(tables).map((table) => /^([a-z_]+)\.[a-z_]+$/.exec(table)?.[1]));
  if (schemas.has(undefined) || schemas.size > 1) throw new Error('the tables of a source are in one schema');
  return [...schemas][0] ?? null;
}

function merge(base: ResolverMap, over: ResolverMap): ResolverMap {
  const types = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    // Why not spread a scalar: it is an object of its class, not a map of fields.
    [...types].map((type) => [type, base[type] ? { ...base[type], ...over[type] } : over[type]]),
  ) as ResolverMap;
}
