import { badUserInput } from '../../../../schema/errors.js';
import type { InputFile } from '../../../input/inputFile.js';
import { readXml } from '../../../input/xml/xml.js';
import type { RecordKind } from '../../../records/record.js';
import { openSpilledItems } from '../../../spill/spilledItems.js';
import { refuseFile } from '../../otherFiles.js';
import { listNames, type OfacList } from '../ofac/files.js';
import { below } from '../parts.js';
import type { RecordItem } from '../xmlList.js';
import { attachedKeys, type TakeAttached, toPartyKind, toProfileId } from './party.js';
import { createReferences } from './references.js';

/** Depth of the records of a file: every element below its sets and sections. */
export const depth = 3;

/** A file with the elements that its parties need, before or after them. Filled first, then read. */
function openList(file: InputFile) {
  const attached = openSpilledItems<RecordItem>();
  const kinds = openSpilledItems<RecordKind>();
  const takeAttached: TakeAttached = (name, id) => (id === undefined ? [] : attached.take(`${name} ${id}`));
  return {
    file,
    references: createReferences(),
    attached,
    kinds,
    takeAttached,
    kindOf: (profileId: string) => kinds.take(profileId)[0] ?? null,
    /** Number of entries by list. */
    lists: new Map<string, number>(),
    close: () => {
      attached.close();
      kinds.close();
    },
  };
}

/** A file while its list is read. */
export type OpenedList = ReturnType<typeof openList>;

/**
 * Reads a file for what its parties need. The list opened must be closed.
 *
 * @throws BAD_USER_INPUT where the file is of the other list, a delta, a part, or not of this form
 */
export async function openAdvancedList(list: OfacList, file: InputFile): Promise<OpenedList> {
  const opened = openList(file);
  try {
    await fill(opened);
    assertList(list, opened);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** @throws BAD_USER_INPUT where the file is a delta, a part of a list, or not of this form */
async function fill({ file, references, attached, kinds, lists }: OpenedList): Promise<void> {
  let root: string | null = null;
  let hasReferences = false;
  for await (const item of readXml(file, { isRecord: (path) => path.length === depth })) {
    if (item.kind === 'root') {
      root = item.element.name;
      if (root !== 'Sanctions') break;
      if (item.element.attributes.DeltaBaseVersion) throw refuseDelta(file);
    }
    if (item.kind !== 'record') continue;
    const { element } = item;
    const { name, attributes } = element;
    if (isAttached(name)) attached.put([`${name} ${attributes[attachedKeys[name]]}`], item);
    if (name.endsWith('Values')) {
      references.add(element);
      hasReferences = true;
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
  if (root === 'Sanctions') {
    if (hasReferences) return;
    throw refusePart(file);
  }
  const found = root === null ? 'it is not XML' : `its outermost element is ${root}`;
  throw await refuseFile(file, `${file.name} is not a list of OFAC in the advanced form (Sanctions): ${found}.`);
}

/** Whether elements of this name belong to parties. */
export function isAttached(name: string): name is keyof typeof attachedKeys {
  return Object.hasOwn(attachedKeys, name);
}

/** The format that reads each list. */
const formatOf: Readonly<Record<OfacList, string>> = {
  sdn: 'ofac-advanced',
  consolidated: 'ofac-consolidated-advanced',
};

/** Why: the lists share entry numbers, and a whole list withdraws what it does not name. */
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

/** Why refused: nothing in a list has a meaning without its reference values, and a party would lose its elements. */
function refusePart({ name }: InputFile) {
  return badUserInput(
    `${name} states no reference values (ReferenceValueSets): it is part of a list in the advanced form, which is read as a whole.`,
    'Ingest the whole list again.',
  );
}

function refuseDelta({ name }: InputFile) {
  return badUserInput(
    `${name} states only what has changed since another version (DeltaBaseVersion), which no format reads.`,
    'Take the whole list: SDN_ADVANCED.XML or CONS_ADVANCED.XML.',
  );
}
