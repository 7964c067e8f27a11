import type { IngestResult } from '../../ingest/run/result.js';

/** A result in lines for people: counts, what could not be read, and where to look. */
export function describeResult(result: IngestResult): string[] {
  const { run, format, originator, read, stored, unchanged, repeated, withdrawn, quarantined, seconds } = result;
  const checked = result.state === 'CHECKED';
  const lines = [
    `${checked ? 'would ingest ' : ''}${format} as ${originator}: read ${read}, stored ${stored}, unchanged ${unchanged}, ` +
      `${repeated > 0 ? `repeated ${repeated}, ` : ''}${withdrawn > 0 ? `withdrawn ${withdrawn}, ` : ''}` +
      `quarantined ${quarantined}, ${seconds} s`,
  ];
  if (result.wouldRollBack) {
    lines.push('  and would be rolled back: more of it cannot be read than --max-bad allows; nothing would be stored.');
  }
  if (result.resumed) lines.push('The run resumed where an earlier one of the same delivery had ended.');
  if (stored > 0) lines.push(`  of the stored: ${result.added} new, ${result.changed} changed`);
  for (const [term, count] of Object.entries(result.loosened ?? {}))
    lines.push(`  ${checked ? 'would loosen' : 'loosened'} the envelope of ${count}: ${term}`);
  for (const [reason, count] of Object.entries(result.reasons)) lines.push(`  quarantined ${count}: ${reason}`);
  const unmapped = Object.entries(result.unmapped).sort(([, a], [, b]) => b - a);
  for (const [element, count] of unmapped.slice(0, 20))
    lines.push(`  not mapped, kept in the raw record: ${element} (${count})`);
  if (unmapped.length > 20) lines.push(`  and ${unmapped.length - 20} more elements; --json names them all`);
  if (result.notWithdrawn > 0) {
    lines.push(
      `  ${result.notWithdrawn} rows are gone from the list and were kept: they may be among the unreadable records. ` +
        'Solve the quarantine, or give --withdraw-anyway.',
    );
  }
  for (const [action, examples] of Object.entries(result.examples ?? {})) {
    lines.push(`  ${action.toLowerCase()}, e.g.`);
    for (const { key, file, line } of examples) lines.push(`    ${key}${file ? `  ${file}:${line}` : ''}`);
  }
  if (quarantined > 0 && run !== null) lines.push(`Why: portcullis quarantine --run ${run}`);
  return lines;
}
