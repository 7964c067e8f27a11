import type { InputFile } from '../../input/inputFile.js';
import { readJsonLines } from '../../input/text/jsonLines.js';
import type { Reject } from '../../records/record.js';
import { openSpilledItems, type SpilledItems } from '../../spill/spilledItems.js';
import { toReject } from '../reject.js';
import { type FtmEntity, type FtmLine, parseFtmLine } from './entity.js';
import type { FtmForm } from './forms.js';
import { createIdSet, type IdSet } from './idSet.js';
import { dispositionOf, type FtmDisposition } from './model/dispositions.js';

/** An entity that is part of others, stored under their ids until they are read. */
interface StoredPart {
  readonly file: string;
  readonly line: number;
  /** Whether its text is within that of the entity that it is part of. */
  readonly nested: boolean;
  /** The line, or the nested entity's text. */
  readonly raw: string;
}

/** Parts by the ids of the entities that they are part of. */
export type StoredParts = SpilledItems<StoredPart>;

/** What the first reading of a delivery leaves for the second. */
export interface Gathered {
  readonly parts: StoredParts;
  /** Ids that have a line of their own: an entity nested in another line is read from there. */
  readonly lines: IdSet;
  /** Ids that a delta deletes; their schema is not known. */
  readonly gone: IdSet;
}

/** Reads all files for their parts; see `readFtm`. */
export async function gather(files: readonly InputFile[], form: FtmForm): Promise<Gathered> {
  const parts = openSpilledItems<StoredPart>();
  const ids = createIdSet();
  const lines = createIdSet();
  const gone = createIdSet();
  let nests = false;
  for (const file of files) {
    for await (const line of readJsonLines(file)) {
      if (line.kind === 'defect') continue;
      const parsed = parseFtmLine(line.value);
      if (parsed.kind === 'defect') continue;
      if (parsed.kind === 'deletion') {
        gone.add(parsed.id);
        continue;
      }
      // Not for plain entities: there may be millions, and none has anything nested in it.
      if (form !== 'entities') lines.add(parsed.entity.id);
      nests ||= parsed.nested.length > 0;
      for (const { entity, raw } of [{ entity: parsed.entity, raw: null }, ...parsed.nested]) {
        const owners = ownersOf(entity);
        // Each once, as first stated.
        if (owners === null || !ids.add(entity.id)) continue;
        parts.put(owners, { file: file.name, line: line.line, nested: raw !== null, raw: raw ?? line.raw });
      }
    }
  }
  // Nesting that begins late in a file is rare, and costs a reading of its own.
  if (nests && form === 'entities') await addIds(files, lines);
  return { parts, lines, gone };
}

async function addIds(files: readonly InputFile[], lines: IdSet): Promise<void> {
  for (const file of files) {
    for await (const line of readJsonLines(file)) {
      const parsed = line.kind === 'value' ? parseFtmLine(line.value) : null;
      if (parsed?.kind === 'entity') lines.add(parsed.entity.id);
    }
  }
}

/** Ids of the entities that an entity is part of; null for one that is part of nothing. */
export function ownersOf({ id, schema, values }: FtmEntity): readonly string[] | null {
  const disposition: FtmDisposition = dispositionOf(schema);
  if (disposition.to === 'shared') return [id];
  return disposition.to === 'part' || disposition.to === 'raw'
    ? disposition.owners.flatMap((property) => values[property] ?? [])
    : null;
}

/** The parts of an entity in the order of their ids, with the addresses and positions that it and they name. */
export function takeParts(entity: FtmEntity, stored: StoredParts) {
  const own = stored.take(entity.id).map(toPart);
  const named = [
    ...(entity.values.addressEntity ?? []),
    ...own.flatMap((part) => (part.entity.schema === 'Occupancy' ? (part.entity.values.post ?? []) : [])),
  ];
  const shared = [...new Set(named)]
    .flatMap((id) => stored.take(id).map(toPart))
    .filter((part) => isShared(part.entity));
  const parts = [...own.filter((part) => !isShared(part.entity)), ...shared];
  parts.sort((one, other) => (one.entity.id < other.entity.id ? -1 : 1));
  return {
    entities: parts.map((part) => part.entity),
    shared: new Map(parts.map((part) => [part.entity.id, part.entity] as const)),
    /** Texts of those with lines of their own. */
    lines: parts.filter(({ stored: { nested } }) => !nested).map(({ stored: { raw } }) => raw),
  };
}

function toPart(stored: StoredPart): { readonly stored: StoredPart; readonly entity: FtmEntity } {
  const parsed = parseFtmLine(JSON.parse(stored.raw)) as Extract<FtmLine, { kind: 'entity' }>;
  return { stored, entity: parsed.entity };
}

function isShared({ schema }: FtmEntity): boolean {
  return dispositionOf(schema).to === 'shared';
}

/** The rejects of parts that no entity of the delivery took. */
export function* rejectOrphans(stored: StoredParts, form: FtmForm): Generator<Reject> {
  for (const { item, tooMany } of stored.left()) {
    const { entity } = toPart(item);
    const disposition: FtmDisposition = dispositionOf(entity.schema);
    const missing = form === 'delta' ? 'owner.notInDelta' : 'owner.notInDelivery';
    yield toReject(item.file, item, {
      field: disposition.to === 'part' ? disposition.owners[0] : undefined,
      reason: tooMany ? 'owner.tooManyParts' : disposition.to === 'raw' ? 'schema.notKept' : missing,
      sourceRef: entity.id,
    });
  }
}
