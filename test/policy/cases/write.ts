import { writeFileSync } from 'node:fs';
import { loadPolicy } from '../../../policy/loading/load.js';
import { listFile, listOf, mutate } from '../mutation/mutation.js';
import { maskedFile, maskedText } from './masked.js';
import { inWords, wordsFile, wordsText } from './words.js';

/*
 * Writes the sentences of the policy, the fields that are shown in part, and the list of changes that no case sees, after one of
 * them was changed on purpose:
 * `npm run policy:words`.
 */
const policy = loadPolicy();
writeFileSync(wordsFile, wordsText(policy));
writeFileSync(maskedFile, maskedText());
writeFileSync(listFile, listOf(mutate(policy)));
console.log(`${wordsFile}: ${inWords(policy).length} sentences.`);
