// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import { createOccurrences } from '../held/occurrences.js';
import { mappedKinds } from '../mapping/catalogue/index.js';
import { checkColumns } from '../mapping/check/columnCheck.js';
import { createUnmapped } from '../mapping/check/unmapped.js';
import { compileMapping, type MappedRow } from '../mapping/compile/compile.js';
import { type Merge, maximumMergedRows, openMerge } from '../mapping/compile/merge.js';
import type { Mapping } from '../mapping/mapping.js';
import { readRows } from '../mapping/rows.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { Frame, SourceRecord } from '../records/record.js';
import type { Delivery, DeliveryItem, Format } from './format.js';

const common = {
  name: 'mapped',
  description: 'Any CSV, TSV, JSON lines or SQL query, by a mapping file: columns to fields of any kind of record',
  publisher: 'Whoever has data that no other format knows; see docs/MAPPING.md',
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
  elements: { mapped: {}, raw: [], dropped: {} },
  read: () => {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: 'The format mapped needs a mapping: --mapping FILE.',
      facts: { hint: 'Make one with: portcullis mapping draft FILE > mapping.yaml' },
    });
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
    elements: {
      mapped: Object.fromEntries(
        fields.flatMap(({ name, spec }) => (spec.column === undefined ? [] : [[spec.column, `${kind}.${name}`]])),
      ),
      raw: ignore === 'rest' ? ['(all other columns)'] : ignore,
      dropped: {},
    },
    countsRepetitions: mapping.key.hash,
    read: (delivery) => read(mapping, delivery),
  };
}

async function* read(mapping: Mapping, { files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  const toKey = createKeys(mapping);
  for (const file of files) {
    let frame: Frame | undefined;
    let toRecord: ((row: unknown) => MappedRow) | undefined;
    let count: ((row: unknown) => void) | undefined;
    /** The record of the rows so far, where rows of one key are merged. */
    let held: Merge | null = null;
    for await (const item of readRows(file, mapping.input)) {
      if (item.kind === 'columns') {
        assertColumns(mapping, item.columns, file.name);
        toRecord = compileMapping(mapping, item.columns);
        count = createUnmapped(mapping, item.columns, unmapped);
        frame = item.frame;
        continue;
      }
      const { line, raw } = item;
      const reject = (reason: string, field?: string): DeliveryItem => ({
        kind: 'reject',
        file: file.name,
        line,
        ...(field === undefined ? {} : { field }),
        reason,
        raw,
        ...(frame ? { frame } : {}),
      });
      if (item.kind === 'defect' || !toRecord) {
        yield reject(item.kind === 'defect' ? item.reason : 'row.noHeader');
        continue;
      }
      const row = toRecord(item.row);
      if (row.kind === 'skipped') {
        unmapped(leftOut);
        continue;
      }
      count?.(item.row);
      if (row.kind === 'reject') {
        yield reject(row.reason, row.field);
        continue;
      }
      const record = {
        ...row.record,
        sourceRef: row.key,
        origin: { file: file.name, line },
        raw: item.raw,
      } as unknown as SourceRecord;
      if (held?.sourceRef === row.key) {
        if (held.rows >= maximumMergedRows) yield reject('record.tooLong');
        else if (!held.add(record)) yield reject('envelope.differs');
        continue;
      }
      if (held) yield held.toRecord();
      held = null;
      if (row.lacks) {
        yield reject(row.lacks.reason, row.lacks.field);
        continue;
      }
      const sourceRef = toKey(row.key);
      if (sourceRef === null) yield reject('key.repeated', 'key');
      else if (mapping.sameKey === 'merge') held = openMerge(record);
      else yield sourceRef === row.key ? record : { ...record, sourceRef };
    }
    if (held) yield held.toRecord();
  }
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
function assertColumns(mapping: Mapping, columns: Parameters<typeof checkColumns>[1], file: string): void {
  const missing = checkColumns(mapping, columns).missing;
  const [first] = missing;
  if (!first) return;
  const names = missing.map(({ column }) => JSON.stringify(column)).join(', ');
  throw new PortcullisError('BAD_USER_INPUT', {
    message: `${file} has no column ${names}, which ${mapping.name} reads for ${first.usedBy}.`,
    facts: {
      hint: [
        first.hint,
        `See: portcullis mapping check ${mapping.name} ${file}; \`optional: true\` lets a column be absent.`,
      ]
        .filter(Boolean)
        .join(' '),
    },
  });
}
