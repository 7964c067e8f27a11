import { badUserInput } from '../../../schema/errors.js';
import { changedFields as differingFields } from '../../../storage/changedFields.js';
import { readEnvelopeTerms } from '../../../storage/envelopeTerms.js';
import type { ResolverMap } from '../module.js';
import { namesProtected } from '../provenance/namesProtected.js';
import {
  type EndedRow,
  keyText,
  readKey,
  type VersionContent,
  type VersionPage,
  type VersionRow,
} from '../provenance/provenanceRepository.js';
import { versionVerdict } from '../provenance/versionVerdict.js';
import type { KitSession } from '../session/session.js';
import type { Shapes } from '../shape.js';
import { projectObject } from '../wall/projection.js';
import { rowKey } from '../wall/reference.js';
import { envelopeOf, isFullOn, type Verdict, verdictOf } from '../wall/verdict.js';
import { type Asked, judgeVersion, verdictOnVersions } from './judgeVersions.js';

interface Context {
  readonly session: KitSession;
}

const MAX_VERSIONS = 100;
const DEFAULT_VERSIONS = 20;

/**
 * The kit's own resolvers of where records came from and what they were, for the record types whose tables are given.
 * Everything is projected by the verdict of the record, and of the version where its envelope differed. The content of a
 * version is read only where its field's rule has let it through.
 *
 * Throws where a type has provenance and no table, or a table and no provenance.
 */
export function provenanceResolvers(tables: Readonly<Record<string, string>>, shapes: Shapes): ResolverMap {
  assertTables(tables, shapes);
  const types = Object.entries(tables);
  if (types.length === 0) return {};
  return {
    ...Object.fromEntries(
      types.map(([type, table]) => [type, { provenance: provenanceOf(table), versions: versionsOf(table) }]),
    ),
    Provenance: { sourceRecord: contentField(({ raw }) => raw), statement: contentField(statementOf) },
    RecordVersion: {
      sourceRecord: contentField(({ raw }) => raw, namesNobodyProtected),
      statement: contentField(statementOf, namesNobodyProtected),
      changedFields,
    },
  };
}

function assertTables(tables: Readonly<Record<string, string>>, shapes: Shapes): void {
  for (const [type, { fields }] of shapes) {
    const has = fields.get('provenance')?.named === 'Provenance' && fields.get('versions')?.named === 'RecordVersion';
    if (has !== Object.hasOwn(tables, type))
      throw new Error(`${type} needs both a table and its provenance, or neither`);
  }
  const unknown = Object.keys(tables).find((type) => !shapes.has(type));
  if (unknown !== undefined) throw new Error(`a table is for ${unknown}, which the SDL does not have`);
}

function provenanceOf(table: string) {
  return async (parent: object, _args: unknown, { session }: Context, info: Asked): Promise<object | null> => {
    const record = visibleRecord(parent);
    if (!record) return null;
    const { id, verdict } = record;
    const row = await session.provenance().present.load(keyText({ table, id }));
    if (!row) return null;
    // Usually the record's own envelope; another one means that the record was published again since it was read.
    const own = row.terms === null ? verdict : versionVerdict(verdict, judgeVersion(session, row));
    const shown = await verdictOnVersions(session, { table, id, sourceRef: row.source_ref }, own, info);
    return project(session, 'Provenance', toProvenance(row), shown);
  };
}

function versionsOf(table: string) {
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
    const present = await verdictOnVersions(session, { table, id, sourceRef }, verdict, info);
    return (rows ?? []).flatMap((row) => {
      const own = versionVerdict(present, judgeVersion(session, row));
      return project(session, 'RecordVersion', toVersion(row), own) ?? [];
    });
  };
}

type MayShow = (session: KitSession, content: VersionContent) => boolean;

/** Links of an earlier version have no rows any more, so its own words decide. */
const namesNobodyProtected: MayShow = ({ policy, facts }, { record, terms }) =>
  record !== null && terms !== null && !namesProtected(policy, facts.asOf, readEnvelopeTerms(terms).source, record);

/** Resolver of a field that shows the content of a version: whole or not at all, since a mask would show a part of everything. */
function contentField(show: (content: VersionContent) => string | null, mayShow: MayShow = () => true) {
  return async (parent: Version, _args: unknown, { session }: Context): Promise<string | null> => {
    if (!isFullOn(parent, 'provenance.raw')) return null;
    const content = await session.provenance().content.load(parent[rowKey]);
    return content && mayShow(session, content) ? show(content) : null;
  };
}

/** Resolver of the fields in which a version differs from the next one. */
async function changedFields(parent: Version, _args: unknown, { session }: Context): Promise<string[] | null> {
  const verdict = verdictOf(parent);
  if (verdict?.decide(['history']).decision.effect !== 'FULL') return null;
  const { version, ...record } = readKey(parent[rowKey]);
  const { content } = session.provenance();
  const [then, next] = await content.loadMany([keyText(record, version), keyText(record, version + 1)]);
  if (then instanceof Error) throw then;
  if (next instanceof Error) throw next;
  if (!then?.record || !next?.record) return null;
  // Why: a viewer who may not know the next version may not know how it differs.
  if (versionVerdict(verdict, judgeVersion(session, next)).decide(['history']).decision.effect !== 'FULL') return null;
  return differingFields(then.record, next.record);
}

/** The object of a version. */
interface Version {
  readonly [rowKey]: string;
}

/** The id of the visible record that an object is, with its verdict; null for any other object. */
function visibleRecord(object: object): { readonly id: string; readonly verdict: Verdict } | null {
  const verdict = verdictOf(object);
  return verdict?.record && envelopeOf(verdict.record) ? { id: verdict.record.id, verdict } : null;
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
