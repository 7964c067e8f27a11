import { version } from '../../schema/files.js';
import type { Settings } from '../config.js';
import { type Output, print } from '../output/printLine.js';
import { keys } from './checks/keys.js';
import { logs } from './checks/logs.js';
import { settings } from './checks/settings.js';
import { coverage, fields, migrations, names } from './checks/upgrade.js';
import { linesOf, reportOf } from './doctor.js';

/** What a first start of another version meets. */
const checks = [settings, coverage, migrations, names, fields, keys, logs];

/**
 * Says what this version would do to a deployment, beside the one that still serves it. Changes nothing.
 *
 * @param read gives the settings; its error is the one finding
 * @returns 0 where nothing stands in the way, 1 where something does, or is not known
 */
export async function checkUpgrade(output: Output, read: () => Settings): Promise<number> {
  const report = await reportOf(read, { checks });
  const isFree = report.findings.every(({ severity }) => severity !== 'FAULT');
  print(output, { product: version(), isFree, ...report }, () => [
    `Portcullis ${version()} over this deployment:`,
    ...report.findings.flatMap(linesOf),
    ...(report.notMade.length === 0 ? [] : [`Not looked at: ${report.notMade.join(', ')}.`]),
    isFree ? 'Nothing stands in the way.' : 'Do not start it yet.',
  ]);
  return isFree ? 0 : 1;
}
