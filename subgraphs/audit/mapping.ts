import { allMembers } from '../../auditlog/entry/body/members.js';
import type { DecodedEntry, StoredBytes } from '../../auditlog/entry/decode.js';
import type { DisclosedGroup, ReadBody } from '../../auditlog/types.js';
import type { Needs } from '../kit/asked/needs.js';
import type { EnvelopeRow } from '../kit/rows.js';
import { subjects } from '../kit/wall/subjects.js';

/** A row of `audit.entry_record`. */
export interface AuditEntryRow extends EnvelopeRow, StoredBytes {
  readonly log: string;
  readonly index: number;
  readonly at: Date;
  readonly leaf_hash: Buffer;
  /** Absent where nothing of it is needed. */
  readonly sealed?: Buffer;
}

/** An entry as the SDL names it. */
export interface AuditEntryNode {
  readonly log?: string;
  readonly index?: number;
  readonly [field: string]: unknown;
}

/** Key of an entry for loaders: `log/index`. */
export type EntryKey = string;

/** Key of the entry at an index of a log. */
export function entryKey(log: string, index: number): EntryKey {
  return `${log}/${index}`;
}

/** The parts of an `entryKey`. */
export function parseKey(key: EntryKey): { readonly log: string; readonly index: number } {
  const slash = key.lastIndexOf('/');
  return { log: key.slice(0, slash), index: Number(key.slice(slash + 1)) };
}

/** Fields that come from the sealed part, by the member that they show. */
const sealedFields = allMembers.flatMap(([member, { fields }]) =>
  Object.entries(fields).map(([name, { of }]) => ({ name, member, of: of ?? asItIs })),
);

/** Fields that need an opened body. */
const bodyFields = ['subjectName', 'erased', ...sealedFields.map(({ name }) => name)];

/** Whether an operation needs anything of the sealed part. */
export function needsBody(needs: Needs): boolean {
  return bodyFields.some((name) => needs.has(name));
}

/**
 * An entry with its sealed part opened, where possible. The header comes from the hashed bytes, not from the columns that
 * were searched.
 *
 * @param body null where the entry was erased, and where nothing of it is needed
 * @param needs expensive members are made only where they are needed
 */
export function toAuditEntry(
  row: AuditEntryRow,
  { header }: DecodedEntry,
  body: ReadBody | null,
  needs: Needs,
): AuditEntryNode {
  const { version: _version, source: _source, disclosed, asker, ...clear } = header;
  return {
    ...clear,
    subject: asker,
    subjectName: body?.subject ?? null,
    count: header.count ?? 1,
    index: row.index,
    hour: new Date(header.at).getUTCHours(),
    weekday: weekdayOf(new Date(header.at)),
    leafHash: row.leaf_hash.toString('hex'),
    leafInput: needs.has('leafInput') ? base64(row.bytes) : null,
    header: needs.has('header') && row.header ? base64(row.header) : null,
    // Why a placeholder: the field has a resolver, and the projection keeps only members that are there.
    inclusionProof: {},
    erased: body === null,
    disclosedCount: disclosed,
    ...shownOf(body, needs),
  };
}

/** The fields of the sealed part; null where it is not opened, or not needed. */
function shownOf(body: ReadBody | null, needs: Needs): AuditEntryNode {
  const shown: Record<string, unknown> = {};
  for (const { name, member, of } of sealedFields)
    shown[name] = body && needs.has(name) ? (of(body[member]) ?? null) : null;
  return body && needs.has('disclosed') ? { ...shown, disclosed: toDisclosures(body.disclosed) } : shown;
}

function asItIs(value: unknown): unknown {
  return value;
}

/** What is left of an entry that expired. */
export function toExpiredEntry({ log, index, at, leaf_hash, bytes }: AuditEntryRow): AuditEntryNode {
  const leaf = { leafHash: leaf_hash.toString('hex'), leafInput: base64(bytes), inclusionProof: {} };
  return { log, index, kind: 'EXPIRED', at: at.toISOString(), weekday: weekdayOf(at), ...leaf, erased: true };
}

/** Day of the week, UTC: 1 is Monday, 7 Sunday. */
function weekdayOf(at: Date): number {
  return at.getUTCDay() || 7;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/**
 * One for each subject: the log groups equal disclosures, the graph does not. Reading of a subject discloses it, and the log
 * says so. Why not for entries about reading the log: anyone who reads the newest entries would name again, each time, all
 * that was ever named; the entry that was read is named, and leads to them.
 */
function toDisclosures(groups: readonly DisclosedGroup[]) {
  const isReading = groups.some(({ type }) => type === 'AuditEntry');
  return groups.flatMap(({ ids, hit = false, presence = false, asked = false, ...group }) =>
    ids.map((id) => ({ ...group, hit, presence, asked, id, [subjects]: isReading ? [] : [{ type: group.type, id }] })),
  );
}
