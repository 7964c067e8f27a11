import { noBookmarks, toParts } from '../../bookmarks/bookmarks.js';
import { type JsonLine, readJsonLines } from '../../input/text/jsonLines.js';
import type { Origin } from '../../records/base.js';
import type { Reject, SourceRecord } from '../../records/record.js';
import type { Delivery, DeliveryItem } from '../format.js';
import { toReject } from '../reject.js';
import { toWithdrawals, withdrawOthers } from './deletions.js';
import { type FtmEntity, type NestedEntity, parseFtmLine } from './entity.js';
import type { FtmForm } from './forms.js';
import { createIdSet, type IdSet } from './idSet.js';
import { toLink } from './links.js';
import { dispositionOf, type FtmDisposition } from './model/dispositions.js';
import { type Gathered, gather, ownersOf, rejectOrphans, type StoredParts, takeParts } from './storedParts.js';
import { toSubject } from './subjects/subject.js';

/** Lists of a record whose entries are entities of their own. */
const partialLists = ['sanctions', 'identifications', 'positions', 'addresses'] as const;

/**
 * Reads a delivery of one form.
 *
 * 1. All files are read for parts of other entities (listings, documents, addresses, posts): each is stored under the ids
 *    of those.
 * 2. All files are read again, or on from where a run was stopped: things and links are yielded in file order, each thing with its parts.
 * 3. Parts that nothing in the delivery took become rejects.
 */
export async function* readFtm(delivery: Delivery, form: FtmForm): AsyncGenerator<DeliveryItem> {
  const { files, bookmarks = noBookmarks } = delivery;
  const gathered = await gather(files, form);
  try {
    const done = createIdSet(bookmarks.tally('ids'));
    bookmarks.remember('parts', gathered.parts.remembered());
    for (const { file, trail } of bookmarks.unread(toParts(files))) {
      for await (const line of readJsonLines(file, { trail })) {
        yield* toItems(line, { file: file.name, line: line.line }, delivery, gathered, done);
      }
    }
    yield* rejectOrphans(gathered.parts, form);
  } finally {
    gathered.parts.close();
  }
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
  for (const { unknown } of [entity, ...nested.map((part) => part.entity)]) unknown.forEach(delivery.unmapped);
  const partial = op === 'MOD' ? { partial: { lists: partialLists, gone: gathered.gone } } : {};
  const record = toRecord(entity, line.raw, origin, gathered.parts);
  if (record === null) return;
  if (record.kind === 'refusal') yield rejectRefused(record, id, origin);
  else {
    yield { ...record, ...partial } as SourceRecord;
    if (op === 'MOD') yield* withdrawOthers(record, origin, line.raw);
  }
  yield* nestedItems(nested, origin, gathered, done);
}

/** Things and links nested in a line that have no line of their own. */
function* nestedItems(
  nested: readonly NestedEntity[],
  origin: Origin,
  { lines, parts }: Gathered,
  done: IdSet,
): Generator<DeliveryItem> {
  for (const { entity, raw } of nested) {
    if (lines.has(entity.id)) continue;
    if (ownersOf(entity) !== null || !done.add(entity.id)) continue;
    const record = toRecord(entity, raw, origin, parts);
    if (record === null) continue;
    yield record.kind === 'refusal' ? rejectRefused(record, entity.id, origin) : record;
  }
}

interface Refusal {
  readonly kind: 'refusal';
  readonly reason: string;
  readonly field: string;
  /** The entity, and its parts. */
  readonly raw: string;
}

function rejectRefused(refusal: Refusal, sourceRef: string, { file, line }: Origin): Reject {
  return toReject(file, { line, raw: refusal.raw }, { ...refusal, sourceRef });
}

/** The record of a thing or link; null for a part of something else, which is stored. */
function toRecord(entity: FtmEntity, raw: string, origin: Origin, stored: StoredParts): SourceRecord | Refusal | null {
  const disposition: FtmDisposition = dispositionOf(entity.schema);
  const refuse = (field: string, reason: string, lines: readonly string[]): Refusal => ({
    kind: 'refusal',
    field,
    reason,
    raw: [raw, ...lines].join('\n'),
  });
  switch (disposition.to) {
    case 'part':
    case 'shared':
    case 'raw':
      return null;
    case 'notKept':
      return refuse('schema', 'schema.notKept', takeParts(entity, stored).lines);
    case 'relation':
    case 'interest': {
      const link = toLink(entity, disposition);
      return 'kind' in link ? { ...link, origin, raw } : refuse(link.field, link.reason, []);
    }
    default: {
      const { lines, ...parts } = takeParts(entity, stored);
      const record = toSubject(disposition.to, entity, parts);
      if (record === null) return refuse('name', 'name.missing', lines);
      return { ...record, origin, raw: [raw, ...lines].join('\n') };
    }
  }
}
