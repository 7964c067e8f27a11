import type { Logger } from 'pino';
import type { Registering } from '../../auditlog/types.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';

/** What a serving process is built on, and the lifecycle that closes it. */
export interface Serving {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  /** Names a log before its first entry. */
  readonly register: Registering;
}
