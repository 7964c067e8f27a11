import type { Command } from 'commander';
import type { OperatorLog } from '../../acts/operatorAct.js';
import type { CommandContext } from '../../commandContext.js';
import type { Settings } from '../../config.js';
import type { AuditAccess } from '../../operate/audit.js';
import { settingsOf, statedBy } from '../../options.js';
import type { Output } from '../../printLine.js';

/** What a command about the audit log is given. */
export interface LogAccess extends AuditAccess, Output {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly operatorLog: OperatorLog;
  readonly operator: string;
}

/** Does the work of a command about the audit log, and ends with the exit code that it gives. */
export async function withLog(command: Command, work: (access: LogAccess) => Promise<number>): Promise<void> {
  const { withAuditLog } = await import('../../operate/audit.js');
  const { settings } = settingsOf(command);
  const stated = await statedBy(command);
  process.exitCode = await withAuditLog(settings, (access, context) =>
    work({ ...access, ...stated, settings, context }),
  );
}
