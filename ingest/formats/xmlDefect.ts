import type { XmlItem } from '../input/xml/xmlItem.js';
import type { Reject } from '../records/record.js';

/** An element of an XML file that is no record, and why; `field` names what is missing or wrong. */
export function rejectElement(
  file: string,
  { line, path, raw, frame }: Exclude<XmlItem, { kind: 'root' }>,
  reason: string,
  field?: string,
): Reject {
  return { kind: 'reject', file, line, path, reason, raw, ...(field === undefined ? {} : { field }), frame };
}

/** A place of an XML file that is not well-formed, as a reject: it names the line where reading broke off. */
export function rejectDefect(file: string, item: Extract<XmlItem, { kind: 'defect' }>): Reject {
  const { line, brokenLine, path, reason, raw, frame } = item;
  return {
    kind: 'reject',
    file,
    line,
    path,
    ...(brokenLine > line ? { field: `line ${brokenLine}` } : {}),
    reason,
    raw,
    frame,
  };
}
