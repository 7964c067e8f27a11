import { noBookmarks } from '../../../bookmarks/bookmarks.js';
import type { InputFile } from '../../../input/inputFile.js';
import type { Trail } from '../../../input/trail.js';
import { knownElements } from '../../dispositions.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { rejectElement, toReject } from '../../reject.js';
import { reportUnmapped } from '../../unmappedElements.js';
import type { OfacList } from '../ofac/files.js';
import { below } from '../parts.js';
import { type RecordItem, readElements } from '../xmlList.js';
import { depth, isAttached, type OpenedList, openAdvancedList } from './openList.js';
import { readProfile, toProfileId } from './party.js';
import { toRelationship, toRelationshipKey } from './relationships.js';

/**
 * The items of one of OFAC's lists in the advanced form. Each file is read twice, as parties refer to elements before and
 * after them.
 *
 * 1. Reference values are kept; places, documents, listings and the kind of each party are stored, on disk where there are
 *    many.
 * 2. Parties are streamed, each with its stored elements, and relationships between known parties.
 * 3. Stored elements that no party took become rejects.
 *
 * @throws BAD_USER_INPUT where a file is of the other list, a delta, a part, or not of this form, before the first item
 */
export async function* readAdvancedList(
  list: OfacList,
  { files, unmapped, bookmarks = noBookmarks }: Delivery,
): AsyncGenerator<DeliveryItem> {
  const opened: OpenedList[] = [];
  try {
    for (const file of files) opened.push(await openAdvancedList(list, file));
    const { count } = bookmarks.tally('keys');
    for (const [at, { attached }] of opened.entries()) bookmarks.remember(`attached ${at}`, attached.remembered());
    for (const file of bookmarks.unread(opened)) yield* readItems(file, `ofac-${list}`, count, unmapped);
  } finally {
    for (const file of opened) file.close();
  }
}

async function* readItems(
  opened: OpenedList & { readonly trail?: Trail },
  source: string,
  countOf: (key: string) => number,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  const { file, attached, trail } = opened;
  for await (const item of readElements(file, depth, trail)) {
    if (item.kind === 'reject') {
      yield item;
      continue;
    }
    const { name } = item.element;
    reportUnmapped(item.element, knownElements('watchlists/ofacAdvanced/elements'), unmapped);
    if (name === 'DistinctParty') yield* readParty(item, opened, countOf);
    else if (name === 'ProfileRelationship') yield readRelationship(item, opened, source, countOf);
    else if (!isAttached(name) && !name.endsWith('Values') && !issued.has(name))
      yield rejectElement(file.name, item, 'record.kindUnknown', name);
  }
  for (const { item, tooMany } of attached.left())
    yield rejectPart(file, item, tooMany ? 'entry.tooManyRows' : 'entry.missing');
}

/**
 * Rejects an element that is in no record. Why under a key of its own: a reject without a key keeps a whole list from
 * withdrawing what it does not name, and this is not a lost entry.
 */
function rejectPart(file: InputFile, { element, line, path, raw, frame }: RecordItem, reason: string): DeliveryItem {
  const sourceRef = `${element.name}:${element.attributes.ID ?? ''}`;
  return toReject(file.name, { line, path, raw }, { field: element.name, reason, sourceRef }, frame);
}

/** The parts of `DateOfIssue`. */
const issued: ReadonlySet<string> = new Set(['Year', 'Month', 'Day']);

function* readParty(
  item: RecordItem,
  { file, references, takeAttached }: OpenedList,
  countOf: (key: string) => number,
): Generator<DeliveryItem> {
  const { element, line, path } = item;
  const profiles = below(element, 'Profile');
  if (profiles.length === 0) yield rejectElement(file.name, item, 'properties.missing', 'Profile');
  for (const profile of profiles) {
    const sourceRef = toProfileId(profile, element);
    if (countOf(sourceRef ?? '') > 1) {
      yield rejectElement(file.name, item, 'entry.repeated', 'Profile', sourceRef);
      continue;
    }
    const { record, taken } = readProfile(profile, item, { file: file.name, line, path }, references, takeAttached);
    if ('kind' in record) yield record;
    else {
      yield rejectElement(file.name, item, record.reason, record.field, sourceRef);
      for (const element of taken) yield rejectPart(file, element, 'entry.rejected');
    }
  }
}

function readRelationship(
  item: RecordItem,
  { file, references, kindOf }: OpenedList,
  source: string,
  countOf: (key: string) => number,
): DeliveryItem {
  const { element, line, path, raw } = item;
  const found = toRelationship(element, source, references, kindOf);
  if ('kind' in found && countOf(found.sourceRef) === 1)
    return { ...found, origin: { file: file.name, line, path }, raw };
  const { field, reason } = 'kind' in found ? { field: 'ID', reason: 'entry.repeated' } : found;
  const { ID: id } = element.attributes;
  return rejectElement(file.name, item, reason, field, id && toRelationshipKey(id));
}
