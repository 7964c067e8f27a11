import { badUserInput } from '../../../../schema/errors.js';
import type { InputFile } from '../../../input/inputFile.js';
import { readXml } from '../../../input/xml/xml.js';
import type { RecordKind } from '../../../records/record.js';
import { createOccurrences } from '../../../spill/occurrences.js';
import { openSpilledItems } from '../../../spill/spilledItems.js';
import { knownElements } from '../../dispositions.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { refuseFile } from '../../otherFiles.js';
import { toReject } from '../../toReject.js';
import { reportUnmapped } from '../../unmappedElements.js';
import { rejectElement } from '../../xmlDefect.js';
import { listNames, type OfacList } from '../ofac/files.js';
import { below } from '../parts.js';
import { type RecordItem, readElements } from '../xmlList.js';
import { readProfile, sideKeys, type TakeSides, toPartyKind, toProfileId } from './party.js';
import { createReferences } from './references.js';
import { toRelationship, toRelationshipKey } from './relationships.js';

/** Every element below the sets and sections of a file is a record, whatever its name: nothing is passed over. */
const depth = 3;

/** A file with what its parties need of it: what stands before or behind them. Filled first, then asked. */
function openList(file: InputFile) {
  const sides = openSpilledItems<RecordItem>();
  const kinds = openSpilledItems<RecordKind>();
  const takeSides: TakeSides = (name, id) => (id === undefined ? [] : sides.take(`${name} ${id}`));
  return {
    file,
    references: createReferences(),
    sides,
    kinds,
    takeSides,
    kindOf: (profileId: string) => kinds.take(profileId)[0] ?? null,
    /** Entries by the list that they are of. */
    lists: new Map<string, number>(),
    close: () => {
      sides.close();
      kinds.close();
    },
  };
}

type OpenedList = ReturnType<typeof openList>;

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
  const opened: OpenedList[] = [];
  try {
    for (const file of files) {
      const one = openList(file);
      opened.push(one);
      await putAway(one);
      assertList(list, one);
    }
    const countOf = createOccurrences();
    for (const one of opened) yield* readItems(one, `ofac-${list}`, countOf, unmapped);
  } finally {
    for (const one of opened) one.close();
  }
}

/** @throws BAD_USER_INPUT where the outermost element is another */
async function putAway({ file, references, sides, kinds, lists }: OpenedList): Promise<void> {
  let root: string | null = null;
  let isAlone = true;
  for await (const item of readXml(file, { isRecord: (path) => path.length === depth })) {
    if (item.kind === 'root') {
      root = item.element.name;
      if (root !== 'Sanctions') break;
      if (item.element.attributes.DeltaBaseVersion) throw isDelta(file);
    }
    if (item.kind !== 'record') continue;
    const { element } = item;
    const { name, attributes } = element;
    if (isSide(name)) sides.put([`${name} ${attributes[sideKeys[name]]}`], item);
    if (name.endsWith('Values')) {
      references.add(element);
      isAlone = false;
    }
    if (name === 'DistinctParty') {
      for (const profile of below(element, 'Profile')) {
        const [id, kind] = [toProfileId(profile, element), toPartyKind(profile, references)];
        if (id !== undefined && kind !== undefined) kinds.put([id], kind);
      }
    }
    const list = name === 'SanctionsEntry' ? references.textOf('List', attributes.ListID) : null;
    if (list !== null) lists.set(list, (lists.get(list) ?? 0) + 1);
  }
  if (root === 'Sanctions' && isAlone) throw isPart(file);
  if (root === 'Sanctions') return;
  const found = root === null ? 'it is no XML' : `its outermost element is ${root}`;
  throw await refuseFile(file, `${file.name} is no list of OFAC in the advanced form (Sanctions): ${found}.`);
}

function isSide(name: string): name is keyof typeof sideKeys {
  return Object.hasOwn(sideKeys, name);
}

async function* readItems(
  opened: OpenedList,
  source: string,
  countOf: (key: string) => number,
  unmapped: Delivery['unmapped'],
): AsyncGenerator<DeliveryItem> {
  const { file, sides } = opened;
  for await (const item of readElements(file, depth)) {
    if (item.kind === 'reject') {
      yield item;
      continue;
    }
    const { name } = item.element;
    reportUnmapped(item.element, knownElements('watchlists/ofacAdvanced/elements'), unmapped);
    if (name === 'DistinctParty') yield* readParty(item, opened, countOf);
    else if (name === 'ProfileRelationship') yield readRelationship(item, opened, source, countOf);
    else if (!isSide(name) && !name.endsWith('Values') && !issued.has(name))
      yield rejectElement(file.name, item, 'record.kindUnknown', name);
  }
  for (const { item, tooMany } of sides.left())
    yield rejectPart(file, item, tooMany ? 'entry.tooManyRows' : 'entry.missing');
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
  { file, references, takeSides }: OpenedList,
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
    const { record, taken } = readProfile(profile, item, { file: file.name, line, path }, references, takeSides);
    if ('kind' in record) yield record;
    else {
      yield rejectElement(file.name, item, record.reason, record.field, sourceRef);
      for (const side of taken) yield rejectPart(file, side, 'entry.rejected');
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

/** The format that reads each list. */
const formatOf: Readonly<Record<OfacList, string>> = {
  sdn: 'ofac-advanced',
  consolidated: 'ofac-consolidated-advanced',
};

/** Why: entries have one number in both lists, and a whole list withdraws what it does not name. */
function assertList(list: OfacList, { file, lists }: OpenedList): void {
  const total = [...lists.values()].reduce((sum, count) => sum + count, 0);
  const other: OfacList = list === 'sdn' ? 'consolidated' : 'sdn';
  const main = lists.get('SDN List') ?? 0;
  const own = list === 'sdn' ? main : total - main;
  if (total === 0 || own * 2 >= total) return;
  throw badUserInput(
    `${file.name} is of OFAC’s ${listNames[other]}, not of the ${listNames[list]}.`,
    `Each list is a delivery of its own: ingest this file as ${formatOf[other]}.`,
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
