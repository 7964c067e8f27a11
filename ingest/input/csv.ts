// SPDX-License-Identifier: Apache-2.0
import type { InputFile } from './inputFile.js';
import { type FileLine, readLines } from './lines.js';

/** One record of a CSV file. */
export interface CsvRow {
  readonly kind: 'row';
  /** Line on which the record begins, 1-based. */
  readonly line: number;
  readonly fields: readonly string[];
  /** The record as it stands in the file. */
  readonly raw: string;
  /** Bytes of the file read so far. */
  readonly offset: number;
}

/** A line that is no record. */
export interface CsvDefect {
  readonly kind: 'defect';
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  readonly offset: number;
}

/** A quoted field may span lines; more than this is a quote that was never closed. */
const maximumLinesPerRecord = 100;

/** How a file of separated values is written. */
export interface CsvOptions {
  /** Which numbers of fields a record of this file may have. */
  readonly width: (fields: number) => boolean;
  /** One character; a comma by default. */
  readonly delimiter?: string;
}

/**
 * The records of a CSV file (RFC 4180), streamed.
 *
 * @remarks Why not a general CSV reader: one line with a quote that is never closed swallows all that follow it. Here it
 * costs that line: a record that does not close, or closes with the wrong number of fields, is given back up to its
 * first line, which is the defect, and reading goes on with the second.
 */
export async function* readCsv(file: InputFile, options: CsvOptions): AsyncGenerator<CsvRow | CsvDefect> {
  const { width, delimiter = ',' } = options;
  const source = readLines(file);
  const returned: FileLine[] = [];
  const next = async (): Promise<FileLine | undefined> => {
    if (returned.length > 0) return returned.shift();
    const step = await source.next();
    return step.done ? undefined : step.value;
  };
  for (let first = await next(); first !== undefined; first = await next()) {
    if (first.text === null) {
      yield { kind: 'defect', line: first.number, reason: 'line.tooLong', raw: '', offset: first.offset };
      continue;
    }
    if (isBlank(first.text)) continue;
    const parser = createRecordParser(delimiter);
    const lines = [first];
    parser.feed(first.text);
    while (parser.open() && lines.length < maximumLinesPerRecord) {
      const more = await next();
      if (more === undefined) break;
      lines.push(more);
      if (more.text === null) break;
      parser.feed(`\n${more.text}`);
    }
    const fields = parser.end();
    const trusted = !parser.open() && width(fields.length) && (lines.length === 1 || !parser.stray());
    if (trusted) {
      const raw = lines.length === 1 ? first.text : lines.map((line) => line.text).join('\n');
      yield { kind: 'row', line: first.number, fields, raw, offset: (lines.at(-1) as FileLine).offset };
      continue;
    }
    returned.unshift(...lines.slice(1));
    const reason = parser.open() || lines.length > 1 ? 'quote.notClosed' : 'fields.wrongNumber';
    yield { kind: 'defect', line: first.number, reason, raw: first.text, offset: first.offset };
  }
}

interface RecordParser {
  feed(text: string): void;
  /** Inside a quoted field. */
  open(): boolean;
  /** Text stood beside a quoted field's quotes: tolerated on one line, a sign of a lost quote over several. */
  stray(): boolean;
  end(): string[];
}

function createRecordParser(delimiter: string): RecordParser {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  let closed = false;
  let strays = false;
  const feed = (text: string): void => {
    for (let at = 0; at < text.length; ) {
      if (quoted) {
        const quote = text.indexOf('"', at);
        field += quote === -1 ? text.slice(at) : text.slice(at, quote);
        if (quote === -1) return;
        const escaped = text[quote + 1] === '"';
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
      if (character === '"' && field.trim() === '' && !closed) {
        field = '';
        quoted = true;
        at += 1;
        continue;
      }
      const next = text.indexOf(delimiter, at);
      const end = next === -1 ? text.length : next;
      const plain = text.slice(at, end);
      if (closed) strays ||= plain.trim() !== '';
      if (!closed || plain.trim() !== '') field += plain;
      at = end;
    }
  };
  return {
    feed,
    open: () => quoted,
    stray: () => strays,
    end: () => [...fields, field],
  };
}

/** Empty, or the end-of-file mark that DOS tools append. */
function isBlank(line: string): boolean {
  const text = line.trim();
  return text === '' || text === '\u001A';
}
