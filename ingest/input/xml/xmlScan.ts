/** A tag in text that need not be well-formed. */
export interface ScannedTag {
  readonly kind: 'start' | 'end';
  /** Name with its prefix. */
  readonly name: string;
  /** Where its `<` is. */
  readonly at: number;
  /** Behind its name; of an end tag behind its `>`. */
  readonly after: number;
}

/** A tag; or none up to `from`, where the text that follows is incomplete. */
export type Scan = ScannedTag | { readonly kind: 'none'; readonly from: number };

/** A comment or section that is longer counts as never closed, and its opening as text. */
const maximumCommentCharacters = 1 << 16;
/** Characters of a name at most. */
export const longestName = 1024;

const startTag = /<([^\s<>/=!?"'&]+)(?=[\s/>])/y;
const endTag = /<\/([^\s<>/=!?"'&]+)\s*>/y;

/**
 * The next tag of a text from a place on, past comments and CDATA sections.
 *
 * @param isLast whether no more text will come
 */
export function scanTag(text: string, from: number, isLast: boolean): Scan {
  for (let at = text.indexOf('<', from); at !== -1; ) {
    const isCut = !isLast && text.length - at < longestName;
    startTag.lastIndex = at;
    const start = startTag.exec(text);
    if (start) return { kind: 'start', name: start[1] as string, at, after: at + start[0].length };
    endTag.lastIndex = at;
    const end = endTag.exec(text);
    if (end) return { kind: 'end', name: end[1] as string, at, after: at + end[0].length };
    const past = toPastSection(text, at);
    if (past === null && !isLast && text.length - at < maximumCommentCharacters && isSection(text, at)) {
      return { kind: 'none', from: at };
    }
    if (past === null && isCut && text.indexOf('>', at) === -1) return { kind: 'none', from: at };
    at = text.indexOf('<', past ?? at + 1);
  }
  return { kind: 'none', from: text.length };
}

function isSection(text: string, at: number): boolean {
  return text.startsWith('<!--', at) || text.startsWith('<![CDATA[', at);
}

/** The place behind a comment, instruction or CDATA section that begins here and is closed; null where there is none. */
function toPastSection(text: string, at: number): number | null {
  if (at === -1) return null;
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('--', at + 4);
    return end !== -1 && text[end + 2] === '>' && end - at < maximumCommentCharacters ? end + 3 : null;
  }
  if (text.startsWith('<?', at)) {
    const end = text.indexOf('?>', at + 2);
    return end !== -1 && end - at < maximumCommentCharacters ? end + 2 : null;
  }
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at + 9);
    return end !== -1 && end - at < maximumCommentCharacters ? end + 3 : null;
  }
  return null;
}

/** The place of the first `<` that begins no whole comment, instruction or CDATA section; -1 where there is none. */
export function findOpening(text: string, from: number): number {
  let at = text.indexOf('<', from);
  for (let past = toPastSection(text, at); past !== null; past = toPastSection(text, at)) at = text.indexOf('<', past);
  return at;
}

/** Whether a text has nothing but white space, comments and instructions. */
export function isBlank(text: string): boolean {
  return text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '').trim() === '';
}

/** The local part of a name with a prefix. */
export function toLocal(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Line ends in a text: CR LF, LF or CR. */
export function countLines(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
