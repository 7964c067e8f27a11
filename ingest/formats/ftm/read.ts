import type { InputFile } from '../../input/inputFile.js';
import { type JsonLine, readJsonLines } from '../../input/text/jsonLines.js';
import type { Origin } from '../../records/base.js';
import type { Reject, SourceRecord } from '../../records/record.js';
import { openSpilledItems, type SpilledItems } from '../../spill/spilledItems.js';
import type { Delivery, DeliveryItem } from '../format.js';
import { toReject } from '../toReject.js';
import { toWithdrawals, withdrawOthers } from './deletions.js';
import { type FtmEntity, type FtmLine, type NestedEntity, parseFtmLine } from './entity.js';
import type { FtmForm } from './forms.js';
import { createIdSet, type IdSet } from './idSet.js';
import { toLink } from './links.js';
import { dispositionOf, type FtmDisposition } from './model/dispositions.js';
import { toSubject } from './subjects.js';

/** An entity that is part of others, as it is put away under their ids until they are met. */
interface Side {
  readonly file: string;
  readonly line: number;
  /** True where its text is within that of the entity that it is part of. */
  readonly nested: boolean;
  /** The line, or the nested entity's text. */
  readonly raw: string;
}

type Sides = SpilledItems<Side>;

/** What the first reading of a delivery leaves for the second. */
interface Gathered {
  readonly sides: Sides;
  /** Ids that lines have, so that what is nested in a line is read from its own where it has one. */
  readonly lines: IdSet;
  /** Ids of which a delta states nothing but that they are gone: their schema is not known. */
  readonly gone: IdSet;
}

/**
 * Reads a delivery of one form.
 *
 * 1. All files are read for what is part of something else (listings, documents, addresses, posts): each is put away
 *    under the ids of those that it is part of.
 * 2. All files are read again: things and links are yielded in file order, each thing with its parts.
 * 3. Parts that nobody took belong to nothing in the delivery, and are rejects.
 */
export async function* readFtm(delivery: Delivery, form: FtmForm): AsyncGenerator<DeliveryItem> {
  const gathered = await gather(delivery.files, form);
  try {
    const done = createIdSet();
    for (const file of delivery.files) {
      for await (const line of readJsonLines(file)) {
        yield* toItems(line, { file: file.name, line: line.line }, delivery, gathered, done);
      }
    }
    for (const { item, tooMany } of gathered.sides.left()) yield toOrphan(item, tooMany, form === 'delta');
  } finally {
    gathered.sides.close();
  }
}

async function gather(files: readonly InputFile[], form: FtmForm): Promise<Gathered> {
  const sides = openSpilledItems<Side>();
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
      // Why not of plain entities: nobody asks, and there may be millions.
      if (form !== 'entities') lines.add(parsed.entity.id);
      nests ||= parsed.nested.length > 0;
      for (const { entity, raw } of [{ entity: parsed.entity, raw: null }, ...parsed.nested]) {
        const owners = ownersOf(entity);
        // Each once, as first stated.
        if (owners === null || !ids.add(entity.id)) continue;
        sides.put(owners, { file: file.name, line: line.line, nested: raw !== null, raw: raw ?? line.raw });
      }
    }
  }
  // A file that begins to nest late: it is rare, and costs a reading of its own.
  if (nests && form === 'entities') await addIds(files, lines);
  return { sides, lines, gone };
}

async function addIds(files: readonly InputFile[], lines: IdSet): Promise<void> {
  for (const file of files) {
    for await (const line of readJsonLines(file)) {
      const parsed = line.kind === 'value' ? parseFtmLine(line.value) : null;
      if (parsed?.kind === 'entity') lines.add(parsed.entity.id);
    }
  }
}

/** Ids of those that an entity is part of; null where it is part of nothing. */
function ownersOf({ id, schema, values }: FtmEntity): readonly string[] | null {
  const disposition: FtmDisposition = dispositionOf(schema);
  if (disposition.to === 'shared') return [id];
  return disposition.to === 'folded' || disposition.to === 'raw'
    ? disposition.owners.flatMap((property) => values[property] ?? [])
    : null;
}

function* toItems(
  line: JsonLine,
  origin: Origin,
  delivery: Delivery,
  gathered: Gathered,
  done: IdSet,
): Generator<DeliveryItem> {
  const reject = (why: Parameters<typeof toReject>[2]): Reject => toReject(origin.file, line, why);
  if (line.kind === 'defect') {
    yield reject(line);
    return;
  }
  const parsed = parseFtmLine(line.value);
  if (parsed.kind === 'defect') {
    yield reject({ ...parsed, sourceRef: parsed.id ?? undefined });
    return;
  }
  const id = parsed.kind === 'deletion' ? parsed.id : parsed.entity.id;
  if (!done.add(id)) {
    yield reject({ field: 'id', reason: 'entity.repeated', sourceRef: id });
    return;
  }
  if (parsed.kind === 'deletion') {
    const isStated = (sourceRef: string): boolean => gathered.lines.has(sourceRef);
    yield* toWithdrawals(parsed, { lists: partialLists, gone: gathered.gone, isStated }, origin, line.raw);
    return;
  }
  const { entity, nested, op } = parsed;
  for (const { unknown } of [entity, ...nested.map((one) => one.entity)]) unknown.forEach(delivery.unmapped);
  const partial = op === 'MOD' ? { partial: { lists: partialLists, gone: gathered.gone } } : {};
  const record = toRecord(entity, line.raw, origin, gathered.sides);
  if (record === null) return;
  if (record.kind === 'refusal') yield toRefused(record, id, origin);
  else {
    yield { ...record, ...partial } as SourceRecord;
    if (op === 'MOD') yield* withdrawOthers(record, origin, line.raw);
  }
  yield* nestedItems(nested, origin, gathered, done);
}

/** Lists of a record whose entries are entities of their own. */
const partialLists = ['sanctions', 'identifications', 'positions', 'addresses'] as const;

/** Things and links within a line that have no line of their own. */
function* nestedItems(
  nested: readonly NestedEntity[],
  origin: Origin,
  { lines, sides }: Gathered,
  done: IdSet,
): Generator<DeliveryItem> {
  for (const { entity, raw } of nested) {
    if (lines.has(entity.id)) continue;
    if (ownersOf(entity) !== null || !done.add(entity.id)) continue;
    const record = toRecord(entity, raw, origin, sides);
    if (record === null) continue;
    yield record.kind === 'refusal' ? toRefused(record, entity.id, origin) : record;
  }
}

interface Refusal {
  readonly kind: 'refusal';
  readonly reason: string;
  readonly field: string;
  /** The entity, and what is part of it. */
  readonly raw: string;
}

function toRefused(refusal: Refusal, sourceRef: string, { file, line }: Origin): Reject {
  return toReject(file, { line, raw: refusal.raw }, { ...refusal, sourceRef });
}

/** The record of a thing or link; null for what is part of something else, which has been put away. */
function toRecord(entity: FtmEntity, raw: string, origin: Origin, sides: Sides): SourceRecord | Refusal | null {
  const disposition: FtmDisposition = dispositionOf(entity.schema);
  const refuse = (field: string, reason: string, lines: readonly string[]): Refusal => ({
    kind: 'refusal',
    field,
    reason,
    raw: [raw, ...lines].join('\n'),
  });
  switch (disposition.to) {
    case 'folded':
    case 'shared':
    case 'raw':
      return null;
    case 'notKept':
      return refuse('schema', 'schema.notKept', takeParts(entity, sides).lines);
    case 'relation':
    case 'interest': {
      const link = toLink(entity, disposition);
      return 'kind' in link ? { ...link, origin, raw } : refuse(link.field, link.reason, []);
    }
    default: {
      const { lines, ...parts } = takeParts(entity, sides);
      const record = toSubject(disposition.to, entity, parts);
      if (record === null) return refuse('name', 'name.missing', lines);
      return { ...record, origin, raw: [raw, ...lines].join('\n') };
    }
  }
}

/** The parts of a thing in the order of their ids, with the addresses and positions that it and they name. */
function takeParts(entity: FtmEntity, sides: Sides) {
  const own = sides.take(entity.id).map(toPart);
  const named = [
    ...(entity.values.addressEntity ?? []),
    ...own.flatMap((part) => (part.entity.schema === 'Occupancy' ? (part.entity.values.post ?? []) : [])),
  ];
  const shared = [...new Set(named)]
    .flatMap((id) => sides.take(id).map(toPart))
    .filter((part) => isShared(part.entity));
  const parts = [...own.filter((part) => !isShared(part.entity)), ...shared];
  parts.sort((one, other) => (one.entity.id < other.entity.id ? -1 : 1));
  return {
    entities: parts.map((part) => part.entity),
    shared: new Map(parts.map((part) => [part.entity.id, part.entity] as const)),
    /** Lines of those that have lines of their own. */
    lines: parts.filter(({ side }) => !side.nested).map(({ side }) => side.raw),
  };
}

function toPart(side: Side): { readonly side: Side; readonly entity: FtmEntity } {
  const parsed = parseFtmLine(JSON.parse(side.raw)) as Extract<FtmLine, { kind: 'entity' }>;
  return { side, entity: parsed.entity };
}

function isShared({ schema }: FtmEntity): boolean {
  return dispositionOf(schema).to === 'shared';
}

function toOrphan(side: Side, tooMany: boolean, delta: boolean): Reject {
  const { entity } = toPart(side);
  const disposition: FtmDisposition = dispositionOf(entity.schema);
  const owner = delta ? 'owner.notInDelta' : 'owner.notInDelivery';
  return toReject(side.file, side, {
    field: disposition.to === 'folded' ? disposition.owners[0] : undefined,
    reason: tooMany ? 'owner.tooManyParts' : disposition.to === 'raw' ? 'schema.notKept' : owner,
    sourceRef: entity.id,
  });
}
