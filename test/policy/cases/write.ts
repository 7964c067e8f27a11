import { writeFileSync } from 'node:fs';
import { loadPolicy } from '../../../policy/loading/load.js';
import { listFile, listOf, mutate } from '../mutation/mutation.js';
import { inWords, wordsFile, wordsText } from './words.js';

/*
 * Writes the sentences of the policy and the list of changes that no case sees, after a right was changed on purpose:
 * `npm run policy:words`.
 */
const policy = loadPolicy();
writeFileSync(wordsFile, wordsText(policy));
writeFileSync(listFile, listOf(mutate(policy)));
console.log(`${wordsFile}: ${inWords(policy).length} sentences.`);
