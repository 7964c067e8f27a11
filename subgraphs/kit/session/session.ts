import type DataLoader from 'dataloader';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { bounds } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import { foundPredicate, fullPredicate, knownPredicate, visiblePredicate } from '../../../policy/predicate.js';
import type { SoughtBy } from '../../../policy/rows/protectedRow.js';
import { type Effect, type LinkSubject, rank } from '../../../policy/types.js';
import type { AccessMap } from '../../../schema/access.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { PersonLink } from '../../../schema/records/description/personLink.js';
import { computeRef } from '../../../storage/keys/ref.js';
import type { LimitKeys } from '../../../storage/limits/limitKeys.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Statement } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { SourceDatabase, StatementOptions } from '../../../storage/types.js';
import type { Asked } from '../asked/asked.js';
import type { CompiledCache } from '../asked/compiledCache.js';
import { type Needs, needsOf } from '../asked/needs.js';
import type { Limits } from '../limits/limits.js';
import { createReservations } from '../limits/reservations.js';
import { noteText } from '../manifest/askedFor.js';
import { createReport, type Report } from '../manifest/report.js';
import { createCursorBox } from '../page/cursor.js';
import { stableJson } from '../page/stableJson.js';
import { createProtectedLinkLoader, type ProtectedLinkStatements } from '../provenance/protectedLinks.js';
import { createProvenanceLoaders, type ProvenanceLoaders } from '../provenance/provenance.js';
import type { VersionStatements } from '../provenance/provenanceRepository.js';
import type { Shapes } from '../shape.js';
import type { EnvelopeRow, KnownAs, SourceRequest, SourceSession, Wall } from '../types.js';
import { type EnvelopeVerdict, type JudgedRow, judgeRow } from '../wall/envelopeVerdict.js';
import { linkColumnsOf, subjectOf, subjectOfRow } from '../wall/linkSubject.js';
import { presenceOf, setPresent } from '../wall/presence.js';
import { projectObject } from '../wall/projection.js';
import type { Identity, ProjectionContext } from '../wall/projectionContext.js';
import { referenceVerdict, rowVerdict, type VerdictContext } from '../wall/verdict.js';
import { createCounted } from './counted.js';
import type { Envelopes } from './envelopes.js';
import { createHandleBox, type HandleBox } from './handles.js';
import { hitKeys, openHit, sealHit } from './hitReference.js';
import { hourScopes, openProbe, type ProbeScope, sealProbe } from './probe.js';
import { type compileRecordNames, createRecordNameLoader, type RecordNameLoader } from './recordNames.js';

/** Keys that a source needs: 32 bytes each. `link` makes references, `probe` is the sources' own, `cursor` too. */
export interface SourceKeys {
  readonly link: Uint8Array;
  readonly probe: Uint8Array;
  readonly cursor: Uint8Array;
}

/** What a source has at start and shares between requests: nothing of a viewer. */
export interface SourceFixtures {
  readonly records: readonly string[];
  readonly policy: Policy;
  readonly database: SourceDatabase;
  readonly keys: SourceKeys;
  readonly access: AccessMap;
  readonly shapes: Shapes;
  /** Categories that occur in the source's SDL. */
  readonly categories: ReadonlySet<string>;
  readonly limits: Limits;
  readonly limitKeys: LimitKeys;
  /** Key of the handles that take the place of keys; null where only our gateway reads the answers. */
  readonly handleKey: Uint8Array | null;
  /** Null where no record keeps its provenance. */
  readonly versions: VersionStatements | null;
  /** Null where there are no records. */
  readonly names: ReturnType<typeof compileRecordNames>;
  readonly links: ProtectedLinkStatements;
  /** Record types that are themselves links to persons, whose every look at a personal category is one at the link too. */
  readonly recordLinks: ReadonlyMap<string, PersonLink>;
  readonly kept: CompiledCache;
  /** Those of the schema; null where there is none. */
  readonly envelopes: Envelopes | null;
}

/** A session with what the kit alone uses of it. */
export interface KitSession extends SourceSession {
  readonly report: Report;
  readonly projection: ProjectionContext;
  /** Seals and opens keys; null where they leave as they are, for our gateway alone. */
  readonly handles: HandleBox | null;
  /** Made when first asked for: few requests do. */
  provenance(): ProvenanceLoaders;
  /** True for records that name a protected person, by `keyText`. */
  protectedLinks(): DataLoader<string, true | null>;
  /** Made when first asked for: for a search of the log. */
  recordNames(): RecordNameLoader;
  /** What this viewer gets of rows with this envelope. */
  judge(row: JudgedRow): EnvelopeVerdict;
  /** What was decided in this request, for the log. */
  decided(): readonly StatedDecisions[];
  /** Statements of this request. */
  statements(): number;
}

/** By what a record is sought, the category of it, and in answer to which question. */
interface Sought {
  readonly category: string;
  readonly by: SoughtBy;
  readonly question: string;
}

const sessions = new WeakSet<object>();

/** True for a session that the kit made, which it does for checked requests only. */
export function isSession(value: unknown): boolean {
  return typeof value === 'object' && value !== null && sessions.has(value);
}

/** A session of one request in one source: made fresh, shared with nobody. */
// Why long: what one request shares in a source, member by member.
export function createSession(
  fixtures: SourceFixtures,
  request: SourceRequest,
  asked: Asked,
  signal?: CancelSignal,
): KitSession {
  const { policy, keys, access, shapes, categories, records, handleKey } = fixtures;
  const { facts, requestId } = request;
  const all = [...categories];
  const isRecord = (type: string): boolean => records.includes(type);
  const walls = new Map<string, Wall>();
  const made = new Map<object, Map<string, unknown>>();
  const report = createReport(records);
  const judging: VerdictContext = { policy, facts, report, shapes, envelopeVerdicts: new Map() };
  const reference = referenceVerdict(judging);
  const projection: ProjectionContext = { policy, shapes, reference, projectors: new Map() };
  let sought: Sought | null = null;
  const db = new SessionDatabase(fixtures, facts.asOf, signal);
  const kept = fixtures.kept.of(asked, facts);
  const probeScopes: readonly ProbeScope[] = handleKey ? hourScopes(facts) : [{ facts, requestId }];

  const reservations = () =>
    session.once(createReservations, '', () =>
      createReservations(
        { limits: fixtures.limits, keys: fixtures.limitKeys, policy, source: request.audience },
        facts,
      ),
    );
  const counted = createCounted(reservations);
  const decideOn = (row: EnvelopeRow, category: string, subject: LinkSubject | null = null): Effect =>
    rowVerdict(judging, categories, row, { subject }).decide([category]).decision.effect;
  const references = () => session.once(hitKeys, '', () => hitKeys(keys.link));
  const projectedBy = <Row, Node>(by: Sought, row: Row, toNode: (row: Row) => Node): Node => {
    sought = by;
    try {
      return toNode(row);
    } finally {
      sought = null;
    }
  };

  const session: KitSession = {
    source: request.audience,
    facts,
    requestId,
    assertWanted: () => {
      if (signal?.aborted) throw signal.reason;
    },
    entityPseudonyms: request.entityPseudonyms ?? {},
    policy,
    db,
    report,
    projection,
    handles: handleKey && createHandleBox(handleKey, facts),
    provenance() {
      const { versions } = fixtures;
      if (versions === null) throw new Error(`${request.audience} keeps no provenance`);
      return session.once(createProvenanceLoaders, '', () => createProvenanceLoaders(db, versions));
    },
    recordNames() {
      const { names } = fixtures;
      if (names === null) throw new Error(`${request.audience} has no records`);
      return session.once(createRecordNameLoader, '', () => createRecordNameLoader(db, names));
    },
    protectedLinks: () =>
      session.once(createProtectedLinkLoader, '', () => createProtectedLinkLoader(db, fixtures.links)),
    needs(type) {
      const shape = shapes.get(type);
      if (!shape) throw new PortcullisError('INTERNAL', { cause: new Error(`no type ${type}`) });
      return kept.get(shape, '', () => needsOf(asked.of(type), shape, bounds(policy, facts)));
    },
    asksFor: (type, field) => asked.of(type)?.has(field) ?? true,
    kept: (owner, form, make) => kept.get(owner, form, make),
    once<Made>(owner: object, form: string, make: () => Made): Made {
      const forms = made.get(owner) ?? new Map<string, unknown>();
      if (!forms.has(form)) made.set(owner, forms.set(form, make()));
      return forms.get(form) as Made;
    },
    judge: (row) => judgeRow(judging, categories, row),
    isFull: (category, row, ofRecord) =>
      decideOn(row, category, ofRecord ? null : subjectOf(policy, facts.asOf, row)) === 'FULL',
    isKnown: (category, row) => rank[decideOn(row, category)] >= rank.HIT,
    decided: () => [...judging.envelopeVerdicts.values(), reference].map((each) => each.told()).filter(isTelling),
    statements: () => db.statements,
    wall(type, alias = 'r') {
      if (!shapes.has(type)) throw new PortcullisError('INTERNAL', { cause: new Error(`no type ${type}`) });
      const key = `${type} ${alias}`;
      const known = walls.get(key);
      if (known) return known;
      const recordLink = fixtures.recordLinks.get(type);
      const own = recordLink ? linkColumnsOf(recordLink, alias) : null;
      const wall: Wall = {
        visible: raw<boolean>(visiblePredicate(policy, facts, all, alias)),
        known: (by) => raw<boolean>(knownPredicate(policy, facts, all, { alias, link: own }, by)),
        found: (category) => raw<boolean>(foundPredicate(policy, facts, all, { alias, link: own }, category)),
        full: (category, link = own) => raw<boolean>(fullPredicate(policy, facts, category, alias, link)),
      };
      walls.set(key, wall);
      return wall;
    },
    project<T extends object>(type: string, row: EnvelopeRow, object: T, needs?: Needs): T | null {
      const shape = shapes.get(type);
      if (!shape) throw new PortcullisError('INTERNAL', { cause: new Error(`no type ${type}`) });
      const subject = subjectOfRow(policy, facts.asOf, shape, row);
      const verdict = rowVerdict(judging, categories, row, { subject, link: shape.isLink ? { shape, object } : null });
      const { standing } = verdict.record;
      // Why: who finds a record by a datum learns that it holds the datum.
      if (sought !== null) {
        const { category, by } = sought;
        if (verdict.decide([category]).decision.effect === 'NONE' || !verdict.envelopeVerdict.isFound(by, category))
          return null;
      }
      if (standing === 'VISIBLE') {
        const stated = shape.namesPerson && needs?.has('subject') !== false ? { ...object, subject } : object;
        const identity = isRecord(type) ? identityOf(row) : undefined;
        return projectObject(projection, shape, stated, verdict, identity, needs) as T;
      }
      // Invariant: a hit is answered under the quota, and only there.
      if (standing !== 'HIT' || sought === null) return null;
      const record = { originator: row.env_originator, id: row.id };
      const reference = sealHit(references(), facts, sought.question, record);
      const shown = projectObject(projection, shape, nothing, verdict, hitIdentity(reference));
      // Why of the row, of which nothing is shown: a hit says that a value exists, so it is said of those that do.
      setPresent(shown, presenceOf(object, shape.fields.keys()));
      return shown as T;
    },
    ref: (type, ...naturalIdentifier) => computeRef(keys.link, type, ...naturalIdentifier),
    category(coordinate) {
      const label = access.of(coordinate);
      if (label) return label.category;
      throw new PortcullisError('INTERNAL', { cause: new Error(`${coordinate} names no data category`) });
    },
    cursors: createCursorBox(keys.cursor, facts),
    sealProbe: (values) => sealProbe(keys.probe, probeScopes[0] as ProbeScope, values),
    openProbe(token) {
      for (const scope of probeScopes) {
        const values = openProbe(keys.probe, scope, token);
        if (values !== null) return values;
      }
      return null;
    },
    noteAsked: (type, text) => noteText(report, type, text),
    reserveTrials: (trials) => reservations().trials(trials),
    countTried(statement, values) {
      const { database, limits } = fixtures;
      const count = async (): Promise<void> => {
        const rows = await database.rows(statement, { said: { ...values, asOf: facts.asOf } });
        const timesOf = Object.fromEntries(rows.map(({ originator, times }) => [originator, times]));
        if (rows.length > 0) await limits.store.countTried(facts.asOf, facts.viewer.agency, timesOf);
      };
      // Why nobody is told: what a question tried is answered without.
      void count().catch(() => undefined);
    },
    openHit: (reference) => openHit(references(), reference),
    async lookup({ argument, value, counting, countTried }, find, toNode) {
      const by = {
        category: session.category(argument),
        by: 'NUMBER',
        question: stableJson([argument, value]),
      } as const;
      const look = async () => (await find()).flatMap((row) => projectedBy(by, row, toNode) ?? []);
      if (counting === null) return (await look()).filter((node) => !isHit(node));
      return await counted(1, counting, async (isCounted) => {
        const nodes = await look();
        const shown = nodes.filter((node) => !isHit(node));
        if (shown.length > 0) return { found: shown, shown: 1, hits: 0 };
        if (!isCounted) throw new PortcullisError('LIMITS_UNAVAILABLE');
        countTried();
        return { found: nodes.slice(0, 1), shown: 0, hits: Math.min(nodes.length, 1) };
      });
    },
    async lookupHits<Row, Node extends object>(
      questions: readonly string[],
      find: () => Promise<readonly (readonly KnownAs<Row>[])[]>,
      toNode: (row: Row) => Node | null,
    ) {
      const firstHit = (question: string, rows: readonly KnownAs<Row>[]): Node | null => {
        for (const { row, ...known } of rows) {
          const node = projectedBy({ ...known, question }, row, toNode);
          if (node !== null && isHit(node)) return node;
        }
        return null;
      };
      return await counted(questions.length, 'hits', async (isCounted) => {
        if (!isCounted) return { found: null, shown: 0, hits: 0 };
        const rows = await find();
        const found = questions.map((question, at) => firstHit(question, rows[at] ?? []));
        return { found, shown: 0, hits: found.filter((node) => node !== null).length };
      });
    },
  };
  sessions.add(session);
  return session;
}

const HIT_REFERENCE = 'hit:';

const nothing = Object.freeze({});

function identityOf({ id, ref }: EnvelopeRow): Identity {
  return { id, nodeKey: id, ref, visibleRef: ref, hasHandling: true };
}

/** Of a hit: its reference for an id, and keys that no source resolves, so that no edge can be walked from it. */
function hitIdentity(reference: string): Identity {
  const key = HIT_REFERENCE + reference;
  return { id: reference, nodeKey: reference, ref: key, visibleRef: key, hasHandling: false };
}

/** Of an envelope that it was met is told too; of what is judged by no record, decisions alone. */
function isTelling({ envelope, full, below }: StatedDecisions): boolean {
  return envelope !== null || full.length + below.length > 0;
}

function isHit(node: object): boolean {
  return String((node as { readonly visibleRef?: unknown }).visibleRef).startsWith(HIT_REFERENCE);
}

/** Every statement of a session is of its one instant, and ends with it. Its rows say what their envelopes say. */
class SessionDatabase implements SourceDatabase {
  statements = 0;
  readonly #of: SourceFixtures;
  readonly #asOf: string;
  readonly #signal: CancelSignal | undefined;

  constructor(of: SourceFixtures, asOf: string, signal: CancelSignal | undefined) {
    this.#of = of;
    this.#asOf = asOf;
    this.#signal = signal;
  }

  async rows<Row>(statement: Statement<Row>, options: StatementOptions = {}): Promise<Row[]> {
    const { envelopes } = this.#of;
    const rows = await this.#run(statement, options);
    return envelopes === null
      ? rows
      : envelopes.fillIn(rows, (missing, keys) => this.#run(missing, { said: { keys } }));
  }

  #run<Row>(statement: Statement<Row>, { said, planForValues, withinMs }: StatementOptions): Promise<Row[]> {
    this.statements += 1;
    return this.#of.database.rows(statement, {
      signal: this.#signal,
      said: { ...said, asOf: this.#asOf },
      planForValues,
      withinMs,
    });
  }

  async close(): Promise<void> {}
}
