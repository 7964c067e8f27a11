import { setTimeout as sleep } from 'node:timers/promises';
import { byName } from './load/questions.js';
import type { Night } from './night.js';

/** Promised are seconds. Why so many more: on a machine that does other things too a start alone takes half a minute. */
const mostMs = 120_000;

/** So many in a row, each over a connection of its own: every worker answers. */
const inARow = 6;

/** Waits until answers come again, from all workers. */
export async function untilAnswered(night: Night): Promise<void> {
  const [officer] = night.officers;
  if (!officer) return;
  const { body } = byName(night.words.absent());
  let answered = 0;
  for (const until = Date.now() + mostMs; answered < inARow; await sleep(100)) {
    answered = (await isAnswered()) ? answered + 1 : 0;
    if (Date.now() > until)
      return night.find('recovery', `no answers within ${mostMs / 1000} s: ${night.house.server.err().slice(-1500)}`);
  }

  async function isAnswered(): Promise<boolean> {
    try {
      const headers = {
        ...{
          'content-type': 'application/json',
          connection: 'close',
          authorization: `Bearer ${await night.issuer.mint(officer as NonNullable<typeof officer>)}`,
        },
        ...{ 'query-purpose': officer?.purpose ?? '', 'case-reference': officer?.caseReference ?? '' },
      };
      const signal = AbortSignal.timeout(30_000);
      const response = await fetch(night.house.url, { method: 'POST', headers, body: JSON.stringify(body), signal });
      const text = await response.text();
      return response.status === 200 && !text.includes('"errors"');
    } catch {
      return false;
    }
  }
}
