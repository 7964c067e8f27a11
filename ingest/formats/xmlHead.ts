import type { FileHead } from './format.js';

/** A start tag by which formats recognise files. */
export interface HeadElement {
  readonly name: string;
  readonly namespace: string;
}

/** Start tags that are enough: a message is wrapped in few envelopes. */
const enough = 50;

/**
 * The first start tags of an XML file, from its first bytes as text, skipping comments, instructions and CDATA. Namespaces
 * are those declared by any tag so far. Empty for text that is not XML.
 */
export function firstElements(text: string): HeadElement[] {
  // Why NULs: UTF-16 decoded byte by byte has one beside each character.
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

/** The text of an XML file from its outermost element on, without declaration, comments and instructions. */
export function withoutProlog(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .replace(/^(?:<\?[^>]*\?>\s*|<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)*/, '');
}

/** Whether the head is cut off, by a long comment or text, before it has enough tags to recognise the file. */
export function isUndecided({ bytes, text }: FileHead): boolean {
  const elements = firstElements(text).length;
  return bytes.length >= headBytes && elements > 0 && elements < enough;
}

const headBytes = 65_536;

const startTag = /<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)((?:\s+[^<>]*?)?)\/?>/g;
const declaration = /\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
