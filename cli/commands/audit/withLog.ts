import type { Command } from 'commander';
import type { AuditAccess } from '../../audit/audit.js';
import type { CommandContext } from '../../commandContext.js';
import type { Settings } from '../../config.js';
import type { OperatorLog } from '../../operatorLog/operatorAct.js';
import { settingsOf, statedBy } from '../../options.js';
import type { Output } from '../../output/printLine.js';

/** What a command about the audit log is given. */
export interface LogAccess extends AuditAccess, Output {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly operatorLog: OperatorLog;
  readonly operator: string;
}

/** Does the work of a command about the audit log, and ends with the exit code that it gives. */
export async function withLog(command: Command, work: (access: LogAccess) => Promise<number>): Promise<void> {
  const { withAuditLog } = await import('../../audit/audit.js');
  const { settings } = settingsOf(command);
  const stated = await statedBy(command);
  process.exitCode = await withAuditLog(settings, (access, context) =>
    work({ ...access, ...stated, settings, context }),
  );
}
