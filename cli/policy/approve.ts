import { renameSync, writeFileSync } from 'node:fs';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { namedApproval } from '../../policy/testing/approval.js';
import { compareSnapshot, snapshotFile, snapshotText } from '../../policy/testing/snapshot.js';
import { tryCases } from '../../policy/testing/testPolicy.js';
import { readWritten } from '../../policy/testing/written.js';
import { type Output, print } from '../output/printLine.js';
import { failureLines } from './tested.js';

/** Options of `portcullis policy check --approve`. */
export interface ApproveCommand extends Output {
  readonly policyDir: string | undefined;
  readonly cases: string | undefined;
  readonly by: string | undefined;
  readonly reference: string | undefined;
}

/**
 * Writes the snapshot of what a policy decides, in the name of its approver. A policy that contradicts a written case is not approved.
 *
 * @returns the exit code: 0 where it was written, 1 where a case fails
 * @throws PortcullisError BAD_USER_INPUT for an invalid name; PolicyError
 */
export function approvePolicy(command: ApproveCommand): number {
  const { policyDir, cases, by, reference } = command;
  const approval = namedApproval(by, reference, new Date());
  const policy = parsePolicy(readPolicyFiles(policyDir));
  const { failed } = tryCases(policy, readWritten(policyDir, cases));
  if (failed.length > 0) {
    const lines = [...failed.flatMap(failureLines), 'Nothing was approved: a written case says otherwise.'];
    print(command, { approved: null, failed }, () => lines);
    return 1;
  }
  const { digest, added, gone } = compareSnapshot(policy, policyDir);
  const path = snapshotFile(policyDir);
  writeFileSync(`${path}.new`, snapshotText(policy, approval));
  renameSync(`${path}.new`, path);
  print(command, { approved: { ...approval, digest, added, gone }, failed }, () => [
    ...gone.map((sentence) => `  - ${sentence}`),
    ...added.map((sentence) => `  + ${sentence}`),
    `Approved by ${approval.by}, ${approval.reference}: ${digest}`,
  ]);
  return 0;
}
