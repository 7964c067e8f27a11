import { writeFileSync } from 'node:fs';
import { loadPolicy } from '../../../policy/loading/load.js';
import { snapshotFile, snapshotText } from '../../../policy/testing/snapshot.js';
import { maskedFile, maskedText } from './masked.js';

/*
 * Writes what the product's own policy decides, which is a proposal that nobody approved, and the fields that are shown in part, after one
 * of them was changed on purpose: `npm run policy:words`.
 */
writeFileSync(snapshotFile(undefined), snapshotText(loadPolicy(), null));
writeFileSync(maskedFile, maskedText());
console.log(snapshotFile(undefined));
