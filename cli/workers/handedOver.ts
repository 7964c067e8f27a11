import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:cluster';

/** What the primary of a cluster says to a worker when it hands a connection over (node:internal/cluster). */
interface Handing {
  readonly cmd: 'NODE_CLUSTER';
  readonly act?: string;
  readonly seq?: number;
}

/** What a worker answers: whether it took the connection of that number. */
interface Taken {
  readonly cmd: 'NODE_CLUSTER';
  readonly ack?: number;
  readonly accepted: boolean;
}

/**
 * Gives back the connections that were on their way to a worker when it died.
 *
 * @remarks Node hands a connection over by its IPC channel and closes its own copy when the worker says that it took
 *   it. A worker that is killed says nothing any more, and while a connection is on its way Node does not even count its
 *   channel as closed: the copy stays open in the primary for ever, and the client waits at a connection that nobody
 *   reads. Nothing of it was read. Once process and channel are at their end, each is answered in the dead worker's
 *   name: not taken, so that Node hands it to another worker; or, where there is none, taken, so that Node closes it.
 *   This leans on what node:internal/cluster says to its workers; where a later Node says it otherwise, nothing is
 *   given back, and test/e2e/workers/workersKilled.test.ts is red.
 */
export function giveBackHandedOver(worker: Worker, hasOthers: () => boolean): void {
  const child = worker.process as ChildProcess;
  const onTheirWay = new Set<number>();
  let isForgotten = false;
  const send = child.send.bind(child) as (message: Handing, ...rest: unknown[]) => boolean;
  child.send = ((message: Handing, ...rest: unknown[]) => {
    const { cmd, act, seq } = message;
    if (cmd === 'NODE_CLUSTER' && act === 'newconn' && seq !== undefined) onTheirWay.add(seq);
    return send(message, ...rest);
  }) as typeof child.send;
  child.on('internalMessage', ({ cmd, ack }: Taken) => {
    if (cmd === 'NODE_CLUSTER' && ack !== undefined) onTheirWay.delete(ack);
  });
  child.once('disconnect', () => {
    isForgotten = true;
  });
  // Why not the end of the process: what it said last may still lie in the channel then.
  child.once('close', () => {
    // Why: Node would go on counting it among those that connections may be handed to.
    if (!isForgotten) child.emit('disconnect');
    for (const ack of [...onTheirWay]) {
      const answer: Taken = { cmd: 'NODE_CLUSTER', ack, accepted: !hasOthers() };
      child.emit('internalMessage', answer, undefined);
    }
  });
}
