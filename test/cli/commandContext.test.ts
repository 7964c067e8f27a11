import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openCommandContext } from '../../cli/commandContext.js';
import { readSettings } from '../../cli/config.js';
import { openLog } from '../../cli/log.js';

// An empty one was made there, and the operator was told that the log was forged.
test('no empty database is made beside the heads of logs whose database is gone: a restore is named', async () => {
  const data = mkdtempSync(join(tmpdir(), 'portcullis-gone-'));
  try {
    mkdirSync(join(data, 'heads'));
    writeFileSync(join(data, 'heads', 'main.head'), '');
    const { settings } = readSettings({ data }, {});
    const opening = openCommandContext(settings, openLog({ logLevel: 'silent' }), { mayCreate: true });
    // Stopped where it was made after all: it would outlive the test.
    await expect(opening.then(({ databases }) => databases.stop())).rejects.toMatchObject({
      code: 'DATABASE_MISSING',
      hint: expect.stringContaining('portcullis restore'),
    });
    expect(existsSync(join(data, 'database'))).toBe(false);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
