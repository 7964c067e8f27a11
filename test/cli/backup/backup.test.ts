import { expect, it } from '@jest/globals';
import { runBackup } from '../../../cli/backup/backup.js';
import { readSettings } from '../../../cli/config.js';

it.each(['14', '0d', '-1d', '14h', '1.5d', 'd', '100000d', ' 14d'])(
  'backups are kept for a number of days, or nothing is begun: %s',
  async (keep) => {
    const { settings } = readSettings({ data: '/nowhere' }, {});
    const command = { folder: '/nowhere', operator: 'tester', json: true, out: () => undefined };
    for (const stated of [
      { keep, keepKeys: '7d' },
      { keep: '7d', keepKeys: keep },
    ])
      await expect(runBackup(settings, { ...command, ...stated })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(keep),
      });
  },
);
