import { sealKeys } from '../../auditlog/keys.js';
import { rewrapKeys } from '../../auditlog/store/keyTree/rewrap.js';
import { withOwnedLog } from '../audit/access.js';
import type { Settings } from '../config.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';

/** Options of `portcullis keys --rewrap`. */
export interface RewrapCommand extends Output {
  readonly operator: string;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/**
 * Rewraps what earlier key-encryption keys of the log wrapped under the present one, logged before and after. Exit code 1
 * where something opens under no key of the keys directory.
 *
 * @throws AUDIT_UNAVAILABLE: then nothing is rewrapped
 */
export async function rewrap(settings: Settings, command: RewrapCommand): Promise<void> {
  await withOwnedLog(settings, async ({ context, logger, db, store }) => {
    const [present, ...earlier] = sealKeys(context.keys);
    if (!present) throw new TypeError('the log has a key-encryption key');
    const facts = { earlier: earlier.length };
    const act = { act: 'keysRewrap', ...beginAct('key', command.operator), facts } as const;
    const onProgress = paced((checked: number) => command.progress(`${checked} keys and envelopes checked`));
    const done = await createOperatorLog(settings, context, logger).perform(act, async () => {
      const value = await rewrapKeys({ db, store, seal: [present, ...earlier], onProgress });
      return { value, facts: { ...value } };
    });
    print(command, done, () => linesOf(done));
    if (done.closed > 0) process.exitCode = 1;
  });
}

function linesOf({ rewrapped, closed }: { readonly rewrapped: number; readonly closed: number }): readonly string[] {
  const done =
    rewrapped === 0 ? 'Nothing was left to rewrap.' : `${rewrapped} keys and envelopes are under the present key.`;
  return closed === 0 ? [done] : [done, `${closed} open under no key of the keys directory, and are unchanged.`];
}
