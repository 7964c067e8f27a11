import { type Output, print } from '../../output/printLine.js';
import { type ComparedLog, exitCodeOf, provenEntry, type Verdict, verdictLine } from '../provenEntry.js';
import type { ReadExport } from './readExports.js';

/**
 * Prints whether each file is whole, and whether the log holds its export: the entry of its receipt under a signed head, which ends
 * the export that the file names with as many rows and this hash.
 *
 * @param options.compared the log; null: only whether the files are whole
 * @returns exit code: 0 where all hold, 1 where one does not, 2 where something could not be compared
 */
export async function runAuditExports(
  exports: readonly ReadExport[],
  options: Output & { readonly compared: ComparedLog | null },
): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const read of exports) verdicts.push(await verify(read, options.compared));
  const stated = verdicts.map((verdict, index) => {
    const { format, rows, sha256, stated: end } = exports[index]?.found ?? {};
    return {
      ...verdict,
      export: { id: exports[index]?.id ?? null, format, rows, sha256, receipt: end?.receipt ?? null },
    };
  });
  print(options, stated, () => verdicts.map(verdictLine));
  return exitCodeOf(verdicts);
}

async function verify({ file, found, id }: ReadExport, compared: ComparedLog | null): Promise<Verdict> {
  const { stated, faults, rows, sha256, format } = found;
  if (faults.length > 0 || !stated) return { file, verdict: 'BROKEN', why: faults };
  const said = `${rows} rows, whole`;
  if (!compared) return { file, verdict: 'OK', why: [`${said}; not compared with the log`] };
  const proven = await provenEntry({ ...stated.receipt, index: Number(stated.receipt.index) }, compared);
  if (typeof proven === 'string') return { file, verdict: 'BROKEN', why: [proven] };
  const { entry, missing } = proven;
  const { header, body } = entry;
  const says = (place: string, held: unknown, written: unknown): readonly string[] =>
    held === written ? [] : [`${place}: the log says another`];
  const others = [
    ...says('receipt', header.kind, 'OUTCOME'),
    ...says('export', header.requestId, id),
    ...(body === null
      ? []
      : [
          ...says('format', body.exported?.format, format),
          ...says('rows', body.exported?.rows, rows),
          ...says('sha256', body.exported?.sha256, sha256),
        ]),
  ];
  if (others.length > 0) return { file, verdict: 'BROKEN', why: others };
  return missing.length > 0 ? { file, verdict: 'UNPROVEN', why: missing } : { file, verdict: 'OK', why: [said] };
}
