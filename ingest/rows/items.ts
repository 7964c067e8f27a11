import type { Policy } from '../../policy/policy.js';
import { packContent } from '../../storage/sourceContent.js';
import type { InputFile } from '../input/inputFile.js';
import type { EnvelopeStatement } from '../records/base.js';
import { normaliseRecord } from '../records/normalise.js';
import {
  type DeliveryItem,
  type RecordKind,
  type Reject,
  recordSources,
  recordTables,
  type SourceRecord,
  type Withdrawal,
} from '../records/record.js';
import { findDefect } from '../records/validate.js';
import { findForeignClaim } from './claims.js';
import { findEnvelopeDefect } from './envelope/envelope.js';
import { contradictsPurposes } from './envelope/strictestEnvelope.js';
import { type MakeRows, type PreparedRow, withoutProvenance } from './rows.js';
import type { StagedItem } from './stagedItem.js';

/** What becomes of one item of a delivery: rows to stage, or a reject. */
export interface Understood {
  readonly staged: readonly StagedItem[];
  readonly reject: Reject | null;
}

/** What items of a delivery are checked and mapped with. */
export interface UnderstandOptions {
  readonly policy: Policy;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Agency that the delivery is for; empty where each record states its own. */
  readonly originator: string;
  /** What the command states of the envelope. */
  readonly stated: EnvelopeStatement;
  readonly kinds: readonly RecordKind[];
  readonly files: readonly InputFile[];
  readonly makeRows: MakeRows;
  /** Items up to this number are staged already: their defects count again, their rows are not made again. */
  readonly staged?: number;
}

/** Builds the function that checks an item and maps it to rows. Pure: no database is asked. */
export function createUnderstand(options: UnderstandOptions): (item: DeliveryItem, seq: number) => Understood {
  const { policy, source, originator, stated, staged = 0 } = options;
  const indexes = new Map(options.files.map(({ name }, index) => [name, index]));
  return (item, seq) => {
    const place = { originator, ...placeOf(item, indexes) };
    if (item.kind === 'reject') return { staged: rejected(item, seq, place, options.kinds), reject: item };
    if (item.kind === 'withdrawal') return { staged: [withdrawn(item, seq, place)], reject: null };
    const record = normaliseRecord(item);
    const defect =
      findDefect(record) ??
      findForeignClaim(record, { policy, source, originator }) ??
      findEnvelopeDefect(policy, record.envelope) ??
      (contradictsPurposes(stated, record.envelope)
        ? { field: 'purposeLimits', reason: 'envelope.contradicts' }
        : null);
    if (defect) {
      const reject = toReject(item, defect.field, defect.reason);
      return { staged: rejected(reject, seq, place, [item.kind]), reject };
    }
    if (seq <= staged) return { staged: [], reject: null };
    const rows = options.makeRows(record);
    return { staged: rows.map((row, part) => toStaged(record, row, seq, part, place)), reject: null };
  };
}

/** An item's place in the files, and the agency that it is delivered for. */
type Place = Pick<StagedItem, 'originator' | 'fileIndex' | 'line' | 'path'>;

function placeOf(item: DeliveryItem, indexes: ReadonlyMap<string, number>): Omit<Place, 'originator'> {
  const origin = item.kind === 'reject' ? item : item.origin;
  return { fileIndex: indexes.get(origin?.file ?? '') ?? 0, line: origin?.line ?? 0, path: origin?.path ?? null };
}

function toStaged(record: SourceRecord, row: PreparedRow, seq: number, part: number, place: Place): StagedItem {
  return {
    source: row.source,
    seq,
    part,
    table: row.table,
    sourceRef: row.sourceRef,
    row,
    ...place,
    originator: row.columns.originator as string,
    qualityFlags: part === 0 ? (record.qualityFlags ?? []) : [],
    content: () => packContent({ raw: record.raw ?? null, record: withoutProvenance(record) }),
  };
}

function withdrawn(item: Withdrawal, seq: number, place: Place): StagedItem {
  return bare(item.of, item.sourceRef, 'WITHDRAWN', seq, place, item.raw ?? null);
}

/** Stages the key of a rejected record, where it is known, under each kind that it may be: it is not gone from its list. */
function rejected(item: Reject, seq: number, place: Place, kinds: readonly RecordKind[]): StagedItem[] {
  const { sourceRef } = item;
  if (sourceRef === undefined) return [];
  return kinds.map((kind, index) => ({ ...bare(kind, sourceRef, 'REJECTED', seq, place), part: rejectedPart + index }));
}

/** Parts of rejected records. Not 0: they are counted with the quarantine. */
const rejectedPart = 2_000_000;

function bare(
  kind: RecordKind,
  sourceRef: string,
  action: 'WITHDRAWN' | 'REJECTED',
  seq: number,
  place: Place,
  raw: string | null = null,
): StagedItem {
  return {
    source: recordSources[kind],
    seq,
    part: 0,
    table: recordTables[kind],
    sourceRef,
    row: null,
    action,
    ...place,
    qualityFlags: [],
    content: () => packContent({ raw, record: null }),
  };
}

/** A record that was read but may not be stored, with its text in the file. */
function toReject(record: SourceRecord, field: string | undefined, reason: string): Reject {
  const { origin, raw, delivered, ...rest } = record;
  return {
    kind: 'reject',
    file: origin?.file ?? '',
    line: origin?.line ?? 0,
    ...(origin?.path === undefined ? {} : { path: origin.path }),
    ...(field === undefined ? {} : { field }),
    reason,
    raw: delivered ?? raw ?? JSON.stringify(rest),
    sourceRef: record.sourceRef,
  };
}
