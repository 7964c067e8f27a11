import { sealKeys } from '../../auditlog/keys.js';
import { isLeaseFree } from '../../auditlog/opening/lease.js';
import { type Rewrapped, rewrapKeys } from '../../auditlog/store/keyTree/rewrap.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { listLogs } from '../../auditlog/store/rows.js';
import { PortcullisError } from '../../schema/errors.js';
import { forgetEarlier } from '../../storage/keys/keyRotation.js';
import { withOwnedLog } from '../audit/access.js';
import type { Settings } from '../config.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';

/** Options of `portcullis keys --rewrap`. */
export interface RewrapCommand extends Output {
  readonly operator: string;
  /** Forgets the earlier keys once nothing is left under them. */
  readonly forgets: boolean;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/**
 * Rewraps what earlier key-encryption keys of the log wrapped under the present one, logged before and after. Exit code 1
 * where something opens under no key of the keys directory.
 *
 * @throws AUDIT_UNAVAILABLE: then nothing is rewrapped; before anything is forgotten, where a server runs, which may still wrap under an
 *   earlier key
 */
export async function rewrap(settings: Settings, command: RewrapCommand): Promise<void> {
  await withOwnedLog(settings, async ({ context, logger, db, store }) => {
    const [present, ...earlier] = sealKeys(context.keys);
    if (!present) throw new TypeError('the log has a key-encryption key');
    const facts = { earlier: earlier.length };
    const act = { act: 'keysRewrap', ...beginAct('key', command.operator), facts } as const;
    const onProgress = paced((checked: number) => command.progress(`${checked} keys and envelopes checked`));
    const done = await createOperatorLog(settings, context, logger).perform(act, async () => {
      const { forgets } = command;
      if (forgets) await assertNotWritten(db);
      const rewrapped = await rewrapKeys({ db, store, seal: [present, ...earlier], onProgress });
      const forgotten =
        forgets && rewrapped.closed === 0 ? forgetEarlier(context.keysDirectory, 'auditSeal') : undefined;
      const value: Done = { ...rewrapped, ...(forgotten === undefined ? {} : { forgotten }) };
      return { value, facts: { ...value } };
    });
    print(command, done, () => linesOf(done));
    if (done.closed > 0) process.exitCode = 1;
  });
}

interface Done extends Rewrapped {
  readonly forgotten?: number;
}

async function assertNotWritten(db: LogPool): Promise<void> {
  for (const log of await listLogs(db))
    if (!(await isLeaseFree(db, log)))
      throw new PortcullisError('AUDIT_UNAVAILABLE', {
        message: `The log ${log} is being written, by a server that may know the earlier key alone.`,
        facts: { hint: 'Stop what writes it; the next start knows the present key.' },
      });
}

function linesOf({ rewrapped, closed, forgotten }: Done): readonly string[] {
  const done = [
    rewrapped === 0 ? 'Nothing was left to rewrap.' : `${rewrapped} keys and envelopes are under the present key.`,
    ...(forgotten === undefined
      ? []
      : [`${forgotten} earlier keys are forgotten: older backups of the log open no more.`]),
  ];
  return closed === 0 ? done : [...done, `${closed} open under no key of the keys directory, and are unchanged.`];
}
