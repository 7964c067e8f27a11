import { createServer } from 'node:net';
import { it } from '@jest/globals';

it('leaves a server open', async () => {
  await new Promise<void>((resolve) => createServer().listen(0, resolve));
});
