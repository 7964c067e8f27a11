import { beforeAll, describe, expect, test } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseProof } from '../../../auditlog/c2sp/proof.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { type AnsweredEntry, checkEntry } from '../../../console/audit/checkEntry.js';
import { checkExtends, lastUnder } from '../../../console/audit/checkExtends.js';
import { checkProofText, type HeldReceipt } from '../../../console/audit/checkProofText.js';
import { primitives } from '../../../console/audit/primitives.js';
import { verdictOf } from '../../../console/audit/steps.js';
import { Entry } from '../../../console/pages/audit/entry/entry.gql.js';
import { Proof } from '../../../console/pages/audit/proof/proof.gql.js';
import { openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { fileOf, verifyAudit } from '../../tools/support/verifyAudit.js';
import { trustedOf, wordsOf } from './madeLog.js';

/* A real log, read as the page reads it. */
const deployment = closedAfter(await openTestDeployment());
let receipt: HeldReceipt;
let vkey: string;
beforeAll(async () => {
  const { body } = await deployment.ask(analyst, '{ consignments(first: 2) { edges { node { id mrn } } } }');
  receipt = body.extensions.audit;
  const { checkpoint, origin } = deployment.parts.keys;
  vkey = verifierKeyOf(originOf(receipt.log, origin), checkpoint.publicKey);
});

const analyst = { agency: 'NL-CUSTOMS', purpose: 'RISK_ANALYSIS' } as const;
const auditor = {
  agency: 'NL-CUSTOMS',
  role: 'AUDITOR',
  purpose: 'DATA_PROTECTION_AUDIT',
  caseReference: 'NLC-2026-00001',
} as const;

/** Asks until a signed head covers the entry: within the second. */
async function proofText(asker: typeof analyst | typeof auditor, index = receipt.index): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { body } = await deployment.ask(asker, Proof, { log: receipt.log, index });
    if (body.data?.auditProof) return body.data.auditProof.text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new RangeError('no proof');
}

describe('an entry of a real log, as the page asks for it', () => {
  test('is proven from its fields, and each of them is the one that the header states', async () => {
    const text = await proofText(auditor);
    const { body } = await deployment.ask(auditor, Entry, { log: receipt.log, index: receipt.index });
    const entry = body.data.auditEntry as AnsweredEntry;
    const steps = checkEntry({ asked: receipt, entry, receipt, proofText: text }, trustedOf(vkey), primitives);
    expect(wordsOf(steps)).toEqual([
      ...['leaf.ok ok', 'place.ok ok', 'header.ok ok', 'fields.ok ok', 'receipt.ok ok', 'path.ok ok', 'head.ok ok'],
      ...['signature.ok ok', 'cosigned.noWitness notChecked', 'body.word notChecked'],
    ]);
    expect(steps.find(({ name }) => name === 'fields')?.values.count).toBe(17);
    expect(verdictOf(checkEntry({ asked: receipt, entry, receipt }, trustedOf(vkey), primitives))).toBe('proven');
  });

  test('is proven to the asker by a receipt alone, cosigned, as the tool proves it', async () => {
    const text = await proofText(analyst);
    const witness = { name: 'w.example', ...checkpointKeys(Buffer.alloc(32, 9)) };
    const key = verifierKeyOf(witness.name, witness.publicKey, signatureTypes.cosignature);
    const trust = `log ${vkey}\nwitness W ${key}\nquorum W\n`;
    const { note = '' } = parseProof(text) ?? {};
    const cosigned = text + cosign(note.slice(0, note.indexOf('\n\n') + 1), witness, 1_790_000_000);
    for (const [proof, isBelieved] of [
      [text, false],
      [cosigned, true],
    ] as const) {
      const steps = checkProofText(proof, receipt, trustedOf(trust), primitives);
      const args = ['--policy', fileOf(trust), '--receipt', fileOf(JSON.stringify(receipt))];
      const { code } = await verifyAudit('proof', fileOf(proof), ...args);
      expect([verdictOf(steps) === 'proven', code === 0]).toEqual([isBelieved, isBelieved]);
    }
  });

  test('shows that the log only grew, out of the proof of the last entry under a head that was seen', async () => {
    const seen = parseProof(await proofText(analyst))?.note ?? '';
    await deployment.ask(analyst, '{ viewer { role } }');
    const text = await proofText(analyst, lastUnder(seen) ?? -1);
    expect(verdictOf(checkExtends(seen, text, trustedOf(vkey), primitives), ['extends', 'signature'])).toBe('proven');
  });
});
