// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Statement } from '../rows.js';

/** The source record behind a stored one. */
export interface SourceContent {
  /** As it stands in its file. */
  readonly raw: string | null;
  /** As it was understood; null for links, whose record has it. */
  readonly record: Statement | null;
}

/** Packs a source record for `provenance.content`: JSON, deflated (RFC 1951). */
export function packContent(content: SourceContent): Buffer {
  return deflateRawSync(JSON.stringify(content));
}

/** What `packContent` packed. */
export function unpackContent(bytes: Uint8Array): SourceContent {
  return JSON.parse(inflateRawSync(bytes).toString('utf8')) as SourceContent;
}

/** The packed content of a link. */
export const noContent: Buffer = packContent({ raw: null, record: null });
