import { isUtf8 } from 'node:buffer';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PortcullisError } from '../../../../schema/errors.js';
import type { AssertionVerifier } from '../assertion.js';
import { assertionOf } from '../assertionOf.js';
import { answerCall, refusal, type ServedSource } from '../call.js';
import { callsProtocol } from './frames.js';
import { type AnswerCall, serveCalls } from './serveCalls.js';

/** The connections of a source that calls share. */
export interface CallSharing {
  /** Takes the gateway's request to upgrade; everybody else is refused. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Has each answer what is under way, and end. */
  close(): void;
}

/** @param verifier the source's one: an assertion is good once, whichever way it comes */
export function callSharing(source: ServedSource, verifier: AssertionVerifier): CallSharing {
  const open = new Set<() => void>();
  let isClosed = false;

  const answer: AnswerCall = async ({ assertion, traceparent }, body, signal) => {
    try {
      if (!isUtf8(body)) throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
      return await answerCall(source, { session: verifier.verify(assertion, body), body, signal, traceparent });
    } catch (error) {
      if (signal.aborted) throw error;
      return refusal(error);
    }
  };

  return {
    accept(request, socket, head) {
      socket.on('error', () => socket.destroy());
      try {
        verifier.verify(assertionOf(request), '');
        if (request.headers.upgrade !== callsProtocol) throw new PortcullisError('SOURCE_ASSERTION_INVALID');
        if (isClosed) throw new PortcullisError('SHUTTING_DOWN');
      } catch (error) {
        const { status } = refusal(error);
        socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        // Why destroyed: from here on no time limit of the server ends a connection.
        socket.end(() => socket.destroy());
        return;
      }
      if (head.length > 0) socket.unshift(head);
      const close = serveCalls(socket, answer);
      open.add(close);
      socket.once('close', () => open.delete(close));
    },
    close() {
      isClosed = true;
      for (const close of open) close();
    },
  };
}
