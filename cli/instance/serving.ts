import type { Logger } from 'pino';
import type { AuditLog, Registering } from '../../auditlog/types.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import type { Lifecycle } from '../lifecycle.js';
import type { Meters } from '../metrics/meters.js';

/** What a process that runs for long is built on, and the lifecycle that closes it. */
export interface Opening {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  /** What it measures; absent where nobody reads metrics. */
  readonly meters?: Meters | undefined;
}

/** A process that writes logs, or names them for those that do. */
export interface Naming extends Opening {
  /** Names a log before its first entry. */
  readonly register: Registering;
}

/** A process that answers. */
export interface Serving extends Opening {
  /**
   * The audit log of its answers, written here or by another process.
   *
   * @param schema that is served, as text
   */
  openAuditLog(schema: string): Promise<AuditLog>;
}
