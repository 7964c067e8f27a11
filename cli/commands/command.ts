import type { Command } from 'commander';
import { badUserInput } from '../../schema/errors.js';
import type { SettingName } from '../config.js';
import { promisesJson, toFailure } from '../failure.js';
import type { IngestAccess } from '../ingest/access.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../options.js';
import type { Output } from '../output/printLine.js';

/** Adds what every command about a deployment takes: who runs it, `--json`, and the settings that say where its data lies. */
export function withDeployment(command: Command, more: readonly SettingName[] = []): Command {
  command.option('--operator <name>', 'who runs this, for the audit log; default: the user of the system');
  return withSettings(withJson(command), [...dataSettings, ...more]);
}

/** Adds `--json`. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON');
}

/** What a command about records is given: the deployment, who runs it, and how it prints. */
export interface StatedAccess extends IngestAccess, Output {
  readonly operator: string;
}

/** Does the work of a command about records that were taken in. */
export async function withStated(command: Command, work: (access: StatedAccess) => Promise<unknown>): Promise<void> {
  const { withIngest } = await import('../ingest/access.js');
  const stated = await statedBy(command);
  await withIngest(settingsOf(command).settings, (access) => work({ ...access, ...stated }));
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Ends a command where one of its options was given that says nothing there. @param why the end of the sentence */
export function refuseOptions(command: Command, names: readonly string[], why: string): void {
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  const strange = command.options.find(
    (option) => names.includes(option.attributeName()) && isGiven(option.attributeName()),
  );
  if (strange) command.error(`error: option '${strange.long}' ${why}`);
}

/** Ends a command where one of its options is missing that is needed there. @param why the end of the sentence */
export function requireOptions(command: Command, names: readonly string[], why: string): void {
  const missing = command.options.find(
    (option) =>
      names.includes(option.attributeName()) && command.getOptionValueSource(option.attributeName()) !== 'cli',
  );
  if (missing) command.error(`error: option '${missing.flags}' is needed ${why}`);
}

/** Has a command, and those below it, end with exit code 2 where it is called wrongly, as 1 is an answer. */
export function withUsageErrors(command: Command): Command {
  command.exitOverride(({ exitCode, message }) => {
    if (exitCode !== 0 && promisesJson(process.argv.slice(2)))
      console.log(JSON.stringify(toFailure(badUserInput(message.replace(/^error: /, ''), { at: command.name() }))));
    process.exit(exitCode === 0 ? 0 : 2);
  });
  for (const below of command.commands) withUsageErrors(below as Command);
  return command;
}

/** Has a command whose exit code 1 is an answer, as BROKEN, end with 2 where there is none, as where the database is away. */
export function withVerdictExitCode(command: Command): Command {
  return command.hook('preAction', untilAnswered);
}

/** Has the process end with 2 unless the command puts its answer in the place. */
export function untilAnswered(): void {
  process.exitCode = 2;
}
