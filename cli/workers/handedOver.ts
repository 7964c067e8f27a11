import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:cluster';

/** What the primary of a cluster sends when it hands a connection to a worker (node:internal/cluster). */
interface Handing {
  readonly cmd: 'NODE_CLUSTER';
  readonly act?: string;
  readonly seq?: number;
}

/** What the worker answers: whether it took the connection of that number. */
interface Taken {
  readonly cmd: 'NODE_CLUSTER';
  readonly ack?: number;
  readonly accepted: boolean;
}

/**
 * Returns the connections that were in transit to a worker when it died.
 *
 * @remarks Node hands a connection over by its IPC channel and closes its own copy when the worker acknowledges it. A
 *   killed worker never does, and while a connection is in transit Node does not even count the channel as closed: the copy
 *   stays open in the primary for ever, and its client waits. Nothing of it was read. Once process and channel have
 *   ended, each is answered in the dead worker's name: not taken, so that Node hands it to another worker; or, where there
 *   is none, taken, so that Node closes it. This relies on the messages of node:internal/cluster; where a later Node
 *   changes them, nothing is returned, and test/e2e/workers/workersKilled.test.ts fails.
 */
export function giveBackHandedOver(worker: Worker, hasOthers: () => boolean): void {
  const child = worker.process as ChildProcess;
  const inTransit = new Set<number>();
  let isDisconnected = false;
  const send = child.send.bind(child) as (message: Handing, ...rest: unknown[]) => boolean;
  child.send = ((message: Handing, ...rest: unknown[]) => {
    const { cmd, act, seq } = message;
    if (cmd === 'NODE_CLUSTER' && act === 'newconn' && seq !== undefined) inTransit.add(seq);
    return send(message, ...rest);
  }) as typeof child.send;
  child.on('internalMessage', ({ cmd, ack }: Taken) => {
    if (cmd === 'NODE_CLUSTER' && ack !== undefined) inTransit.delete(ack);
  });
  child.once('disconnect', () => {
    isDisconnected = true;
  });
  // Why not at `exit`: its last messages may still be in the channel then.
  child.once('close', () => {
    // Why: Node would go on handing it connections.
    if (!isDisconnected) child.emit('disconnect');
    for (const ack of [...inTransit]) {
      const answer: Taken = { cmd: 'NODE_CLUSTER', ack, accepted: !hasOthers() };
      child.emit('internalMessage', answer, undefined);
    }
  });
}
