import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectRun, type NightEvent } from './event.js';

/** What an operator keeps copies by. */
export const copies: readonly NightEvent[] = [
  {
    name: 'backup',
    async run(night) {
      const begunAt = Date.now();
      const before = readdirSync(night.house.backups);
      await expectRun(night, 0, 'backup', night.house.backups, '--json');
      const [made = ''] = readdirSync(night.house.backups).filter((name) => !before.includes(name));
      night.kept.backup ??= { begunAt, path: join(night.house.backups, made) };
    },
  },
  {
    name: 'backup verify',
    after: 'backup',
    async run(night) {
      const copy = join(night.house.folder, 'files', 'verify');
      await expectRun(night, 0, 'backup', 'verify', night.house.backups, '--in', copy, '--json');
    },
  },
  {
    name: 'archive closed',
    async run(night) {
      // A backup ends a segment, so that there is something to archive.
      chmodSync(night.house.archive, 0o000);
      const backup = expectRun(night, 0, 'backup', night.house.backups, '--json');
      await sleep(15_000);
      chmodSync(night.house.archive, 0o700);
      await backup;
    },
  },
];
