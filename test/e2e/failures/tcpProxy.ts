import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../../support/waiting/listen.js';

/** An address that leads to one server, and then to another: what a virtual address is to those who fail over. */
export interface TcpProxy {
  readonly port: number;
  /** Leads there from now on; those who are connected are cut off. */
  leadTo(port: number): void;
  /** Drops every packet until `heal`: nobody is cut off, and nobody hears anything. What was open then stays dead. */
  drop(): void;
  /** New connections are led on again. */
  heal(): void;
  close(): Promise<void>;
}

/** Opens the address, leading to a port of this machine. */
export async function openTcpProxy(first: number): Promise<TcpProxy> {
  let target = first;
  let isDropping = false;
  const open = new Set<Socket>();
  const cutOff = (): void => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    if (isDropping) {
      open.add(client.on('error', () => undefined).on('close', () => open.delete(client)));
      return;
    }
    const behind = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  return {
    port: await listen(server),
    leadTo(port) {
      target = port;
      cutOff();
    },
    drop() {
      isDropping = true;
      for (const socket of open) socket.unpipe().pause();
    },
    heal() {
      isDropping = false;
    },
    async close() {
      cutOff();
      server.close();
      await once(server, 'close');
    },
  };
}
