import type { SaxesTagNS } from 'saxes';
import { XmlFailure } from './xmlParser.js';

/** Why: messages have up to some ten, and nothing should walk millions. */
const maximumAttributes = 256;

/** An element with all that is in it. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace URI; empty where it has none. */
  readonly namespace: string;
  /** By local name, e.g. `type` for `xsi:type`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children, trimmed. */
  readonly text: string;
  /** Line on which it begins. */
  readonly line: number;
}

/** An element that is not closed yet. */
export interface OpenElement {
  /** With its prefix. */
  readonly qualifiedName: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  /** Where its start tag begins and ends. */
  readonly start: number;
  readonly startTagEnd: number;
  /** Text of its start tag; empty within a record. */
  readonly startTag: string;
  /** Whether a record was met in it. */
  hasRecords: boolean;
}

/** Makes an element of its start tag. @throws XmlFailure where it has too many attributes */
export function openElement(
  tag: SaxesTagNS,
  place: Pick<OpenElement, 'line' | 'start' | 'startTagEnd' | 'startTag'>,
): OpenElement {
  const attributes: Record<string, string> = {};
  let count = 0;
  for (const key in tag.attributes) {
    const attribute = tag.attributes[key];
    count += 1;
    if (count > maximumAttributes) throw new XmlFailure('xml.tooManyAttributes');
    if (attribute && attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns') {
      attributes[attribute.local] = toOwn(attribute.value);
    }
  }
  return {
    qualifiedName: toShared(tag.name),
    name: toShared(tag.local),
    namespace: toShared(tag.uri),
    attributes,
    children: [],
    text: '',
    ...place,
    hasRecords: false,
  };
}

/** The whole element, in memory of its own. */
export function closeElement(open: OpenElement): XmlElement {
  const { name, namespace, attributes, children, line } = open;
  const text = open.text.trim();
  return { name, namespace, attributes, children, text: text === '' ? '' : toOwn(text), line };
}

/**
 * The same text in memory of its own.
 *
 * @remarks Why: the parser slices texts out of the file's text, and V8 keeps all of that alive for a slice of 13 characters or
 *   more. A format that remembers its keys would keep the whole file.
 */
function toOwn(text: string): string {
  // Why join: the fastest way that copies.
  return text.length < 13 ? text : [text.slice(0, 1), text.slice(1)].join('');
}

const shared = new Map<string, string>();

/** One copy of each name and namespace: a file repeats few of them. */
function toShared(name: string): string {
  if (name.length < 13) return name;
  const known = shared.get(name);
  if (known !== undefined) return known;
  // Why: a file made of ever new names would fill memory.
  if (shared.size > 10_000) shared.clear();
  const own = toOwn(name);
  shared.set(own, own);
  return own;
}
