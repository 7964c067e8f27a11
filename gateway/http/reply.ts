/** An answer, ready to be sent. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 JSON, in pieces. */
  readonly body: readonly Buffer[];
  /**
   * In place of `body`: read as the client takes them. Where reading fails, the connection is cut, so that nobody takes a part for
   * the whole.
   */
  readonly pieces?: AsyncIterable<Uint8Array> | undefined;
  /** Call it once the body has left the process, never before. */
  readonly release?: (() => void) | undefined;
}

/**
 * An answer with data. The data are bytes already: they are not parsed, and not copied as text.
 *
 * @param data UTF-8 JSON
 */
export function dataReply(
  mediaType: string,
  { data, release }: Pick<HttpReply, 'release'> & { readonly data: Buffer },
  rest: { readonly errors: readonly unknown[]; readonly extensions: Readonly<Record<string, unknown>> },
): HttpReply {
  const before = rest.errors.length > 0 ? `{"errors":${JSON.stringify(rest.errors)},"data":` : '{"data":';
  const after = `,"extensions":${JSON.stringify(rest.extensions)}}\n`;
  return {
    status: 200,
    headers: { 'content-type': mediaType },
    release,
    body:
      data.length < SMALL
        ? [join(before, data, after)]
        : [Buffer.from(before, 'utf8'), data, Buffer.from(after, 'utf8')],
  };
}

/** Data shorter than this are cheaper as one piece than as three, bytes. */
const SMALL = 8_192;

function join(before: string, data: Buffer, after: string): Buffer {
  const head = Buffer.byteLength(before);
  const body = Buffer.allocUnsafe(head + data.length + Buffer.byteLength(after));
  body.write(before, 0, 'utf8');
  data.copy(body, head);
  body.write(after, head + data.length, 'utf8');
  return body;
}
