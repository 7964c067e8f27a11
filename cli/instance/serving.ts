import type { Logger } from 'pino';
import type { Registering } from '../../auditlog/types.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';

/** What everything stands on that a process opens to serve, and where it says how to close it again. */
export interface Serving {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  /** What names a log before its first entry. */
  readonly register: Registering;
}
