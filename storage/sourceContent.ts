import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The source record of a stored one; `Statement` is the record as ingest understood it. */
export interface SourceContent<Statement = unknown> {
  /** As in its file. */
  readonly raw: string | null;
  /** As ingest understood it; null for links, whose record has it. */
  readonly record: Statement | null;
}

/** Packs a source record for `provenance.content`: JSON, deflated (RFC 1951). */
export function packContent(content: SourceContent): Buffer {
  const text = JSON.stringify(content);
  // By default zlib allocates 300 kB for each of a million small records. A window of the text's length finds all that a longer one
  // would.
  return deflateRawSync(text, {
    chunkSize: Math.min(Math.max(text.length >> 1, 256), 1 << 14),
    windowBits: Math.min(Math.max(32 - Math.clz32(text.length), 9), 15),
  });
}

/** What `packContent` packed. */
export function unpackContent<Statement>(bytes: Uint8Array): SourceContent<Statement> {
  return JSON.parse(inflateRawSync(bytes).toString('utf8')) as SourceContent<Statement>;
}

/** The packed content of a link. */
export const noContent: Buffer = packContent({ raw: null, record: null });
