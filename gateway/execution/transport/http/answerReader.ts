/** Whom an answer is read for. */
export interface AnswerSink {
  onHead(status: number, headers: AnswerHeaders): void;
  /** @param piece of the body; its memory is not used again */
  onData(piece: Buffer): void;
}

/** Lower-case names; values of a header that is repeated, joined. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** What a connection is at: reading a head, a body of one of three framings, or nothing. */
type State = 'none' | 'head' | 'length' | 'size' | 'chunk' | 'chunkEnd' | 'trailer' | 'rest';

/** Longest head, and longest line of chunked framing, bytes. */
const MAX_HEAD = 16_384;
const MAX_LINE = 1_024;

/** Bytes that are no answer of HTTP/1.1 as RFC 9112 has it: nothing of the connection is believed any more. */
export class MalformedAnswer extends Error {}

/**
 * Reads answers to POST off a connection, one after the other, strictly: whatever two readers could cut differently (two
 * lengths, a length and chunks, a folded line) is malformed.
 */
export class AnswerReader {
  #state: State = 'none';
  #text = '';
  #left = 0;
  /** Whether the connection may be used again when this answer has ended. */
  isKept = false;
  /** How long it may rest, as the other side says, seconds. */
  restSeconds: number | undefined;

  /** Waits for the answer to a request. */
  begin(): void {
    this.#state = 'head';
    this.#text = '';
  }

  /** True where no answer is on its way. */
  get isDone(): boolean {
    return this.#state === 'none';
  }

  /** True where the end of the connection is the end of the answer. */
  get endsWithConnection(): boolean {
    return this.#state === 'rest';
  }

  /** @throws MalformedAnswer */
  take(bytes: Buffer, sink: AnswerSink): void {
    for (let at = 0; at < bytes.length; ) at = this.#step(bytes, at, sink);
  }

  /** Reads on from `at`; where it stopped. */
  #step(bytes: Buffer, at: number, sink: AnswerSink): number {
    switch (this.#state) {
      case 'none':
        throw new MalformedAnswer('nothing was asked');
      case 'head':
        return this.#until('\r\n\r\n', bytes, at, (text) => this.#readHead(text, sink));
      case 'size':
        return this.#until('\r\n', bytes, at, (text) => this.#readSize(text));
      case 'chunkEnd':
        return this.#until('\r\n', bytes, at, (text) => {
          if (text !== '') throw new MalformedAnswer('chunk');
          this.#state = 'size';
        });
      case 'trailer':
        return this.#until('\r\n', bytes, at, (text) => {
          if (text === '') this.#state = 'none';
        });
      default:
        return this.#readBody(bytes, at, sink);
    }
  }

  #readBody(bytes: Buffer, at: number, sink: AnswerSink): number {
    const end = this.#state === 'rest' ? bytes.length : Math.min(bytes.length, at + this.#left);
    sink.onData(Buffer.from(bytes.subarray(at, end)));
    this.#left -= end - at;
    if (this.#left === 0 && this.#state === 'length') this.#state = 'none';
    if (this.#left === 0 && this.#state === 'chunk') this.#state = 'chunkEnd';
    return end;
  }

  /** Gathers text until its end mark has come. */
  #until(mark: string, bytes: Buffer, at: number, read: (text: string) => void): number {
    const before = this.#text.length;
    const max = this.#state === 'head' ? MAX_HEAD : MAX_LINE;
    const text = this.#text + bytes.toString('latin1', at, Math.min(bytes.length, at + max));
    const end = text.indexOf(mark, Math.max(0, before - mark.length));
    if (end < 0) {
      if (text.length >= max) throw new MalformedAnswer('too long');
      this.#text = text;
      return bytes.length;
    }
    this.#text = '';
    read(text.slice(0, end));
    return at + end + mark.length - before;
  }

  #readHead(text: string, sink: AnswerSink): void {
    const [first = '', ...lines] = text.split('\r\n');
    const [, minor, digits] = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/.exec(first) ?? [];
    if (minor === undefined || digits === '101') throw new MalformedAnswer('status line');
    const status = Number(digits);
    // What comes before the answer itself; its head follows.
    if (status < 200) return;
    const headers = readHeaders(lines);
    this.#frame(status, headers);
    const connection = headers.connection?.toLowerCase() ?? '';
    this.isKept = minor === '1' && !connection.includes('close') && this.#state !== 'rest';
    const seconds = /(?:^|[\s,])timeout=(\d{1,6})/i.exec(headers['keep-alive'] ?? '')?.[1];
    this.restSeconds = seconds === undefined ? undefined : Number(seconds);
    sink.onHead(status, headers);
  }

  /** RFC 9112, section 6.3. */
  #frame(status: number, headers: AnswerHeaders): void {
    const { 'transfer-encoding': coding, 'content-length': length } = headers;
    if (coding !== undefined && (length !== undefined || coding.toLowerCase() !== 'chunked'))
      throw new MalformedAnswer('framing');
    if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new MalformedAnswer('length');
    this.#left = Number(length ?? -1);
    if (status === 204 || status === 304 || this.#left === 0) this.#state = 'none';
    else this.#state = coding !== undefined ? 'size' : length !== undefined ? 'length' : 'rest';
  }

  #readSize(text: string): void {
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/i.exec(text)?.[1];
    if (size === undefined) throw new MalformedAnswer('chunk');
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'chunk';
  }
}

function readHeaders(lines: readonly string[]): AnswerHeaders {
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
    if (name === '') throw new MalformedAnswer('header');
    const key = name.toLowerCase();
    const known = headers[key];
    headers[key] = known === undefined ? value.trim() : `${known}, ${value.trim()}`;
  }
  return headers;
}
