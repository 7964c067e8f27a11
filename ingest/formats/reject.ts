import type { XmlItem } from '../input/xml/xmlItem.js';
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

/** Rejects an element of an XML file; `field` names what is missing or wrong, `sourceRef` the record, where it is known. */
export function rejectElement(
  file: string,
  item: Exclude<XmlItem, { kind: 'root' }>,
  reason: string,
  field?: string,
  sourceRef?: string,
): Reject {
  return toReject(file, item, { field, reason, sourceRef }, item.frame);
}

/** Rejects a place where an XML file is not well-formed, naming the line where reading stopped. */
export function rejectDefect(file: string, item: Extract<XmlItem, { kind: 'defect' }>): Reject {
  return rejectElement(file, item, item.reason, item.brokenLine > item.line ? `line ${item.brokenLine}` : undefined);
}
