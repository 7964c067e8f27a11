import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningCommand, runCommand } from '../../../support/command.js';
import { descendantsOf } from '../laws/processes.js';

/** A command that is started again when it dies, as systemd does with `Restart=on-failure`. */
export interface Service {
  /** Process id of the one that runs now. */
  pid(): number;
  /** How often it was started. */
  starts(): number;
  /** False from the moment that it ended until the next one is up. */
  isUp(): boolean;
  /** All that it ever wrote to standard output and standard error. */
  out(): string;
  err(): string;
  start(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

/**
 * @param isReady what it says on standard output when it is up
 * @param killsGroup whether what the dead one started is killed too, as `KillMode=mixed` does; else left, as `KillMode=process`
 */
export function createService(args: readonly string[], isReady: RegExp, killsGroup: () => boolean): Service {
  const ended: string[] = [];
  const endedErr: string[] = [];
  let command: RunningCommand | undefined;
  let starts = 0;
  let isStopping = false;
  let isUp = false;
  let next: Promise<void> | undefined;
  let family: readonly number[] = [];
  const watchFamily = setInterval(() => {
    if (command && isUp) family = descendantsOf(command.process.pid ?? 0);
  }, 1000).unref();

  const start = async (): Promise<void> => {
    isStopping = false;
    for (;;) {
      starts += 1;
      const started = runCommand(args);
      command = started;
      void started.ended.then((code) => {
        isUp = false;
        ended.push(started.out());
        endedErr.push(started.err());
        if (command === started) command = undefined;
        if (!isStopping && code !== 0) next = again();
      });
      const up = await started.until(isReady).then(
        () => true,
        () => false,
      );
      if (!up) {
        if (starts === 1) throw new Error(`it does not start: ${started.err().slice(-2000)}`);
        return;
      }
      isUp = true;
      family = descendantsOf(started.process.pid ?? 0);
      return;
    }
  };
  const again = async (): Promise<void> => {
    if (killsGroup()) for (const pid of family) killHard(pid);
    await sleep(1000);
    if (!isStopping) await start();
  };
  return {
    pid: () => command?.process.pid ?? 0,
    starts: () => starts,
    isUp: () => isUp,
    out: () => ended.join('') + (command?.out() ?? ''),
    err: () => endedErr.join('') + (command?.err() ?? ''),
    start,
    async stop() {
      isStopping = true;
      await next;
      const running = command;
      clearInterval(watchFamily);
      running?.process.kill('SIGTERM');
      return running ? await running.ended : null;
    },
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
