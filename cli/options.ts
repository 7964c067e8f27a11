import { type Command, Help, Option } from 'commander';
import { fileVariable, type ReadSettings, readSettings, type SettingName } from './config.js';
import { type Output, printLine } from './output/printLine.js';
import { readSettingsFile, settingsFileName } from './settings/file.js';
import { flagOf, meaningOf, settingGroups, variableOf } from './settings/registry.js';

/** Settings that `--help` shows; `--help --all` shows those of a whole group too. */
const everyday: readonly SettingName[] = [
  ...(['data', 'databaseUrl', 'databasePasswords', 'policyDir', 'logLevel'] as const),
  ...(['host', 'port', 'publicUrl', 'behindProxy', 'tlsCert', 'tlsKey', 'issuers', 'demo', 'console'] as const),
];

/** Settings that a flag without a value switches off. */
const switchedOff: readonly SettingName[] = ['demo', 'console'];

const moreHeading = 'More settings:';

/** Adds `--config` and a flag for each of the settings, described by the registry. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  const groups = [dataSettings, listenerSettings, nightlySettings, remoteSettings, namesOf('demonstration')];
  const ofGroups = groups.filter((group) => group.every((name) => names.includes(name))).flat();
  const isMore = (name: SettingName): boolean => !everyday.includes(name) && ofGroups.includes(name);
  const file = `file of settings; default ${settingsFileName}, if there is one [${fileVariable}]`;
  command.addOption(new Option('--config <file>', file).helpGroup('Settings:'));
  for (const name of names) {
    const description = `${meaningOf(name)} [${variableOf(name)}]`;
    const flags = switchedOff.includes(name) ? `--no-${name}` : `${flagOf(name)} <value>`;
    command.addOption(new Option(flags, description).helpGroup(isMore(name) ? moreHeading : 'Settings:'));
  }
  return names.some(isMore) ? command.configureHelp({ formatHelp }) : command;
}

/** Why not hidden options: commander would not suggest them for a misspelt one. */
function formatHelp(command: Command, help: Help): string {
  const all = help.visibleOptions(command);
  const shown = process.argv.includes('--all') ? all : all.filter((option) => option.helpGroupHeading !== moreHeading);
  help.visibleOptions = () => shown;
  const text = Help.prototype.formatHelp.call(help, command, help);
  const hidden = all.length - shown.length;
  return hidden === 0 ? text : `${text}\n${hidden} more settings: --help --all, and docs/SETTINGS.md\n`;
}

/** The options of these names that were given a value; the others are absent, as exact optional types require. */
export function givenOf<Name extends string>(
  command: Command,
  ...names: readonly Name[]
): { readonly [name in Name]?: string } {
  const given = Object.entries(command.opts()).filter(([name, value]) => value && names.some((each) => each === name));
  return Object.fromEntries(given) as { readonly [name in Name]?: string };
}

/** Who runs a command, and how it prints. */
export async function statedBy(command: Command): Promise<Output & { readonly operator: string }> {
  const { operatorOf } = await import('./operator.js');
  const { json, operator } = command.opts();
  return { operator: operatorOf(operator), json: json === true, out: printLine };
}

/** The settings of a run: the flags that were given, the environment, the file, the defaults. */
export function settingsOf(command: Command): ReadSettings {
  const given = Object.entries(command.optsWithGlobals()).filter(
    ([name]) => command.getOptionValueSourceWithGlobals(name) === 'cli',
  );
  return readSettings(Object.fromEntries(given), process.env, readSettingsFile);
}

/** Settings of commands that touch the data: its place, and connection strings. */
export const dataSettings = namesOf('data');

/** Settings of servers. */
export const listenerSettings = namesOf('listener').filter((name) => name !== 'production');

/** Settings of nightly work. */
export const nightlySettings = namesOf('nightly');

/** Settings of requests to remote sources. */
export const remoteSettings = namesOf('remote');

function namesOf(group: keyof typeof settingGroups): readonly SettingName[] {
  return Object.keys(settingGroups[group]) as SettingName[];
}
