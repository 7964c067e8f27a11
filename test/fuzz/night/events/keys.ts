import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../load/ask.js';
import { officers } from '../load/officers.js';
import { byName } from '../load/questions.js';
import type { Night } from '../night.js';
import { expectRun, type NightEvent, reload } from './event.js';

/** Keys that change, of the issuer and of the log. */
export const keys: readonly NightEvent[] = [
  { name: 'issuer rotates', holdsServer: true, run: rotateIssuer },
  {
    name: 'issuer away',
    async run(night) {
      await night.issuer.close();
      await sleep(8000);
      await night.issuer.open();
    },
  },
  {
    name: 'seal key rotates',
    holdsServer: true,
    after: 'backup',
    async run(night) {
      await expectRun(night, 0, 'keys', '--rotate', 'auditSeal');
      await night.trouble('restart under a new seal key', () => night.house.restart());
      await expectRun(night, 0, 'keys', '--rewrap');
    },
  },
  {
    name: 'checkpoint key rotates',
    holdsServer: true,
    after: 'backup',
    async run(night) {
      await expectRun(night, 0, 'keys', '--rotate', 'checkpoint');
      await night.trouble('restart under a new checkpoint key', () => night.house.restart());
    },
  },
];

/** A new key signs at once; the old one, taken away, is good for nobody after a reload. */
async function rotateIssuer(night: Night): Promise<void> {
  const [officer] = officers;
  if (!officer) return;
  const old = { authorization: `Bearer ${await night.issuer.mint(officer)}` };
  await night.issuer.rotate();
  await sleep(3000);
  night.issuer.retire();
  await reload(night);
  const question = { ...byName(night.words.absent()), name: 'token under a key that was taken away' };
  const { code } = await ask(night, officer, { ...question, headers: old, refusedBy: ['UNAUTHENTICATED'] });
  if (code === 'OK') night.find('issuer', 'a token under a key that was taken away is believed after a reload');
}
