import type { Trail } from '../trail.js';
import type { OpenElement, XmlElement } from './xmlElement.js';

/** What reading an XML file yields, in file order. */
export type XmlItem =
  /** The outermost element, as soon as it begins: without children. */
  | { readonly kind: 'root'; readonly element: XmlElement }
  | {
      readonly kind: 'record';
      readonly element: XmlElement;
      /** Local names from the root down, and the position among the records of the file, from 1. */
      readonly path: string;
      readonly line: number;
      /** The record's text in the file. */
      readonly raw: string;
      readonly frame: XmlFrame;
      /** What a reader that goes on behind it has to know; absent where none will. */
      readonly after?: XmlState;
    }
  | {
      readonly kind: 'defect';
      readonly path: string;
      /** Line on which the broken record or place begins. */
      readonly line: number;
      /** Line on which reading broke off: of the last whole tag, or after it. */
      readonly brokenLine: number;
      /**
       * `xml.notWellFormed`, `xml.tooDeep`, `xml.tooManyAttributes`, `xml.textTooLong`,
       `record.tooLong`, `encoding.broken`, `file.truncated`, `file.damaged`.
       */
      readonly reason: string;
      /** The broken record, or what is broken between records, up to where reading goes on; at most 1 MiB. */
      readonly raw: string | Uint8Array;
      readonly frame: XmlFrame;
    };

/** Where reading stands behind a record. */
export interface XmlState {
  /** In characters. */
  readonly position: number;
  readonly line: number;
  /** The open elements, from the root. */
  readonly above: readonly OpenElement[];
  readonly root: string | null;
  /** Records and defects so far. */
  readonly count: number;
  /** Names of records met so far. */
  readonly known: readonly string[];
  /** See `XmlReader`. */
  readonly resumedAt: number;
}

/** Start tags of the elements above a record, and their end tags: with them its text is a file again. */
export interface XmlFrame {
  readonly before: string;
  readonly after: string;
}

/** Which elements of an XML file are read. */
export interface XmlOptions {
  /**
   * Whether the element at this path (local names from the root down) is a record, which is yielded whole. A record has no
   * child of its own name: such an element is the next record, after a lost end tag.
   */
  readonly isRecord: (path: readonly string[]) => boolean;
  readonly trail?: Trail | undefined;
}

/** The tags around a record, so that it can be read alone. */
export function toFrame(above: readonly OpenElement[]): XmlFrame {
  const ends = above.map(({ qualifiedName }) => `</${qualifiedName}>`);
  return { before: above.map(({ startTag }) => startTag).join(''), after: ends.reverse().join('') };
}

/** `/Root/Record[3]`: the place of a record among its siblings, from 1. */
export function pathOf(elements: readonly { readonly name: string }[], position: number): string {
  return `/${elements.map(({ name }) => name).join('/')}[${position}]`;
}
