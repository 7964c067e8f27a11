import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../house/service.js';
import { descendantsOf, isAlive } from '../laws/processes.js';
import type { Night } from '../night.js';
import { watchedSource } from '../words.js';
import { expectRun, type NightEvent } from './event.js';

/** Processes that die, or hang. */
export const killing: readonly NightEvent[] = [
  {
    name: 'worker killed',
    run: (night) => kill(night, 'worker killed', () => night.random.pick(night.house.workers())),
  },
  { name: 'writer killed', run: (night) => kill(night, 'writer killed', () => night.house.writer()) },
  { name: 'postmaster killed', run: (night) => kill(night, 'postmaster killed', () => night.house.postmaster()) },
  {
    name: 'primary killed',
    holdsServer: true,
    run: (night) => night.trouble('primary killed', () => killService(night.house.server)),
  },
  {
    name: 'worker stopped',
    run: (night) => stop(night, 'worker stopped', () => night.random.pick(night.house.workers()), 20_000),
  },
  { name: 'writer stopped', run: (night) => stop(night, 'writer stopped', () => night.house.writer(), 8000) },
  {
    name: 'power cut',
    holdsServer: true,
    run: (night) => night.trouble('power cut', () => cutPower(night)),
  },
  {
    name: 'postmaster stopped',
    run: (night) => stop(night, 'postmaster stopped', () => night.house.postmaster(), 6000),
  },
  { name: 'command killed', after: 'backup', run: killCommand },
  {
    name: 'watcher killed',
    async run({ house, deliveries, words }) {
      deliveries.deliver([words.plant(watchedSource, null), words.plant(watchedSource, ['NL-CUSTOMS'])]);
      await killService(house.watcher);
    },
  },
];

const kill = (night: Night, name: string, pid: () => number): Promise<void> =>
  night.trouble(name, async () => {
    process.kill(pid(), 'SIGKILL');
  });

const stop = (night: Night, name: string, pid: () => number, ms: number): Promise<void> =>
  night.trouble(name, async () => {
    const stopped = pid();
    process.kill(stopped, 'SIGSTOP');
    await sleep(ms);
    process.kill(stopped, 'SIGCONT');
  });

/** A command of an operator is killed somewhere, and typed again. */
async function killCommand(night: Night): Promise<void> {
  const { house, random } = night;
  const commands = [
    ['backup', house.backups],
    ['purge'],
    ['audit', 'expire'],
    ['audit', 'verify'],
    ['keys', '--rewrap'],
  ];
  const args = random.pick(commands);
  const command = house.begin(...args);
  await sleep(300 + random.below(3000));
  command.process.kill('SIGKILL');
  await command.ended;
  await expectRun(night, 0, ...args);
}

/** Kills it, and waits until it was started again. */
async function killService(service: Service): Promise<void> {
  const starts = service.starts();
  process.kill(service.pid(), 'SIGKILL');
  while (service.starts() === starts || !service.isUp()) await sleep(100);
}

/** Everything ends at once: server, workers, database, watcher. */
async function cutPower({ house }: Night): Promise<void> {
  const services = [house.server, house.watcher];
  const starts = services.map((service) => service.starts());
  const pids = services.flatMap((service) => [service.pid(), ...descendantsOf(service.pid())]);
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  for (const [at, service] of services.entries()) {
    while (service.starts() === starts[at] || !service.isUp()) await sleep(100);
  }
}
