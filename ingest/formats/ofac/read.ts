// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../../schema/errors.js';
import { toHead } from '../../input/fileHead.js';
import type { InputFile } from '../../input/inputFile.js';
import { createOccurrences } from '../../occurrences.js';
import type { Reject } from '../../record.js';
import type { Delivery, DeliveryItem } from '../format.js';
import { assignRoles, type OfacAttachment, readOfacRows } from './delivery.js';
import { toOfacRecord } from './entry.js';
import { type OfacList, toOfacList } from './lists.js';
import type { OfacRole } from './roles.js';

type SideRole = Exclude<OfacRole, 'entries'>;

const sideRoles = ['addresses', 'aliases', 'comments'] as const satisfies readonly SideRole[];

/**
 * The items of one of OFAC's lists.
 *
 * 1. The files' roles are told by their columns.
 * 2. Addresses, aliases and continued remarks (a few megabytes) are held by entry number.
 * 3. The entries are streamed; each takes along, and sets free, what is held for it.
 * 4. What then still is held belongs to no entry, and is quarantined.
 *
 * The columns have no names in the files, so none can be new: a row with more is a reject. Aircraft are rejected with
 * `aircraft.notKept`, whole.
 *
 * @throws BAD_USER_INPUT where a file is of the other list, or of none
 */
export async function* readOfacList(list: OfacList, { files }: Delivery): AsyncGenerator<DeliveryItem> {
  await assertOneList(list, files);
  const roles = await assignRoles(files);
  const held = { addresses: new Map(), aliases: new Map(), comments: new Map() } satisfies Record<SideRole, Held>;
  for (const role of sideRoles) {
    for (const file of roles.get(role) ?? []) {
      for await (const row of readOfacRows(file, role)) {
        if (row.kind === 'reject') yield row;
        else hold(held[role], row);
      }
    }
  }

  const countOf = createOccurrences();
  for (const file of roles.get('entries') ?? []) {
    for await (const row of readOfacRows(file, 'entries')) {
      if (row.kind === 'reject') yield row;
      else if (countOf(String(row.entry)) > 1) yield reject(row, 'ent_num', 'entry.repeated');
      else {
        yield toOfacRecord(row, {
          addresses: take(held.addresses, row.entry),
          aliases: take(held.aliases, row.entry),
          comments: take(held.comments, row.entry),
        });
      }
    }
  }

  for (const role of sideRoles) {
    for (const rows of (held[role] as Held).values())
      for (const row of rows) yield reject(row, 'ent_num', 'entry.missing');
  }
}

const names: Readonly<Record<OfacList, string>> = { sdn: 'SDN list', consolidated: 'consolidated list' };

/** Why: entries have one number in both lists, and a whole list withdraws what it does not name. */
async function assertOneList(list: OfacList, files: readonly InputFile[]): Promise<void> {
  for (const file of files) {
    const other = toOfacList(await toHead(file));
    if (other === null || other === list) continue;
    throw new PortcullisError('BAD_USER_INPUT', {
      message: `${file.name} is of OFAC’s ${names[other]}, not of the ${names[list]}.`,
      facts: { hint: `Each list is a delivery of its own: ingest these files as ofac-${other}.` },
    });
  }
}

type Held = Map<number, OfacAttachment[]>;

function hold(rows: Held, row: OfacAttachment): void {
  const known = rows.get(row.entry);
  if (known) known.push(row);
  else rows.set(row.entry, [row]);
}

function take(rows: Held, entry: number): readonly OfacAttachment[] {
  const taken = rows.get(entry) ?? [];
  rows.delete(entry);
  return taken;
}

function reject(row: OfacAttachment, field: string, reason: string): Reject {
  const { file, entry } = row;
  return { kind: 'reject', file, line: row.row.line, field, reason, raw: row.row.raw, sourceRef: String(entry) };
}
