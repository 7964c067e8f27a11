import { Command, InvalidArgumentError, Option } from 'commander';
import { settingsOf, statedBy } from '../../options.js';
import { refuseOptions, requireOptions, withDeployment, withLog } from '../command.js';

/** `portcullis audit hold`: keeps entries from expiry and erasure. */
export function auditHoldCommand(): Command {
  const command = new Command('hold')
    .description('list the holds that keep entries from expiring and from being erased; place or release one')
    .option('--all', 'in the list: released holds too')
    .option('--index <entries>', 'place a hold on entries of --log, by their positions, from 0: 7,9,12-20')
    .option('--log <id>', 'with --index: the log of the entries')
    .option('--case <reference>', 'with --index: the case that they are held for')
    .addOption(new Option('--release <hold>', 'end this hold').conflicts(['index', 'log', 'case', 'all']))
    .option('--reason <text>', 'why one is placed or released, for the audit log');
  return withDeployment(command).action(async ({ all, index, log, case: caseReference, release: id, reason }) => {
    if (index !== undefined) requireOptions(command, ['log'], 'to place a hold');
    else refuseOptions(command, ['log', 'case'], 'needs --index');
    const isListed = index === undefined && id === undefined;
    if (isListed) refuseOptions(command, ['reason'], 'needs --index or --release');
    else requireOptions(command, ['reason'], 'for the audit log');
    const { parseSpans } = await import('../../audit/retention/auditErase.js');
    const { runAuditHold, runAuditHolds, runAuditRelease } = await import('../../audit/retention/auditHold.js');
    const spans = index === undefined ? [] : parseSpans(index);
    await withLog(command, async (access) => {
      if (isListed) await runAuditHolds(access, { ...access, isAll: all === true });
      else if (id !== undefined) await runAuditRelease(access, { ...access, reason, id });
      else await runAuditHold(access, { ...access, log, spans, reason, caseReference });
      return 0;
    });
  });
}

/** `portcullis audit expire`: removes whole days of entries but for their leaves, or erases single bodies. */
export function auditExpireCommand(): Command {
  const command = new Command('expire')
    .description(
      'remove entries past their retention period, but for their leaves; proofs still verify, and an entry says so',
    )
    .option('--log <id>', 'this log only; default: all logs in the database')
    .addOption(new Option('--class <class>', 'entries of this class only').choices(['LOOK', 'REFUSAL']))
    .option('--before <day>', 'entries of earlier days (UTC), e.g. 2021-12-01; default: by --audit-retention', toDay)
    .option('--dry-run', 'say what would go, and remove nothing')
    .addOption(
      new Option(
        '--index <entries>',
        'erase instead these entries of --log, 7,9,12-20: destroy their keys, so that nobody reads their bodies again',
      ).conflicts(['class', 'before', 'dryRun']),
    )
    .option('--reason <text>', 'why, for the audit log', 'retention period');
  return withDeployment(command, ['auditRetention']).action(async (given) => {
    const { log, class: of, before, dryRun, reason, index } = given;
    const { settings } = settingsOf(command);
    const stated = { ...(await statedBy(command)), log, reason };
    if (index !== undefined) {
      requireOptions(command, ['log', 'reason'], 'to erase entries');
      const { parseSpans, runAuditErase } = await import('../../audit/retention/auditErase.js');
      await runAuditErase(settings, { ...stated, spans: parseSpans(index) });
      return;
    }
    const { runAuditExpire } = await import('../../audit/retention/auditExpire.js');
    await runAuditExpire(settings, { ...stated, class: of, before, isDry: dryRun === true });
  });
}

function toDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('A day such as 2021-12-01.');
}
