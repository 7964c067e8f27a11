import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { PortcullisError } from '../../../schema/errors.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The body, UTF-8. Throws BODY_TOO_LARGE as soon as it exceeds 4 MiB; UNSUPPORTED_MEDIA_TYPE where it is compressed, as
 * the gateway's never is, or not UTF-8; REQUEST_MALFORMED where the connection ends early.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (request.headers['content-encoding']) throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw new PortcullisError('BODY_TOO_LARGE');
  const bytes = await collect(request);
  if (!isUtf8(bytes)) throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
  return bytes;
}

/** Why not `for await`: it makes an iterator and promises for a body that nearly always comes in one piece. */
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BYTES) return void chunks.push(chunk);
      chunks.length = 0;
      request.pause();
      reject(new PortcullisError('BODY_TOO_LARGE'));
    });
    request.once('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks, size));
    });
    const broken = () => reject(new PortcullisError('REQUEST_MALFORMED'));
    request.once('error', broken);
    request.once('aborted', broken);
  });
}
