import type { XmlItem } from '../input/xml/xmlItem.js';
import type { Reject } from '../records/record.js';
import { toReject } from './toReject.js';

/** An element of an XML file that is no record, and why; `field` names what is missing or wrong, `sourceRef` the record, where it can be told. */
export function rejectElement(
  file: string,
  item: Exclude<XmlItem, { kind: 'root' }>,
  reason: string,
  field?: string,
  sourceRef?: string,
): Reject {
  return toReject(file, item, { field, reason, sourceRef }, item.frame);
}

/** A place of an XML file that is not well-formed, as a reject: it names the line where reading broke off. */
export function rejectDefect(file: string, item: Extract<XmlItem, { kind: 'defect' }>): Reject {
  return rejectElement(file, item, item.reason, item.brokenLine > item.line ? `line ${item.brokenLine}` : undefined);
}
