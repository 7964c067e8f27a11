import type { OpenElement } from './xmlElement.js';
import type { XmlFrame } from './xmlItem.js';
import type { createResumeSearch } from './xmlResume.js';
import { toLocal } from './xmlScan.js';

/** A region that is not well-formed, while the place behind it is searched. */
export interface Broken {
  readonly reason: string;
  readonly start: number;
  readonly line: number;
  /** On which reading broke off. */
  readonly brokenLine: number;
  readonly path: string;
  readonly frame: XmlFrame;
  readonly above: readonly OpenElement[];
  readonly search: ReturnType<typeof createResumeSearch>;
  searched: number;
  /** What comes before is needed no more. */
  needed: number;
  raw: string;
  /** Where `raw` ends. */
  rawEnd: number;
  /** Lines from `start` to `rawEnd`. */
  lines: number;
}

/** What is broken, and where the search for the place behind it begins. */
export interface Region {
  readonly above: readonly OpenElement[];
  readonly start: number;
  readonly line: number;
  /** Of the broken element, with its prefix; null where it is none. */
  readonly name: string | null;
  readonly isRecord: boolean;
  /** See `ResumeOptions.lost`. */
  readonly lost: string | null;
  /** Where the search for the place behind it begins. */
  readonly from: number;
}

/** A name that a start tag can be made of, for an element of which it is lost. */
export function toUsable(name: string | null): string {
  // Why without prefix: it may have been declared in the tag itself.
  const local = toLocal(name ?? '');
  return /^[a-z_][\w.-]*$/i.test(local) ? local : 'unknown';
}

/** An element whose start tag is lost: its attributes and namespace are with it. */
export function toLostElement(name: string, { start, line }: Broken): OpenElement {
  return {
    qualifiedName: name,
    name: toLocal(name),
    namespace: '',
    attributes: {},
    children: [],
    text: '',
    line,
    start,
    startTagEnd: start,
    startTag: `<${name}>`,
    hasRecords: false,
  };
}

/** The tags that stand around a record, so that it can be read alone. */
export function toFrame(above: readonly OpenElement[]): XmlFrame {
  return {
    before: above.map(({ startTag }) => startTag).join(''),
    after: above
      .map(({ qualifiedName }) => `</${qualifiedName}>`)
      .reverse()
      .join(''),
  };
}

/** `/Root/Record[3]`: the place of a record among its siblings, from 1. */
export function pathOf(names: readonly string[], position: number): string {
  return `/${names.join('/')}[${position}]`;
}

/** How often a line ends in a text: CR LF, LF or CR. */
export function countLines(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
