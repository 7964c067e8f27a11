import { badUserInput } from '../../../../schema/errors.js';
import type { InputFile } from '../../../input/inputFile.js';
import { readXml } from '../../../input/xml/xml.js';
import { createOccurrences } from '../../../spill/occurrences.js';
import { knownElements } from '../../fates.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { reportUnmapped } from '../../niem/unmapped.js';
import { refuseFile } from '../../otherFiles.js';
import { toReject } from '../../toReject.js';
import { rejectDefect, rejectElement } from '../../xmlDefect.js';
import type { OfacList } from '../ofac/lists.js';
import { readProfile, toPartyKind, toProfileId } from './party.js';
import { openPutAway, type PutAway, type RecordItem, type SideName, sideKeys } from './putAway.js';
import { below, createReferences, type References } from './references.js';
import { toRelationship, toRelationshipKey } from './relationships.js';

/** Every element below the sets and sections of a file is a record, whatever its name: nothing is passed over. */
const isRecord = (path: readonly string[]): boolean => path.length === 3;

/** A file with what its parties need of it. */
interface OpenedFile {
  readonly file: InputFile;
  readonly references: References;
  readonly sides: PutAway;
  /** Entries by the list that they are of. */
  readonly lists: Map<string, number>;
}

/**
 * The items of one of OFAC's lists in the advanced form. Each file is read twice, since what parties refer to stands before
 * and behind them.
 *
 * 1. Reference values are kept; places, documents and listings are put away by what refers to them: on disk, where there
 *    are many. So is which kind each party is.
 * 2. Parties are streamed; each takes along what was put away for it. Relationships follow, between parties that are known.
 * 3. What nobody took belongs to no party, and is quarantined.
 *
 * @throws BAD_USER_INPUT where a file is of the other list, a delta, a part, or none of this form, before the first item
 */
export async function* readAdvancedList(list: OfacList, { files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  const opened: OpenedFile[] = [];
  try {
    for (const file of files) {
      const one = { file, references: createReferences(), sides: openPutAway(), lists: new Map<string, number>() };
      opened.push(one);
      await putAway(one);
      assertList(list, one);
    }
    const countOf = createOccurrences();
    for (const one of opened) yield* readItems(one, names[list][2], countOf, unmapped);
  } finally {
    for (const { sides } of opened) sides.close();
  }
}

/** @throws BAD_USER_INPUT where the outermost element is another */
async function putAway({ file, references, sides, lists }: OpenedFile): Promise<void> {
  let root: string | null = null;
  let isAlone = true;
  for await (const item of readXml(file, { isRecord })) {
    if (item.kind === 'root') {
      root = item.element.name;
      if (root !== 'Sanctions') break;
      if (item.element.attributes.DeltaBaseVersion) throw isDelta(file);
    }
    if (item.kind !== 'record') continue;
    const { element } = item;
    if (isSide(element.name)) sides.put(element.name, item);
    if (element.name.endsWith('Values')) {
      references.add(element);
      isAlone = false;
    }
    if (element.name === 'DistinctParty') {
      for (const profile of below(element, 'Profile')) {
        const [id, kind] = [toProfileId(profile, element), toPartyKind(profile, references)];
        if (id !== undefined && kind !== null) sides.putKind(id, kind);
      }
    }
    const list = element.name === 'SanctionsEntry' ? references.textOf('List', element.attributes.ListID) : null;
    if (list !== null) lists.set(list, (lists.get(list) ?? 0) + 1);
  }
  if (root === 'Sanctions' && isAlone) throw isPart(file);
  if (root === 'Sanctions') return;
  const found = root === null ? 'it is no XML' : `its outermost element is ${root}`;
  throw await refuseFile(file, `${file.name} is no list of OFAC in the advanced form (Sanctions): ${found}.`);
}

function isSide(name: string): name is SideName {
  return Object.hasOwn(sideKeys, name);
}

async function* readItems(
  opened: OpenedFile,
  source: string,
  countOf: (key: string) => number,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  const { file, sides } = opened;
  for await (const item of readXml(file, { isRecord })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { name } = item.element;
    reportUnmapped(item.element, knownElements('watchlists/ofacAdvanced/elements'), unmapped);
    if (name === 'DistinctParty') yield* readParty(item, opened, countOf);
    else if (name === 'ProfileRelationship') yield readRelationship(item, opened, source, countOf);
    else if (!isSide(name) && !name.endsWith('Values') && !issued.has(name)) {
      yield rejectElement(file.name, item, 'record.kindUnknown', name);
    }
  }
  for (const { item, tooMany } of sides.left()) {
    yield rejectPart(file, item, tooMany ? 'entry.tooManyRows' : 'entry.missing');
  }
}

/**
 * A part that is in no record. Why under a key of its own: it is no entry that a whole list might have lost, and keyless ones keep
 * the list from withdrawing what it does not name.
 */
function rejectPart(file: InputFile, { element, line, path, raw, frame }: RecordItem, reason: string): DeliveryItem {
  const sourceRef = `${element.name}:${element.attributes.ID ?? ''}`;
  return toReject(file.name, { line, path, raw }, { field: element.name, reason, sourceRef }, frame);
}

/** The parts of `DateOfIssue`. */
const issued: ReadonlySet<string> = new Set(['Year', 'Month', 'Day']);

function* readParty(
  item: RecordItem,
  { file, references, sides }: OpenedFile,
  countOf: (key: string) => number,
): Generator<DeliveryItem> {
  const { element, line, path, raw, frame } = item;
  const profiles = below(element, 'Profile');
  if (profiles.length === 0) yield rejectElement(file.name, item, 'properties.missing', 'Profile');
  for (const profile of profiles) {
    const sourceRef = toProfileId(profile, element);
    const reject = (field: string, reason: string) =>
      toReject(file.name, { line, path, raw }, { field, reason, sourceRef }, frame);
    if (countOf(sourceRef ?? '') > 1) {
      yield reject('Profile', 'entry.repeated');
      continue;
    }
    const { record, taken } = readProfile(profile, item, { file: file.name, line, path }, references, sides);
    if ('kind' in record) yield record;
    else {
      yield reject(record.field, record.reason);
      for (const side of taken) yield rejectPart(file, side, 'entry.rejected');
    }
  }
}

function readRelationship(
  item: RecordItem,
  { file, references, sides }: OpenedFile,
  source: string,
  countOf: (key: string) => number,
): DeliveryItem {
  const { line, path, raw, frame } = item;
  const found = toRelationship(item, source, references, sides);
  if ('kind' in found && countOf(found.sourceRef) === 1) {
    return { ...found, origin: { file: file.name, line, path }, raw };
  }
  const { field, reason } = 'kind' in found ? { field: 'ID', reason: 'entry.repeated' } : found;
  const { ID: id } = item.element.attributes;
  const sourceRef = id && toRelationshipKey(id);
  return toReject(file.name, { line, path, raw }, { field, reason, sourceRef }, frame);
}

/** What each list is called, which format reads it, and which source it is. */
const names: Readonly<Record<OfacList, readonly [list: string, format: string, source: string]>> = {
  sdn: ['SDN list', 'ofac-advanced', 'ofac-sdn'],
  consolidated: ['consolidated list', 'ofac-consolidated-advanced', 'ofac-consolidated'],
};

/** Why: entries have one number in both lists, and a whole list withdraws what it does not name. */
function assertList(list: OfacList, { file, lists }: OpenedFile): void {
  const total = [...lists.values()].reduce((sum, count) => sum + count, 0);
  const other: OfacList = list === 'sdn' ? 'consolidated' : 'sdn';
  const main = lists.get('SDN List') ?? 0;
  const own = list === 'sdn' ? main : total - main;
  if (total === 0 || own * 2 >= total) return;
  throw badUserInput(
    `${file.name} is of OFAC’s ${names[other][0]}, not of the ${names[list][0]}.`,
    `Each list is a delivery of its own: ingest this file as ${names[other][1]}.`,
  );
}

/** Why refused: without the reference values nothing else of a list has a meaning, and a party loses what belongs to it. */
function isPart({ name }: InputFile) {
  return badUserInput(
    `${name} states no reference values (ReferenceValueSets): it is a part of a list in the advanced form, which is read as a whole.`,
    'Ingest the whole list again.',
  );
}

function isDelta({ name }: InputFile) {
  return badUserInput(
    `${name} states only what has changed since another version (DeltaBaseVersion), which no format reads.`,
    'Take the whole list: SDN_ADVANCED.XML or CONS_ADVANCED.XML.',
  );
}
