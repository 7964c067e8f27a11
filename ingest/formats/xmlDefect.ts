import type { XmlItem } from '../input/xml/xmlItem.js';
import type { Reject } from '../records/record.js';
import { toReject } from './toReject.js';

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
