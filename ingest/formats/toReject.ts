import type { Frame, Reject } from '../records/record.js';

/** What was read at a line and is no record, as it goes into quarantine. */
export function toReject(
  file: string,
  { line, raw }: { readonly line: number; readonly raw: string | Uint8Array },
  { field, reason }: Pick<Reject, 'field' | 'reason'>,
  frame: Frame | undefined,
): Reject {
  const stated = field === undefined ? { reason } : { field, reason };
  return { kind: 'reject', file, line, ...stated, raw, ...(frame ? { frame } : {}) };
}
