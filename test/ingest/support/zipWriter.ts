import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as an archiver, or an attacker, writes it. */
export interface WrittenEntry {
  readonly name: string;
  readonly data?: string | Buffer;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** Upper half of the external attributes: kind and permissions as Unix has them. */
  readonly mode?: number;
  readonly statedSize?: number;
  readonly statedCrc?: number;
  /** Shares the bytes of the entry at this index. */
  readonly sameAs?: number;
}

/** An archive by the ZIP specification (APPNOTE 6.3.10), as wrong as its entries are. */
export function writeZip(entries: readonly WrittenEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '');
    const packed = entry.stored ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE((entry.flags ?? 0) | 0x800, 2);
    fields.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
    fields.writeUInt32LE(entry.statedCrc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.statedSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    offsets.push(entry.sameAs === undefined ? offset : (offsets[entry.sameAs] as number));
    if (entry.sameAs === undefined) {
      const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed]);
      parts.push(local);
      offset += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(offsets.at(-1) as number, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021403', 'hex'), fields, tail, name]));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
