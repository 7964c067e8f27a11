import { badUserInput } from '../../../../schema/errors.js';
import type { Part } from '../../../bookmarks/bookmarks.js';
import { toHead } from '../../../input/fileHead.js';
import type { InputFile } from '../../../input/inputFile.js';
import { readCsv } from '../../../input/text/csv.js';
import type { Reject } from '../../../records/record.js';
import type { FileHead, Recognition } from '../../format.js';
import { refuseFile } from '../../otherFiles.js';
import { toReject } from '../../reject.js';
import { headRows } from '../../tables/headRows.js';

/** The four files of a legacy delivery (SDN or consolidated list): entries, addresses, aliases, continued remarks. */
export type OfacRole = 'entries' | 'addresses' | 'aliases' | 'comments';

const types = new Set(['-0-', 'individual', 'vessel', 'aircraft', 'entity']);
const aliasTypes = new Set(['aka', 'fka', 'nka']);

/**
 * Each file by its columns (there is no header), the form of its rows, and words of its name, the most specific first:
 * `sdn_comments.csv` contains `sdn` too. OFAC, "Specification for the delimited files" (sdn.csv and others).
 */
const files = {
  comments: {
    columns: ['ent_num', 'remarks'],
    isRow: ([, remarks]) => toText(remarks) !== null,
    name: /comment/i,
  },
  aliases: {
    columns: ['ent_num', 'alt_num', 'alt_type', 'alt_name', 'alt_remarks'],
    isRow: ([, number, type = '']) => toNumber(number) !== null && aliasTypes.has(type.trim().toLowerCase()),
    name: /alt/i,
  },
  addresses: {
    columns: ['Ent_num', 'Add_num', 'Address', 'City/State/Province/Postal Code', 'Country', 'Add_remarks'],
    isRow: ([, number, ...rest]) => toNumber(number) !== null && rest.some((field) => field.trim() === '-0-'),
    name: /add/i,
  },
  entries: {
    columns: [
      ...['ent_num', 'SDN_Name', 'SDN_Type', 'Program', 'Title', 'Call_Sign', 'Vess_type', 'Tonnage', 'GRT'],
      ...['Vess_flag', 'Vess_owner', 'Remarks'],
    ],
    isRow: ([, , type = '']) => types.has(type.trim().toLowerCase()),
    name: /sdn|prim|entr/i,
  },
} as const satisfies Record<
  OfacRole,
  {
    readonly columns: readonly string[];
    readonly isRow: (fields: readonly string[]) => boolean;
    readonly name: RegExp;
  }
>;

const roles = Object.keys(files) as OfacRole[];

/** A field's text; null for `-0-`, OFAC's "none", and for blanks. */
export function toText(field: string | undefined): string | null {
  const text = field?.trim() ?? '';
  return text === '' || text === '-0-' ? null : text;
}

function toNumber(field: string | undefined): number | null {
  return /^\s*\d{1,9}\s*$/.test(field ?? '') ? Number(field) : null;
}

/** The file to which a row with these fields belongs; null for any other row. */
function toRole(fields: readonly string[]): OfacRole | null {
  if (toNumber(fields[0]) === null) return null;
  return roles.find((role) => fields.length === files[role].columns.length && files[role].isRow(fields)) ?? null;
}

/** OFAC's two sets of files: Specially Designated Nationals, and all its other lists together. */
export type OfacList = 'sdn' | 'consolidated';

/** First rows by which a file is recognised. */
const rowsChecked = 50;

/**
 * Programmes of the lists in the consolidated list, which no Specially Designated National has.
 *
 * @see https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists
 */
const consolidatedProgramme = /^(?:NS-|FSE-|561|SSI$|CAPTA|CMIC|MBS)/i;

/** Names of its files: `cons_prim.csv`, also within an archive. */
export const consolidatedName = /(?:^|[!/\\])cons(?:olidated)?[_-]/i;

/**
 * The list of a file: of entries by their programmes, of other files by name, as both sets have the same columns and no
 * header. Null for addresses, aliases and remarks without a telling name.
 */
function toOfacList({ name, text }: FileHead): OfacList | null {
  if (consolidatedName.test(name)) return 'consolidated';
  const entries = headRows(text, ',')
    .slice(0, rowsChecked)
    .filter((row) => toRole(row) === 'entries');
  if (entries.length === 0) return /sdn/i.test(name) ? 'sdn' : null;
  const others = entries.filter((row) => consolidatedProgramme.test(toText(row[3])?.replace(/^\[/, '') ?? ''));
  return others.length * 2 > entries.length ? 'consolidated' : 'sdn';
}

/**
 * Recognises a file of this list: most of its first rows have the form of one of the four files. Continued remarks, a
 * number and a text like rows of many files, need their name as well.
 */
export function recogniseOfac(list: OfacList, head: FileHead): Recognition | null {
  if ((toOfacList(head) === 'consolidated') !== (list === 'consolidated')) return null;
  const rows = headRows(head.text, ',').slice(0, rowsChecked);
  const found = rows.flatMap((row) => toRole(row) ?? []);
  for (const part of new Set(found)) {
    const plausible = part !== 'comments' || files.comments.name.test(head.name);
    if (plausible && found.filter((role) => role === part).length * 2 > rows.length) return { version: 'legacy', part };
  }
  return null;
}

/** Names of the lists. */
export const listNames: Readonly<Record<OfacList, string>> = { sdn: 'SDN list', consolidated: 'consolidated list' };

/**
 * The files of a delivery by role, according to their first rows or, where a file is empty, its name.
 *
 * @throws BAD_USER_INPUT where a file is of the other list or another format, or no file has the entries
 */
export async function assignRoles(list: OfacList, given: readonly InputFile[]) {
  // Why: the lists share entry numbers, and a whole list withdraws what it does not name.
  for (const file of given) {
    const other = toOfacList(await toHead(file));
    if (other === null || other === list) continue;
    throw badUserInput(
      `${file.name} is of OFAC’s ${listNames[other]}, not of the ${listNames[list]}.`,
      `Each list is a delivery of its own: ingest these files as ofac-${other}.`,
    );
  }
  const assigned: Record<OfacRole, InputFile[]> = { entries: [], addresses: [], aliases: [], comments: [] };
  for (const file of given) {
    const role = await findRole(file);
    if (role === null) {
      throw await refuseFile(
        file,
        `${file.name} is not a file of an OFAC delivery: its first rows do not have 12, 6, 5 or 2 columns, no header, and an entry number first.`,
      );
    }
    assigned[role].push(file);
  }
  if (assigned.entries.length > 0) return assigned;
  throw badUserInput(
    'None of the files has the entries (sdn.csv, 12 columns).',
    'Addresses, aliases and remarks need them: give all files of one day together.',
  );
}

async function findRole(file: InputFile): Promise<OfacRole | null> {
  let seen = 0;
  const isWidth = (width: number): boolean => roles.some((role) => files[role].columns.length === width);
  for await (const row of readCsv(file, { width: isWidth })) {
    const role = row.kind === 'row' ? toRole(row.fields) : null;
    if (role !== null) return role;
    seen += 1;
    // Why several: a delivery may begin with broken lines.
    if (seen === 20) return null;
  }
  return seen > 0 ? null : (roles.find((role) => files[role].name.test(file.name)) ?? null);
}

/** A row of one file with its entry number. */
export interface OfacRow {
  readonly entry: number;
  readonly fields: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly raw: string;
}

/** The rows of the files of one role, streamed, and their broken lines. */
export async function* readOfacRows(given: Iterable<Part>, role: OfacRole): AsyncGenerator<OfacRow | Reject> {
  const { columns } = files[role];
  for (const { file, trail } of given) {
    for await (const row of readCsv(file, { width: (fields) => fields === columns.length, trail })) {
      const entry = row.kind === 'row' ? toNumber(row.fields[0]) : null;
      if (row.kind === 'defect') yield toReject(file.name, row, row);
      else if (entry === null) yield toReject(file.name, row, { field: columns[0], reason: 'entryNumber.invalid' });
      else yield { entry, fields: row.fields, file: file.name, line: row.line, raw: row.raw };
    }
  }
}

/** A reject of a row that was read. */
export function rejectRow(row: OfacRow, field: string, reason: string): Reject {
  return toReject(row.file, row, { field, reason, sourceRef: String(row.entry) });
}
