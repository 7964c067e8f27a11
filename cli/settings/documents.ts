import { z } from 'zod';
import {
  defaults,
  flagOf,
  meaningOf,
  type SettingName,
  settingGroups,
  settingsSchema,
  variableOf,
} from './registry.js';

const headings: Readonly<Record<keyof typeof settingGroups, string>> = {
  data: 'Data',
  listener: 'Servers',
  remote: 'Remote sources',
  nightly: 'Nightly work',
  demonstration: 'The demonstration',
  single: 'Single commands',
};

/** Text of `docs/SETTINGS.md`. */
export function settingsDocument(): string {
  const groups = Object.entries(settingGroups).map(([group, settings]) => {
    const rows = Object.keys(settings).map((name) => rowOf(name as SettingName));
    return [`## ${headings[group as keyof typeof headings]}`, '', ...tableHead, ...rows, ''];
  });
  return [
    '<!-- Generated from cli/settings/registry.ts. Do not edit. -->',
    '# Settings',
    '',
    'A setting is a flag, an environment variable, or a member of `portcullis.yaml`, in this order of precedence; else its default.',
    '[operations/settings](operations/settings.md) says which file is read, and which permissions it needs.',
    '',
    ...groups.flat(),
  ].join('\n');
}

const tableHead = ['| member | flag | variable | default | meaning |', '|---|---|---|---|---|'];

function rowOf(name: SettingName): string {
  const isWritten = name !== 'production';
  const cells = [isWritten ? `\`${name}\`` : '', isWritten ? `\`${flagOf(name)}\`` : '', `\`${variableOf(name)}\``];
  const value = defaults[name];
  const shown = value === undefined || String(value) === '' ? '' : `\`${value}\``;
  return `| ${[...cells, shown, meaningOf(name).replaceAll('|', '\\|')].join(' | ')} |`;
}

/** JSON Schema of `portcullis.yaml`, as text, for editors. */
export function settingsJsonSchema(): string {
  const written = z.strictObject(settingsSchema.shape).omit({ production: true });
  // Why `input`: what has a default may be left out.
  const schema = z.toJSONSchema(written, { target: 'draft-7', io: 'input' });
  const note = 'Generated from cli/settings/registry.ts. Do not edit.';
  return `${JSON.stringify({ $comment: note, ...schema }, null, 2)}\n`;
}
