import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from '../../support/waiting/listen.js';

/** A question as the server got it. */
export interface Got {
  readonly path: string | undefined;
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: a body is walked freely by its test
  readonly body: any;
}

/** What comes of the next question: an answer by default. */
export type Act = (response: ServerResponse, got: Got) => void;

/** A server over real HTTP that does what a test says, and keeps what it was asked. */
export interface ScriptedServer {
  readonly url: string;
  readonly got: Got[];
  /** For the next questions, one each. */
  next(...acts: Act[]): void;
  close(): Promise<void>;
}

/** An answer in the form of the graph's. */
export function answering(data: object, extensions: object = {}, errors?: readonly object[]): Act {
  return (response) =>
    send(response, 200, { ...(errors ? { errors } : {}), data, extensions: { requestId: 'r', ...extensions } });
}

/** A refusal in the form of the graph's. */
export function refusing(status: number, code: string, headers: Record<string, string> = {}): Act {
  const body = { errors: [{ message: `refused: ${code}`, extensions: { code } }], extensions: { requestId: 'r' } };
  return (response) => send(response, status, body, headers);
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/graphql-response+json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export async function openScriptedServer(): Promise<ScriptedServer> {
  const got: Got[] = [];
  const acts: Act[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { url: path, method } = request;
    const one = { path, method, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) };
    got.push(one);
    // By default each answer is another.
    (acts.shift() ?? answering({ n: got.length }))(response, one);
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}/graphql`,
    got,
    next: (...more) => void acts.push(...more),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A token of an officer, in form; nothing here verifies it. */
export function tokenOf(claims: Readonly<Record<string, unknown>> = {}): string {
  const usual = {
    iss: 'https://login.example',
    sub: 'nl-4711',
    agency: 'NL-CUSTOMS',
    role: 'ANALYST',
    clearance: 'PUBLIC',
  };
  const now = Math.floor(Date.now() / 1000);
  const body = { ...usual, iat: now, exp: now + 300, jti: crypto.randomUUID(), ...claims };
  return `e30.${Buffer.from(JSON.stringify(body)).toString('base64url')}.`;
}
