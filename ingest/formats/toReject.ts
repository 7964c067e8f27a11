import type { Origin } from '../records/base.js';
import type { Frame, Reject } from '../records/record.js';

/** A reject for quarantine: what was read at a place of a file, and why it is not a record. */
export function toReject(
  file: string,
  { line, path, raw }: Omit<Origin, 'file'> & Pick<Reject, 'raw'>,
  {
    field,
    reason,
    sourceRef,
  }: Pick<Reject, 'reason'> & { readonly [key in 'field' | 'sourceRef']?: string | undefined },
  frame?: Frame,
): Reject {
  return {
    kind: 'reject',
    file,
    line,
    ...(path === undefined ? {} : { path }),
    ...(field === undefined ? {} : { field }),
    reason,
    ...(sourceRef ? { sourceRef } : {}),
    raw,
    ...(frame ? { frame } : {}),
  };
}
