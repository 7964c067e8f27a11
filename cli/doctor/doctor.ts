import { version } from '../../schema/files.js';
import type { Settings } from '../config.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { SettingsError } from '../settings/file.js';
import { type ExamineOptions, examine, type Found, type Report } from './examine.js';
import { failed } from './finding.js';

/**
 * Prints what is wrong with a deployment, and what to type.
 *
 * @param read gives the settings; its error is the one finding
 * @returns 0 where nothing is wrong, 1 where there are warnings alone, 2 where there are faults
 */
export async function runDoctor(output: Output, read: () => Settings): Promise<number> {
  const at = new Date().toISOString();
  const report = await reportOf(read);
  const count = (severity: string): number => report.findings.filter((finding) => finding.severity === severity).length;
  const [faults, warnings] = [count('FAULT'), count('WARNING')];
  print(output, { product: version(), node: process.versions.node, at, ...report }, () => [
    `Portcullis ${version()}, Node.js ${process.versions.node}, ${at}`,
    ...report.findings.flatMap(linesOf),
    `${counted(faults, 'fault')}, ${counted(warnings, 'warning')}.`,
    ...(report.notMade.length === 0 ? [] : [`Not looked at: ${report.notMade.join(', ')}.`]),
  ]);
  return faults > 0 ? 2 : warnings > 0 ? 1 : 0;
}

/** What is found with settings that may be wrong themselves. */
export async function reportOf(read: () => Settings, options: ExamineOptions = {}): Promise<Report> {
  try {
    return await examine(read(), options);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const finding = failed('settings', error, 'Correct it; portcullis config lists all settings. Then look again.');
    return { findings: [{ check: 'settings', ...finding }], notMade: ['all others'] };
  }
}

/** A finding in lines for people. */
export function linesOf({ severity, check, place, message, todo }: Found): readonly string[] {
  const line = `${severity.padEnd(8)} ${check.padEnd(12)} ${place === check ? '' : `${place}: `}${message}`;
  return todo === null || todo === '' ? [line] : [line, `${' '.repeat(22)}${todo}`];
}
