const quoteCode = 0x22;

/**
 * The fields of a record on one line whose quotes are where RFC 4180 allows them.
 *
 * @returns null where they are not, or the record goes on in the next line: then use `createRecordParser`
 */
export function splitLine(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const delimiterCode = delimiter.charCodeAt(0);
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (text.charCodeAt(at) !== quoteCode) {
      const end = text.indexOf(delimiter, at);
      const field = end === -1 ? text.slice(at) : text.slice(at, end);
      if (field.includes('"')) return null;
      fields.push(field);
      if (end === -1) return fields;
      at = end + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    let isEscaped = false;
    while (end !== -1 && text.charCodeAt(end + 1) === quoteCode) {
      isEscaped = true;
      end = text.indexOf('"', end + 2);
    }
    if (end === -1) return null;
    const field = text.slice(at + 1, end);
    fields.push(isEscaped ? field.replaceAll('""', '"') : field);
    if (end + 1 === text.length) return fields;
    if (text.charCodeAt(end + 1) !== delimiterCode) return null;
    at = end + 2;
  }
}

/** Reads a record with misplaced quotes, or one that spans lines. */
export interface RecordParser {
  feed(text: string): void;
  /** Inside a quoted field. */
  open(): boolean;
  /** There was text beside a quoted field's quotes: tolerated on one line, a sign of a lost quote over several. */
  stray(): boolean;
  end(): string[];
}

/** @param delimiter one character */
export function createRecordParser(delimiter: string): RecordParser {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  let closed = false;
  let isStray = false;
  const feed = (text: string): void => {
    for (let at = 0; at < text.length; ) {
      if (quoted) {
        const quote = text.indexOf('"', at);
        field += quote === -1 ? text.slice(at) : text.slice(at, quote);
        if (quote === -1) return;
        const escaped = text.charCodeAt(quote + 1) === quoteCode;
        if (escaped) field += '"';
        quoted = escaped;
        closed = !escaped;
        at = quote + (escaped ? 2 : 1);
        continue;
      }
      const character = text[at] as string;
      if (character === delimiter) {
        fields.push(field);
        field = '';
        closed = false;
        at += 1;
        continue;
      }
      if (character === '"' && !closed && field.trim() === '') {
        field = '';
        quoted = true;
        at += 1;
        continue;
      }
      const next = text.indexOf(delimiter, at);
      const end = next === -1 ? text.length : next;
      const plain = text.slice(at, end);
      if (closed) isStray ||= plain.trim() !== '';
      if (!closed || plain.trim() !== '') field += plain;
      at = end;
    }
  };
  return {
    feed,
    open: () => quoted,
    stray: () => isStray,
    end: () => [...fields, field],
  };
}
