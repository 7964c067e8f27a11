import cluster, { type Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Logger } from 'pino';
import { LogWriter, type LogWriterOptions } from '../../../cli/workers/logWriter.js';
import type { Order, Report } from '../../../cli/workers/messages.js';
import { anyRegister } from '../../auditlog/support/openTestLog.js';

/** A process that is only told what to do: the test says what it does. */
class Process extends EventEmitter {
  readonly orders: string[] = [];
  isAlive = true;
  readonly process = Object.assign(new EventEmitter(), {
    pid: forked.length + 1,
    send: () => true,
    kill: (signal: string) => this.exit(null, signal),
  });

  isConnected = (): boolean => this.isAlive;

  send({ type }: Order): void {
    this.orders.push(type);
    if (type === 'stop') this.exit(0);
    if (type === 'drain') this.says({ type: 'drained' });
  }

  says(...reports: readonly Report[]): void {
    for (const report of reports) this.emit('message', report);
  }

  exit(code: number | null, signal: string | null = null): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.emit('exit', code, signal);
  }
}

const hello: Report = { type: 'hello' };
const standing: Report = { type: 'standing' };
const ready: Report = { type: 'ready', url: '' };
const { fork } = cluster;
const startLimitMs = 6 * 100;
let forked: Process[] = [];
let writer: LogWriter;
let ending: AbortController;
beforeEach(() => {
  forked = [];
  ending = new AbortController();
  cluster.fork = () => {
    const next = new Process();
    forked.push(next);
    return next as unknown as Worker;
  };
  writer = new LogWriter({
    settings: { deadlineMs: 100 } as LogWriterOptions['settings'],
    log: { info: () => undefined, error: () => undefined } as unknown as Logger,
    register: anyRegister,
    ending: ending.signal,
    logSocket: { path: '', secret: '' },
    policy: () => ({}) as never,
  });
});
afterEach(async () => {
  await writer.stop();
  cluster.fork = fork;
});

const leading = (): Process[] => forked.filter(({ isAlive, orders }) => isAlive && orders.includes('lead'));
const last = (): Process => forked.at(-1) as Process;

describe('the process that writes the log', () => {
  it('is one, where a reload comes while another is about to be started: the later one ended the server', async () => {
    const started = writer.start();
    last().says(hello, standing, ready);
    await started;
    writer.keepStandby();
    forked[0]?.exit(1);
    forked[1]?.says(hello, standing, { type: 'failed', reason: 'the database is away', mayPass: true });
    forked[1]?.exit(1);
    await pause(10);
    const rolled = writer.roll();
    last().says(hello, standing);
    await pause(10);
    last().says(ready);
    expect(await rolled).toBe(true);
    last().says(hello, standing);
    await pause(700);
    expect(leading()).toHaveLength(1);
  });

  it('is not replaced once all is ending: a signal to the whole group made errors, and a process that was killed at once', async () => {
    const started = writer.start();
    last().says(hello, standing, ready);
    await started;
    writer.keepStandby();
    ending.abort();
    for (const process of forked) process.exit(0);
    await pause(500);
    expect(forked).toHaveLength(2);
  });

  it('is replaced where it crashes while all is ending, also in a reload: the last entries of workers were lost', async () => {
    const started = writer.start();
    last().says(hello, standing, ready);
    await started;
    writer.keepStandby();
    const rolled = writer.roll();
    last().says(hello, standing);
    const next = last();
    ending.abort();
    await pause(10);
    next.says(ready);
    await rolled;
    expect(leading()).toContain(next);
    next.exit(null, 'SIGKILL');
    await pause(10);
    last().says(hello, standing);
    await pause(10);
    expect(leading()).toContain(last());
  });

  it('is killed where it hangs in opening, also the first: it was waited for without an end', async () => {
    const started = writer.start().then(
      () => 'another one follows',
      () => 'ended',
    );
    last().says(hello, standing);
    expect(await Promise.race([started, pause(startLimitMs + 300)])).toBe('another one follows');
    expect(forked[0]?.isAlive).toBe(false);
  });
});
