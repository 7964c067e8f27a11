import type { Origin } from '../records/base.js';
import type { Frame, Reject } from '../records/record.js';

/** What was read at a place of a file and is no record, as it goes into quarantine. */
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
