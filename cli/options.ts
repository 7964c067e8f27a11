import { type Command, Option } from 'commander';
import { gatewaySettings } from '../gateway/settings.js';
import { databaseSetting, sourceNames } from '../schema/sources.js';
import {
  meaningOf,
  readSettings,
  type SettingName,
  type SettingRow,
  type Settings,
  switchOf,
  variableOf,
} from './config.js';
import { type Output, printLine } from './printLine.js';

/** Adds a switch for each of the settings, described and defaulted by the one schema. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) {
    const description = `${meaningOf(name)} [${variableOf(name)}]`;
    command.addOption(
      name === 'demo' ? new Option('--no-demo', description) : new Option(`${switchOf(name)} <value>`, description),
    );
  }
  return command;
}

/** The options of these names that were given with a value; the others are absent, as exact types have it. */
export function givenOf<Name extends string>(
  command: Command,
  ...names: readonly Name[]
): { readonly [name in Name]?: string } {
  const given = Object.entries(command.opts()).filter(([name, value]) => value && names.some((each) => each === name));
  return Object.fromEntries(given) as { readonly [name in Name]?: string };
}

/** Who runs a command, and how it prints. */
export async function statedBy(command: Command): Promise<Output & { readonly operator: string }> {
  const { operatorOf } = await import('./acts/operator.js');
  const { json, operator } = command.opts();
  return { operator: operatorOf(operator), json: json === true, out: printLine };
}

/** The settings of a run: the switches that were given, the environment, the defaults. */
export function settingsOf(command: Command): { readonly settings: Settings; readonly rows: readonly SettingRow[] } {
  const given = Object.entries(command.optsWithGlobals()).filter(
    ([name]) => command.getOptionValueSourceWithGlobals(name) === 'cli',
  );
  return readSettings(Object.fromEntries(given));
}

/** Settings of whatever touches the data: where it lies, and connection strings. */
export const dataSettings = [
  'data',
  'databaseUrl',
  ...sourceNames.map(databaseSetting),
  'databaseUrlAuditKeys',
  'databaseUrlLimits',
  'databaseUrlAdmin',
  'databasePasswords',
  'keys',
  'heads',
  'policyDir',
  'logId',
  'origin',
  'logLevel',
] as const satisfies readonly SettingName[];

/** Settings of whatever listens. */
export const listenerSettings = [
  ...Object.keys(gatewaySettings.address),
  ...Object.keys(gatewaySettings.traffic),
  ...Object.keys(gatewaySettings.amounts),
  ...Object.keys(gatewaySettings.structure),
  'lookupsPerHour',
  'vainLookupsPerHour',
  'sourceConnections',
] as readonly SettingName[];

/** Settings of what is done every night. */
export const nightlySettings = ['purgeAt', 'quarantineDays', 'auditIndexAt'] as const satisfies readonly SettingName[];

/** Settings of the way to remote sources. */
export const remoteSettings = [
  'sourceConcurrency',
  'sourceQueue',
  'sourceBreakerFailures',
  'sourceBreakerPauseMs',
  'sourceConnectTimeoutMs',
] as const satisfies readonly SettingName[];
