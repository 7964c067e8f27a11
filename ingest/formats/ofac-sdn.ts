// SPDX-License-Identifier: Apache-2.0
import type { Reject, SourceRecord } from '../record.js';
import type { Format, ReadProgress } from './format.js';
import { assignRoles, type OfacAttachment, type OfacRole, readOfacRows } from './ofac/delivery.js';
import { toOfacRecord } from './ofac/entry.js';

/**
 * OFAC's lists in the legacy comma-delimited form: Specially Designated Nationals, and the consolidated list, which has
 * the same four files. Addresses, aliases and continued remarks may be missing.
 *
 * 1. The files' roles are told by their columns.
 * 2. Addresses, aliases and continued remarks (a few megabytes) are held by entry number.
 * 3. The entries are streamed; each takes along, and sets free, what is held for it.
 * 4. What then still is held belongs to no entry, and is quarantined.
 *
 * @see https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
 */
export const ofacSdn: Format = {
  name: 'ofac-sdn',
  description: 'OFAC sanctions lists, legacy CSV: entries, addresses, aliases, continued remarks',
  files: ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'],
  kinds: ['person', 'organization', 'vesselRecord'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  read,
};

type SideRole = Exclude<OfacRole, 'entries'>;

const sideRoles = ['addresses', 'aliases', 'comments'] as const satisfies readonly SideRole[];

async function* read(
  files: readonly string[],
  onProgress: ReadProgress = () => {},
): AsyncGenerator<SourceRecord | Reject> {
  const roles = await assignRoles(files);
  let finished = 0;
  let current = 0;
  const onOffset = (bytes: number): void => {
    current = bytes;
    onProgress(finished + current);
  };
  const endFile = (): void => {
    finished += current;
    current = 0;
  };

  const held = { addresses: new Map(), aliases: new Map(), comments: new Map() } satisfies Record<SideRole, Held>;
  for (const role of sideRoles) {
    for (const file of roles.get(role) ?? []) {
      for await (const row of readOfacRows(file, role, onOffset)) {
        if (row.kind === 'reject') yield row;
        else hold(held[role], row);
      }
      endFile();
    }
  }

  const seen = new Set<number>();
  for (const file of roles.get('entries') ?? []) {
    for await (const row of readOfacRows(file, 'entries', onOffset)) {
      if (row.kind === 'reject') yield row;
      else if (seen.has(row.entry)) yield reject(row, 'ent_num', 'entry.repeated');
      else {
        seen.add(row.entry);
        yield toOfacRecord(row, {
          addresses: take(held.addresses, row.entry),
          aliases: take(held.aliases, row.entry),
          comments: take(held.comments, row.entry),
        });
      }
    }
    endFile();
  }

  for (const role of sideRoles) {
    for (const rows of (held[role] as Held).values())
      for (const row of rows) yield reject(row, 'ent_num', 'entry.missing');
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
  return { kind: 'reject', file: row.file, line: row.row.line, field, reason, raw: row.row.raw };
}
