/** An answer, ready for the wire. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 JSON, in pieces. */
  readonly body: readonly Buffer[];
  /** To be called once the body has left the process, and never before. */
  readonly release?: (() => void) | undefined;
}

/**
 * An answer with data, ready for the wire. The data are bytes already: nothing of them is parsed or copied as text.
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

/** Bytes of data up to which one piece is cheaper than three. */
const SMALL = 8_192;

function join(before: string, data: Buffer, after: string): Buffer {
  const head = Buffer.byteLength(before);
  const body = Buffer.allocUnsafe(head + data.length + Buffer.byteLength(after));
  body.write(before, 0, 'utf8');
  data.copy(body, head);
  body.write(after, head + data.length, 'utf8');
  return body;
}
