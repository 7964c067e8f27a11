import { badUserInput } from '../../schema/errors.js';
import { noBookmarks, type Part, toParts } from '../bookmarks/bookmarks.js';
import type { Trail } from '../input/trail.js';
import { mappedKinds } from '../mapping/catalogue/index.js';
import { checkColumns } from '../mapping/check/columnCheck.js';
import { createUnmapped } from '../mapping/check/unmapped.js';
import type { Columns } from '../mapping/columns.js';
import { compileMapping } from '../mapping/compile/compile.js';
import { type Merge, maximumMergedRows, openMerge } from '../mapping/compile/merge.js';
import type { Mapping } from '../mapping/mapping.js';
import { type RowItem, readRows } from '../mapping/rows.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { Frame, Reject, SourceRecord } from '../records/record.js';
import type { Tally } from '../spill/occurrences.js';
import type { Delivery, DeliveryItem, Format } from './format.js';
import { toReject } from './reject.js';

const common = {
  name: 'mapped',
  description: 'Any CSV, TSV, JSON lines or SQL query, by a mapping file: columns to fields of any kind of record',
  publisher: 'Anyone with data in no other format; see docs/MAPPING.md',
  versions: ['1'],
  files: ['anything.csv', 'anything.jsonl'],
  sample: 'id;name;born\n1;EXEMPLAROV, Ivan;1970-01-31',
  mayBeWhole: true,
  // Only the mapping says what the columns mean, never the file.
  recognise: () => null,
} as const;

/** The format without a mapping, for the list of formats; reading it says what it needs. */
export const mapped: Format = {
  ...common,
  kinds: mappedKinds,
  envelope: {},
  elements: () => ({ mapped: {}, raw: [], dropped: {} }),
  read: () => {
    throw badUserInput(
      'The format mapped needs a mapping: --mapping FILE.',
      'Make one with: portcullis mapping FILE > mapping.yaml',
    );
  },
};

/** The element that counts rows left out by `where`. */
const leftOut = '(row left out by where)';

/**
 * The format of a mapping. Records carry the envelope that their row states; what the mapping states for all is the
 * format's default, under the command line.
 */
export function createMappedFormat(mapping: Mapping): Format {
  const { kind, source, fields, ignore, input } = mapping;
  return {
    ...common,
    source,
    kinds: [kind],
    envelope: mapping.envelope as EnvelopeStatement,
    files: [input.type === 'sql' ? 'rows of the query' : `anything.${input.type}`],
    elements: () => ({
      mapped: Object.fromEntries(
        fields.flatMap(({ name, spec }) => (spec.column === undefined ? [] : [[spec.column, `${kind}.${name}`]])),
      ),
      raw: ignore === 'rest' ? ['(all other columns)'] : ignore,
      dropped: {},
    }),
    countsRepetitions: mapping.key.hash,
    read: (delivery) => read(mapping, delivery),
  };
}

async function* read(
  mapping: Mapping,
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
): AsyncGenerator<DeliveryItem> {
  const toKey = createKeys(mapping, bookmarks.tally('keys'));
  for (const part of bookmarks.unread(toParts(files))) yield* readFile(mapping, part, toKey, unmapped);
}

async function* readFile(
  mapping: Mapping,
  { file, trail }: Part,
  toKey: ReturnType<typeof createKeys>,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  const before = holdBack(trail);
  let rows: CompiledRows | undefined;
  /** The record of the rows so far, where rows with the same key are merged. */
  let merge: Merge | null = null;
  for await (const item of readRows(file, mapping.input, before.trail)) {
    if (item.kind === 'columns') {
      rows = compileRows(mapping, item, file.name, unmapped);
      continue;
    }
    const reject = (defect: Defect) => toReject(file.name, item, defect, rows?.frame);
    const found = item.kind === 'defect' ? item : rows ? rows.toRecord(item) : { reason: 'row.noHeader' };
    if (found === null) continue;
    if ('reason' in found) {
      yield reject(found);
      continue;
    }
    const { record, lacks } = found;
    if (merge?.sourceRef === record.sourceRef) {
      rows?.count(item);
      if (merge.rows >= maximumMergedRows) yield reject({ reason: 'record.tooLong' });
      else if (!merge.add(record)) yield reject({ reason: 'envelope.differs' });
      continue;
    }
    if (merge) yield merge.toRecord();
    merge = null;
    before.tell();
    rows?.count(item);
    const sourceRef = lacks ? null : toKey(record.sourceRef);
    if (sourceRef === null) yield reject(lacks ?? { field: 'key', reason: 'key.repeated' });
    else if (mapping.sameKey === 'merge') merge = openMerge(record);
    else yield sourceRef === record.sourceRef ? record : { ...record, sourceRef };
  }
  if (merge) yield merge.toRecord();
}

/**
 * A trail that tells of the place before the row at hand only where somebody can go on there: all that came before is
 * yielded, and nothing of the row is counted.
 */
function holdBack(trail: Trail | undefined): { readonly trail: Trail | undefined; tell(): void } {
  let before: Parameters<Trail['passed']>[0] = () => null;
  const passed: Trail['passed'] = (place) => {
    before = place;
  };
  return { trail: trail && { ...trail, passed }, tell: () => trail?.passed(before) };
}

type Defect = Pick<Reject, 'field' | 'reason'>;

/** What the rows of a file become. */
interface CompiledRows {
  readonly frame: Frame | undefined;
  /** The record of a row, or its defect; null for a row left out by `where`. */
  toRecord(item: FileRow): Defect | { readonly record: SourceRecord; readonly lacks?: Defect } | null;
  /** Counts the columns of a row that the mapping does not read. */
  count(item: RowItem): void;
}

type FileRow = Extract<RowItem, { kind: 'row' }>;

function compileRows(
  mapping: Mapping,
  { columns, frame }: Extract<RowItem, { kind: 'columns' }>,
  file: string,
  unmapped: Delivery['unmapped'],
): CompiledRows {
  assertColumns(mapping, columns, file);
  const toRow = compileMapping(mapping, columns);
  const count = createUnmapped(mapping, columns, unmapped);
  return {
    frame,
    toRecord: ({ row: cells, line, raw }) => {
      const row = toRow(cells);
      if (row.kind === 'skipped') {
        unmapped(leftOut);
        return null;
      }
      if (row.kind === 'reject') {
        count(cells);
        return { field: row.field, reason: row.reason };
      }
      const record = { ...row.record, sourceRef: row.key, origin: { file, line }, raw } as unknown as SourceRecord;
      return row.lacks ? { record, lacks: row.lacks } : { record };
    },
    count: (item) => {
      if (item.kind === 'row') count(item.row);
    },
  };
}

/** Makes the keys of a delivery unique: null for a repeated key, a number behind a repeated hash. */
function createKeys({ key: { hash } }: Mapping, { count }: Tally): (key: string) => string | null {
  return (key) => {
    const times = count(key);
    if (times === 1) return key;
    return hash ? `${key}#${times}` : null;
  };
}

/** @throws BAD_USER_INPUT where the file lacks a column that the mapping reads */
function assertColumns(mapping: Mapping, columns: Columns, file: string): void {
  const { missing } = checkColumns(mapping, columns);
  const [first] = missing;
  if (!first) return;
  const names = missing.map(({ column }) => JSON.stringify(column)).join(', ');
  throw badUserInput(
    `${file} has no column ${names}, which ${mapping.name} reads for ${first.usedBy}.`,
    [first.hint, `See: portcullis mapping --check ${mapping.name} ${file}; \`optional: true\` lets a column be absent.`]
      .filter(Boolean)
      .join(' '),
  );
}
