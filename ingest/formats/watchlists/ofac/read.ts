import { badUserInput } from '../../../../schema/errors.js';
import { toHead } from '../../../input/fileHead.js';
import type { InputFile } from '../../../input/inputFile.js';
import { createOccurrences } from '../../../spill/occurrences.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { assignRoles, readOfacRows, rejectRow } from './delivery.js';
import { toOfacRecord } from './entry.js';
import { type OfacList, toOfacList } from './lists.js';
import type { OfacRole } from './roles.js';
import { openSpilledRows, type SpilledRows } from './spilledRows.js';

type SideRole = Exclude<OfacRole, 'entries'>;

type SideRows = Readonly<Record<SideRole, SpilledRows>>;

type FileRoles = Awaited<ReturnType<typeof assignRoles>>;

const sideRoles = ['addresses', 'aliases', 'comments'] as const satisfies readonly SideRole[];

/**
 * The items of one of OFAC's lists.
 *
 * 1. The files' roles are told by their columns.
 * 2. Addresses, aliases and continued remarks are put away by entry number: on disk, where there are many.
 * 3. The entries are streamed; each takes along what was put away for it.
 * 4. What nobody took belongs to no entry, and is quarantined.
 *
 * The columns have no names in the files, so none can be new: a row with more is a reject.
 *
 * @throws BAD_USER_INPUT where a file is of the other list, or of none
 */
export async function* readOfacList(list: OfacList, { files }: Delivery): AsyncGenerator<DeliveryItem> {
  await assertOneList(list, files);
  const roles = await assignRoles(files);
  const sideRows: SideRows = { addresses: openSpilledRows(), aliases: openSpilledRows(), comments: openSpilledRows() };
  try {
    for (const role of sideRoles) {
      for await (const row of readRole(roles, role)) {
        if (row.kind === 'reject') yield row;
        else sideRows[role].put(row);
      }
    }
    yield* readEntries(roles, sideRows);
    for (const role of sideRoles) {
      for (const { row, tooMany } of sideRows[role].left()) {
        yield rejectRow(row, 'ent_num', tooMany ? 'entry.tooManyRows' : 'entry.missing');
      }
    }
  } finally {
    for (const rows of Object.values(sideRows)) rows.close();
  }
}

async function* readEntries(roles: FileRoles, sideRows: SideRows): AsyncGenerator<DeliveryItem> {
  const countOf = createOccurrences();
  for await (const row of readRole(roles, 'entries')) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    if (countOf(String(row.entry)) > 1) {
      yield rejectRow(row, 'ent_num', 'entry.repeated');
      continue;
    }
    const attachments = {
      addresses: sideRows.addresses.take(row.entry),
      aliases: sideRows.aliases.take(row.entry),
      comments: sideRows.comments.take(row.entry),
    };
    const item = toOfacRecord(row, attachments);
    yield item;
    if (item.kind !== 'reject') continue;
    for (const attached of Object.values(attachments).flat()) yield rejectRow(attached, 'ent_num', 'entry.rejected');
  }
}

async function* readRole(roles: FileRoles, role: OfacRole) {
  for (const file of roles.get(role) ?? []) yield* readOfacRows(file, role);
}

const names: Readonly<Record<OfacList, string>> = { sdn: 'SDN list', consolidated: 'consolidated list' };

/** Why: entries have one number in both lists, and a whole list withdraws what it does not name. */
async function assertOneList(list: OfacList, files: readonly InputFile[]): Promise<void> {
  for (const file of files) {
    const other = toOfacList(await toHead(file));
    if (other === null || other === list) continue;
    throw badUserInput(
      `${file.name} is of OFAC’s ${names[other]}, not of the ${names[list]}.`,
      `Each list is a delivery of its own: ingest these files as ofac-${other}.`,
    );
  }
}
