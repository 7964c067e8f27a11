import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { listen } from './waiting/listen.js';

/** A pooler in transaction mode: each transaction goes to the server's end that is set, no matter who sends it. */
export interface Pooler {
  readonly url: string;
  /** Which of the connections to the server is used next, from 0. */
  use(connection: number): void;
  close(): Promise<void>;
}

type Take = (message: Buffer, type: string) => void;

const AUTHENTICATION_OK = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1');
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');

/** Opens a pooler before a real server, with so many connections to it. */
export async function openPooler(url: string, connections: number): Promise<Pooler> {
  const servers = await Promise.all(Array.from({ length: connections }, () => openServer(url)));
  let used = 0;
  const clients = new Set<Socket>();
  const listener = createServer((client) => {
    clients.add(client.on('error', () => undefined));
    client.once('data', () => {
      client.write(Buffer.concat([AUTHENTICATION_OK, READY]));
      let unit: Buffer[] = [];
      eachMessage(client, (message, type) => {
        unit.push(message);
        // A query, or what is synchronised, goes to the server whole.
        if (type !== 'Q' && type !== 'S') return;
        servers[used]?.(Buffer.concat(unit), client);
        unit = [];
      });
    });
  });
  return {
    url: `postgres://anybody@127.0.0.1:${await listen(listener)}/pooled`,
    use: (connection) => {
      used = connection;
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await Promise.all([new Promise((resolve) => listener.close(resolve)), ...servers.map((server) => server(null))]);
    },
  };
}

type Server = (unit: Buffer | null, client?: Socket) => unknown;

/** One connection to the server, logged in: it answers one client after the other; null closes it. */
async function openServer(url: string): Promise<Server> {
  const login = new pg.Client(url);
  login.on('error', () => undefined);
  await login.connect();
  const { stream } = (login as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  stream.removeAllListeners('data');
  let client: Socket | undefined;
  eachMessage(stream, (message) => client?.write(message));
  return (unit, from) => {
    if (unit === null) return stream.destroy();
    client = from;
    return stream.write(unit);
  };
}

/** Takes a stream of the wire protocol apart: a type, the length of the rest, the rest. */
function eachMessage(stream: Socket, take: Take): void {
  let rest = Buffer.alloc(0);
  stream.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const end = 1 + rest.readUInt32BE(1);
      const message = rest.subarray(0, end);
      rest = rest.subarray(end);
      take(message, String.fromCharCode(message[0] as number));
    }
  });
}
