import { Command } from 'commander';
import { badUserInput } from '../../schema/errors.js';
import type { AuditAccess } from '../audit/access.js';
import type { CommandContext } from '../commandContext.js';
import type { SettingName, Settings } from '../config.js';
import { promisesJson, toFailure } from '../failure.js';
import type { IngestAccess } from '../ingest/access.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../options.js';
import { type Output, printLine } from '../output/printLine.js';

/** Adds what every command about a deployment takes: who runs it, `--json`, and the settings that say where its data is. */
export function withDeployment(command: Command, more: readonly SettingName[] = []): Command {
  command.option('--operator <name>', 'who runs this, for the audit log; default: the system user');
  return withSettings(withJson(command), [...dataSettings, ...more]);
}

/** Adds `--json`. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON');
}

/** Does the work of a command about ingested records. */
export async function withRecords(
  command: Command,
  work: (access: IngestAccess & Output & { readonly operator: string }) => Promise<unknown>,
): Promise<void> {
  const { withIngest } = await import('../ingest/access.js');
  const stated = await statedBy(command);
  await withIngest(settingsOf(command).settings, (access) => work({ ...access, ...stated }));
}

/** What a command about the audit log is given. */
export interface LogAccess extends AuditAccess, Output {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly operatorLog: OperatorLog;
  readonly operator: string;
}

/** Does the work of a command about the audit log, and ends with the exit code that it returns. */
export async function withLog(
  command: Command,
  work: (access: LogAccess) => Promise<number>,
  options: { readonly waits?: boolean } = {},
): Promise<void> {
  const { withAuditLog } = await import('../audit/access.js');
  const { settings } = settingsOf(command);
  const stated = await statedBy(command);
  process.exitCode = await withAuditLog(
    settings,
    (access, context) => work({ ...access, ...stated, settings, context }),
    options,
  );
}

/** A command whose exit code is its answer, and 2 where there is none; it prints one JSON object with `--json`. */
export function verdictCommand(
  name: string,
  description: string,
  answer: (output: Output, command: Command) => Promise<number>,
): Command {
  const command = withVerdictExitCode(withJson(new Command(name).description(description)));
  return command.action(async () => {
    process.exitCode = await answer({ json: command.opts().json === true, out: printLine }, command);
  });
}

/** Collects the values of a repeatable option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Ends a command that was given an option without meaning there. @param why the end of the sentence */
export function refuseOptions(command: Command, names: readonly string[], why: string): void {
  const stray = command.options.find((option) => names.includes(option.attributeName()) && isGiven(command, option));
  if (stray) command.error(`error: option '${stray.long}' ${why}`);
}

/** Ends a command that lacks an option needed there. @param why the end of the sentence */
export function requireOptions(command: Command, names: readonly string[], why: string): void {
  const missing = command.options.find((option) => names.includes(option.attributeName()) && !isGiven(command, option));
  if (missing) command.error(`error: option '${missing.flags}' is needed ${why}`);
}

function isGiven(command: Command, option: { attributeName(): string }): boolean {
  return command.getOptionValueSource(option.attributeName()) === 'cli';
}

/** Makes a command and its subcommands end with exit code 2 on a usage error, since 1 is an answer. */
export function withUsageErrors(command: Command): Command {
  command.exitOverride(({ exitCode, message }) => {
    if (exitCode !== 0 && promisesJson(process.argv.slice(2)))
      console.log(JSON.stringify(toFailure(badUserInput(message.replace(/^error: /, ''), { at: command.name() }))));
    process.exit(exitCode === 0 ? 0 : 2);
  });
  for (const below of command.commands) withUsageErrors(below as Command);
  return command;
}

/** Makes a command whose exit code 1 is an answer, such as BROKEN, end with 2 where there is none, e.g. without a database. */
export function withVerdictExitCode(command: Command): Command {
  return command.hook('preAction', expectVerdict);
}

/** Makes the process end with 2 unless the command sets its answer. */
export function expectVerdict(): void {
  process.exitCode = 2;
}
