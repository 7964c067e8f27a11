import { badUserInput } from '../../schema/errors.js';
import type { InputFile } from '../input/inputFile.js';
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
import { createOccurrences } from '../spill/occurrences.js';
import type { Delivery, DeliveryItem, Format } from './format.js';
import { toReject } from './toReject.js';

const common = {
  name: 'mapped',
  description: 'Any CSV, TSV, JSON lines or SQL query, by a mapping file: columns to fields of any kind of record',
  publisher: 'Anyone who has data that no other format knows; see docs/MAPPING.md',
  versions: ['1'],
  files: ['anything.csv', 'anything.jsonl'],
  sample: 'id;name;born\n1;EXEMPLAROV, Ivan;1970-01-31',
  mayBeWhole: true,
  // Why never: whose columns mean what is said by the mapping, not by the file.
  recognise: () => null,
} as const;

/** The format without its mapping: it is listed, and says what it needs. */
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

/** Element under which rows that `where` leaves out are counted. */
const leftOut = '(row left out by where)';

/**
 * A format made of a mapping. Records carry the envelope that the row states; what the mapping states for all is the
 * format's own, under the command line's.
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

async function* read(mapping: Mapping, { files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  const toKey = createKeys(mapping);
  for (const file of files) yield* readFile(mapping, file, toKey, unmapped);
}

async function* readFile(
  mapping: Mapping,
  file: InputFile,
  toKey: ReturnType<typeof createKeys>,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  let frame: Frame | undefined;
  let toRecord: ReturnType<typeof compileRecord> | undefined;
  /** The record of the rows so far, where rows of one key are merged. */
  let held: Merge | null = null;
  for await (const item of readRows(file, mapping.input)) {
    if (item.kind === 'columns') {
      toRecord = compileRecord(mapping, item.columns, file.name, unmapped);
      frame = item.frame;
      continue;
    }
    const reject = (wrong: Wrong) => toReject(file.name, item, wrong, frame);
    const found = item.kind === 'defect' ? item : toRecord ? toRecord(item) : { reason: 'row.noHeader' };
    if (found === null) continue;
    if ('reason' in found) {
      yield reject(found);
      continue;
    }
    const { record, lacks } = found;
    if (held?.sourceRef === record.sourceRef) {
      if (held.rows >= maximumMergedRows) yield reject({ reason: 'record.tooLong' });
      else if (!held.add(record)) yield reject({ reason: 'envelope.differs' });
      continue;
    }
    if (held) yield held.toRecord();
    held = null;
    const sourceRef = lacks ? null : toKey(record.sourceRef);
    if (lacks) yield reject(lacks);
    else if (sourceRef === null) yield reject({ field: 'key', reason: 'key.repeated' });
    else if (mapping.sameKey === 'merge') held = openMerge(record);
    else yield sourceRef === record.sourceRef ? record : { ...record, sourceRef };
  }
  if (held) yield held.toRecord();
}

type Wrong = Pick<Reject, 'field' | 'reason'>;

/** The record that a row makes, or why it makes none; null for a row that `where` leaves out. */
function compileRecord(
  mapping: Mapping,
  columns: Columns,
  file: string,
  unmapped: Delivery['unmapped'],
): (item: RowItem & { readonly kind: 'row' }) => Wrong | { record: SourceRecord; lacks?: Wrong } | null {
  assertColumns(mapping, columns, file);
  const toRow = compileMapping(mapping, columns);
  const count = createUnmapped(mapping, columns, unmapped);
  return ({ row: cells, line, raw }) => {
    const row = toRow(cells);
    if (row.kind === 'skipped') {
      unmapped(leftOut);
      return null;
    }
    count(cells);
    if (row.kind === 'reject') return { field: row.field, reason: row.reason };
    const record = { ...row.record, sourceRef: row.key, origin: { file, line }, raw } as unknown as SourceRecord;
    return row.lacks ? { record, lacks: row.lacks } : { record };
  };
}

/** The keys of a delivery: each once, or, of hashes, numbered; null for one that was there already. */
function createKeys({ key: { hash } }: Mapping): (key: string) => string | null {
  const countOf = createOccurrences();
  return (key) => {
    const times = countOf(key);
    if (times === 1) return key;
    return hash ? `${key}#${times}` : null;
  };
}

/** @throws BAD_USER_INPUT where the file lacks a column that the mapping reads */
function assertColumns(mapping: Mapping, columns: Columns, file: string): void {
  const missing = checkColumns(mapping, columns).missing;
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
