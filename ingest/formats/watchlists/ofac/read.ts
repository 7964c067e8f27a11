import { noBookmarks, toParts } from '../../../bookmarks/bookmarks.js';
import type { StatedAddress, StatedName } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import { openSpilledItems, type SpilledItems } from '../../../spill/spilledItems.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { createFlags, type Flags } from '../flags.js';
import { listedKinds, toListedRecord, toNameParts } from '../listed.js';
import { uniqueNames } from '../names.js';
import { assignRoles, type OfacList, type OfacRole, type OfacRow, readOfacRows, rejectRow, toText } from './files.js';
import { type OfacRemarks, parseRemarks } from './remarks.js';

const attachedRoles = ['addresses', 'aliases', 'comments'] as const satisfies readonly OfacRole[];

/** Rows of the other files about one entry, in file order. */
type Attachments = Readonly<Record<(typeof attachedRoles)[number], readonly OfacRow[]>>;

/**
 * The items of one of OFAC's lists.
 *
 * 1. The files get their roles by their columns.
 * 2. Addresses, aliases and continued remarks are stored by entry number, on disk where there are many.
 * 3. The entries are streamed, each with its stored rows.
 * 4. Stored rows that no entry took become rejects.
 *
 * The files name no columns, so none can be unmapped: a row with more columns is a reject.
 *
 * @throws BAD_USER_INPUT where a file is of the other list or another format
 */
export async function* readOfacList(
  list: OfacList,
  { files, bookmarks = noBookmarks }: Delivery,
): AsyncGenerator<DeliveryItem> {
  const roles = await assignRoles(list, files);
  const stored = openSpilledItems<OfacRow>();
  const entries = bookmarks.tally('entries');
  try {
    for (const role of attachedRoles) {
      for await (const row of readOfacRows(toParts(roles[role]), role)) {
        if (!('kind' in row)) stored.put([`${role} ${row.entry}`], row);
        else if (!bookmarks.goesOn) yield row;
      }
    }
    bookmarks.remember('attached', stored.remembered());
    for await (const row of readOfacRows(bookmarks.unread(toParts(roles.entries)), 'entries')) {
      if ('kind' in row) yield row;
      else if (entries.count(String(row.entry)) > 1) yield rejectRow(row, 'ent_num', 'entry.repeated');
      else yield* readEntry(row, stored);
    }
    for (const { item, tooMany } of stored.left())
      yield rejectRow(item, 'ent_num', tooMany ? 'entry.tooManyRows' : 'entry.missing');
  } finally {
    stored.close();
  }
}

function* readEntry(row: OfacRow, stored: SpilledItems<OfacRow>): Generator<DeliveryItem> {
  const take = (role: OfacRole): OfacRow[] => stored.take(`${role} ${row.entry}`);
  const attachments = { addresses: take('addresses'), aliases: take('aliases'), comments: take('comments') };
  const item = toOfacRecord(row, attachments);
  yield item;
  if (item.kind !== 'reject') return;
  for (const attached of Object.values(attachments).flat()) yield rejectRow(attached, 'ent_num', 'entry.rejected');
}

/** A listing by OFAC under one of its programmes. */
export function toListing(programme: string, authorityId: string) {
  const sourceUrl = 'https://sanctionslist.ofac.treas.gov';
  return { authority: 'OFAC', country: 'US', programme, authorityId, sourceUrl };
}

/** Notes on the subjects to which the remarks link an entry. */
export function toLinked({ linkedTo }: OfacRemarks): string[] {
  return linkedTo.map((to) => `Linked To: ${to}`);
}

/** Notes on approximate dates of birth. */
export function toApproximate({ births }: OfacRemarks): string[] {
  return births
    .filter(({ approximate }) => approximate)
    .map(({ date, until }) => `DOB approximate: ${date}${until ? ` to ${until}` : ''}`);
}

/** The record of one entry with its attachments; a reject where it has no name or an unknown type. */
function toOfacRecord(row: OfacRow, { addresses, aliases, comments }: Attachments): SourceRecord | Reject {
  const [, name = null, type = null, programme, title = null, callSign = null, ...others] = row.fields.map(toText);
  const [craft = null, tonnage = null, grossRegisteredTonnage = null, flag = null, owner = null] = others;
  if (name === null) return rejectRow(row, 'SDN_Name', 'name.missing');
  const kind = listedKinds.get(type?.toLowerCase() ?? 'entity');
  if (kind === undefined) return rejectRow(row, 'SDN_Type', 'type.unknown');
  // Invariant: a comment continues the remarks at the exact character where the column was full.
  const text = [row.fields[11] ?? '', ...comments.map(({ fields }) => fields[1] ?? '')].join('');
  const remarks = parseRemarks(toText(text));
  const flags = createFlags(remarks.flags);
  const programmes = toProgrammes(programme ?? '');
  if (programmes.length === 0) flags.raise('PROGRAMME_MISSING');
  const names: StatedName[] = [
    { name, kind: 'NAME' },
    ...aliases.flatMap(({ fields }) => toAlias(fields, flags)),
    ...remarks.formerNames.map((former) => ({ name: former, kind: 'PREVIOUS' as const })),
    ...remarks.weakAliases.map((weak) => ({ name: weak, kind: 'WEAK_ALIAS' as const })),
  ];
  return toListedRecord(kind, {
    base: {
      sourceRef: String(row.entry),
      origin: { file: row.file, line: row.line },
      raw: [row, ...addresses, ...aliases, ...comments].map(({ raw }) => raw).join('\n'),
    },
    names: uniqueNames(names),
    person: { parts: toNameParts(name), born: toApproximate(remarks), unread: [] },
    remarks,
    columns: { title, callSign, type: craft, tonnage, grossRegisteredTonnage, flag, owner },
    addresses: addresses.flatMap(({ fields }) => toAddress(fields, flags)),
    notes: { before: [], after: toLinked(remarks) },
    topics: ['sanction'],
    sanctions: programmes.map((listed) => toListing(listed, String(row.entry))),
    flags,
  });
}

function toAlias(fields: readonly string[], flags: Flags): StatedName[] {
  const name = toText(fields[3]);
  if (name === null) return [];
  const type = toText(fields[2])?.toLowerCase();
  if (!['aka', 'fka', 'nka'].includes(type ?? '')) flags.raise('ALIAS_TYPE_UNKNOWN');
  return [{ name, kind: type === 'fka' ? 'PREVIOUS' : 'ALIAS' }];
}

function toAddress(fields: readonly string[], flags: Flags): StatedAddress[] {
  const [, , street = null, city = null, country = null, remark = null] = fields.map(toText);
  const full = [street, city, country, remark].filter((part) => part).join(', ');
  return full === '' ? [] : [{ full, street, city, country: flags.country(country) }];
}

/** Splits programmes: `NPWMD] [IFSR` is two. */
function toProgrammes(text: string): string[] {
  const programmes = text.split(/\]\s*\[/).map((programme) => programme.replace(/^\[|\]$/g, '').trim());
  return [...new Set(programmes)].filter(Boolean);
}
