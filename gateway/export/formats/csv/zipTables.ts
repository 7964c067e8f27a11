import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { badUserInput } from '../../../../schema/errors.js';

/** Text that may be pushed into tables behind the first one before they are closed, so that memory stays bounded. */
const HELD_TEXT = 16 * 1024 * 1024;
/** Text of a table within one member: sizes in an archive without ZIP64 end at 4 GiB. */
const MEMBER_TEXT = 1024 * 1024 * 1024;
const MOST_BYTES = 4_000_000_000;
const MOST_MEMBERS = 60_000;

/** An archive of tables that grow side by side. */
export interface TableArchive {
  /** A member of its own, not packed. */
  add(name: string, text: string): void;
  /** Appends to a table. @param head first line, of each member of the table */
  append(table: string, text: string, head: string): void;
  /** Between two pages: closes all tables where they hold too much, so that what follows is in further members. */
  turn(): void;
  closeTables(): void;
  end(): void;
  /** The bytes since the last call. */
  take(): Uint8Array[];
}

interface GrowingTable {
  readonly member: ZipDeflate;
  text: number;
}

/**
 * Opens an archive. The first table that is appended to leaves as it grows; what is appended to others waits, packed, until
 * the first is closed, since members of an archive stand one behind another.
 */
export function openTableArchive(modified: string): TableArchive {
  let bytes: Uint8Array[] = [];
  let written = 0;
  let members = 0;
  let part = 1;
  let held = 0;
  const open = new Map<string, GrowingTable>();
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written += chunk.length;
    bytes.push(chunk);
  });
  const addMember = <Member extends ZipPassThrough | ZipDeflate>(member: Member): Member => {
    members += 1;
    // Why an error of the viewer's: another format has no such end.
    if (written > MOST_BYTES || members > MOST_MEMBERS)
      throw badUserInput('An export as CSV ends at 4 GB.', 'Take it along as JSON lines, or in parts.');
    member.mtime = modified;
    zip.add(member);
    return member;
  };
  const openTable = (table: string, head: string): GrowingTable => {
    const name = part === 1 ? `${table}.csv` : `${table}.${part}.csv`;
    const growing = { member: addMember(new ZipDeflate(name, { level: 4 })), text: 0 };
    growing.member.push(Buffer.from(head));
    open.set(table, growing);
    return growing;
  };
  const closeTables = (): void => {
    for (const { member } of open.values()) member.push(new Uint8Array(0), true);
    open.clear();
    part += 1;
    held = 0;
  };
  return {
    add: (name, text) => addMember(new ZipPassThrough(name)).push(Buffer.from(text), true),
    append: (table, text, head) => {
      const growing = open.get(table) ?? openTable(table, head);
      const encoded = Buffer.from(text);
      growing.member.push(encoded);
      growing.text += encoded.length;
      if (growing !== open.values().next().value) held += encoded.length;
    },
    turn: () => {
      if (held > HELD_TEXT || [...open.values()].some(({ text }) => text > MEMBER_TEXT)) closeTables();
    },
    closeTables,
    end: () => zip.end(),
    take: () => {
      const taken = bytes;
      bytes = [];
      return taken;
    },
  };
}
