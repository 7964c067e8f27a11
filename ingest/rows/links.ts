import { assertedOf } from '../../schema/records/description/columns.js';
import type { LinkEnd, Links, RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import type { RecordBase } from '../records/base.js';
import type { SourceRecord } from '../records/record.js';
import type { Holder } from './columns.js';
import { compileStored } from './compile.js';
import type { MakeRef, StoredRecord } from './stored.js';

/** A table of links that records assert; a link's key is `<key of the record>/<word>/<number from 1>`. */
export interface LinkTable {
  readonly table: string;
  /** Tables of the records that assert such links. */
  readonly of: readonly string[];
  readonly word: string;
}

const descriptions: readonly RecordDescription[] = Object.values(records);
const tableOf = ({ source, table }: RecordDescription): string => `${source}.${table}`;

/** Every table of links. */
export const linkTables: readonly LinkTable[] = descriptions
  .filter(({ links }) => links !== undefined)
  .map((description) => ({
    table: tableOf(description),
    of: [...descriptions.filter(({ fields }) => asserts(fields, description.kind)), description].map(tableOf),
    word: description.kind,
  }));

function asserts(fields: RecordDescription['fields'], kind: string): boolean {
  return assertedOf(fields).some(({ field }) => field.asserts === kind);
}

/** The rows of one record: itself first, then the links that it asserts. */
export function toStored(record: SourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return (compiled.get(record.kind) as ToStoredRows)(record, source, makeRef);
}

const compiled = new Map<string, ToStoredRows>(
  descriptions.map((description) => [
    description.kind,
    description.links ? compileLinks(description.links, description) : compileWithLinks(description),
  ]),
);

type ToStoredRows = (record: RecordBase, source: string, makeRef: MakeRef) => StoredRecord[];

/** Compiles the rows of records that are no links. */
function compileWithLinks(description: RecordDescription): ToStoredRows {
  const store = compileStored(description);
  const asserted = assertedOf(description.fields).map(({ name, field }) => compileAsserted(name, field.asserts));
  return (record, source, makeRef) => {
    const self = { [description.kind]: { source, sourceRef: record.sourceRef } };
    return [store(record, source, makeRef), ...asserted.flatMap((toRows) => toRows(record, self, source, makeRef))];
  };
}

function compileAsserted(list: string, kind: string | undefined) {
  const link = descriptions.find((one) => one.kind === kind);
  if (!link?.links) throw new Error(`${list} asserts ${kind}, which is no kind of link`);
  const store = compileStored(link);
  const ofEntry = link.links.ofEntry as (entry: unknown, asserting: LinkEnd) => object;
  return (record: RecordBase, self: LinkEnd, source: string, makeRef: MakeRef): StoredRecord[] =>
    (((record as RecordBase & Holder)[list] ?? []) as readonly unknown[]).map((entry, index) =>
      store({ ...ofEntry(entry, self), sourceRef: `${record.sourceRef}/${kind}/${index + 1}` }, source, makeRef),
    );
}

/** Compiles the rows of records that are links: the first has the record's own key, the others, from 2, keys of links. */
function compileLinks({ ofRecord }: Links, description: RecordDescription): ToStoredRows {
  const store = compileStored(description);
  const linksOf = ofRecord as (record: RecordBase) => readonly object[];
  return (record, source, makeRef) =>
    linksOf(record).map((link, index) => {
      const sourceRef = index === 0 ? record.sourceRef : `${record.sourceRef}/${description.kind}/${index + 1}`;
      return store({ ...link, sourceRef }, source, makeRef);
    });
}
