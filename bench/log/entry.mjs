/* What the gateway says of an answer: by default of a small one (Q1 of scoreboard (a)). */
import { randomUUID } from 'node:crypto';
import { product } from '../product.mjs';

// Request ids of an older build were random.
const newRequestId = await product('gateway/exchange/requestId.js').then(
  (made) => made.newRequestId,
  () => randomUUID,
);
let asked = 0;

/** The public id of one of the records that entries name: 0 to 4999; of others none does. */
export function idOf(number) {
  return `consignment_${String(number)
    .padStart(24, '0')
    .replace(/./g, (digit) => 'abcdefghij'[digit])}`;
}

const named = Array.from({ length: 5000 }, (_, number) => idOf(number));

/** @param {number} records that it names */
export function entry(records) {
  asked += 1;
  const ids = Array.from({ length: records }, (_, at) => named[(asked + at) % named.length]);
  return {
    header: {
      kind: 'OUTCOME',
      at: new Date().toISOString(),
      requestId: newRequestId(),
      subject: 'nl-0042',
      agency: 'NL-CUSTOMS',
      agencyKind: 'CUSTOMS_MS',
      role: 'ANALYST',
      purpose: 'RISK_ANALYSIS',
      policyVersion: '3f0c2d51a7e94b86',
      schemaHash: '9a71b0c2d51a7e94',
      documentHash: null,
      operationName: 'Q1',
      code: 'OK',
      durationMs: 1.25,
    },
    body: {
      document: 'query Q1($id: ID!) { consignment(id: $id) { id mrn transportMode grossMassKg } }',
      literals: [],
      variables: { id: ids[0] },
      caseReference: null,
      justification: null,
      disclosed: [
        { type: 'Consignment', originator: 'NL-CUSTOMS', categories: ['cargo.goods', 'cargo.reference'], ids },
      ],
      withheld: [],
      sources: [{ name: 'cargo', result: 'OK', durationMs: 0.8, manifest: 'present' }],
      errorCodes: [],
    },
  };
}
