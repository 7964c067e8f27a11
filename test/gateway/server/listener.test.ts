import { expect, test } from '@jest/globals';
import { createListener } from '../../../gateway/server/listener.js';
import { defaultSettings } from '../../../gateway/settings.js';

test('a client may take as long over its headers and body as the deadline of a request lets it', async () => {
  for (const deadlineMs of [1000, 120_000]) {
    const { app, server } = createListener({ ...defaultSettings, deadlineMs }, new Map());
    expect([server.headersTimeout, server.requestTimeout]).toEqual([deadlineMs, deadlineMs * 3]);
    await app.close();
  }
});
