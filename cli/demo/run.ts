import type { TrustFile } from '../../auditlog/c2sp/trustFile.js';
import { story } from '../../ingest/demo/story.js';
import { readPackageFile } from '../../schema/files.js';
import { type Answer, askAs, type Gateway } from './ask.js';
import { askers, auditor } from './askers.js';
import { type AuditedLook, checkProof, lookAtLog, type ProofCheck, printAudit } from './auditor.js';
import { printDeclared, readDeclared } from './declared.js';
import { askForHit, printHit } from './hit.js';
import { printAnswers, printNext, printOpening } from './print.js';
import { completeReceipt, printReceipt, type ReceiptCheck } from './receipt.js';
import { printSearches, searchNames } from './searches.js';

/** How the demonstration is played. */
export interface DemoRun extends Gateway {
  /** Whether a checkpoint's note is signed by the log's key and states this size and root; absent: not checked. */
  readonly verifyProof?: (note: string, treeSize: number, root: string) => boolean;
  /** Trusted logs and witnesses; absent: receipts are not completed. */
  readonly trust?: TrustFile;
  /** Milliseconds between looks for a cosigned head; 600 by default. */
  readonly pauseMs?: number;
  /** Takes one line of standard output. */
  readonly out: (line: string) => void;
  /** Whether to print in colour. */
  readonly isTerminal: boolean;
  /** Characters a line; at most 120, by default 100. */
  readonly width?: number;
  readonly json: boolean;
}

/** The result of the demonstration; its last line with `--json`. */
export interface DemoReport {
  readonly question: string;
  readonly container: string;
  readonly answers: readonly Answer[];
  readonly looks: readonly { readonly look: AuditedLook | null; readonly proof: ProofCheck | null }[];
  /** What the receipt of the first answer proves, once a witness has cosigned; null without trusted witnesses. */
  readonly receipt: ReceiptCheck | null;
  /** Whether the answers differ and every proof holds. */
  readonly ok: boolean;
}

/**
 * Plays the story: three agencies ask the same question and get three answers; the auditor sees what each was shown, with
 * proofs that the log holds it; then names are searched, and a declaration is read by the office that received it and by
 * another agency.
 *
 * @throws Error in one line where the gateway does not answer
 */
export async function runDemo(run: DemoRun): Promise<DemoReport> {
  const { url, mint } = run;
  const question = readPackageFile('ingest', 'demo', 'question.graphql');
  const paper = {
    out: run.json ? () => undefined : run.out,
    isTerminal: run.isTerminal,
    width: Math.min(run.width ?? 100, 120),
  };

  const answers: Answer[] = [];
  for (const asker of askers) answers.push(await askAs(run, asker, question, { container: story.containerId }));
  if (answers.every(({ data }) => data.container === null)) {
    throw new Error(
      'The sources do not hold the demonstration: start once without --no-demo on an empty data directory.',
    );
  }
  printOpening(paper, question);
  printAnswers(paper, answers);

  const found = await lookAtLog(url, await mint(auditor.agency, auditor.role), answers);
  const looks = found.map((look, position) => {
    const receipt = answers[position]?.receipt;
    return { look, proof: look && receipt ? checkProof(look, receipt, run.verifyProof) : null };
  });
  printAudit(paper, looks);
  const receipt = await completeFirst(run, answers);
  printReceipt(paper, receipt);
  printSearches(paper, await searchNames(run));
  printHit(paper, await askForHit(run));
  printDeclared(paper, await readDeclared(run));
  printNext(paper);

  const differ = new Set(answers.map(({ data }) => JSON.stringify(data))).size === answers.length;
  const proven = looks.every(({ proof }) => proof?.isReceipt && proof.isIncluded && proof.isSigned !== false);
  const ok = differ && proven && (run.trust === undefined || typeof receipt === 'object');
  const report = { question, container: story.containerId, answers, looks, receipt, ok };
  if (run.json) run.out(JSON.stringify(report));
  return report;
}

async function completeFirst(
  { url, mint, trust, pauseMs }: DemoRun,
  [first]: readonly Answer[],
): Promise<ReceiptCheck | null> {
  if (!trust || !first) return null;
  return await completeReceipt(url, await mint(first.asker.agency, first.asker.role), first, trust, pauseMs);
}
