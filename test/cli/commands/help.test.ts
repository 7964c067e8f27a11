import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram, helpOf } from '../../../cli/commands/program.js';
import { readPackageFile } from '../../../schema/files.js';

/** Names of a command and all below it, as the file of help writes them. */
function namesOf(command: Command, name: string): string[] {
  return [name, ...command.commands.flatMap((below) => namesOf(below, `${name} ${below.name()}`))];
}

const names = namesOf(createProgram(), 'portcullis');

test('the help names only commands that there are, each once', () => {
  const told = [...readPackageFile('cli', 'commands', 'help.txt').matchAll(/^== (.+)$/gm)].map(
    ([, name]) => name as string,
  );
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(told).size).toBe(told.length);
});

test('every command that does something shows an example of itself', () => {
  const doing = names.filter((name) => !names.some((other) => other.startsWith(`${name} `)));
  const without = doing.filter((name) => !/^Examples?:\n {2}\S/m.test(helpOf(name)));
  expect(without).toEqual([]);
});

test('the help of a command ends in its examples', () => {
  const program = createProgram();
  const formats = program.commands.find((command) => command.name() === 'formats') as Command;
  let written = '';
  formats.configureOutput({ writeOut: (text) => (written += text) }).outputHelp();
  expect(written).toMatch(/--json .*\n.*\nExamples:\n {2}portcullis formats\n.*--json\n\n$/s);
});
