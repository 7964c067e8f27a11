// SPDX-License-Identifier: Apache-2.0
import { createOccurrences } from '../occurrences.js';
import type { Reject } from '../record.js';
import type { Delivery, DeliveryItem, Format } from './format.js';
import { assignRoles, type OfacAttachment, readOfacRows } from './ofac/delivery.js';
import { ofacElements } from './ofac/elements.js';
import { toOfacRecord } from './ofac/entry.js';
import { openHeldRows } from './ofac/heldRows.js';
import { recogniseOfac } from './ofac/recognise.js';
import type { OfacRole } from './ofac/roles.js';

/**
 * OFAC's lists in the legacy comma-delimited form: Specially Designated Nationals, and the consolidated list, which has
 * the same four files. Addresses, aliases and continued remarks may be missing. Numbers of entries are OFAC's own and the
 * same in both lists: with `--full` the files of both are one delivery.
 *
 * 1. The files' roles are told by their columns.
 * 2. Addresses, aliases and continued remarks are held by entry number: on disk, where there are many.
 * 3. The entries are streamed; each takes along what is held for it.
 * 4. What nobody took belongs to no entry, and is quarantined.
 *
 * The columns have no names in the files, so none can be new: a row with more is a reject. Aircraft are rejected with
 * `aircraft.notKept`, whole.
 *
 * @see https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
 */
export const ofacSdn: Format = {
  name: 'ofac-sdn',
  description:
    'OFAC sanctions lists (SDN, consolidated), legacy CSV: entries, addresses, aliases, continued remarks; aircraft are not kept',
  publisher:
    'Office of Foreign Assets Control, US Treasury; ofac.treasury.gov, "Specification for the delimited files"',
  versions: ['legacy'],
  files: [
    'sdn.csv',
    'add.csv',
    'alt.csv',
    'sdn_comments.csv',
    'cons_prim.csv',
    'cons_add.csv',
    'cons_alt.csv',
    'cons_comments.csv',
  ],
  kinds: ['person', 'organization', 'vesselRecord'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample:
    '99901,"EXEMPLAROV, Fictius","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1 Jan 1970; Passport X0000001 (Iran)."',
  elements: ofacElements,
  mayBeWhole: true,
  recognise: recogniseOfac,
  read,
};

type SideRole = Exclude<OfacRole, 'entries'>;

const sideRoles = ['addresses', 'aliases', 'comments'] as const satisfies readonly SideRole[];

async function* read({ files }: Delivery): AsyncGenerator<DeliveryItem> {
  const roles = await assignRoles(files);
  const held = { addresses: openHeldRows(), aliases: openHeldRows(), comments: openHeldRows() };
  try {
    for (const role of sideRoles) {
      for (const file of roles.get(role) ?? []) {
        for await (const row of readOfacRows(file, role)) {
          if (row.kind === 'reject') yield row;
          else held[role].hold(row);
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
            addresses: held.addresses.take(row.entry),
            aliases: held.aliases.take(row.entry),
            comments: held.comments.take(row.entry),
          });
        }
      }
    }

    for (const role of sideRoles) {
      for (const { row, tooMany } of held[role].left()) {
        yield reject(row, 'ent_num', tooMany ? 'entry.tooManyRows' : 'entry.missing');
      }
    }
  } finally {
    for (const rows of Object.values(held)) rows.close();
  }
}

function reject(row: OfacAttachment, field: string, reason: string): Reject {
  const { file, entry } = row;
  return { kind: 'reject', file, line: row.row.line, field, reason, raw: row.row.raw, sourceRef: String(entry) };
}
