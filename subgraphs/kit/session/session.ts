import type DataLoader from 'dataloader';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { bounds } from '../../../policy/bounds.js';
import { type Effect, type LinkSubject, rank } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import { computeRef } from '../../../storage/keys/ref.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Asked } from '../asked/asked.js';
import { needsOf } from '../asked/needs.js';
import { storeTried } from '../limits/countTried.js';
import { createReservations } from '../limits/reservations.js';
import { noteText } from '../manifest/askedFor.js';
import { CellNotes } from '../manifest/cells.js';
import { createReport, type Report } from '../manifest/report.js';
import { createCursorBox } from '../page/cursor.js';
import { createProtectedLinkLoader } from '../provenance/protectedLinks.js';
import { createProvenanceLoaders, type ProvenanceLoaders } from '../provenance/provenance.js';
import type { SourceRequest } from '../request.js';
import type { EnvelopeRow } from '../rows.js';
import { shapeOfType } from '../shape.js';
import type { SourceSession } from '../sourceSession.js';
import type { Span } from '../tracing/span.js';
import { type EnvelopeVerdict, type JudgedRow, judgeRow } from '../wall/envelopeVerdict.js';
import { subjectOf } from '../wall/linkSubject.js';
import type { ProjectionContext } from '../wall/projectionContext.js';
import {
  type AskedVerdict,
  askedVerdict,
  type LinkObject,
  referenceVerdict,
  rowVerdict,
  type VerdictContext,
} from '../wall/verdict.js';
import type { SourceFixtures } from './fixtures.js';
import { createHandleBox, type HandleBox } from './handles.js';
import { createLookUps } from './lookUps.js';
import { createProbes } from './probe.js';
import { createProjecting } from './projecting.js';
import { createRecordNameLoader, type RecordNameLoader } from './recordNames.js';
import { SessionDatabase } from './sessionDatabase.js';
import { createWalls, createWallsByKey } from './walls.js';

/** A session with what only the kit uses of it. */
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
  /** The verdict of a row that a source found to be that of the person who asks what is held of them; of no other row. */
  judgeOfAsked(row: EnvelopeRow, link?: LinkObject | null): AskedVerdict;
  /** What was decided in this request, for the log. */
  decided(): readonly StatedDecisions[];
  /** Statements of this request. */
  statements(): number;
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
  call: { readonly signal?: CancelSignal | undefined; readonly span?: Span | undefined } = {},
): KitSession {
  const { policy, keys, access, shapes, categories, handleKey } = fixtures;
  const { facts, requestId, audience: source } = request;
  const report = createReport(fixtures.records, request.withheldDetail === 'cells' ? new CellNotes() : null);
  const judging: VerdictContext = { policy, facts, report, shapes, envelopeVerdicts: new Map() };
  const reference = referenceVerdict(judging);
  const projection: ProjectionContext = { policy, shapes, reference, projectors: new Map() };
  const { signal } = call;
  const db = new SessionDatabase(fixtures, facts, call);
  const compiled = fixtures.compiled.of(asked, facts);
  const once = createOnce();
  const reservations = () =>
    once(createReservations, '', () =>
      createReservations({ limits: fixtures.limits, keys: fixtures.limitKeys, policy, source }, facts),
    );
  const category = (coordinate: string): string => {
    const label = access.of(coordinate);
    if (label) return label.category;
    throw new PortcullisError('INTERNAL', { cause: new Error(`${coordinate} names no data category`) });
  };
  const decideOn = (row: EnvelopeRow, on: string, subject: LinkSubject | null = null): Effect =>
    rowVerdict(judging, categories, row, { subject }).decide([on]).decision.effect;
  const { projectSought, ...projecting } = createProjecting(fixtures, judging, projection);

  const session: KitSession = {
    source,
    facts,
    requestId,
    entityPseudonyms: request.entityPseudonyms ?? {},
    policy,
    db,
    report,
    projection,
    handles: handleKey && createHandleBox(handleKey, facts),
    cursors: createCursorBox(keys.cursor, facts),
    once,
    category,
    wall: createWalls(fixtures, facts),
    // A source without envelopes of its own, such as the log, has no keys.
    wallByKey: fixtures.envelopes === null ? createWalls(fixtures, facts) : createWallsByKey(fixtures, facts),
    ...projecting,
    ...createLookUps({ category, projectSought, reservations }),
    ...createProbes(keys.probe, { facts, requestId }, handleKey !== null),
    ...lateLoaders(fixtures, { source, db, once }),
    assertWanted: () => {
      if (signal?.aborted) throw signal.reason;
    },
    needs(type) {
      const shape = shapeOfType(shapes, type);
      return compiled.get(shape, '', () => needsOf(asked.of(type), shape, bounds(policy, facts)));
    },
    asksFor: (type, field) => asked.of(type)?.has(field) ?? true,
    kept: (owner, form, make) => compiled.get(owner, form, make),
    judge: (row) => judgeRow(judging, categories, row),
    judgeOfAsked: (row, link) => askedVerdict(judging, categories, row, link),
    isFull: (on, row, ofRecord) => decideOn(row, on, ofRecord ? null : subjectOf(policy, facts.asOf, row)) === 'FULL',
    isKnown: (on, row) => rank[decideOn(row, on)] >= rank.HIT,
    decided: () =>
      [...judging.envelopeVerdicts.values(), reference].map((each) => each.stated()).filter(isWorthStating),
    statements: () => db.statements,
    ref: (type, ...naturalIdentifier) => computeRef(keys.link, type, ...naturalIdentifier),
    noteAsked: (type, text) => noteText(report, type, text),
    reserveTrials: (trials) => reservations().trials(trials),
    // Why a failure is nobody's: the answer does not depend on what is counted.
    countTried: (statement, values) => void storeTried(fixtures, facts, statement, values).catch(() => undefined),
  };
  sessions.add(session);
  return session;
}

/** Makes each thing once for its owner and form. */
function createOnce(): SourceSession['once'] {
  const made = new Map<object, Map<string, unknown>>();
  return <Made>(owner: object, form: string, make: () => Made): Made => {
    const forms = made.get(owner) ?? new Map<string, unknown>();
    if (!forms.has(form)) made.set(owner, forms.set(form, make()));
    return forms.get(form) as Made;
  };
}

/** Loaders that few requests ask for. */
function lateLoaders(
  { versions, names, links }: SourceFixtures,
  { source, db, once }: Pick<SourceSession, 'source' | 'db' | 'once'>,
): Pick<KitSession, 'provenance' | 'recordNames' | 'protectedLinks'> {
  return {
    provenance() {
      if (versions === null) throw new Error(`${source} keeps no provenance`);
      return once(createProvenanceLoaders, '', () => createProvenanceLoaders(db, versions));
    },
    recordNames() {
      if (names === null) throw new Error(`${source} has no records`);
      return once(createRecordNameLoader, '', () => createRecordNameLoader(db, names));
    },
    protectedLinks: () => once(createProtectedLinkLoader, '', () => createProtectedLinkLoader(db, links)),
  };
}

/** The log keeps every envelope that was met; of what no record judges it keeps decisions alone. */
function isWorthStating({ envelope, full, below }: StatedDecisions): boolean {
  return envelope !== null || full.length + below.length > 0;
}
