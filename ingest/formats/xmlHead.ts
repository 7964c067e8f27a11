import type { FileHead } from './format.js';

/** A start tag as a format looks at it to tell its own: local name and namespace. */
export interface HeadElement {
  readonly name: string;
  readonly namespace: string;
}

/** Messages stand in few envelopes: their element is among the first. */
const enough = 50;

/**
 * The first start tags of an XML file, from its first bytes as text: comments, instructions and CDATA passed over.
 * Namespaces are those that any of the tags up to there declares. Empty for what is no XML.
 */
export function firstElements(text: string): HeadElement[] {
  // Why: a file of UTF-16 that was decoded byte by byte has a NUL beside each character.
  const plain = text
    .replaceAll('\u0000', '')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!plain.startsWith('<')) return [];
  const markup = plain.replaceAll(/<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, '');
  const namespaces = new Map<string, string>();
  const elements: HeadElement[] = [];
  for (const [, prefix = '', name = '', attributes = ''] of markup.matchAll(startTag)) {
    for (const [, declared = '', double, single] of attributes.matchAll(declaration)) {
      namespaces.set(declared, double ?? single ?? '');
    }
    elements.push({ name, namespace: namespaces.get(prefix) ?? '' });
    if (elements.length === enough) break;
  }
  return elements;
}

/** The text of an XML file from its outermost element on, past declaration, comments and instructions. */
export function withoutProlog(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .replace(/^(?:<\?[^>]*\?>\s*|<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)*/, '');
}

/** True where the first bytes end before enough tags to tell what the file is: a long comment or text stands among them. */
export function isUndecided({ bytes, text }: FileHead): boolean {
  const elements = firstElements(text).length;
  return bytes.length >= headBytes && elements > 0 && elements < enough;
}

const headBytes = 65_536;

const startTag = /<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)((?:\s+[^<>]*?)?)\/?>/g;
const declaration = /\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
