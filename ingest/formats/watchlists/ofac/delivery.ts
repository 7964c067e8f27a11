import { badUserInput } from '../../../../schema/errors.js';
import type { InputFile } from '../../../input/inputFile.js';
import { type CsvRow, readCsv } from '../../../input/text/csv.js';
import type { Reject } from '../../../records/record.js';
import { refuseFile } from '../../otherFiles.js';
import { toReject } from '../../toReject.js';
import { type OfacRole, toOfacRole } from './roles.js';

/** Columns of each file; the delivery has no header. OFAC, "Specification for the delimited files" (sdn.csv and others). */
export const ofacColumns = {
  entries: [
    'ent_num',
    'SDN_Name',
    'SDN_Type',
    'Program',
    'Title',
    'Call_Sign',
    'Vess_type',
    'Tonnage',
    'GRT',
    'Vess_flag',
    'Vess_owner',
    'Remarks',
  ],
  addresses: ['Ent_num', 'Add_num', 'Address', 'City/State/Province/Postal Code', 'Country', 'Add_remarks'],
  aliases: ['ent_num', 'alt_num', 'alt_type', 'alt_name', 'alt_remarks'],
  comments: ['ent_num', 'remarks'],
} as const satisfies Record<OfacRole, readonly string[]>;

const rolesByWidth = new Map<number, OfacRole>(
  (Object.keys(ofacColumns) as OfacRole[]).map((role) => [ofacColumns[role].length, role]),
);

/** In names, most specific first: `sdn_comments.csv` holds `sdn` too. */
const rolesByName: readonly (readonly [RegExp, OfacRole])[] = [
  [/comment/i, 'comments'],
  [/alt/i, 'aliases'],
  [/add/i, 'addresses'],
  [/sdn|prim|entr/i, 'entries'],
];

/**
 * Which of the given files plays which role, told by the number of columns, and by name for a file without rows.
 *
 * @throws BAD_USER_INPUT where a file is none of them, or none holds the entries
 */
export async function assignRoles(files: readonly InputFile[]): Promise<ReadonlyMap<OfacRole, readonly InputFile[]>> {
  const roles = new Map<OfacRole, InputFile[]>();
  for (const file of files) {
    const role = await findRole(file);
    if (role === null) {
      throw await refuseFile(
        file,
        `${file.name} is no file of an OFAC delivery: its first rows have the form of none of them (12, 6, 5 or 2 columns, no header, an entry number first).`,
      );
    }
    roles.set(role, [...(roles.get(role) ?? []), file]);
  }
  if (!roles.has('entries'))
    throw badUserInput(
      'None of the files holds the entries (sdn.csv, 12 columns).',
      'Addresses, aliases and remarks say nothing without them: give all files of one day together.',
    );
  return roles;
}

async function findRole(file: InputFile): Promise<OfacRole | null> {
  let looked = 0;
  for await (const row of readCsv(file, { width: (fields) => rolesByWidth.has(fields) })) {
    const role = row.kind === 'row' ? toOfacRole(row.fields) : null;
    if (role !== null) return role;
    looked += 1;
    // Why: a file whose first lines are broken may still be a delivery; one of which nothing reads is not.
    if (looked === 20) return null;
  }
  return looked > 0 ? null : (rolesByName.find(([pattern]) => pattern.test(file.name))?.[1] ?? null);
}

/** A row of one file with its entry number, or why it is none. */
export type OfacRow =
  | { readonly kind: 'ofacRow'; readonly entry: number; readonly row: CsvRow; readonly file: string }
  | Reject;

/** A row that was read. */
export type OfacAttachment = Exclude<OfacRow, Reject>;

/** What the other files say of one entry, in file order. */
export interface OfacAttachments {
  readonly addresses: readonly OfacAttachment[];
  readonly aliases: readonly OfacAttachment[];
  readonly comments: readonly OfacAttachment[];
}

/** The rows of one file of the delivery, streamed, each with its entry number. */
export async function* readOfacRows(file: InputFile, role: OfacRole): AsyncGenerator<OfacRow> {
  const columns = ofacColumns[role].length;
  for await (const row of readCsv(file, { width: (fields) => fields === columns })) {
    const entry = row.kind === 'row' ? toEntryNumber(row.fields[0]) : null;
    if (row.kind === 'defect') yield toReject(file.name, row, row);
    else if (entry !== null) yield { kind: 'ofacRow', entry, row, file: file.name };
    else yield toReject(file.name, row, { field: ofacColumns[role][0], reason: 'entryNumber.invalid' });
  }
}

function toEntryNumber(field: string | undefined): number | null {
  const text = field?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** A reject of a row that was read. */
export function rejectRow({ row, file, entry }: OfacAttachment, field: string, reason: string): Reject {
  return toReject(file, row, { field, reason, sourceRef: String(entry) });
}
