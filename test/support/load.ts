import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../auditlog/types.js';

/** An operation as it is posted. */
export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one client of a load went through. */
export interface ClientRecord {
  readonly receipts: Receipt[];
  /** Statuses other than 200, and errors of the connection. */
  readonly failures: string[];
}

/** Requests that go on until told otherwise. */
export interface Load {
  readonly clients: readonly ClientRecord[];
  /** Answers so far. */
  count(): number;
  /** Lets each client finish its request. */
  stop(): Promise<void>;
}

/**
 * Clients that ask one operation after the other, each on one kept connection of its own; a connection that the server
 * asks to close is closed, as HTTP clients do.
 */
export function startLoad(operation: Posted, options: { readonly clients: number; readonly pauseMs: number }): Load {
  let isStopping = false;
  const clients: ClientRecord[] = [];
  const running = Array.from({ length: options.clients }, async () => {
    const record: ClientRecord = { receipts: [], failures: [] };
    clients.push(record);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!isStopping) {
      await askOnce(operation, agent, record);
      await sleep(options.pauseMs);
    }
    agent.destroy();
  });
  return {
    clients,
    count: () => clients.reduce((sum, { receipts }) => sum + receipts.length, 0),
    stop: async () => {
      isStopping = true;
      await Promise.all(running);
    },
  };
}

async function askOnce(operation: Posted, agent: Agent, { receipts, failures }: ClientRecord): Promise<void> {
  try {
    const { status, text } = await post(operation, agent);
    const receipt = status === 200 ? (JSON.parse(text).extensions?.audit as Receipt | undefined) : undefined;
    if (receipt) receipts.push(receipt);
    else failures.push(`${status} ${text.slice(0, 300)}`);
  } catch (error) {
    failures.push(String((error as { code?: string }).code ?? error));
  }
}

/** Posts an operation over the agent's connections. */
export async function post(
  { url, headers, body }: Posted,
  agent: Agent,
): Promise<{ readonly status: number; readonly text: string }> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers, timeout: 120_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within two minutes')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Posts a JSON body, as a client of the graph does. */
export async function postJson(
  url: string | URL,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  return await fetch(url, { method: 'POST', headers: all, body: JSON.stringify(body) });
}
