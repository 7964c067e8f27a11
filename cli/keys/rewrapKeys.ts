import { resolve } from 'node:path';
import { resealEnvelopes } from '../../auditlog/store/envelopes.js';
import { sqlStateOf } from '../../auditlog/store/pool.js';
import { PortcullisError } from '../../schema/errors.js';
import { backupNameOf } from '../../storage/backup/manifest.js';
import { readKeyFile } from '../../storage/keys/keyFiles.js';
import { changingKeys } from '../../storage/locks/keyLock.js';
import { withOwnedLog } from '../audit/access.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';
import { type Changed, changeSeals, type SealPeriods } from './changeSeals.js';
import { copyKeys } from './copyKeys.js';

/** Options of `portcullis keys --rewrap` and `--renew`. */
export interface RewrapCommand extends Output {
  readonly operator: string;
  /** Forgets all earlier keys. */
  readonly forgets: boolean;
  /** Forgets only old ones, and makes a new key in time. */
  readonly renews?: SealPeriods | undefined;
  /** With `renews`: folder of backups, which gets a copy of the keys of log entries before any key is forgotten. */
  readonly copies?: string | undefined;
  /** Takes a line while it runs. */
  readonly progress: (line: string) => void;
}

/**
 * Rewraps what earlier key-encryption keys of the log wrapped under the present one, logged before and after; then forgets and makes keys,
 * as it is asked. Servers run meanwhile. Exit code 1 where something opens under no key of the keys directory, or by the clock the last
 * renewal is to come.
 *
 * @throws AUDIT_UNAVAILABLE where it cannot be logged: then nothing is changed; or where a process has been storing keys for too long:
 *   then earlier keys stay; what `copyKeys` throws: then no key is forgotten or made
 */
export async function rewrap(settings: Settings, command: RewrapCommand): Promise<void> {
  const { renews, forgets } = command;
  await withOwnedLog(settings, async ({ context, logger, db, store }) => {
    const { keysDirectory, keys } = context;
    const facts = { earlier: keys.auditSeal().length - 1 };
    const act = { act: renews ? 'keysRenew' : 'keysRewrap', ...beginAct('key', command.operator), facts } as const;
    const onProgress = paced((nodes: number) => command.progress(`${nodes} keys checked`));
    const preserve = async () => {
      await resealEnvelopes(db, keys);
      await copyBefore(context, command);
    };
    const change = () =>
      changeSeals(
        { store, seal: keys.auditSeal, keysDirectory, onProgress, preserve },
        renews ?? { keep: forgets ? Number.NEGATIVE_INFINITY : null },
      );
    const done = await createOperatorLog(settings, context, logger).perform(act, async () => {
      const value = await changingKeys(keysDirectory, change).catch(explainLock);
      return { value, facts: { ...value } };
    });
    print(command, done, () => [...linesOf(done), ...(renews ? dueOf(keysDirectory, renews) : [])]);
    if (done.closed > 0 || done.ahead !== undefined) process.exitCode = 1;
  });
}

/** Once all is rewrapped: what is copied opens as long as the present key is kept. */
async function copyBefore(context: CommandContext, { copies, renews }: RewrapCommand): Promise<void> {
  if (copies === undefined || !renews) return;
  const name = backupNameOf(new Date().toISOString());
  await copyKeys(context, { folder: resolve(copies), name, keepMs: renews.keep * 86_400_000 });
}

/** 55P03: lock_not_available. */
function explainLock(error: unknown): never {
  if (sqlStateOf(error) !== '55P03') throw error;
  throw new PortcullisError('AUDIT_UNAVAILABLE', {
    message: 'A process has been storing keys of the log for seconds: the earlier keys stay.',
    facts: { hint: 'Find what is stopped or hangs, by portcullis doctor, and repeat the command.' },
    cause: error,
  });
}

/** The day from which on a renewal makes another key. */
function dueOf(keysDirectory: string, { every }: SealPeriods): readonly string[] {
  const createdAt = readKeyFile(keysDirectory, 'auditSeal')?.current.createdAt;
  if (!createdAt) return [];
  const due = new Date(Date.parse(createdAt) + every * 86_400_000);
  return [`The next auditSeal is made by a renewal from ${due.toISOString().slice(0, 10)} on.`];
}

function linesOf({ rewrapped, closed, forgotten, made, ahead }: Changed): readonly string[] {
  return [
    rewrapped === 0
      ? 'Nothing was left to rewrap.'
      : `${counted(rewrapped, 'key is', 'keys are')} under the present auditSeal.`,
    ...(forgotten > 0
      ? [
          `${counted(forgotten, 'earlier auditSeal is', 'earlier auditSeals are')} forgotten: what they wrapped opens no more.`,
        ]
      : []),
    ...(made === undefined ? [] : [`auditSeal: ${made}. Servers take it up by themselves.`]),
    ...(ahead === undefined
      ? []
      : [
          `The last renewal was at ${ahead}, later than now: no key is forgotten or made. Set the clock, and repeat the command.`,
        ]),
    ...(closed === 0 ? [] : [`${closed} open under no key of the keys directory, and are unchanged.`]),
  ];
}
