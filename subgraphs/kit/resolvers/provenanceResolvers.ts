import type { GraphQLResolveInfo, SelectionNode } from 'graphql';
import { badUserInput } from '../../../schema/errors.js';
import { linkKeyPattern } from '../../../schema/records/keys/linkKey.js';
import { changedFields } from '../../../storage/changedFields.js';
import { readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import { namesProtected } from '../provenance/namesProtected.js';
import {
  type EndedRow,
  keyText,
  type RecordKey,
  readKey,
  type VersionContent,
  type VersionEnvelope,
  type VersionPage,
  type VersionRow,
} from '../provenance/provenanceRepository.js';
import { unknownEnvelope, type VersionVerdicts, versionVerdict } from '../provenance/versionVerdict.js';
import type { KitSession } from '../session/session.js';
import type { Shapes } from '../shape.js';
import type { ResolverMap } from '../types.js';
import { projectObject } from '../wall/projection.js';
import { rowKey } from '../wall/reference.js';
import { envelopeOf, isFullOn, type Verdict, verdictOf } from '../wall/verdict.js';

interface Context {
  readonly session: KitSession;
}

const MAX_VERSIONS = 100;
const DEFAULT_VERSIONS = 20;

/**
 * The kit's own resolvers of where records came from and what they were, for the record types whose tables are given.
 * Everything is projected by the verdict of the record, and of the version where its envelope was another. What a
 * version said is read where its field's rule has let it through, and only there.
 *
 * Throws where a type has provenance and no table, or a table and no provenance.
 */
export function provenanceResolvers(tables: Readonly<Record<string, string>>, shapes: Shapes): ResolverMap {
  for (const [type, { fields }] of shapes) {
    const has = fields.get('provenance')?.named === 'Provenance' && fields.get('versions')?.named === 'RecordVersion';
    if (has !== Object.hasOwn(tables, type))
      throw new Error(`${type} needs both a table and its provenance, or neither`);
  }
  const types = Object.entries(tables);
  for (const [type] of types)
    if (!shapes.has(type)) throw new Error(`a table is for ${type}, which the SDL does not have`);
  if (types.length === 0) return {};
  return {
    ...Object.fromEntries(
      types.map(([type, table]) => [type, { provenance: present(table), versions: earlier(table) }]),
    ),
    Provenance: { sourceRecord: said(({ raw }) => raw), statement: said(statementOf) },
    RecordVersion: {
      sourceRecord: said(({ raw }) => raw, namesNobodyProtected),
      statement: said(statementOf, namesNobodyProtected),
      changedFields: changed,
    },
  };
}

function present(table: string) {
  return async (parent: object, _args: unknown, { session }: Context, info: Asked): Promise<object | null> => {
    const record = visibleRecord(parent);
    if (!record) return null;
    const { id, verdict } = record;
    const row = await session.provenance().present.load(keyText({ table, id }));
    if (!row) return null;
    // The record's own envelope is the version's; another one means that it was published anew since it was read.
    const own = row.terms === null ? verdict : versionVerdict(verdict, judge(session, row));
    return project(
      session,
      'Provenance',
      toProvenance(row),
      await withLinks(session, { table, id, sourceRef: row.source_ref }, own, info),
    );
  };
}

function earlier(table: string) {
  return async (
    parent: object,
    args: Partial<VersionPage>,
    { session }: Context,
    info: Asked,
  ): Promise<object[] | null> => {
    const record = visibleRecord(parent);
    if (!record) return null;
    const { id, verdict } = record;
    const page = { first: args.first ?? DEFAULT_VERSIONS, before: args.before ?? null };
    if (page.first < 1 || page.first > MAX_VERSIONS) {
      throw badUserInput('At least 1 and at most 100 versions at once.', { facts: { limit: MAX_VERSIONS } });
    }
    const rows = await session.provenance().earlier(page).load(keyText({ table, id }));
    const sourceRef = rows?.[0]?.source_ref ?? '';
    const present = await withLinks(session, { table, id, sourceRef }, verdict, info);
    return (rows ?? []).flatMap((row) => {
      const own = versionVerdict(present, judge(session, row));
      return project(session, 'RecordVersion', toVersion(row), own) ?? [];
    });
  };
}

/**
 * Of a record that names a protected person: what its envelope lets through, but for the whole of it, the name included.
 * So of a link that another record asserts: its text is that record's, which holds more than the link.
 */
async function withLinks(
  session: KitSession,
  { sourceRef, ...key }: RecordKey & { readonly sourceRef: string },
  verdict: Verdict,
  info: Asked,
): Promise<Verdict> {
  if (!asksWhole(info.fieldNodes) || verdict.decide(['provenance.raw']).decision.effect !== 'FULL') return verdict;
  if (isLinkKey.test(sourceRef)) return versionVerdict(verdict, partOfAnother);
  return (await session.protectedLinks().load(keyText(key))) ? versionVerdict(verdict, namingProtected) : verdict;
}

type Asked = Pick<GraphQLResolveInfo, 'fieldNodes'>;

/** Whether the whole of a record may be among what is asked for: without it no link is looked at. */
function asksWhole(nodes: readonly SelectionNode[]): boolean {
  return nodes.some((node) => {
    if (node.kind === 'FragmentSpread') return true;
    if (node.kind === 'Field' && ['sourceRecord', 'statement'].includes(node.name.value)) return true;
    return asksWhole(node.selectionSet?.selections ?? []);
  });
}

const namingProtected = withoutWhole('whole.cap.linkSubject');
const partOfAnother = withoutWhole('whole.link');
const isLinkKey = new RegExp(linkKeyPattern);

function withoutWhole(rule: string): VersionVerdicts {
  return {
    of: (category) =>
      category === 'provenance.raw'
        ? { effect: 'NONE', reason: 'RECORD', rule }
        : { effect: 'FULL', reason: null, rule: 'links' },
  };
}

type MayShow = (session: KitSession, content: VersionContent) => boolean;

/** Links of an earlier version have no rows any more: its own words tell. */
const namesNobodyProtected: MayShow = ({ policy, facts }, { record, terms }) =>
  record !== null && terms !== null && !namesProtected(policy, facts.asOf, readEnvelopeTerms(terms).source, record);

/** A field that shows what a version said. A mask would show a part of everything, so it is shown whole or not. */
function said(show: (content: VersionContent) => string | null, mayShow: MayShow = () => true) {
  return async (parent: Version, _args: unknown, { session }: Context): Promise<string | null> => {
    if (!isFullOn(parent, 'provenance.raw')) return null;
    const content = await session.provenance().content.load(parent[rowKey]);
    return content && mayShow(session, content) ? show(content) : null;
  };
}

/** Fields in which a version differs from the next one. */
async function changed(parent: Version, _args: unknown, { session }: Context): Promise<string[] | null> {
  const verdict = verdictOf(parent);
  if (verdict?.decide(['history']).decision.effect !== 'FULL') return null;
  const { version, ...record } = readKey(parent[rowKey]);
  const { content } = session.provenance();
  const [then, next] = await content.loadMany([keyText(record, version), keyText(record, version + 1)]);
  if (then instanceof Error) throw then;
  if (next instanceof Error) throw next;
  if (!then?.record || !next?.record) return null;
  // Why: who may not know the next version may not know in what it differs either.
  if (versionVerdict(verdict, judge(session, next)).decide(['history']).decision.effect !== 'FULL') return null;
  return changedFields(then.record, next.record);
}

/** An object that a version's fields are resolved on. */
interface Version {
  readonly [rowKey]: string;
}

/** The visible record that an object is, with the verdict on it. */
function visibleRecord(object: object): { readonly id: string; readonly verdict: Verdict } | null {
  const verdict = verdictOf(object);
  return verdict?.record && envelopeOf(verdict.record) ? { id: verdict.record.id, verdict } : null;
}

function judge(session: KitSession, { originator, expires_at, terms }: VersionEnvelope) {
  if (terms === null) return unknownEnvelope;
  try {
    return session.judge({ env_key: null, env_originator: originator, env_expires_at: expires_at, env_terms: terms });
  } catch (error) {
    // Terms that a later schema writes otherwise: what is not understood is shown to nobody.
    if (error instanceof RangeError) return unknownEnvelope;
    throw error;
  }
}

function project(session: KitSession, type: string, object: object, verdict: Verdict): object | null {
  const shape = session.projection.shapes.get(type);
  return shape ? projectObject(session.projection, shape, object, verdict) : null;
}

function toProvenance(row: VersionRow) {
  return {
    ...toOrigin(row),
    source: row.source,
    elementPath: row.element_path,
    run: row.run_id,
    qualityFlags: row.quality_flags,
  };
}

function toVersion(row: EndedRow) {
  return { ...toOrigin(row), endedAt: row.ended_at, ending: row.ending };
}

function toOrigin(row: VersionRow) {
  return {
    [rowKey]: keyText(row, row.version),
    version: row.version,
    recordedAt: row.recorded_at,
    format: row.format,
    formatVersion: row.format_version,
    file: row.file_name,
    fileSha256: row.file_sha256,
    line: row.line,
  };
}

function statementOf({ record }: VersionContent): string | null {
  return record && JSON.stringify(record);
}
